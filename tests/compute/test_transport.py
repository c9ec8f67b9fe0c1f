"""The Na/K pump, ATP, and the cloud of ions around a channel."""

import math

import pytest
from exact_formulas import F, R, concentrations, error, potentials, temperatures, valences
from hypothesis import given
from hypothesis import strategies as st
from mpmath import log, mpf, pi

from xlfuncs.compute import (
    atp_free_energy,
    ion_free_energy,
    microdomain_rise,
    pump_free_energy,
    pump_reversal_potential,
)
from xlfuncs.errors import DomainError

sodium_and_potassium = st.tuples(concentrations, concentrations, concentrations, concentrations)
energies = st.floats(-1e5, 1e5)


@given(ions=sodium_and_potassium, vm=potentials, temperature=temperatures)
def test_pump_free_energy_is_exact(ions, vm, temperature):
    na_out, na_in, k_out, k_in = map(mpf, ions)
    exact = R * mpf(temperature) * (3 * log(na_out / na_in) + 2 * log(k_in / k_out)) - F * mpf(vm)
    scale = R * temperature * (1 + abs(log(na_out / na_in)) + abs(log(k_in / k_out)))
    assert error(pump_free_energy(*ions, vm, temperature), exact, scale) < 1e-13


@given(ions=sodium_and_potassium, vm=potentials, temperature=temperatures)
def test_pump_work_is_that_of_three_sodium_out_and_two_potassium_in(ions, vm, temperature):
    na_out, na_in, k_out, k_in = ions
    sodium = ion_free_energy(na_out, na_in, 1, vm, temperature)
    potassium = ion_free_energy(k_out, k_in, 1, vm, temperature)
    assert pump_free_energy(*ions, vm, temperature) == pytest.approx(-3 * sodium + 2 * potassium, abs=1e-8)


@given(ions=sodium_and_potassium, atp_dg=energies, temperature=temperatures)
def test_the_pump_stalls_where_its_work_is_all_that_atp_gives(ions, atp_dg, temperature):
    vm = pump_reversal_potential(*ions, atp_dg, temperature)
    assert pump_free_energy(*ions, vm, temperature) == pytest.approx(-atp_dg, abs=1e-9)


@given(atp=concentrations, adp=concentrations, phosphate=concentrations, dg=energies, temperature=temperatures)
def test_atp_free_energy_is_exact(atp, adp, phosphate, dg, temperature):
    quotient = mpf(adp) * mpf(phosphate) / mpf(atp) / 1000
    exact = mpf(dg) + R * mpf(temperature) * log(quotient)
    scale = abs(dg) + R * temperature * (1 + abs(log(mpf(adp) / mpf(atp))) + abs(log(mpf(phosphate) / 1000)))
    assert error(atp_free_energy(atp, adp, phosphate, dg, temperature), exact, scale) < 1e-13


@given(
    current=st.floats(-1e-9, 1e-9, allow_subnormal=False).filter(lambda i: i == 0 or abs(i) > 1e-200),
    distance=st.floats(1e-10, 1e-3),
    diffusion=st.floats(1e-14, 1e-8),
    z=valences,
)
def test_microdomain_rise_is_exact(current, distance, diffusion, z):
    exact = abs(mpf(current)) / (2 * pi * abs(z) * F * mpf(diffusion) * mpf(distance))
    assert error(microdomain_rise(current, distance, diffusion, z), exact, 1e-300) < 1e-13


def test_the_flux_through_a_half_sphere_is_the_current():
    current, diffusion, r, step = 2e-13, 2.2e-10, 20e-9, 1e-13
    inner, outer = (microdomain_rise(current, r + s, diffusion, 2) for s in (-step, step))
    flux = diffusion * (inner - outer) / (2 * step)
    assert flux * 2 * math.pi * r**2 * 2 * float(F) == pytest.approx(current, rel=1e-8)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pump_free_energy(145, 0, 4, 140, -0.07, 310), "na_in must be > 0, got 0"),
        (lambda: pump_reversal_potential(145, 15, -4, 140, -5e4, 310), "k_out must be > 0, got -4"),
        (lambda: atp_free_energy(5, 0, 5, -30500, 310), "adp must be > 0, got 0"),
        (lambda: microdomain_rise(1e-12, 0, 1e-10, 2), "distance must be > 0, got 0"),
        (lambda: microdomain_rise(1e-12, 1e-8, 1e-10, 0), "z must be a whole number other than 0, got 0"),
    ],
)
def test_errors_name_the_argument(call, message):
    with pytest.raises(DomainError, match=f"^{message}$"):
        call()
