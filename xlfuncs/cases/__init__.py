"""The worked cases: every figure printed in the two texts that this package grew from.

``python -m xlfuncs.reproduction`` calculates them in a real workbook and compares. Text A is a chapter
on the electrochemistry of neurons, text B one on the Nernst equation.
"""

from __future__ import annotations

from xlfuncs.cases.text_a import EQUILIBRIUM_CASES
from xlfuncs.cases.text_a_membranes import MEMBRANE_CASES
from xlfuncs.cases.text_b import NERNST_CASES
from xlfuncs.cases.worked_case import WorkedCase

CASES: tuple[WorkedCase, ...] = (*EQUILIBRIUM_CASES, *MEMBRANE_CASES, *NERNST_CASES)

BY_ID: dict[str, WorkedCase] = {case.id: case for case in CASES}

__all__ = ["BY_ID", "CASES", "WorkedCase"]
