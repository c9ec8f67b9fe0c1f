"""Every function with every kind of cell in every argument, through xlwings and through the add-in's VBA."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.hosts.excel.cells import ERROR_NUMBERS, Call, Rows, examples, in_cells, over_com, spelled, truth
from tests.hosts.excel.hosts import answers
from xlfuncs.calling.call import WorksheetCall
from xlfuncs.calling.cells import COM_ERROR_VALUES, CellError, Cells
from xlfuncs.functions import BY_NAME, FUNCTIONS
from xlfuncs.hosts import xlwings_udfs

WORDS = {"influx", "efflux", "none"}
BAD = [None, "", "five", True, False, -5.0, 0.0, 1e308, 5e-324, -1e308, *map(CellError, ERROR_NUMBERS)]


def _with(rows: Rows, cell: Any) -> list[Rows]:
    """Return rows with a cell in place of the first one, and under and beside it."""
    first = [cell, *rows[0][1:]]
    return [[first, *rows[1:]], [*rows, first], [[*row, cell] for row in rows]]


def _every_call() -> list[Call]:
    return [
        (name, [*arguments[:i], rows, *arguments[i + 1 :]])
        for name, arguments in {name: (name, arguments) for name, arguments in examples()}.values()
        for i in range(len(arguments))
        for cell in BAD
        for rows in _with(arguments[i], cell)
    ]


def test_the_errors_that_are_known_are_excels() -> None:
    assert {kind: number for number, kind in COM_ERROR_VALUES.items()} == ERROR_NUMBERS


def test_every_function_gives_through_xlwings_what_python_gives() -> None:
    calls = examples() + _every_call()
    answered = answers("com", [(name, list(map(over_com, arguments))) for name, arguments in calls])
    for call, answer in zip(calls, answered, strict=True):
        assert answer == spelled(truth(*call)), call


def test_every_function_gives_through_vba_what_python_gives() -> None:
    calls = examples() + _every_call()[::7]  # a prime, so that every function, argument and kind of cell has its turn
    for call, answer in zip(calls, answers("vba", calls), strict=True):
        assert answer == in_cells(truth(*call)), call


def _array(cells: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    row = st.lists(cells, max_size=4).map(tuple)
    block = st.integers(1, 3).flatmap(lambda n: st.lists(st.tuples(*[cells] * n), min_size=1, max_size=4)).map(tuple)
    return st.one_of(cells, row, block, st.lists(row, min_size=1, max_size=3).map(tuple))  # the last may be ragged


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(-(2**31), 2**31 - 1),
    st.sampled_from([number - 2146828288 for number in range(1990, 2060)]),
    st.sampled_from(
        ["K+", "Ca2+", "Cl", "z", "size", "mass", "", "#N/A", "#NUM! no", "=1", "x" * 40_000, "\ud800", "\0"]
    ),
    st.text(),
    st.decimals(allow_nan=False, allow_infinity=False, places=4),
    st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(9999, 12, 31)),
    st.sampled_from([5.0, 140.0, 37.0, 310.15, 1.0, -1.0, 2.0]),
)


@st.composite
def _any_call(draw: st.DrawFn) -> tuple[str, list[Any]]:
    function = draw(st.sampled_from(FUNCTIONS))
    return function.name, [draw(_array(CELLS)) for _ in function.arguments]


@settings(max_examples=300)
@given(_any_call())
@example(("NERNST", [(), (), (), ()]))
@example(("GHK", [((),), 1.0, 1.0, 1.0, 37.0]))
@example(("NERNST", [Decimal("5"), 140, "K+", 37]))
def test_whatever_the_cells_hold_a_number_a_word_or_an_error_comes_back(call: tuple[str, list[Any]]) -> None:
    (answer,) = answers("com", [call])
    rows = answer if isinstance(answer, (list, tuple)) else [answer]
    flat = [cell for row in rows for cell in (row if isinstance(row, (list, tuple)) else [row])]
    assert flat
    for cell in flat:
        if type(cell) is float:
            assert math.isfinite(cell)
        else:
            assert type(cell) is str
            assert cell in WORDS or cell.split()[0] in ERROR_NUMBERS


@pytest.mark.parametrize("rows", [1, 2, 200])
@pytest.mark.parametrize("columns", [1, 2, 16])
def test_a_result_has_the_shape_of_its_cells(rows: int, columns: int) -> None:
    block = [[5.0 + i + j for j in range(columns)] for i in range(rows)]
    call = ("NERNST", [block, [[140.0]], [["K+"]], [[37.0]]])
    assert answers("vba", [call]) == [in_cells(truth(*call))]


def test_a_fault_of_ours_spoils_its_own_cell_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    def faulty(vm: Any, e_ion: Any) -> Any:
        raise ZeroDivisionError

    function = WorksheetCall(BY_NAME["DRIVINGFORCE"], faulty)
    xlwings_udfs.register(function)
    [[error]] = function(*[Cells([[1.0]])] * 2).rows
    assert (error.kind, "DRIVINGFORCE failed" in error.reason) == ("#VALUE!", True)
    assert "ZeroDivisionError" in caplog.text
