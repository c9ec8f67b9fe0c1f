"""Reading IronCalc's model of a workbook."""

from __future__ import annotations

from typing import Any

import ironcalc

from xlfuncs.calling.cells import CellError


def cell_value(model: Any, sheet: int, row: int, column: int) -> Any:
    """Return what a calculated cell holds: float, str, bool, None or CellError. Sheets count from 0, cells from 1."""
    value = model.get_cell_value(sheet, row, column)
    if isinstance(value, str) and model.get_cell_type(sheet, row, column) == ironcalc.CellType.ErrorValue:
        return CellError(value)
    return value
