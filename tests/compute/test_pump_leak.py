"""The pump-leak steady state."""

import numpy as np
import pytest
from exact_formulas import F, R, temperatures
from hypothesis import assume, given
from hypothesis import strategies as st
from mpmath import exp, log, mpf, polyroots

from xlfuncs.compute import nernst_potential, pump_leak_state
from xlfuncs.errors import DomainError

outside = st.floats(-3, 3).map(lambda power: 10.0**power)
conductances = st.floats(-3, 2).map(lambda power: 10.0**power)
mean_charges = st.floats(-4, 4) | st.integers(-4, 4)
cells = st.tuples(
    outside, outside, outside, conductances, conductances, st.floats(-0.3, 0.3), mean_charges, temperatures
)


def exact_states(na_out, k_out, cl_out, g_na, g_k, current, z, temperature):
    """Return every state, with an impermeant concentration > 0 or not, from the leak currents and both balances."""
    na_out, k_out, cl_out, g_na, g_k, current, z = map(mpf, (na_out, k_out, cl_out, g_na, g_k, current, z))
    phi = R * mpf(temperature) / F
    na = na_out * exp(-3 * current / g_na / phi)
    k = k_out * exp(2 * current / g_k / phi)
    osmolarity = na_out + k_out + cl_out
    # (na + k) y - cl/y + z (osmolarity - (na + k) y - cl/y) = 0, times y
    coefficients = [-(1 + z) * cl_out, z * osmolarity, (1 - z) * (na + k)]
    roots = [
        y.real
        for y in polyroots(coefficients, maxsteps=500, extraprec=400, asc=True)
        if abs(y.imag) < 1e-30 and y.real > 0
    ]
    return [(-phi * log(y), na * y, k * y, cl_out / y, osmolarity - (na + k) * y - cl_out / y) for y in roots]


@given(cell=cells)
def test_steady_state_is_exact_and_the_only_one_if_there_is_any(cell):
    assume(abs(3 * cell[5] / cell[3]) < 1 and abs(2 * cell[5] / cell[4]) < 1 and cell[5] != 0)
    assume(abs(abs(cell[6]) - 1) > 1e-9)  # at z = 1 the equation is no longer quadratic
    least = 1e-9 * sum(cell[:3])
    states = exact_states(*cell)
    assume(all(abs(state[-1]) > least for state in states))
    states = [state for state in states if state[-1] > least]
    if not states:
        with pytest.raises(DomainError, match="no steady state"):
            pump_leak_state(*cell)
        return
    assert len(states) == 1
    result = pump_leak_state(*cell)
    scale = max(states[0][1:])
    assert abs(mpf(result[0]) - states[0][0]) < 1e-12 * max(0.025, abs(states[0][0]))
    assert all(
        abs(mpf(float(got)) - exact) < 1e-12 * scale for got, exact in zip(result[1:], states[0][1:], strict=True)
    )


@given(cell=cells)
def test_steady_state_is_steady_neutral_and_in_osmotic_balance(cell):
    na_out, k_out, cl_out, g_na, g_k, current, z, temperature = cell
    try:
        vm, na, k, cl, impermeant = pump_leak_state(*cell)
    except DomainError:
        assume(False)
    assume(min(na, k, cl) > 1e-300)  # below that doubles have fewer digits
    total = na_out + k_out + cl_out
    assert na + k + cl + impermeant == pytest.approx(total, rel=1e-12)
    assert na + k - cl + z * impermeant == pytest.approx(0, abs=1e-11 * total)
    assert vm == pytest.approx(nernst_potential(cl_out, cl, -1, temperature), abs=1e-14)
    leak_na = g_na * (vm - nernst_potential(na_out, na, 1, temperature))
    leak_k = g_k * (vm - nernst_potential(k_out, k, 1, temperature))
    tolerance = 1e-14 * (1 + abs(vm))
    assert leak_na == pytest.approx(-3 * current, abs=tolerance * g_na + 1e-11 * abs(current))
    assert leak_k == pytest.approx(2 * current, abs=tolerance * g_k + 1e-11 * abs(current))


@pytest.mark.parametrize("z", [-2, -1, -0.5, 0, 0.5, 1, 2])
def test_charge_and_osmosis_balance_for_every_kind_of_impermeant_molecule(z):
    _, na, k, cl, impermeant = pump_leak_state(145, 3, 148, 0.2, 5, 0.01, z, 310.15)
    assert na + k - cl + z * impermeant == pytest.approx(0, abs=1e-11)
    assert na + k + cl + impermeant == pytest.approx(296, rel=1e-14)


def test_a_typical_cell_is_negative_and_full_of_potassium():
    vm, na, k, cl, impermeant = pump_leak_state(145, 3, 148, 0.2, 5, 0.01, -1, 310.15)
    assert vm < -0.05
    assert k > 5 * na
    assert cl < 15
    assert impermeant > 100


def test_a_cell_without_chloride_needs_no_quadratic():
    *_, cl, impermeant = pump_leak_state(145, 3, 0, 0.2, 5, 0.01, -1.5, 310)
    assert cl == 0
    assert impermeant == pytest.approx(148 / 2.5, rel=1e-14)


def test_without_a_pump_the_cell_swells():
    with pytest.raises(DomainError, match="with no pump the cell swells without limit") as caught:
        pump_leak_state(145, 3, 148, 0.2, 5, [0.01, 0, 0.02, 0], -1, 310)
    assert caught.value.bad.tolist() == [False, True, False, True]


def test_a_pump_that_runs_backwards_finds_no_steady_state():
    with pytest.raises(DomainError, match="no steady state") as caught:
        pump_leak_state(145, 3, 148, 0.2, 5, [0.01, -1e-4], -1, 310)
    assert caught.value.bad.tolist() == [False, True]


def test_arguments_broadcast_behind_the_five_rows():
    currents = np.array([[0.01], [0.02], [np.nan]])
    states = pump_leak_state(145, 3, 148, 0.2, 5, currents, [-1.5, -0.5], 310)
    assert states.shape == (5, 3, 2)
    assert states[:, 1, 0] == pytest.approx(pump_leak_state(145, 3, 148, 0.2, 5, 0.02, -1.5, 310), rel=1e-14)
    assert np.isnan(states).any(axis=0).tolist() == [[False, False], [False, False], [True, True]]


@pytest.mark.parametrize("argument", range(5))
def test_errors_name_the_argument(argument):
    cell = [145, 3, 148, 0.2, 5, 0.01, -1, 310]
    cell[argument] = -2
    name = ("na_out", "k_out", "cl_out", "g_na", "g_k")[argument]
    with pytest.raises(DomainError, match=f"^{name} must be >=? 0, got -2$"):
        pump_leak_state(*cell)
