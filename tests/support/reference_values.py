"""The published and independently computed values of `tests/data/reference.csv`, one case per row."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from xlfuncs.formulas.calls import calls, constant
from xlfuncs.functions import BY_NAME, WorksheetFunction

FILE = "tests/data/reference.csv"


@dataclass(frozen=True)
class ReferenceValue:
    """A call as it stands in a cell, what it gives (an array constant if that is several numbers), and who says so."""

    id: str
    call: str
    expected: str
    unit: str
    tolerance: str
    source: str

    @property
    def function(self) -> WorksheetFunction:
        """The outermost function of the call."""
        return BY_NAME[next(calls(self.call)).name]

    @property
    def due(self) -> list[Any]:
        """What the cells of the result hold, in reading order: numbers to compare within the tolerance, or words."""
        if self.function.gives_text:
            return [self.expected]
        rows = constant(self.expected) or []
        return [pytest.approx(number, abs=float(self.tolerance), rel=0) for row in rows for number in row]


with (Path(__file__).parents[2] / FILE).open(encoding="utf-8") as _file:
    REFERENCE_VALUES = [ReferenceValue(**row) for row in csv.DictReader(_file)]
