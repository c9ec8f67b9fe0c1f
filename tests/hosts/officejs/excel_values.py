"""Cells on their way between Excel and the functions: as Office.js hands them over, and what must come back."""

from __future__ import annotations

from typing import Any

from tests.hosts.excel.cells import Call, Rows, truth
from tests.hosts.officejs.excel_host import KINDS, Thrown
from tests.hosts.officejs.http_calls import ERROR_TYPES, error, given
from xlfuncs.calling.cells import CellError

# What is in a cell, as Excel hands it over and as Python knows it.
ODD_CELLS: list[tuple[Any, Any]] = [
    *[(x, x) for x in (None, "", " ", "five", "5", "K+", "µmol/l 😀", "\ud83d", True, False)],
    *[(x, x) for x in (-5.0, 0.0, 1e308, -1e308, 5e-324, 310.15, 9007199254740993.0, 12345678901234567890.0)],
    *[(error(kind), CellError(kind)) for kind in (*ERROR_TYPES, "#CALC!")],
    ({"type": "FormattedNumber", "basicType": "Double", "basicValue": 25.0, "numberFormat": "0.0 °C"}, 25.0),
    ({"type": "Double", "basicType": "Double", "basicValue": 2.0}, 2.0),
    ({"type": "String", "basicType": "String", "basicValue": "Cl-"}, "Cl-"),
    ({"type": "Empty", "basicType": "Empty", "basicValue": ""}, None),
    ({"type": "Entity", "text": "water", "basicType": "Error", "basicValue": "#VALUE!"}, CellError("#VALUE!")),
]


def crossing(arguments: list[Rows]) -> list[Rows]:
    """Return arguments as Excel hands them over."""
    return [[[error(x.kind) if isinstance(x, CellError) else x for x in row] for row in rows] for rows in arguments]


def due(call: Call) -> Any:
    """Return what Excel must get for a call, by what the function gives in Python."""
    rows = truth(*call)
    if len(rows) == len(rows[0]) == 1 and isinstance(rows[0][0], CellError):
        return _single(rows[0][0])
    bad = [(i, j) for i, row in enumerate(rows) for j, cell in enumerate(row) if isinstance(cell, CellError)]
    rows = [list(row) for row in rows]
    for i, j in bad:
        rows[i][j] = _with_reason(rows[i][j]) if (i, j) == bad[0] else given(_kind(rows[i][j]))
    return rows


def _single(cell: CellError) -> Any:
    kind = _kind(cell)
    return Thrown(kind, cell.reason) if kind in KINDS.values() else [[given(kind)]]


def _kind(cell: CellError) -> str:
    return cell.kind if cell.kind in ERROR_TYPES else "#VALUE!"


def _with_reason(cell: CellError) -> dict[str, str]:
    """Return the error value that Microsoft's runtime makes, which has a reason only where Excel shows one."""
    kind = _kind(cell)
    reason = {"message": cell.reason} if kind in ("#VALUE!", "#N/A") else {}
    own = {"valueType": "CustomFunctionError", "code": kind, "basicValue": kind, "basicType": "Error"}
    return own | given(kind) | reason
