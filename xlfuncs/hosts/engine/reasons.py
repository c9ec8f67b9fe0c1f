"""Why a cell holds an error value: the engine gives the kind, our Python functions know the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import ironcalc

from xlfuncs import udfs
from xlfuncs.calling.cells import CellError, Cells
from xlfuncs.formulas.calls import Call, calls, constant
from xlfuncs.functions import BY_NAME, Quantity, WorksheetFunction
from xlfuncs.functions.shapes import count_along
from xlfuncs.hosts.engine.cell_values import cell_value

_REASONS = {
    "#DIV/0!": "a division by zero",
    "#N/A": "a value is missing",
    "#NAME?": "a function or name in the formula is not known here",
    "#NULL!": "two ranges in the formula do not meet",
    "#NUM!": "a number is outside the domain of the formula, or the result is too large",
    "#REF!": "the formula refers to cells that do not exist",
    "#VALUE!": "text where a number belongs, or ranges that do not combine",
    "#SPILL!": "the cells that the result needs are not empty",
    "#CALC!": "the formula gives an empty or nested array",
    "#CIRC!": "the formula refers to its own cell",
    "#ERROR!": "the formula cannot be understood",
    "#N/IMPL!": "the formula uses a function that this engine does not have",
}
_LAST_ROW = 1_048_576
_MOST_CELLS = 10_000  # of an argument looked through for the one at fault
_REFERENCE = re.compile(
    r"(?:(?:'((?:[^']|'')+)'|([\w.]+))!)?"
    r"(?:\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?|\$?([A-Z]{1,3}):\$?([A-Z]{1,3}))",
    re.IGNORECASE,
)


def reason_of(model: Any, sheet: int, row: int, column: int) -> str:
    """Return the reason of the error in a calculated cell, as precise as it can be had."""
    kind = model.get_cell_value(sheet, row, column)
    anchor_row, anchor_column = _anchor(model, sheet, row, column)
    formula = model.get_cell_formula(sheet, anchor_row, anchor_column) or ""
    for call in reversed(list(calls(formula))):
        for error in _errors_of(model, sheet, call, row - anchor_row, column - anchor_column):
            if error.kind == kind and error.reason:
                return f"{call.name}: {error.reason}"
    return _REASONS.get(kind, "an error value")


def _anchor(model: Any, sheet: int, row: int, column: int) -> tuple[int, int]:
    """Return the cell whose formula fills this one: itself, or the first cell of the array it belongs to."""
    structure = model.get_cell_array_structure(sheet, row, column)
    if isinstance(structure, dict):
        (place,) = structure.values()
        if len(place) == 4:  # row and column of the first cell, width and height
            return place[0], place[1]
    return row, column


def _errors_of(model: Any, sheet: int, call: Call, down: int, right: int) -> Iterator[CellError]:
    """Yield what our Python function says of a call: of the element that the cell shows, then of all elements.

    All of them matter where the call stands within another, as in SUM(NERNST(…)).
    """
    function = BY_NAME[call.name]
    if len(call.arguments) != len(function.arguments):
        yield CellError("#VALUE!", f"takes {len(function.arguments)} arguments, got {len(call.arguments)}")
        return
    blocks = [_block(model, sheet, text) for text in call.arguments]
    if all(block and block.rows * block.columns <= _MOST_CELLS for block in blocks):
        # If the ranges do not combine, no cell is to blame: blanks alone give no other #VALUE!.
        blanks = [Cells([[None] * block.columns] * block.rows) for block in blocks if block]
        yield from (e for [e, *_] in getattr(udfs, call.name).from_cells(*blanks).rows[:1] if e.kind == "#VALUE!")
    counts = count_along(function.arguments, [(b.rows, b.columns) if b else (0, 0) for b in blocks])
    one = [
        block and _part(block, quantity, function, down, right, counts) for block, quantity in _pairs(blocks, function)
    ]
    everything = [block and _whole(block) for block in blocks]
    for cells in (one, everything):
        if all(cells):
            for row in getattr(udfs, call.name).from_cells(*cells).rows:
                yield from (cell for cell in row if isinstance(cell, CellError))


def _pairs(blocks: list[_Block | None], function: WorksheetFunction) -> Any:
    return zip(blocks, function.arguments, strict=True)


class _Block:
    """The cells of one argument, read when asked for."""

    def __init__(self, rows: int, columns: int, read: Any) -> None:
        self.rows, self.columns, self.read = rows, columns, read

    def cell(self, down: int, right: int) -> Any:
        return self.read(down if self.rows > 1 else 0, right if self.columns > 1 else 0)


def _part(
    block: _Block, quantity: Quantity, function: WorksheetFunction, down: int, right: int, counts: dict[str, int]
) -> Cells | None:
    if not quantity.shape.axis:
        return Cells([[block.cell(0 if function.result.rows else down, right)]])
    if quantity.shape.has_conditions and block.columns == counts.get(quantity.shape.axis) and block.rows > 1:
        return Cells([[block.read(down, c) for c in range(block.columns)]])
    return _whole(block)


def _whole(block: _Block) -> Cells | None:
    if block.rows * block.columns > _MOST_CELLS:
        return None
    return Cells([[block.read(r, c) for c in range(block.columns)] for r in range(block.rows)])


def _block(model: Any, sheet: int, text: str) -> _Block | None:
    """Return the cells that an argument's text stands for; None for an expression: the engine's business."""
    rows = constant(text)
    if rows is not None:
        return _Block(len(rows), len(rows[0]), lambda r, c: rows[r][c])
    match = _REFERENCE.fullmatch(text)
    if not match:
        return None
    quoted, plain, column, row, last_column, last_row, whole, last_whole = match.groups()
    name = quoted.replace("''", "'") if quoted else plain
    index = _sheet_index(model, name) if name else sheet
    if index is None:
        return None
    top, left = int(row or 1), ironcalc.column_number_from_name((column or whole).upper())
    bottom = int(last_row or row or _LAST_ROW)
    right = ironcalc.column_number_from_name((last_column or last_whole or column).upper())
    return _Block(bottom - top + 1, right - left + 1, lambda r, c: cell_value(model, index, top + r, left + c))


def _sheet_index(model: Any, name: str) -> int | None:
    names = [p["name"].casefold() for p in model.get_worksheets_properties()]
    return names.index(name.casefold()) if name.casefold() in names else None
