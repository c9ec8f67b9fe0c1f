"""Nernst potential and what follows from it."""

import numpy as np
import pytest
from exact_formulas import (
    F,
    R,
    concentrations,
    concentrations_or_zero,
    error,
    nernst,
    potentials,
    temperatures,
    two_sides,
    valences,
)
from hypothesis import given
from hypothesis import strategies as st
from mpmath import exp, log, mpf

from xlfuncs.compute import (
    driving_force,
    flux_direction,
    ion_free_energy,
    nernst_in,
    nernst_out,
    nernst_potential,
    nernst_slope,
)
from xlfuncs.errors import DomainError


@given(sides=two_sides(), z=valences, temperature=temperatures)
def test_nernst_potential_is_exact(sides, z, temperature):
    exact = nernst(*sides, z, temperature)
    assert error(nernst_potential(*sides, z, temperature), exact, R * temperature / F) < 1e-13


@given(sides=two_sides(), z=valences)
def test_nernst_slope_is_exact(sides, z):
    assert error(nernst_slope(*sides, z), nernst(*sides, z, 1), R / F) < 1e-13


@given(e_ion=potentials, c=concentrations_or_zero, z=valences, temperature=temperatures)
def test_concentrations_from_a_potential_are_exact(e_ion, c, z, temperature):
    factor = exp(z * F * mpf(e_ion) / (R * mpf(temperature)))
    assert error(nernst_out(e_ion, c, z, temperature), mpf(c) * factor, 1e-300) < 1e-13
    assert error(nernst_in(e_ion, c, z, temperature), mpf(c) / factor, 1e-300) < 1e-13


@given(sides=two_sides(), z=valences | st.just(0), vm=potentials, temperature=temperatures)
def test_ion_free_energy_is_exact(sides, z, vm, temperature):
    exact = R * mpf(temperature) * log(mpf(sides[1]) / mpf(sides[0])) + z * F * mpf(vm)
    scale = R * temperature + abs(z * F * vm)
    assert error(ion_free_energy(*sides, z, vm, temperature), exact, scale) < 1e-13


@given(sides=two_sides(), z=valences, temperature=temperatures)
def test_swapping_sides_or_sign_of_charge_flips_the_potential(sides, z, temperature):
    potential = nernst_potential(*sides, z, temperature)
    assert nernst_potential(*sides[::-1], z, temperature) == pytest.approx(-potential, rel=1e-14, abs=1e-16)
    assert nernst_potential(*sides, -z, temperature) == -potential


@given(c_in=concentrations, e_ion=st.floats(-0.3, 0.3), z=valences, temperature=temperatures)
def test_concentration_gives_back_the_potential(c_in, e_ion, z, temperature):
    c_out = nernst_out(e_ion, c_in, z, temperature)
    assert nernst_potential(c_out, c_in, z, temperature) == pytest.approx(e_ion, abs=1e-15)
    assert nernst_in(e_ion, c_out, z, temperature) == pytest.approx(c_in, rel=1e-13)


@given(sides=two_sides(), z=valences, temperature=temperatures)
def test_an_ion_at_its_equilibrium_potential_has_no_free_energy_to_give(sides, z, temperature):
    vm = nernst_potential(*sides, z, temperature)
    assert ion_free_energy(*sides, z, vm, temperature) == pytest.approx(0, abs=1e-10)


def test_potential_is_finite_where_the_ratio_of_concentrations_is_not():
    tiny, huge = 1e-310, 1e10
    exact = float(nernst(tiny, huge, 1, 300))
    assert nernst_potential(tiny, huge, 1, 300) == pytest.approx(exact, rel=1e-12)
    assert nernst_potential([tiny, 1], huge, 1, 300)[0] == pytest.approx(exact, rel=1e-12)


@pytest.mark.parametrize(
    ("vm", "e_ion", "z", "direction"),
    [
        (-0.07, 0.06, 1, 1),  # Na+ at rest enters
        (-0.07, -0.09, 1, -1),  # K+ at rest leaves
        (-0.065, -0.0826, -1, 1),  # outward current of an anion is its influx
        (-0.06, -0.04, -1, -1),
        (-0.07, 0.13, 2, 1),
        (-0.07, -0.07, 1, 0),
    ],
)
def test_flux_direction_is_that_of_the_ion_itself(vm, e_ion, z, direction):
    assert flux_direction(vm, e_ion, z) == direction


@given(vm=potentials, e_ion=potentials, z=valences)
def test_ions_move_down_their_free_energy(vm, e_ion, z):
    # Moving in changes the free energy by zF (vm - e_ion).
    assert flux_direction(vm, e_ion, z) == -np.sign(z * driving_force(vm, e_ion))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0, 1, 1, 300), "c_out must be > 0, got 0"),
        ((1, -5, 1, 300), "c_in must be > 0, got -5"),
        ((1, 1, 0, 300), "z must be a whole number other than 0, got 0"),
        ((1, 1, 1.5, 300), "z must be a whole number other than 0, got 1.5"),
        ((1, 1, 1, 0), "temperature must be > 0, got 0"),
        ((np.inf, 1, 1, 300), "c_out must be > 0, got inf"),
    ],
)
def test_nernst_potential_says_what_is_wrong(arguments, message):
    with pytest.raises(DomainError, match=f"^{message}$"):
        nernst_potential(*arguments)


def test_a_concentration_too_large_for_a_number_is_an_error():
    with pytest.raises(DomainError, match="too large"):
        nernst_out(100.0, 1.0, 1, 300.0)
