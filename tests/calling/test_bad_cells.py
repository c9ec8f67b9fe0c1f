"""What every function does with what may and what may not stand in a cell, whatever its arguments are.

The cells come from the domains of the list; nothing here names a function or an argument.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from tests.support.example_calls import (
    Rows,
    calculated,
    example_of,
    may_follow,
    several_conditions,
    with_first_cell,
)
from xlfuncs.calling.cells import CellError
from xlfuncs.functions import FUNCTIONS, Quantity, WorksheetFunction

each_function = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.name)
ARGUMENTS = [(f, i) for f in FUNCTIONS for i in range(len(f.arguments))]


def _each(arguments: list[tuple[WorksheetFunction, int]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        ("function", "position"), arguments, ids=[f"{f.name}-{f.arguments[i].name}" for f, i in arguments]
    )


each_argument = _each(ARGUMENTS)
each_argument_of_conditions = _each([(f, i) for f, i in ARGUMENTS if may_follow(f.arguments[i])])


def is_error_of(cell: Any, quantity: Quantity, kind: str = "") -> bool:
    """Whether a cell holds an error value (of a kind) with a reason that starts with the argument's name."""
    if not isinstance(cell, CellError):
        return False
    return cell.reason.startswith(f"{quantity.name} ") and (not kind or cell.kind == kind)


@each_argument
def test_a_good_cell_is_never_the_argument_at_fault(function: WorksheetFunction, position: int) -> None:
    quantity = function.arguments[position]
    assert quantity.domain.good
    for good in quantity.domain.good:
        for row in calculated(function, with_first_cell(example_of(function), position, good)):
            assert not any(is_error_of(cell, quantity) for cell in row), (good, row)


@each_argument
def test_a_bad_cell_gives_its_own_error_and_the_reason_names_the_argument(
    function: WorksheetFunction, position: int
) -> None:
    quantity = function.arguments[position]
    for bad, kind in quantity.domain.bad_cells:
        rows = calculated(function, with_first_cell(example_of(function), position, bad))
        assert all(is_error_of(cell, quantity, kind) for row in rows for cell in row), (bad, rows)


@each_argument
def test_the_reason_of_a_number_is_the_rule_and_the_number(function: WorksheetFunction, position: int) -> None:
    quantity = function.arguments[position]
    rule = quantity.domain.rule_in(str(quantity.unit))
    for bad in quantity.domain.bad:
        rows = calculated(function, with_first_cell(example_of(function), position, bad))
        reasons = {cell.reason for row in rows for cell in row}
        assert reasons == {f"{quantity.name} must be {rule}, got {bad:g}"}


@each_function
def test_of_two_bad_cells_the_one_further_left_is_told(function: WorksheetFunction) -> None:
    for left, right in combinations(range(len(function.arguments)), 2):
        for bad, kind in function.arguments[left].domain.bad_cells:
            for other in _one_of_each_kind(function.arguments[right]):
                arguments = with_first_cell(with_first_cell(example_of(function), left, bad), right, other)
                rows = calculated(function, arguments)
                assert all(is_error_of(cell, function.arguments[left], kind) for row in rows for cell in row), arguments


def _one_of_each_kind(quantity: Quantity) -> list[Any]:
    return list({kind: bad for bad, kind in quantity.domain.bad_cells}.values())


def _conditions(function: WorksheetFunction, rows: Rows) -> list[list[Any]]:
    """Return the cells of each condition of a result."""
    return [list(column) for column in zip(*rows, strict=True)] if function.result.rows else rows


@each_argument_of_conditions
def test_a_bad_cell_spoils_its_own_condition_only(function: WorksheetFunction, position: int) -> None:
    quantity = function.arguments[position]
    clean = _conditions(function, calculated(function, example_of(function)))
    for bad, kind in quantity.domain.bad_cells:
        rows = calculated(function, several_conditions(function, position, bad))
        first, second, third = _conditions(function, rows)
        assert [first, third] == [pytest.approx(clean[0])] * 2, (bad, first, third)
        assert all(is_error_of(cell, quantity, kind) for cell in second), (bad, second)


@each_argument
def test_a_bad_single_cell_beside_several_fills_the_shape(function: WorksheetFunction, position: int) -> None:
    quantity = function.arguments[position]
    for other in range(len(function.arguments)):
        if other == position or not may_follow(function.arguments[other]):
            continue
        several = several_conditions(function, other, example_of(function)[other][0][0])
        clean = calculated(function, several)
        assert len(_conditions(function, clean)) == 3
        for bad, kind in quantity.domain.bad_cells:
            rows = calculated(function, with_first_cell(several, position, bad))
            assert [len(row) for row in rows] == [len(row) for row in clean], (bad, rows)
            assert all(is_error_of(cell, quantity, kind) for row in rows for cell in row), (bad, rows)
