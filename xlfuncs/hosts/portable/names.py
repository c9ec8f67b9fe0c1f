"""The defined names: one LAMBDA for each function, and those that they share."""

from __future__ import annotations

from collections.abc import Callable

from xlfuncs.formulas.file_text import for_files, for_people
from xlfuncs.formulas.lambdas import lambdas


def defined_names() -> dict[str, str]:
    """Return each name's formula as a workbook file holds it, helpers first."""
    return _rendered(for_files)


def plain_names() -> dict[str, str]:
    """Return each name's formula as one would type it, helpers first."""
    return _rendered(for_people)


def _rendered(spell: Callable[[str], str]) -> dict[str, str]:
    return {name: "=" + spell(f"LAMBDA({', '.join((*parameters, body))})") for name, parameters, body in lambdas()}
