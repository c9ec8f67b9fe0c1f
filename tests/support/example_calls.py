"""The calls that the list gives as examples, cell by cell: what the tests of every function start from."""

from __future__ import annotations

from typing import Any

from xlfuncs import compute, udfs
from xlfuncs.calling.cells import Cells
from xlfuncs.compute.ions import find_ion
from xlfuncs.formulas.calls import calls, constant
from xlfuncs.functions import Quantity, WorksheetFunction

Rows = list[list[Any]]


def example_of(function: WorksheetFunction) -> list[Rows]:
    """Return the arguments of a function's first example, as rows of cells."""
    return [constant(text) or [] for text in next(calls(function.examples[0].call)).arguments]


def with_first_cell(arguments: list[Rows], position: int, cell: Any) -> list[Rows]:
    """Return arguments with something else in the first cell of one of them."""
    [_, *others], *rows = arguments[position]
    return [*arguments[:position], [[cell, *others], *rows], *arguments[position + 1 :]]


def calculated(function: WorksheetFunction, arguments: list[Rows]) -> Rows:
    """Return what the worksheet function gives for cells."""
    rows: Rows = getattr(udfs, function.name)(*map(Cells, arguments)).rows
    return rows


def may_follow(quantity: Quantity) -> bool:
    """Whether an argument may hold something else in each condition."""
    return not quantity.shape.axis or quantity.shape.has_conditions


def several_conditions(function: WorksheetFunction, position: int, *cells: Any) -> list[Rows]:
    """Return the example with an argument for several conditions: good, then one that begins with each cell, good."""
    arguments = example_of(function)
    [row, *_] = arguments[position]
    rows = [row, *([cell, *row[1:]] for cell in cells), row]
    if function.result.rows:
        rows = [[cell for row in rows for cell in row]]
    return [*arguments[:position], rows, *arguments[position + 1 :]]


def example_in_si(function: WorksheetFunction) -> list[Any]:
    """Return the arguments of a function's first example as its formula in compute takes them: numbers, and lists."""
    values = []
    for quantity, rows in zip(function.arguments, example_of(function), strict=True):
        cells = [float(find_ion(x).z) if isinstance(x, str) else float(x) for row in rows for x in row]
        numbers = [float(quantity.domain.read(x)) * quantity.unit.factor for x in cells]
        values.append(numbers if quantity.shape.axis else numbers[0])
    return values


def formula_of(function: WorksheetFunction) -> Any:
    """Return the public function of compute that a worksheet function calls."""
    [name] = [n for n in getattr(udfs, function.name).formula.__code__.co_names if n in compute.__all__]
    return getattr(compute, name)
