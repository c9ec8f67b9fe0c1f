"""What a theme's description says, worked out by Python without any workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from tests.support.python_values import PlainSheets
from xlfuncs.templates.lessons.description import Chart, Question, Theme

STUDENTS = range(10)
_RANGE = re.compile(r"\$([a-z]\w*):\$([a-z]\w*)")
_NAME = re.compile(r"\$([a-z]\w*)")
_SHEET = "S"


def names_in(formula: str) -> set[str]:
    """Return the names that a formula uses."""
    return set(_NAME.findall(formula))


def chart_formulas(chart: Chart) -> Iterator[str]:
    """Yield every formula of a chart."""
    yield from (column.formula for column in chart.columns)
    yield from (curve.formula for curve in chart.curves)
    yield from (formula for marker in chart.markers for formula in (marker.x, marker.y))


class NamedColumns:
    """Columns of values with a name to each row, and formulas that use the names, one result for each column."""

    def __init__(self, names: Sequence[str], columns: Sequence[Sequence[Any]]) -> None:
        self._rows = {name: row for row, name in enumerate(names, 1)}
        self._count = len(columns)
        self._sheets = PlainSheets({_SHEET: [list(row) for row in zip(*columns, strict=True)]})

    def calculated(self, *formulas: str) -> list[list[Any]]:
        """Return the results of each formula."""
        asked = [(_SHEET, f"={self._placed(formula, c)}") for formula in formulas for c in range(self._count)]
        found = self._sheets.calculated(asked)
        return [found[i * self._count : (i + 1) * self._count] for i in range(len(formulas))]

    def keep(self, name: str, values: Sequence[Any]) -> None:
        """Give results a name for later formulas."""
        self._rows[name] = row = len(self._rows) + 1
        for column, value in enumerate(values, 1):
            self._sheets.put((_SHEET, row, column), value)

    def _placed(self, formula: str, column: int) -> str:
        letter = chr(ord("A") + column) if column < 26 else f"{chr(64 + column // 26)}{chr(ord('A') + column % 26)}"

        def address(name: str) -> str:
            return f"{letter}{self._rows[name]}"

        ranges = _RANGE.sub(lambda m: f"{address(m[1])}:{address(m[2])}", formula)
        return _NAME.sub(lambda m: address(m[1]), ranges)


@cache
def known_values(theme: Theme) -> list[list[list[Any]]]:
    """Return for each question its right answer and then those of its traps, each for the students 0 to 9."""
    givens = theme.exercise.givens
    columns = [[round(given.base + given.step * student, 9) for given in givens] for student in STUDENTS]
    sheet = NamedColumns([given.name for given in givens], columns)
    found = []
    for question in theme.exercise.questions:
        found.append(sheet.calculated(*formulas_of(question)))
        sheet.keep(question.name, found[-1][0])
    return found


def formulas_of(question: Question) -> list[str]:
    """Return the formula of the right answer and those of the traps."""
    return [question.answer, *(trap.formula for trap in question.traps)]


def window(question: Question, right: float, mistake: float) -> float:
    """Return how far from a trap's value an answer may be and still be told what the mistake was."""
    return max(question.tolerance * abs(mistake / right), min(question.tolerance, 0.02 * abs(mistake)))
