"""What all functions of whole solutions do alike, and the root finder under two of them."""

import numpy as np
import pytest

from xlfuncs.compute import ghk_potential, ionic_strength
from xlfuncs.compute.roots import increasing_root
from xlfuncs.compute.rows import dot
from xlfuncs.compute.rules import BLOCK
from xlfuncs.errors import ConvergenceError, DomainError


def test_long_tables_are_worked_in_blocks_without_a_seam():
    generator = np.random.default_rng(1)
    table = generator.uniform(1, 100, (BLOCK + 7, 3))
    strength = ionic_strength(table, [1, -1, 2])
    assert strength == pytest.approx(table @ [0.5, 0.5, 2], rel=1e-14)
    strided = ionic_strength(np.asfortranarray(table)[::2], [1, -1, 2])
    assert strided == pytest.approx(strength[::2], rel=1e-14)


def test_a_mask_has_the_shape_of_the_argument():
    with pytest.raises(DomainError, match=r"^c must be >= 0, got -1$") as caught:
        ionic_strength([[1, -1], [np.nan, 2]], [1, -1])
    assert caught.value.bad.tolist() == [[False, True], [False, False]]


def test_the_first_argument_at_fault_is_reported_with_all_its_faults():
    c_out, c_in = np.ones((BLOCK, 2)), np.ones((BLOCK, 2))
    c_in[0, 1] = -2
    c_out[[5, -1], 0] = -1
    with pytest.raises(DomainError, match=r"^c_out must be >= 0, got -1$") as caught:
        ghk_potential([1, 1], c_out, c_in, [1, 0.5], 310)
    assert np.argwhere(caught.value.bad).tolist() == [[5, 0], [BLOCK - 1, 0]]


def test_overflow_marks_its_own_rows():
    with pytest.raises(DomainError, match="too large") as caught:
        ionic_strength([[1e308, 1e308], [1, 1]], [2, -2])
    assert caught.value.bad.tolist() == [True, False]


def test_nothing_in_nothing_out():
    assert ionic_strength(np.empty((0, 2)), [1, -1]).shape == (0,)


@pytest.mark.parametrize(("rows_a", "rows_b"), [(1, 1), (1, 5), (5, 1), (5, 5)])
def test_dot_is_a_sum_of_products(rows_a, rows_b):
    generator = np.random.default_rng(1)
    a, b = generator.uniform(size=(rows_a, 3)), generator.uniform(size=(rows_b, 3))
    assert dot(a, b) == pytest.approx((a * b).sum(axis=1))


def test_roots_are_found_for_all_rows_however_different():
    exact = np.array([-2.0, 0.0, 1e-9, 1e3])
    value = exact**3 + exact
    wide = np.full(4, 2e3)

    def function(x, rows):
        return x**3 + x - value[rows], 3 * x * x + 1

    assert increasing_root(function, np.ones(4), low=-wide, high=wide) == pytest.approx(exact, rel=1e-15, abs=1e-16)


def test_newton_steps_that_would_run_away_are_replaced_by_halvings():
    # Newton's method for arctan diverges from 1.4 on.
    root = increasing_root(
        lambda x, rows: (np.arctan(x), 1 / (1 + x * x)), np.array([50.0]), np.array([-60.0]), np.array([100.0])
    )
    assert root == pytest.approx(np.zeros(1), abs=1e-15)


def test_rows_that_do_not_converge_are_marked():
    def function(x, rows):
        return np.where(np.arange(3)[rows] == 1, np.nan, x), np.ones_like(x)

    with pytest.raises(ConvergenceError, match="not found") as caught:
        increasing_root(function, np.full(3, 0.5), np.full(3, -1.0), np.full(3, 1.0))
    assert caught.value.bad.tolist() == [False, True, False]
