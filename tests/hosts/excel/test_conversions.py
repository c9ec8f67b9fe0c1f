"""The worksheet functions under xlwings' two real decorators: what comes in as what, what goes out as what."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from tests.hosts.excel.hosts import answers
from xlfuncs import udfs
from xlfuncs.cells import CellError, Cells
from xlfuncs.functions import FUNCTIONS
from xlfuncs.hosts.formulas import calls, constant

E_K = pytest.approx(-89.05869403673188, abs=1e-9)  # NERNST(5,140,1,37): mpmath, 50 digits
SPILL_ERROR = -2146826243  # how COM hands over #SPILL!, which xlwings leaves as a number


def _example_calls() -> list[tuple[str, list[Any]]]:
    parsed = [next(calls(e.call)) for f in FUNCTIONS for e in f.examples]
    return [(call.name, [constant(text) for text in call.arguments]) for call in parsed]


def _as_rows(answer: Any) -> list[list[Any]]:
    if not isinstance(answer, list):
        return [[answer]]
    return answer if answer and isinstance(answer[0], list) else [answer]


@pytest.mark.parametrize("host", ["classic", "server"])
def test_every_function_gives_what_python_gives(host: str) -> None:
    examples = _example_calls()
    for (name, args), answer in zip(examples, answers(host, examples), strict=True):
        expected = getattr(udfs, name)(*map(Cells, args)).rows
        assert not any(isinstance(x, CellError) for row in expected for x in row)
        assert _as_rows(answer) == expected, name


# What a cell holds, as each host hands it to xlwings; then what must come out of NERNST(cell, 140, "K+", 37).
CLASSIC = [
    (5.0, E_K),
    (Decimal("5"), E_K),  # a cell formatted as currency
    (dt.datetime(1900, 1, 4), E_K),  # a cell formatted as a date: day 5
    (None, "#N/A c_out is missing (blank cell)"),
    ("", "#N/A c_out is missing (blank cell)"),
    ("five", '#VALUE! c_out must be a number, got the text "five"'),
    (True, "#VALUE! c_out must be a number, got TRUE"),
    (-5.0, "#NUM! c_out must be > 0 mM, got -5"),
    (0.0, "#NUM! c_out must be > 0 mM, got 0"),
    (-2146826281, "#DIV/0! c_out holds #DIV/0!"),
    (-2146826246, "#N/A c_out holds #N/A"),
    (SPILL_ERROR, "#SPILL! c_out holds #SPILL!"),
]
SERVER = [
    (5, E_K),
    (5.0, E_K),
    ("", {"type": "Error", "errorType": "NotAvailable"}),
    (None, {"type": "Error", "errorType": "NotAvailable"}),
    ("five", {"reason": 'c_out must be a number, got the text "five"'}),
    (True, {"reason": "c_out must be a number, got TRUE"}),
    (-5, {"type": "Error", "errorType": "Num"}),
    ("#DIV/0!", {"type": "Error", "errorType": "Div0"}),
    ("#SPILL!", {"type": "Error", "errorType": "Value"}),
]


@pytest.mark.parametrize(("host", "table"), [("classic", CLASSIC), ("server", SERVER)])
def test_a_cell_alone(host: str, table: list[tuple[Any, Any]]) -> None:
    answered = answers(host, [("NERNST", [[[cell]], [[140.0]], [["K+"]], [[37.0]]]) for cell, _ in table])
    for (cell, expected), answer in zip(table, answered, strict=True):
        reason = isinstance(answer, dict)
        assert (answer if reason else _as_rows(answer)[0][0]) == expected, cell


@pytest.mark.parametrize(("host", "table"), [("classic", CLASSIC), ("server", SERVER)])
def test_in_a_column_each_bad_cell_spoils_itself_only(host: str, table: list[tuple[Any, Any]]) -> None:
    column = [[cell] for cell, _ in table]
    (answer,) = answers(host, [("NERNST", [column, [[140.0]], [["K+"]], [[37.0]]])])
    assert len(answer) == len(table)
    for (value,), (cell, alone) in zip(answer, table, strict=True):
        if host == "classic":
            assert value == (alone.split()[0] if isinstance(alone, str) else alone), cell
        else:
            expected = (
                {"type": "Error", "errorType": "Value"} if isinstance(alone, dict) and "reason" in alone else alone
            )
            assert value == expected, cell


@pytest.mark.parametrize("host", ["classic", "server"])
def test_rows_columns_and_blocks_combine_as_in_excel(host: str) -> None:
    row, column = [[5.0, 50.0]], [[140.0], [14.0], [1.4]]
    (answer,) = answers(host, [("NERNST", [row, column, [[1.0]], [[37.0]]])])
    assert [len(r) for r in answer] == [2, 2, 2]
    assert answer[0][0] == E_K
    assert answer[1][1] == pytest.approx(-answer[0][0] + answer[1][0] + answer[0][1], abs=1e-9)


@pytest.mark.parametrize("host", ["classic", "server"])
def test_all_arguments_blank(host: str) -> None:
    blank: Any = [[None]]
    (answer,) = answers(host, [("DRIVINGFORCE", [blank, blank])])
    shown = answer if host == "classic" else answer[0][0]["errorType"]
    assert shown.startswith({"classic": "#N/A", "server": "NotAvailable"}[host])


def test_values_typed_into_the_formula_and_an_omitted_argument() -> None:
    omitted = -2147352572  # DISP_E_PARAMNOTFOUND, what COM passes for NERNST(,140,...)
    typed, missing, array = answers(
        "classic",
        [
            ("NERNST", [5.0, 140.0, "K+", 37.0]),
            ("NERNST", [omitted, 140.0, "K+", 37.0]),
            ("GHK", [((1.0, 0.05),), ((5.0, 145.0),), ((140.0, 10.0),), (("K", "Na"),), 37.0]),
        ],
    )
    assert typed == E_K
    assert missing == "#N/A c_out is missing (blank cell)"
    assert array == pytest.approx(-65.20453717766652, abs=1e-9)  # closed form, mpmath 50 digits
