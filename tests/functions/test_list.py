"""The one list and the code made from it cannot drift apart, and its names suit every host."""

from __future__ import annotations

import inspect
import re
from typing import Literal, get_args, get_type_hints

import pytest

from xlfuncs import udfs
from xlfuncs.calling.cells import CellError
from xlfuncs.functions import CATEGORIES, FUNCTIONS, Kind, WorksheetFunction
from xlfuncs.hosts.engine import evaluate

CELL_LIKE = re.compile(r"[A-Z]{1,3}\d+|R\d*C\d*|R\d*|C\d*", re.IGNORECASE)
_VBA_WORDS = """
and as byref byval call case const dim do each else end exit false for function get goto if in is let like loop me mod
new next not nothing null of on or redim rem resume select set static step stop sub then to true type until wend while
with xor
"""
VBA_RESERVED = frozenset(_VBA_WORDS.split())
ids = [f.name for f in FUNCTIONS]
every_function = pytest.mark.parametrize("function", FUNCTIONS, ids=ids)


@every_function
def test_the_python_function_has_the_arguments_of_the_list(function: WorksheetFunction) -> None:
    python = getattr(udfs, function.name)
    assert tuple(inspect.signature(python).parameters) == tuple(q.name for q in function.arguments)
    assert python.__doc__ == function.summary


def test_nothing_else_is_a_worksheet_function() -> None:
    assert sorted(n for n in vars(udfs) if n.isupper() and callable(getattr(udfs, n))) == sorted(ids)
    assert len(set(ids)) == len(ids) == 22


@every_function
def test_names_are_allowed_everywhere(function: WorksheetFunction) -> None:
    assert not CELL_LIKE.fullmatch(function.name)
    for quantity in function.arguments:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", quantity.name)
        assert quantity.name not in VBA_RESERVED
        assert quantity.name == "c" or not CELL_LIKE.fullmatch(quantity.name)  # c: fixed; its LAMBDA has another


@every_function
def test_everything_is_said(function: WorksheetFunction) -> None:
    assert function.summary.endswith(".")
    assert len(function.summary) <= 255  # Excel's limit for a description
    assert all(q.words and len(q.help) <= 255 for q in function.arguments)
    assert function.source
    assert function.unit
    assert function.examples


def test_one_name_has_one_unit() -> None:
    units: dict[str, set[str]] = {}
    for function in FUNCTIONS:
        for q in function.arguments:
            units.setdefault(q.name, set()).add(q.unit)
    # GHK's permeabilities may have any unit, since only their ratios matter; a current needs them in cm/s.
    assert {name for name, found in units.items() if len(found) > 1} == {"permeability"}


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
        hints = get_type_hints(inspect.unwrap(getattr(udfs, function.name)))
        for quantity in function.arguments:
            if quantity.choices:
                assert hints[quantity.name] == Literal[quantity.choices]
            else:
                assert not get_args(hints[quantity.name]) or quantity.kind is not Kind.TEXT


def test_every_category_has_a_title_and_functions() -> None:
    assert all(c.title and c.functions for c in CATEGORIES)
