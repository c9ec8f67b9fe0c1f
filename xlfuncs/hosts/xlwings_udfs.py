"""The worksheet functions as xlwings finds them, for Excel for Windows (COM)."""

from __future__ import annotations

import inspect
from typing import Any

import xlwings as xw
from xlwings.conversion import Converter, RawValueAccessor

from xlfuncs import udfs
from xlfuncs.calling.call import WorksheetCall
from xlfuncs.calling.cells import CellError, Cells
from xlfuncs.functions import FUNCTIONS
from xlfuncs.udfs import *  # noqa: F403 - the functions themselves, where xlwings looks for them


class _FromCells(Converter):
    """Lets xlwings hand over an argument as it came, as cells: one value, a row, or rows.

    What xlwings would tidy up in every single cell, `xlfuncs.calling.cells` reads as it is, at a quarter of the time.
    """

    base: Any = RawValueAccessor

    @staticmethod
    def read_value(value: Any, options: Any) -> Cells:
        if not isinstance(value, (list, tuple)):
            return Cells([[value]])
        rows: list[Any] = list(value) if value and isinstance(value[0], (list, tuple)) else [value]
        return Cells(rows if rows[0] else [[None]])  # programs have arrays with nothing in them, sheets do not


class _ToCells(Converter):
    """Spells results, and the errors among them, as Excel gets them over COM."""

    base: Any = RawValueAccessor

    @staticmethod
    def write_value(value: Cells, options: Any) -> list[list[Any]]:
        return spell_for_com(value)


def spell_for_com(result: Cells) -> list[list[Any]]:
    """Return the cells with errors as tagged texts, which the add-in's VBA turns into error values.

    COM has no way to return an error value from Python. Within a range the kind is all that VBA needs.
    """
    if len(result.rows) == 1 and len(result.rows[0]) == 1:
        return [[f"{x.kind} {x.reason}".rstrip() if isinstance(x, CellError) else x for x in result.rows[0]]]
    return [[x.kind if isinstance(x, CellError) else x for x in row] for row in result.rows]


def register(function: WorksheetCall) -> None:
    """Put xlwings' decorators on a worksheet function."""
    given = function.__signature__.parameters.values()
    # xlwings passes the default for an omitted argument: a blank cell.
    omitted = [parameter.replace(default=Cells([[None]])) for parameter in given]
    function.__signature__ = inspect.Signature(omitted)
    for quantity in function.entry.arguments:
        xw.arg(quantity.name, _FromCells, doc=quantity.help)(function)
    xw.ret(_ToCells)(function)
    xw.func(category="xlfuncs")(function)


for entry in FUNCTIONS:
    register(getattr(udfs, entry.name))
