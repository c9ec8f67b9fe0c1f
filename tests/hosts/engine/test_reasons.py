"""Why a cell holds an error value: the reason of its own condition, whatever the shapes of arguments and results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from xlsxwriter.utility import xl_range

from tests.support.example_calls import Rows, calculated, example_of, may_follow, several_conditions
from xlfuncs.calling.cells import CellError
from xlfuncs.functions import FUNCTIONS, Quantity, WorksheetFunction
from xlfuncs.hosts.engine import calculate_workbook
from xlfuncs.hosts.engine.calculation import Calculation

WIDTH = 8  # columns that every range and the result have to themselves


def _calculated(path: Path, function: WorksheetFunction, calls: list[list[Rows]]) -> tuple[Calculation, list[int]]:
    """Return a sheet in which each call has its arguments in cells, and the row in which each result begins."""
    tops, top = [], 0
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Sheet1")
        for arguments in calls:
            places = []
            for i, block in enumerate(arguments):
                for row, cells in enumerate(block):
                    sheet.write_row(top + row, i * WIDTH, cells)
                places.append(xl_range(top, i * WIDTH, top + len(block) - 1, i * WIDTH + len(block[0]) - 1))
            formula = f"={function.name}({','.join(places)})"
            sheet.write_dynamic_array_formula(top, len(arguments) * WIDTH, top, len(arguments) * WIDTH, formula)
            tops.append(top)
            top += WIDTH
    return calculate_workbook(path), tops


def _reasons(function: WorksheetFunction, rows: Rows) -> dict[tuple[int, int], str]:
    """Return what Python says of each cell with an error value, as the engine tells it."""
    found = [(r, c, cell) for r, row in enumerate(rows) for c, cell in enumerate(row) if isinstance(cell, CellError)]
    return {(r, c): f"{function.name}: {cell.reason}" for r, c, cell in found}


def _bad_cells(quantity: Quantity) -> list[list[Any]]:
    """Return cells that are refused, by the error value that they give: of one kind, but each for its own reason."""
    kinds = [kind for _, kind in quantity.domain.bad_cells]
    bad = [[x for x, kind in quantity.domain.bad_cells if kind == wanted] for wanted in dict.fromkeys(kinds)]
    # A blank is written as no cell at all, and has one reason only.
    return [cells[:2] if cells[0] is not None else cells[:1] for cells in bad]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.name)
def test_the_reason_is_that_of_the_cells_own_condition(function: WorksheetFunction, tmp_path: Path) -> None:
    calls = [
        several_conditions(function, position, *bad)
        for position, quantity in enumerate(function.arguments)
        for bad in _bad_cells(quantity)
        if may_follow(quantity)
    ]
    calculation, tops = _calculated(tmp_path / "book.xlsx", function, calls)
    left = len(function.arguments) * WIDTH
    for top, arguments in zip(tops, calls, strict=True):
        due = _reasons(function, calculated(function, arguments))
        assert due
        assert {(r, c): calculation.reason("Sheet1", top + r, left + c) for r, c in due} == due, arguments


def test_each_of_several_conditions_has_a_reason_of_its_own(tmp_path: Path) -> None:
    [function] = [f for f in FUNCTIONS if f.name == "PUMP_LEAK"]
    first, *others = example_of(function)
    bad: list[Any] = [first[0][0], -1.0, "x"]
    calculation, [top] = _calculated(tmp_path / "book.xlsx", function, [[[bad], *others]])
    left = len(function.arguments) * WIDTH
    for row in range(len(function.result.rows)):
        assert calculation.reason("Sheet1", top + row, left + 1) == "PUMP_LEAK: na_out must be >= 0 mM, got -1"
        assert calculation.reason("Sheet1", top + row, left + 2).endswith('must be a number, got the text "x"')


def test_a_range_that_does_not_fit_is_the_reason_in_every_row_and_no_cell_below_it(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Sheet1")
        sheet.write_column("A1", [145, 145, None, None, "x"])
        sheet.write_array_formula("C1:C5", "{=PUMP_LEAK(A1:A2,5,150,0.01,0.3,0.5,-1.2,37)}")
    calculation = calculate_workbook(path)
    reasons = {calculation.reason("Sheet1", row, 2) for row in range(5)}
    assert reasons == {"PUMP_LEAK: na_out must be one cell or one row, got 2 x 1 cells"}


def test_ranges_that_do_not_combine_are_the_reason_though_a_cell_is_bad_too(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as workbook:
        sheet = workbook.add_worksheet("Sheet1")
        sheet.write_column("A1", ["5 mM", -2, -1])
        sheet.write_column("B1", [5, 5])
        sheet.write_dynamic_array_formula("D1:D1", "=NERNST(B1:B2,140,A1:A3,37)")
    calculation = calculate_workbook(tmp_path / "book.xlsx")
    assert calculation.values("Sheet1")[0][3] == CellError("#VALUE!")
    assert calculation.reason("Sheet1", 0, 3).startswith("NERNST: the sizes of the ranges do not combine")
