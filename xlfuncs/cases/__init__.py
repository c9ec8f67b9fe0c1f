"""The worked cases: every figure printed in the two texts that this package grew from, as rows of worked_cases.csv.

``python -m xlfuncs.reproduction`` calculates them in a real workbook and compares. Text A is a chapter
on the electrochemistry of neurons, text B one on the Nernst equation.
"""

from __future__ import annotations

import csv
from importlib import resources

from xlfuncs.cases.worked_case import WorkedCase


def _printed(text: str) -> float | bool | str:
    """Return what a text prints: a truth value, a number, or a word or error value as it stands."""
    if text in ("TRUE", "FALSE"):
        return text == "TRUE"
    try:
        return float(text)
    except ValueError:
        return text


def _case(row: dict[str, str]) -> WorkedCase:
    words = {name: row[name] for name in ("id", "title", "formula", "unit", "source", "note", "words")}
    printed, tolerance = _printed(row["printed"]), float(row["tolerance"])
    return WorkedCase(**words, printed=printed, tolerance=tolerance, recomputed=bool(row["recomputed"]))


def _read() -> tuple[WorkedCase, ...]:
    with resources.files(__package__).joinpath("worked_cases.csv").open(encoding="utf-8") as file:
        return tuple(map(_case, csv.DictReader(file)))


CASES: tuple[WorkedCase, ...] = _read()

BY_ID: dict[str, WorkedCase] = {case.id: case for case in CASES}

__all__ = ["BY_ID", "CASES", "WorkedCase"]
