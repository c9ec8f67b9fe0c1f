"""The worksheet functions under xlwings' real decorators: what comes in as what, what goes out as what."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from tests.hosts.excel.cells import ERROR_NUMBERS, examples, over_com, truth
from tests.hosts.excel.hosts import Argument, TwoAreas, answers
from xlfuncs.calling.cells import CellError

E_K = pytest.approx(-89.05869403673188, abs=1e-9)  # NERNST(5,140,1,37): mpmath, 50 digits


def _nernst(host: str, c_out: list[list[Any]]) -> tuple[str, list[Any]]:
    arguments = [c_out, [[140.0]], [["K+"]], [[37.0]]]
    return "NERNST", list(map(over_com, arguments)) if host == "com" else arguments


def _as_rows(answer: Any) -> list[list[Any]]:
    if not isinstance(answer, list):
        return [[answer]]
    return answer if answer and isinstance(answer[0], list) else [answer]


def test_every_function_gives_what_python_gives() -> None:
    for (name, args), answer in zip(examples(), answers("classic", examples()), strict=True):
        expected = truth(name, args)
        assert not any(isinstance(x, CellError) for row in expected for x in row)
        assert _as_rows(answer) == expected, name


# What a cell holds, as each host hands it to xlwings; then what must come out of NERNST(cell, 140, "K+", 37).
VALUES = [
    (5.0, E_K),
    (None, "#N/A c_out is missing (blank cell)"),
    ("", "#N/A c_out is missing (blank cell)"),
    ("five", '#VALUE! c_out must be a number, got the text "five"'),
    ("5", '#VALUE! c_out must be a number, got the text "5"'),
    (True, "#VALUE! c_out must be a number, got TRUE"),
    (False, "#VALUE! c_out must be a number, got FALSE"),
    (-5.0, "#NUM! c_out must be > 0 mM, got -5"),
    (0.0, "#NUM! c_out must be > 0 mM, got 0"),
    (-2146826281, "#DIV/0! c_out holds #DIV/0!"),
    (-2146826246, "#N/A c_out holds #N/A"),
    (-2146826243, "#SPILL! c_out holds #SPILL!"),
    *((over_com([[CellError(kind)]]), f"{kind} c_out holds {kind}") for kind in ERROR_NUMBERS),
]
COM = VALUES  # what Range.Value2 is: a date and currency are numbers
CLASSIC = [
    *VALUES,
    (Decimal("5"), E_K),  # a cell formatted as currency
    (dt.datetime(1900, 1, 4), E_K),  # a cell formatted as a date: day 5
    (dt.datetime(1900, 1, 4, tzinfo=dt.UTC), E_K),  # as pywin32 gives it
]


@pytest.mark.parametrize(("host", "table"), [("com", COM), ("classic", CLASSIC)])
def test_a_cell_alone(host: str, table: list[tuple[Any, Any]]) -> None:
    answered = answers(host, [_nernst(host, [[cell]]) for cell, _ in table])
    for (cell, expected), answer in zip(table, answered, strict=True):
        assert _as_rows(answer)[0][0] == expected, cell


@pytest.mark.parametrize(("host", "table"), [("com", COM), ("classic", CLASSIC)])
def test_in_a_column_each_bad_cell_spoils_itself_only(host: str, table: list[tuple[Any, Any]]) -> None:
    column = [[cell] for cell, _ in table]
    (answer,) = answers(host, [_nernst(host, column)])
    assert len(answer) == len(table)
    for (value,), (cell, alone) in zip(answer, table, strict=True):
        assert value == (alone.split()[0] if isinstance(alone, str) else alone), cell


def test_rows_columns_and_blocks_combine_as_in_excel() -> None:
    row, column = [[5.0, 50.0]], [[140.0], [14.0], [1.4]]
    (answer,) = answers("classic", [("NERNST", [row, column, [[1.0]], [[37.0]]])])
    assert [len(r) for r in answer] == [2, 2, 2]
    assert answer[0][0] == E_K
    assert answer[1][1] == pytest.approx(-answer[0][0] + answer[1][0] + answer[0][1], abs=1e-9)


def test_all_arguments_blank() -> None:
    blank: Any = [[None]]
    (answer,) = answers("classic", [("DRIVINGFORCE", [blank, blank])])
    assert answer.startswith("#N/A")


SHAPES: dict[str, Any] = {
    "row": lambda cell: [[5.0, cell]],
    "column": lambda cell: [[5.0], [cell]],
    "block": lambda cell: [[5.0, 5.0], [cell, 5.0]],
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("host", "table"), [("com", COM), ("classic", CLASSIC)])
def test_a_cell_among_others(host: str, table: list[tuple[Any, Any]], shape: str) -> None:
    answered = answers(host, [_nernst(host, SHAPES[shape](cell)) for cell, _ in table])
    for (cell, alone), answer in zip(table, answered, strict=True):
        expected = SHAPES[shape](alone.split()[0] if isinstance(alone, str) else alone)
        good = [[E_K if x == 5.0 else x for x in row] for row in expected]
        assert answer == (good[0] if shape == "row" else good), cell


def test_values_typed_into_the_formula_and_an_omitted_argument() -> None:
    omitted = -2147352572  # DISP_E_PARAMNOTFOUND, what COM passes for NERNST(,140,...)
    typed, missing, array, row, block = answers(
        "com",
        [
            ("NERNST", [5.0, 140.0, "K+", 37.0]),
            ("NERNST", [omitted, 140.0, "K+", 37.0]),
            ("GHK", [((1.0, 0.05),), ((5.0, 145.0),), ((140.0, 10.0),), (("K", "Na"),), 37.0]),
            ("GHK", [(1.0, 0.05), (5.0, 145.0), (140.0, 10.0), ("K", "Na"), 37.0]),  # {1,0.05}: one dimension
            ("NERNST", [((5.0, 50.0), (0.5, 5.0)), 140.0, "K+", 37.0]),
        ],
    )
    assert typed == E_K
    assert missing == "#N/A c_out is missing (blank cell)"
    assert array == row == pytest.approx(-65.20453717766652, abs=1e-9)  # closed form, mpmath 50 digits
    assert [block[0][0], block[1][1]] == [E_K, E_K]


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        ([Argument.OMITTED, 140.0, 1.0, 37.0], "#N/A"),
        ([5.0, 140.0, 1.0], "#N/A"),
        ([5.0, 140.0, 1.0, Argument.OMITTED], "#N/A"),
        ([], "#N/A"),
        ([TwoAreas([[5.0]]), 140.0, 1.0, 37.0], "#VALUE!"),
        ([5.0, 140.0, 1.0, TwoAreas([[37.0], [38.0]])], "#VALUE!"),
        ([CellError("#REF!"), 140.0, 1.0, 37.0], "#REF!"),
        (["", 140.0, 1.0, 37.0], "#N/A"),
    ],
)
def test_what_the_vba_makes_of_arguments_that_are_no_cells(arguments: list[Any], kind: str) -> None:
    assert answers("vba", [("NERNST", arguments)]) == [CellError(kind)]
