"""Where the record has what, found by its headings, and what it has to say, worked out by Python."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.support.live_workbook import Live
from tests.support.workbook_files import Place, same
from xlfuncs import udfs

COUNTED = "✓ counted"
FIRST_LOG, LAST_LOG = 7, 506  # rows, counted from 1
FIRST_CONDITION, ALL, OTHERS = 7, 15, 16
NAME, USE, FIRST_AMOUNT, FIRST_SOLUTION = 6, 7, 10, 4
ENTRIES = ("Date", "Cell", "Ion", "Temperature", "Pipette", "Bath", "Measured mV", "Holding mV", "Remark")
RESULTS = (
    "Valence", "Outside mM", "Inside mM", "E ion mV", "Driving force mV", "Direction", "Difference mV", "Check",
)  # fmt: skip
HEADS = ENTRIES + RESULTS
CONDITION = ("Ion", "Bath", "Pipette")
CONDITION_COLUMNS = (3, 4, 5)


def log(head: str, row: int) -> Place:
    """Return a cell of the log, whose rows count from 0."""
    return "Log", FIRST_LOG + row, 2 + HEADS.index(head)


def read(live: Live, row: int, heads: Iterable[str] = HEADS) -> dict[str, Any]:
    """Return what a row of the log holds."""
    return {head: live[log(head, row)] for head in heads}


def entered(row: int, entries: Mapping[str, Any]) -> dict[Place, Any]:
    """Return what has to be typed for these entries to stand in a row."""
    return {log(head, row): entries.get(head) for head in ENTRIES}


@dataclass(frozen=True)
class Recipe:
    """A column of the recipes."""

    use: str
    amounts: dict[str, float]


class Recipes:
    """The recipes of a workbook."""

    def __init__(self, live: Live) -> None:
        rows = {}
        row = FIRST_AMOUNT
        while isinstance(symbol := live["Solutions", row, 2], str):
            rows[symbol] = row
            row += 1
        self.rows = rows
        self.z = {symbol: live["Solutions", row, 3] for symbol, row in rows.items()}
        self.columns = {}
        for column in range(FIRST_SOLUTION, FIRST_SOLUTION + 12):
            if name := live["Solutions", NAME, column]:
                self.columns[name] = column
        self.named = {name: self._recipe(live, column) for name, column in self.columns.items()}

    def _recipe(self, live: Live, column: int) -> Recipe:
        found = {symbol: live["Solutions", row, column] for symbol, row in self.rows.items()}
        return Recipe(live["Solutions", USE, column], {symbol: c for symbol, c in found.items() if c is not None})

    def results(self, entries: Mapping[str, Any]) -> dict[str, Any]:
        """Return what follows from a row of the log in which nothing is wrong, but the check."""
        ion, z = entries["Ion"], self.z[entries["Ion"]]
        out, inside = (self.named[entries[side]].amounts[ion] for side in ("Bath", "Pipette"))
        e_ion = udfs.NERNST(out, inside, z, entries["Temperature"])
        holding = entries.get("Holding mV")
        return {
            "Valence": z,
            "Outside mM": out,
            "Inside mM": inside,
            "E ion mV": e_ion,
            "Driving force mV": "" if holding is None else udfs.DRIVINGFORCE(holding, e_ion),
            "Direction": "no holding" if holding is None else udfs.FLUX_DIRECTION(holding, e_ion, z),
            "Difference mV": entries["Measured mV"] - e_ion,
        }


def summary(rows: Sequence[Mapping[str, Any]], condition: Sequence[Any]) -> list[Any]:
    """Return what the summary has to say of the log's rows under one condition: (ion, bath, pipette), None for any."""
    asked = {head: value for head, value in zip(CONDITION, condition, strict=True) if value is not None}
    inside = [row for row in rows if row["Check"] and all(row[head] == value for head, value in asked.items())]
    counted = [row for row in inside if row["Check"] == COUNTED]
    measured, theory, difference = (
        [row[head] for row in counted] for head in ("Measured mV", "E ion mV", "Difference mV")
    )
    return [
        len(inside), len(counted), len(inside) - len(counted), mean(measured), spread(measured), mean(theory),
        mean(difference), spread(difference),
    ]  # fmt: skip


def mean(numbers: Sequence[float]) -> Any:
    """Return the mean as the summary shows it."""
    return statistics.mean(numbers) if numbers else ""


def spread(numbers: Sequence[float]) -> Any:
    """Return the standard deviation as the summary shows it."""
    return statistics.stdev(numbers) if len(numbers) > 1 else ""


def summarised(live: Live, row: int) -> list[Any]:
    """Return what the summary says in a row."""
    return [live["Summary", row, column] for column in range(6, 14)]


def check_summary(live: Live, rows: Sequence[Mapping[str, Any]]) -> None:
    """Compare the summary with what Python makes of the log's rows."""
    for row in range(FIRST_CONDITION, ALL):
        condition = [live["Summary", row, column] for column in CONDITION_COLUMNS]
        due = summary(rows, condition) if any(condition) else [""] * 8
        assert all(map(_same, summarised(live, row), due)), (condition, summarised(live, row), due)
    shown = [0, 1, 2, 6, 7]
    due = summary(rows, (None, None, None))
    assert all(_same(summarised(live, ALL)[i], due[i]) for i in shown)


def _same(value: Any, due: Any) -> bool:
    return same(value, float(due) if isinstance(due, int) else due)
