"""Cells on their way to and from Python: as Excel's VBA hands them over, and what must come back."""

from __future__ import annotations

from typing import Any

from xlfuncs import udfs
from xlfuncs.calling.cells import CellError, Cells
from xlfuncs.formulas.calls import calls, constant
from xlfuncs.functions import FUNCTIONS

Rows = list[list[Any]]
Call = tuple[str, list[Rows]]

# Excel's numbers of the errors (XlCVError in its type library); COM adds them to 0x800A0000.
ERROR_NUMBERS = {
    "#NULL!": 2000,
    "#DIV/0!": 2007,
    "#VALUE!": 2015,
    "#REF!": 2023,
    "#NAME?": 2029,
    "#NUM!": 2036,
    "#N/A": 2042,
    "#GETTING_DATA": 2043,
    "#SPILL!": 2045,
    "#CONNECT!": 2046,
    "#BLOCKED!": 2047,
    "#UNKNOWN!": 2048,
    "#FIELD!": 2049,
    "#CALC!": 2050,
}


def examples() -> list[Call]:
    """Return the calls in the list of functions, with every argument as rows."""
    parsed = [next(calls(example.call)) for function in FUNCTIONS for example in function.examples]
    return [(call.name, [constant(text) for text in call.arguments]) for call in parsed]


def over_com(rows: Rows) -> Any:
    """Return what Range.Value2 is for Python: one value, or rows; errors as whole numbers."""
    if len(rows) == len(rows[0]) == 1:
        return _over_com(rows[0][0])
    return tuple(tuple(map(_over_com, row)) for row in rows)


def _over_com(cell: Any) -> Any:
    return ERROR_NUMBERS[cell.kind] - 2146828288 if isinstance(cell, CellError) else cell


def truth(name: str, arguments: list[Rows]) -> Rows:
    """Return what a function gives in Python, for the same cells."""
    return getattr(udfs, name)(*map(Cells, arguments)).rows


def spelled(rows: Rows) -> Any:
    """Return a result as it must leave Python: the errors as texts, one cell alone with the reason."""
    if len(rows) == len(rows[0]) == 1:
        (cell,) = rows[0]
        return f"{cell.kind} {cell.reason}".rstrip() if isinstance(cell, CellError) else cell
    spelled = [[cell.kind if isinstance(cell, CellError) else cell for cell in row] for row in rows]
    return spelled[0] if len(spelled) == 1 else spelled


def in_cells(rows: Rows) -> Any:
    """Return a result as VBA must hand it to Excel: the errors as errors."""
    rows = [[CellError(cell.kind) if isinstance(cell, CellError) else cell for cell in row] for row in rows]
    if len(rows) == 1:
        return rows[0] if len(rows[0]) > 1 else rows[0][0]
    return rows
