"""The defined names: one LAMBDA for each function, and those that they share."""

from __future__ import annotations

from xlfuncs.formulas.file_text import for_files
from xlfuncs.formulas.lambdas import lambdas


def defined_names(suffix: str = "") -> dict[str, str]:
    """Return each name's formula as a workbook file holds it, helpers first; if asked, with a suffix for variables."""
    return {name: "=" + for_files(formula, suffix) for name, formula in lambdas()}


def plain_names() -> dict[str, str]:
    """Return each name's formula as one would type it, helpers first."""
    return {name: f"={formula}" for name, formula in lambdas()}
