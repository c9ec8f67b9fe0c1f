"""Many calls in one document of Calc: arguments in cells, results beside them; and what Calc makes of both.

Calc calculates with TRUE as 1 and with a reference to a single blank cell as 0, and it never asks an add-in about a
range with an error in it. A result that is smaller than its array formula is repeated where it has one row or column,
and ends in #N/A otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from tests.hosts.libreoffice.calc import Calc, Document, Rows, Value
from tests.support.cell_contents import Block, flat
from xlfuncs.calling.cells import CellError

BAND = 8  # rows and columns that every range and every result has to itself
PARAMETER_LIST = CellError("Err:504")
_ERRORS = {"#DIV/0!": "=1/0", "#N/A": "=NA()", "#REF!": "=#REF!"}


@dataclass(frozen=True)
class Call:
    """A call, and the size of the array formula that it stands in."""

    blocks: list[Block]
    rows: int = 1
    columns: int = 1


def array_results(calc: Calc, name: str, calls: Sequence[Call]) -> list[Rows]:
    """Return what each call gives as an array formula with ranges for arguments."""

    def formula(i: int) -> str:
        return _formula(name, [_range(i, j, len(b), len(b[0])) for j, b in enumerate(calls[i].blocks)])

    with calc.document() as document:
        _put_arguments(document, calls)
        places = [_range(i, len(call.blocks), call.rows, call.columns) for i, call in enumerate(calls)]
        document.type_arrays({place: formula(i) for i, place in enumerate(places)})
        return _results(document, calls)


def single_results(calc: Calc, name: str, calls: Sequence[Call]) -> list[Value]:
    """Return what each call gives as a formula with single cells for arguments."""
    with calc.document() as document:
        _put_arguments(document, calls)
        cells = {
            _cell(i, len(call.blocks)): _formula(name, [_cell(i, j) for j in range(len(call.blocks))])
            for i, call in enumerate(calls)
        }
        document.type(cells)
        return [rows[0][0] for rows in _results(document, calls)]


def _formula(name: str, references: list[str]) -> str:
    return f"={name}({';'.join(references)})"


def _cell(i: int, j: int, row: int = 0, column: int = 0) -> str:
    return xl_rowcol_to_cell(i * BAND + row, j * BAND + column)


def _range(i: int, j: int, rows: int, columns: int) -> str:
    return f"{_cell(i, j)}:{_cell(i, j, rows - 1, columns - 1)}"


def _put_arguments(document: Document, calls: Sequence[Call]) -> None:
    count = len(calls[0].blocks)
    grid: Rows = [[""] * (count * BAND) for _ in range(len(calls) * BAND)]
    formulas = {}
    for i, call in enumerate(calls):
        for j, block in enumerate(call.blocks):
            for row, cells in enumerate(block):
                for column, cell in enumerate(cells):
                    if formula := _typed(cell):
                        formulas[_cell(i, j, row, column)] = formula
                    else:
                        grid[i * BAND + row][j * BAND + column] = cell
    document.put(f"A1:{_cell(len(calls) - 1, count - 1, BAND - 1, BAND - 1)}", grid)
    document.type(formulas)


def _typed(cell: Any) -> str:
    """Return the formula for what is no plain number, text or blank."""
    if isinstance(cell, CellError):
        return _ERRORS[cell.kind]
    if isinstance(cell, bool):
        return f"={cell}()".upper()
    return '=""' if cell == "" else ""


def _results(document: Document, calls: Sequence[Call]) -> list[Rows]:
    j = len(calls[0].blocks)
    width = max(call.columns for call in calls)
    cells = document.read(f"{_cell(0, j)}:{_cell(len(calls) - 1, j, BAND - 1, width - 1)}")
    return [[row[: c.columns] for row in cells[i * BAND : i * BAND + c.rows]] for i, c in enumerate(calls)]


def from_ranges(function: Callable[[list[Block]], Block], blocks: list[Block]) -> Block:
    """Return what Calc makes of a call with ranges."""
    if any(isinstance(cell, CellError) for block in blocks for cell in flat(block)):
        return [[PARAMETER_LIST]]
    return function(_with_numbers(blocks))


def from_cells(function: Callable[[list[Block]], Block], blocks: list[Block]) -> list[Any]:
    """Return what Calc may make of a call with single cells: of several errors, any."""
    errors = {cell.kind for block in blocks for cell in flat(block) if isinstance(cell, CellError)}
    if errors:
        return [CellError(kind) for kind in sorted(errors)]
    return [function([[[0.0 if cell is None else cell]] for [[cell]] in _with_numbers(blocks)])[0][0]]


def _with_numbers(blocks: list[Block]) -> list[Block]:
    return [[[float(x) if isinstance(x, bool) else x for x in row] for row in block] for block in blocks]


def filled(result: Block, size: tuple[int, int]) -> Block:
    """Return what an array formula of this many rows and columns shows of a result."""
    rows, columns = size
    return [[_at(result, row, column) for column in range(columns)] for row in range(rows)]


def _at(result: Block, row: int, column: int) -> Any:
    row, column = row if len(result) > 1 else 0, column if len(result[0]) > 1 else 0
    is_there = row < len(result) and column < len(result[0])
    return result[row][column] if is_there else CellError("#N/A")
