"""What becomes of the lesson and the sheet to explore when something unexpected is typed into one of their inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.live_workbook import Live
from tests.support.workbook_files import Place, formulas
from tests.templates.lessons.described import NamedColumns
from tests.templates.lessons.rules import FINE, status
from tests.templates.lessons.sheet_cells import SheetCells
from xlfuncs.templates.lessons.description import Input, Theme

HUGE = 1e300
UNEXPECTED = (0.0, -1.0, 0.5, None, "text", True, HUGE)
AROUND_THE_SCALES = (-21.0, 100.5, 120.5, 252.0, 273.0, 393.5)


@dataclass(frozen=True)
class Entry:
    """Something typed into the input at a position, and the values that all inputs then have."""

    inputs: Sequence[Input]
    position: int
    value: Any
    now: tuple[Any, ...]

    @property
    def due(self) -> str:
        """What the status line has to say."""
        return status(self.inputs, self.now)

    @property
    def makes_sense(self) -> bool:
        """Whether all inputs keep their rules."""
        return self.due == FINE

    @property
    def is_number(self) -> bool:
        """Whether it is a number at all, however little sense it makes."""
        return type(self.value) is float

    def __str__(self) -> str:
        return f"{self.inputs[self.position].name} = {self.value!r}"


def other(item: Input) -> float:
    """Return a number that makes as much sense as the one of the text."""
    return 2.0 * item.value if item.rule.words.startswith("a whole number") else 1.1 * item.value


def entries(inputs: Sequence[Input]) -> Iterator[Entry]:
    """Yield each input with another sensible value and each unexpected one, a temperature also on the other scale."""
    for position, item in enumerate(inputs):
        scales = (310.0 if item.value <= 120 else 37.0, *AROUND_THE_SCALES) if item.unit.startswith("°C") else ()
        for value in (other(item), *UNEXPECTED, *scales):
            now = [i.value for i in inputs]
            now[position] = value
            yield Entry(inputs, position, value, tuple(now))


Observation = tuple[Entry, dict[Place, Any]]


def observe(live: Live, inputs: Sequence[Input], cells: SheetCells) -> list[Observation]:
    """Return what a sheet holds after each entry."""
    found = []
    places = list(cells.inputs.values())
    for entry in entries(inputs):
        with live.typed({places[entry.position]: entry.value}):
            found.append((entry, live.values(places[0][0])))
    return found


def comforts(path: Path, seen: Mapping[Place, Any]) -> list[Any]:
    """Return the numbers and the ticks that formulas give, of what is seen in a workbook's cells."""
    results = [seen.get(formula.place) for formula in formulas(path)]
    return [value for value in results if isinstance(value, float) or str(value).startswith("✓")]


def lesson_by_python(theme: Theme) -> list[list[Any]]:
    """Return what our figures are to be, for each figure and each entry."""
    sheet = _columns(theme.lesson.inputs)
    for step in theme.lesson.steps:
        sheet.keep(step.name, *sheet.calculated(step.formula))
    found = []
    for figure in theme.lesson.figures:
        found += sheet.calculated(figure.formula)
        if figure.name:
            sheet.keep(figure.name, found[-1])
    return found


def explore_by_python(theme: Theme) -> list[list[Any]]:
    """Return what the readouts are to be, for each readout and each entry."""
    sheet = _columns(theme.explore.inputs)
    found = []
    for readout in theme.explore.readouts:
        found += sheet.calculated(readout.formula)
        sheet.keep(readout.name, found[-1])
    return found


def _columns(inputs: Sequence[Input]) -> NamedColumns:
    return NamedColumns([item.name for item in inputs], [entry.now for entry in entries(inputs)])
