"""The one list and the code made from it cannot drift apart, and its names suit every host."""

from __future__ import annotations

import inspect
import re
from typing import Literal, get_args, get_type_hints

import pytest

from tests.support.excel_names import refusal_of_argument, refusal_of_function
from xlfuncs import udfs
from xlfuncs.calling.call import WorksheetCall
from xlfuncs.calling.cells import CellError
from xlfuncs.functions import CATEGORIES, FUNCTIONS, WorksheetFunction
from xlfuncs.hosts.engine import evaluate

ids = [f.name for f in FUNCTIONS]
every_function = pytest.mark.parametrize("function", FUNCTIONS, ids=ids)


@every_function
def test_the_python_function_has_the_arguments_of_the_list(function: WorksheetFunction) -> None:
    python = getattr(udfs, function.name)
    assert tuple(inspect.signature(python).parameters) == tuple(q.name for q in function.arguments)
    assert python.__doc__ == function.summary


def test_nothing_else_is_a_worksheet_function() -> None:
    defined = [name for name, value in vars(udfs).items() if isinstance(value, WorksheetCall)]
    assert sorted(defined) == sorted(ids), "xlfuncs/udfs.py and the list differ: each entry has one def of its name"
    assert sorted(set(ids)) == sorted(ids)


@every_function
def test_names_are_allowed_everywhere(function: WorksheetFunction) -> None:
    assert function.name.isupper()
    assert not refusal_of_function(function.name), refusal_of_function(function.name)
    for quantity in function.arguments:
        # c is what it has always been called in Python and in the wizards; its LAMBDA has another name for it.
        names = {quantity.name, quantity.parameter} - {"c"}
        for name in names:
            assert re.fullmatch(r"[a-z][a-z0-9_]*", name), name
            assert not refusal_of_argument(name), refusal_of_argument(name)
        assert not refusal_of_function(quantity.parameter), f"LAMBDA: {refusal_of_function(quantity.parameter)}"


@pytest.mark.parametrize(
    "name", ["K1", "NA1", "Q10", "CA2", "XFD1048576", "R", "C", "r", "c", "RC", "R1C1", "c2", "R7"]
)
def test_a_name_that_is_a_cell_is_refused_by_its_name(name: str) -> None:
    for refused in (refusal_of_function(name), refusal_of_argument(name)):
        assert refused.startswith(f"{name} is a cell")


@pytest.mark.parametrize("name", ["in", "to", "next", "True", "let", "2K", "", "µ", "a b", "z'"])
def test_a_name_that_no_language_takes_is_refused_by_its_name(name: str) -> None:
    assert refusal_of_function(name).startswith(f"{name} is ")
    assert refusal_of_argument(name).startswith(f"{name} is ")


@pytest.mark.parametrize("name", ["LOG", "XLOOKUP", "LET", "SUM", "GAMMA.DIST"])
def test_the_name_of_a_function_of_excel_is_refused_by_its_name(name: str) -> None:
    assert refusal_of_function(name).startswith(f"{name} is ")


@pytest.mark.parametrize("name", ["NERNST", "Q_TEN", "XFE1", "RATE_2", "C_OUT", "RCX"])
def test_other_names_are_not_refused(name: str) -> None:
    assert not refusal_of_function(name)
    assert not refusal_of_argument(name)


@every_function
def test_everything_is_said(function: WorksheetFunction) -> None:
    assert function.summary.endswith(".")
    assert len(function.summary) <= 255  # Excel's limit for a description
    assert all(q.words and len(q.help) <= 255 for q in function.arguments)
    assert function.source
    assert str(function.unit)
    assert function.examples


@every_function
def test_the_examples_are_right_to_the_last_digit_printed(function: WorksheetFunction) -> None:
    for example in function.examples:
        values = [value for row in evaluate(f"={example.call}") for value in row]
        printed = [text.strip() for text in example.value.split(",")]
        assert len(values) == len(printed)
        for value, text in zip(values, printed, strict=True):
            assert not isinstance(value, CellError), value
            if isinstance(value, str):
                assert value == text
            else:
                decimals = len(text.partition(".")[2])
                assert value == pytest.approx(float(text), abs=0.5 * 10**-decimals)


def test_choices_of_the_list_are_the_drop_down_of_the_python_function() -> None:
    for function in FUNCTIONS:
        hints = get_type_hints(getattr(udfs, function.name).formula)
        for quantity in function.arguments:
            if quantity.choices:
                assert hints[quantity.name] == Literal[quantity.choices]
            else:
                assert not get_args(hints[quantity.name]) or quantity.domain.kind != "text"


def test_every_category_has_a_title_and_functions() -> None:
    assert all(c.title and c.functions for c in CATEGORIES)
