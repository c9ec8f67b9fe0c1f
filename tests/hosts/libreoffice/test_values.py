"""Errors within a range, which Calc 7.4 keeps to itself: each would spoil its own result only."""

from __future__ import annotations

import math

import pytest

from xlfuncs.functions import BY_NAME
from xlfuncs.hosts.libreoffice.values import calc_function, error_kind, error_number

E_K = pytest.approx(-89.05869403673189, abs=1e-9)  # NERNST(5,140,1,37): mpmath, 50 digits


@pytest.mark.parametrize("kind", ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"])
@pytest.mark.parametrize("neighbour", [5.0, ""])
def test_an_error_in_a_range_comes_out_as_itself(kind, neighbour):
    column = ((5.0,), (error_number(kind),), (neighbour,))
    (first,), (bad,), _ = calc_function(BY_NAME["NERNST"])(column, 140.0, 1.0, 37.0)
    assert first == E_K
    assert math.isnan(bad)
    assert error_kind(bad) == kind


@pytest.mark.parametrize("number", [math.nan, -math.nan])
def test_a_nan_without_a_known_error_is_no_number(number):
    assert error_kind(number) == "#VALUE!"
