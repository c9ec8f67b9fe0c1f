"""A workbook in the engine, to type into its cells and see what becomes of the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ironcalc

from tests.support.workbook_files import Place
from xlfuncs.calling.cells import CellError
from xlfuncs.hosts.engine.cell_values import cell_value

# What no input may bring about: these say that the workbook itself is at fault.
FAULTS = {"#NAME?", "#REF!", "#ERROR!", "#CIRC!", "#SPILL!", "#CALC!", "#NULL!", "#N/IMPL!"}


class Live:
    """One workbook, loaded once. The charts' points can be left out: they take nearly all of the time."""

    def __init__(self, path: Path, with_charts: bool = False) -> None:
        self._model = ironcalc.create_user_model_from_xlsx(str(path), "en", "UTC", "en")
        self._model.pause_evaluation()
        self._indices = {p["name"]: i for i, p in enumerate(self._model.get_worksheets_properties())}
        if not with_charts:
            _, rows, _, columns = self._model.get_sheet_dimensions(self._indices["Data"])
            # The first column holds what the lesson asks; nothing else of that sheet is asked for.
            self._model.range_clear_contents(self._indices["Data"], 1, 2, rows, columns)
        self._stale = True

    def __getitem__(self, place: Place) -> Any:
        """Return the value of a cell: float, str, bool, None or CellError."""
        if self._stale:
            self._model.evaluate()
            self._stale = False
        sheet, row, column = place
        return cell_value(self._model, self._indices[sheet], row, column)

    def values(self, sheet: str) -> dict[Place, Any]:
        """Return the values of all cells of a sheet that hold any."""
        _, rows, _, columns = self._model.get_sheet_dimensions(self._indices[sheet])
        places = [(sheet, row, column) for row in range(1, rows + 1) for column in range(1, columns + 1)]
        return {place: value for place in places if (value := self[place]) is not None}

    def faults(self, *sheets: str) -> list[str]:
        """Return the cells with error values that say that the workbook is at fault."""
        found = [item for sheet in sheets for item in self.values(sheet).items()]
        return [f"{place}: {value}" for place, value in found if str(value) in FAULTS]

    @contextmanager
    def typed(self, entries: Mapping[Place, Any]) -> Iterator[None]:
        """Have something typed into cells (None clears one), and afterwards again what was there."""
        before = {place: self[place] for place in entries}
        self._type(entries)
        try:
            yield
        finally:
            self._type(before)

    def _type(self, entries: Mapping[Place, Any]) -> None:
        for (sheet, row, column), value in entries.items():
            if value is None:
                self._model.range_clear_contents(self._indices[sheet], row, column, row, column)
            else:
                self._model.set_user_input(self._indices[sheet], row, column, _keys(value))
        self._stale = True


def _keys(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    return str(value) if isinstance(value, str | CellError) else repr(float(value)).upper()
