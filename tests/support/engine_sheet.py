"""Many calls calculated by IronCalc in one go: arguments in cells, results spilled beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ironcalc

from tests.support.cell_contents import Block
from xlfuncs.calling.cells import CellError
from xlfuncs.formulas.calls import with_blanks_for_omitted
from xlfuncs.hosts.portable import plain_names

BAND = 8  # rows and columns that every range and every result has to itself
ERROR_FORMULAS = {"#DIV/0!": "=1/0", "#N/A": "=NA()", "#REF!": "=#REF!", "#NUM!": "=SQRT(-1)"}


def new_model(names: dict[str, str] | None = None) -> Any:
    """Return an empty workbook with our names."""
    model = ironcalc.create("twins", "en", "UTC", "en")
    for name, text in (plain_names() if names is None else names).items():
        model.new_defined_name(name, None, text)
    return model


def calculate(name: str, calls: Sequence[list[Block]], names: dict[str, str] | None = None) -> list[Block]:
    """Return the result of each call of one function; every other single cell is written into the call itself."""
    model = new_model(names)
    for i, blocks in enumerate(calls):
        arguments = [
            _literal(block[0][0])
            if len(block) == len(block[0]) == 1 and (i + j) % 2
            else _put(model, block, i * BAND + 1, j * BAND + 1)
            for j, block in enumerate(blocks)
        ]
        formula = with_blanks_for_omitted(f"={name}({','.join(arguments)})")
        model.set_user_input(0, i * BAND + 1, _result_column(calls), formula)
    model.evaluate()
    return [_result(model, i * BAND + 1, _result_column(calls)) for i in range(len(calls))]


def calculate_formulas(formulas: Sequence[str]) -> list[Block]:
    """Return the result of each formula."""
    model = new_model()
    for i, formula in enumerate(formulas):
        model.set_user_input(0, i * BAND + 1, 1, f"={formula}")
    model.evaluate()
    return [_result(model, i * BAND + 1, 1) for i in range(len(formulas))]


def _result_column(calls: Sequence[list[Block]]) -> int:
    return len(calls[0]) * BAND + 1


def _literal(cell: Any) -> str:
    """Return a cell's content as it is written into a call; a blank is left out."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return '"' + cell.replace('"', '""') + '"'
    return cell.kind if isinstance(cell, CellError) else str(cell).upper()


def _put(model: Any, block: Block, row: int, column: int) -> str:
    for r, cells in enumerate(block, row):
        for c, cell in enumerate(cells, column):
            _put_cell(model, r, c, cell)
    first, last = ironcalc.column_name_from_number(column), ironcalc.column_name_from_number(column + len(block[0]) - 1)
    return f"{first}{row}:{last}{row + len(block) - 1}"


def _put_cell(model: Any, row: int, column: int, cell: Any) -> None:
    if isinstance(cell, bool):
        model.update_cell_with_bool(0, row, column, cell)
    elif isinstance(cell, float):
        model.update_cell_with_number(0, row, column, cell)
    elif isinstance(cell, str):
        model.update_cell_with_text(0, row, column, cell)
    elif isinstance(cell, CellError):
        model.set_user_input(0, row, column, ERROR_FORMULAS[cell.kind])


def _result(model: Any, row: int, column: int) -> Block:
    grid = [[_cell(model, row + r, column + c) for c in range(BAND)] for r in range(BAND)]
    return [[cell for cell in cells if cell is not None] for cells in grid if cells[0] is not None]


def _cell(model: Any, row: int, column: int) -> Any:
    value = model.get_cell_value(0, row, column)
    if isinstance(value, str) and model.get_cell_type(0, row, column) == ironcalc.CellType.ErrorValue:
        return CellError(value)
    return value
