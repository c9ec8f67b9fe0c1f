"""The Goldman-Hodgkin-Katz potential and current."""

import numpy as np
import pytest
from exact_formulas import (
    F,
    R,
    changes_sign,
    concentrations_or_zero,
    error,
    ghk_balance,
    potentials,
    temperatures,
    two_sides,
    valences,
)
from exact_formulas import (
    ghk_current as exact_current,
)
from hypothesis import assume, given
from hypothesis import strategies as st
from mpmath import mpf

from xlfuncs.compute import ghk_current, ghk_potential, nernst_potential
from xlfuncs.errors import DomainError, ShapeError

permeabilities = st.floats(-9, 3).map(lambda power: 10.0**power) | st.just(0.0)


def membranes(valence):
    """Return a strategy for (permeability, c_out, c_in, z) of one to six ions."""
    ion = st.tuples(permeabilities, concentrations_or_zero, concentrations_or_zero, valence)
    return st.lists(ion, min_size=1, max_size=6).map(lambda ions: tuple(map(list, zip(*ions, strict=True))))


def has_potential(permeability, c_out, c_in, z):
    ions = list(zip(permeability, c_out, c_in, z, strict=True))
    inward = sum(p * (out if v > 0 else inside) for p, out, inside, v in ions)
    outward = sum(p * (inside if v > 0 else out) for p, out, inside, v in ions)
    return inward > 0 and outward > 0


def assert_is_reversal(potential, membrane, temperature):
    u = mpf(potential) * F / (R * mpf(temperature))
    assert changes_sign(lambda x: ghk_balance(x, *membrane), u, 1e-12 * max(1, abs(u)))


@given(membrane=membranes(st.sampled_from([-1, 1])), temperature=temperatures)
def test_closed_form_stops_the_current(membrane, temperature):
    assume(has_potential(*membrane))
    assert_is_reversal(ghk_potential(*membrane, temperature), membrane, temperature)


@given(membrane=membranes(valences), temperature=temperatures)
def test_root_stops_the_current(membrane, temperature):
    assume(has_potential(*membrane))
    assert_is_reversal(ghk_potential(*membrane, temperature), membrane, temperature)


@given(membrane=membranes(st.sampled_from([-1, 1])))
def test_root_agrees_with_the_closed_form(membrane):
    assume(has_potential(*membrane))
    closed = ghk_potential(*membrane, 310)
    # A divalent ion that cannot pass changes nothing but the way of solving.
    solved = ghk_potential(*([*side, value] for side, value in zip(membrane, (0.0, 1.0, 1.0, 2), strict=True)), 310)
    assert solved == pytest.approx(closed, abs=1e-12 * max(0.0267, abs(closed)))


@given(sides=two_sides(), z=valences, temperature=temperatures)
def test_one_ion_reverses_at_its_nernst_potential(sides, z, temperature):
    exact = nernst_potential(*sides, z, temperature)
    assert ghk_potential([2.0], [sides[0]], [sides[1]], [z], temperature) == pytest.approx(exact, rel=1e-12, abs=1e-14)


@given(membrane=membranes(valences), temperature=temperatures)
def test_swapping_sides_flips_the_potential(membrane, temperature):
    assume(has_potential(*membrane))
    permeability, c_out, c_in, z = membrane
    swapped = ghk_potential(permeability, c_in, c_out, z, temperature)
    assert swapped == pytest.approx(-ghk_potential(*membrane, temperature), rel=1e-12, abs=1e-14)


@given(
    permeability=permeabilities,
    vm=potentials,
    sides=two_sides() | st.tuples(concentrations_or_zero, concentrations_or_zero),
    z=valences,
    temperature=temperatures,
)
def test_current_is_exact(permeability, vm, sides, z, temperature):
    exact = exact_current(permeability, vm, *sides, z, temperature)
    one_way = [exact_current(permeability, vm, *side, z, temperature) for side in ((sides[0], 0), (0, sides[1]))]
    scale = max(map(abs, one_way)) + mpf("1e-300")
    assert error(ghk_current(permeability, vm, *sides, z, temperature), exact, scale) < 1e-13


@given(sides=two_sides(), z=valences, temperature=temperatures)
def test_current_is_zero_at_the_nernst_potential(sides, z, temperature):
    vm = nernst_potential(*sides, z, temperature)
    one_way = ghk_current(1e-6, vm, 0, sides[1], z, temperature)
    assert abs(ghk_current(1e-6, vm, *sides, z, temperature)) <= 1e-13 * abs(one_way)


@given(membrane=membranes(valences), temperature=temperatures)
def test_currents_sum_to_zero_at_the_reversal_potential(membrane, temperature):
    assume(has_potential(*membrane))
    permeability, c_out, c_in, z = map(np.array, membrane)
    vm = ghk_potential(permeability, c_out, c_in, z, temperature)
    currents = ghk_current(permeability, vm, c_out, c_in, z, temperature)
    inward = ghk_current(permeability, vm, c_out * (z > 0), c_in * (z < 0), z, temperature)
    assert abs(currents.sum()) <= 1e-11 * np.abs(inward).sum()


def test_current_passes_smoothly_through_zero_voltage():
    vm = np.array([-1e-9, -1e-300, 0.0, 1e-300, 1e-9])
    current = ghk_current(1e-6, vm, 2.0, 1e-4, 2, 310.15)
    assert current == pytest.approx(np.full(5, 1e-6 * 2 * float(F) * (1e-4 - 2.0)), rel=1e-6)
    assert np.all(np.diff(current[[0, 2, 4]]) > 0)


@pytest.mark.parametrize("vm", [-100.0, 100.0])
def test_current_is_finite_far_beyond_where_the_exponential_is(vm):
    exact = exact_current(1e-6, vm, 2.0, 140.0, 2, 300.0)
    assert error(ghk_current(1e-6, vm, 2.0, 140.0, 2, 300.0), exact, 0) < 1e-13
    assert error(ghk_current(1e-6, [vm, vm], 2.0, 140.0, 2, 300.0)[1], exact, 0) < 1e-13


def test_without_a_current_one_way_there_is_no_reversal_potential():
    with pytest.raises(DomainError, match="no reversal potential: nothing can carry inward current") as caught:
        ghk_potential([1, 1], [[0, 0], [1, 2], [0, 0]], [3, 4], [1, 1], 310)
    assert caught.value.name is None
    assert caught.value.bad.tolist() == [True, False, True]
    with pytest.raises(DomainError, match="nothing can carry outward current"):
        ghk_potential([1, 0], [3, 4], [0, 9], [1, 2], 310)


def test_a_missing_value_spoils_its_own_row_only():
    c_out = np.array([[5.0, 145.0], [np.nan, 145.0], [5.0, 0.0]])
    potential = ghk_potential([1, 0.04], c_out, [140, 10], [1, 1], [310, 310, np.nan])
    assert np.isnan(potential).tolist() == [False, True, True]
    assert np.isnan(ghk_potential([1, np.nan], c_out, [140, 10], [1, 1], 310)).all()
    assert np.isnan(ghk_potential([1, 1], [1, 1], [1, 1], [1, np.nan], 310))


def test_conditions_broadcast_against_temperatures_and_solutions():
    c_out = np.array([[5.0, 145.0, 2.0], [10.0, 140.0, 2.0]])
    temperature = np.array([[280.0], [300.0], [310.0]])
    for z in ([1, 1, -1], [1, 1, 2]):
        table = ghk_potential([1, 0.04, 0.1], c_out, [140, 10, 1e-4], z, temperature)
        alone = [[ghk_potential([1, 0.04, 0.1], o, [140, 10, 1e-4], z, t) for o in c_out] for t in temperature[:, 0]]
        assert table == pytest.approx(np.array(alone), rel=1e-14)
        permeabilities = np.array([[1, 0.04, 0.1], [1, 20, 0.1]])
        paired = ghk_potential(permeabilities, c_out, [140, 10, 1e-4], z, 300)
        assert paired[0] == pytest.approx(table[1, 0], rel=1e-14)
        by_row = ghk_potential(permeabilities, c_out, [140, 10, 1e-4], [z, z], 300)
        assert by_row == pytest.approx(paired, rel=1e-14)


def test_vectors_need_the_same_number_of_ions():
    with pytest.raises(ShapeError, match="the number of ions differs: c_out has 3, not 2"):
        ghk_potential([1, 1], [1, 2, 3], [1, 2], [1, 1], 310)
