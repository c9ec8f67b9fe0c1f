"""What all element-wise functions do alike: rules, broadcasting, blocks, missing values."""

import inspect
import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.example_calls import example_in_si, formula_of
from xlfuncs import compute
from xlfuncs.compute import nernst_out, nernst_potential, rules, water_density, water_permittivity
from xlfuncs.compute.rules import BLOCK, Rule
from xlfuncs.errors import DomainError, ShapeError
from xlfuncs.functions import FUNCTIONS

# Every function with arguments from the middle of its domain: the examples of the list, and what has no entry there.
TYPICAL = {
    **{formula_of(f): tuple(example_in_si(f)) for f in FUNCTIONS if f.is_elementwise and not f.takes_texts},
    water_density: (310.0,),
    water_permittivity: (310.0,),
}
functions = pytest.mark.parametrize(
    ("function", "arguments"), TYPICAL.items(), ids=[function.__name__ for function in TYPICAL]
)


def test_no_function_is_left_out():
    public = [getattr(compute, name) for name in compute.__all__]
    decorated = {f for f in public if inspect.isfunction(f) and f.__code__.co_filename == rules.__file__}
    assert set(TYPICAL) == decorated


@functions
def test_a_scalar_gives_a_float_and_an_array_the_same_numbers(function, arguments):
    alone = function(*arguments)
    assert type(alone) is float
    assert function(*map(np.float64, arguments)) == alone
    assert type(function(*map(np.array, arguments))) is float
    for i in range(len(arguments)):
        varied = [np.full(3, float(a)) if i == j else a for j, a in enumerate(arguments)]
        assert function(*varied) == pytest.approx(np.full(3, alone), rel=4e-15)
    assert function(*(np.full((2, 3), float(a)) for a in arguments)) == pytest.approx(np.full((2, 3), alone), rel=4e-15)


@functions
def test_arguments_go_by_name_too(function, arguments):
    names = function.__wrapped__.__code__.co_varnames
    assert function(**dict(zip(names, arguments, strict=False))) == function(*arguments)


@functions
def test_rows_columns_and_blocks_combine(function, arguments):
    row = arguments[0] * np.array([[1.0, 1.1, 1.2]])
    columns = [a * np.array([[1.0], [2.0]]) for a in arguments[1:2]]
    table = function(row, *columns, *arguments[2:])
    assert table.shape == np.broadcast(row, *columns, np.empty((1, 3))).shape
    for (i, j), found in np.ndenumerate(table):
        alone = function(row[0, j], *(column[i, 0] for column in columns), *arguments[2:])
        assert found == pytest.approx(alone, rel=4e-15)


@functions
@pytest.mark.parametrize("shape", [(2 * BLOCK + 7,), (3, BLOCK + 1), (BLOCK + 1, 3)])
def test_long_arrays_are_worked_in_blocks_without_a_seam(function, arguments, shape):
    generator = np.random.default_rng(1)
    first = arguments[0] * generator.uniform(0.9, 1.1, shape)
    result = function(first, *arguments[1:])
    assert result.shape == shape
    for position in generator.integers(0, first.size, 50):
        where = np.unravel_index(position, shape)
        assert result[where] == pytest.approx(function(first[where], *arguments[1:]), rel=4e-15)


def unnoticed():
    """Return illegal values that the formulas themselves would take: the function, which argument, the value."""
    found = []
    for function, arguments in TYPICAL.items():
        for position, illegal in product(range(len(arguments)), (-5.0, 0.5, math.inf)):
            given = [np.array([illegal if i == position else a], float) for i, a in enumerate(arguments)]
            with np.errstate(all="ignore"):
                result = function.__wrapped__(*given)
            if np.isfinite(result).all() and is_refused(function, given):
                found.append(pytest.param(function, position, illegal, id=f"{function.__name__}-{position}-{illegal}"))
    return found


def is_refused(function, arguments):
    try:
        function(*arguments)
    except DomainError:
        return True
    return False


@pytest.mark.parametrize(("function", "position", "illegal"), unnoticed())
@pytest.mark.parametrize("row", [5, BLOCK + 5, 2 * BLOCK])
def test_long_arrays_are_checked_in_every_block(function, position, illegal, row):
    long = np.full(2 * BLOCK + 1, float(TYPICAL[function][position]))
    long[row] = illegal
    with pytest.raises(DomainError) as caught:
        function(*(long if i == position else a for i, a in enumerate(TYPICAL[function])))
    assert caught.value.name == list(inspect.signature(function).parameters)[position]
    assert np.flatnonzero(caught.value.bad).tolist() == [row]


@functions
def test_missing_in_missing_out(function, arguments):
    for i in range(len(arguments)):
        spoiled = [math.nan if i == j else a for j, a in enumerate(arguments)]
        assert math.isnan(function(*spoiled))
        column = [np.array([a, math.nan]) if i == j else a for j, a in enumerate(arguments)]
        assert np.isnan(function(*column)).tolist() == [False, True]


@functions
def test_infinity_is_never_an_input(function, arguments):
    for i, name in enumerate(function.__wrapped__.__code__.co_varnames[: len(arguments)]):
        for infinite in (math.inf, -math.inf, np.array([1.0, math.inf])):
            with pytest.raises(DomainError) as caught:
                function(*(infinite if i == j else a for j, a in enumerate(arguments)))
            assert caught.value.name == name


def test_a_mask_marks_every_fault_and_no_missing_value():
    c_out = np.array([[1.0, -1.0, np.nan], [0.0, 5.0, np.inf]])
    with pytest.raises(DomainError, match=r"^c_out must be > 0, got -1$") as caught:
        nernst_potential(c_out, 1.0, 1, 310.0)
    assert caught.value.bad.tolist() == [[False, True, False], [True, False, True]]
    assert caught.value.rule == "> 0"
    assert caught.value.values is c_out


@pytest.mark.parametrize("size", [3, 3 * BLOCK])
def test_the_first_argument_at_fault_is_reported_with_all_its_faults(size):
    c_out, c_in = np.ones(size), np.ones(size)
    c_in[0] = -2
    c_out[[1, -1]] = -1
    with pytest.raises(DomainError, match=r"^c_out must be > 0, got -1$") as caught:
        nernst_potential(c_out, c_in, 0, 310.0)
    assert np.flatnonzero(caught.value.bad).tolist() == [1, size - 1]


def test_a_long_fault_comes_before_a_short_one_further_right():
    c_out = np.ones(3 * BLOCK)
    c_out[-1] = 0
    with pytest.raises(DomainError, match=r"^c_out"):
        nernst_potential(c_out, -1.0, 1, 310.0)


def test_overflow_marks_its_own_elements():
    with pytest.raises(DomainError, match="too large") as caught:
        nernst_out([0.1, 100.0, np.nan], 1.0, 1, 310.0)
    assert caught.value.name is None
    assert caught.value.bad.tolist() == [False, True, False]


@pytest.mark.parametrize("numbers", [(1.0, 0.0), (0.0, 0.0), (1, 0), ([1.0, 1.0], [0.0, 1.0]), (1e200, 1e-200)])
def test_a_formula_that_divides_by_zero_or_overflows_gives_an_error_for_numbers_as_for_arrays(numbers):
    @rules.elementwise(a=rules.FINITE, b=rules.FINITE)
    def ratio(a, b):
        return (a / b) ** 2

    with pytest.raises(DomainError, match="too large"):
        ratio(*numbers)
    assert math.isnan(ratio(math.nan, 0.0))


def test_ranges_that_do_not_combine_are_a_shape_error():
    with pytest.raises(ShapeError, match=r"^the sizes of the ranges do not combine: 2, 3, 1, 1$"):
        nernst_potential([1.0, 2.0], [1.0, 2.0, 3.0], 1, 310.0)


def test_nothing_in_nothing_out():
    assert nernst_potential(np.empty(0), 1.0, 1, 310.0).shape == (0,)


def test_a_table_of_many_columns_in_one_row_is_worked_whole():
    row = np.linspace(1, 2, BLOCK + 5)[None, :]
    assert nernst_potential(row, 1.0, 1, 310.0).shape == row.shape


any_rule = st.builds(
    Rule,
    text=st.just("so"),
    low=st.sampled_from([-math.inf, 0.0, 1.0]),
    high=st.sampled_from([math.inf, 2.0]),
    includes_bounds=st.booleans(),
    whole=st.booleans(),
    nonzero=st.booleans(),
)
numbers = st.sampled_from([-math.inf, -1.0, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0, math.inf, math.nan])


@given(rule=any_rule, x=st.lists(numbers, min_size=1, max_size=4))
def test_the_three_ways_to_ask_a_rule_agree(rule, x):
    allowed = [rule.allows(value) for value in x]
    assert rule.holds(np.array(x)).tolist() == allowed
    assert rule.holds_everywhere(np.array(x)) == all(allowed)
