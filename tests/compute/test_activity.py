"""Ionic strength, activity coefficients and the properties of water under them."""

import numpy as np
import pytest
from exact_formulas import concentrations_or_zero, error, valences
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mpf, sqrt

from xlfuncs.compute import (
    davies_gamma,
    debye_huckel_constants,
    dh_gamma,
    ionic_strength,
    water_density,
    water_permittivity,
)
from xlfuncs.errors import DomainError

warm = st.floats(273.15, 373.15)
strengths = st.floats(0, 1000)

# Water at one atmosphere: t [°C], permittivity (by the package iapws 1.5 at Kell's density), density [kg/m3],
# A [kg^0.5 mol^-0.5] and B [kg^0.5 mol^-0.5 nm^-1]. The last three are from IAPWS-95, within 0.006 kg/m3 of Kell.
WATER = [
    (5, 85.9153, 999.96, 0.49395, 3.2531),
    (6.3, 85.4063, 999.93, 0.49489, 3.2552),
    (10, 83.9743, 999.70, 0.49763, 3.2609),
    (15, 82.0773, 999.10, 0.50149, 3.2686),
    (20, 80.2224, 998.21, 0.50553, 3.2764),
    (22, 79.4919, 997.77, 0.50720, 3.2796),
    (25, 78.4083, 997.045, 0.50978, 3.2843),
    (30, 76.6338, 995.65, 0.51422, 3.2923),
    (32, 75.9350, 995.03, 0.51606, 3.2955),
    (35, 74.8982, 994.03, 0.51888, 3.3004),
    (37, 74.2146, 993.33, 0.52080, 3.3037),
    (40, 73.2006, 992.22, 0.52375, 3.3087),
    (45, 71.5401, 990.21, 0.52882, 3.3171),
    (50, 69.9162, 988.04, 0.53411, 3.3257),
]

# The same constants by PHREEQC 3.7 (Bradley and Pitzer's permittivity): another formula, fitted to the same water.
PHREEQC = [
    (0, 0.49083, 3.2462),
    (10, 0.49786, 3.2615),
    (20, 0.50576, 3.2770),
    (25, 0.51002, 3.2849),
    (37, 0.52114, 3.3045),
    (50, 0.53458, 3.3267),
]


@pytest.mark.parametrize(("t", "permittivity", "density", "a", "b"), WATER)
def test_water_and_its_debye_huckel_constants_agree_with_the_iapws_package(t, permittivity, density, a, b):
    temperature = t + 273.15
    assert water_permittivity(temperature) == pytest.approx(permittivity, abs=0.51e-4)
    assert water_density(temperature) == pytest.approx(density, abs=0.006)
    A, B = debye_huckel_constants(temperature)
    assert pytest.approx(a, abs=0.9e-5) == A
    assert pytest.approx(b * 1e9, abs=0.51e5) == B


def test_constants_at_the_two_temperatures_of_every_textbook():
    a, b = debye_huckel_constants(np.array([298.15, 310.15]))
    assert a == pytest.approx(np.array([0.50978, 0.52080]), abs=0.5e-5)
    assert b == pytest.approx(np.array([3.2843e9, 3.3037e9]), abs=0.5e5)


@pytest.mark.parametrize(("t", "a", "b"), PHREEQC)
def test_constants_agree_with_another_permittivity(t, a, b):
    A, B = debye_huckel_constants(t + 273.15)
    assert pytest.approx(a, abs=0.0005) == A
    assert pytest.approx(b * 1e9, rel=5e-4) == B


def test_density_is_largest_at_four_degrees():
    t = np.linspace(0, 10, 1001) + 273.15
    assert t[np.argmax(water_density(t))] == pytest.approx(3.98 + 273.15, abs=0.02)


@given(ions=st.lists(st.tuples(concentrations_or_zero, valences | st.just(0)), min_size=1, max_size=8))
def test_ionic_strength_is_exact(ions):
    exact = sum(mpf(c) * z * z for c, z in ions) / 2
    assert error(ionic_strength(*zip(*ions, strict=True)), exact, 1e-300) < 1e-14


@given(strength=strengths, z=valences | st.just(0), size=st.floats(0, 2e-9), temperature=warm)
def test_activity_coefficients_follow_their_laws(strength, z, size, temperature):
    A, B = map(mpf, debye_huckel_constants(temperature))
    root = sqrt(mpf(strength) / 1000)
    debye_huckel = 10 ** (-A * z * z * root / (1 + B * mpf(size) * root))
    davies = 10 ** (-A * z * z * (root / (1 + root) - mpf("0.3") * mpf(strength) / 1000))
    assert error(dh_gamma(strength, z, size, temperature), debye_huckel, 1e-300) < 1e-13
    assert error(davies_gamma(strength, z, temperature), davies, 1e-300) < 1e-13


@given(z=valences, size=st.floats(0, 2e-9), temperature=warm)
def test_coefficients_are_one_without_ions_around_or_without_charge(z, size, temperature):
    assert dh_gamma(0, z, size, temperature) == davies_gamma(0, z, temperature) == 1
    assert dh_gamma(150, 0, size, temperature) == davies_gamma(150, 0, temperature) == 1


@given(strength=st.floats(0, 0.01), z=valences, size=st.floats(0, 1e-9), temperature=warm)
def test_all_laws_meet_at_infinite_dilution(strength, z, size, temperature):
    limiting = dh_gamma(strength, z, 0, temperature)
    assert dh_gamma(strength, z, size, temperature) == pytest.approx(limiting, abs=0.0015)
    assert davies_gamma(strength, z, temperature) == pytest.approx(limiting, abs=0.0015)


def test_a_table_of_solutions_gives_one_strength_each():
    table = np.array([[150.0, 150.0], [75.0, np.nan], [10.0, 10.0]])
    assert ionic_strength(table, [1, -1]) == pytest.approx(np.array([150, np.nan, 10]), nan_ok=True)
    assert ionic_strength([[1.0], [2.0]], [[2], [-1]]) == pytest.approx(np.array([2.0, 1.0]))
    assert ionic_strength(150.0, 2) == 300


@pytest.mark.parametrize("t", [-0.01, 100.01, np.inf])
def test_water_outside_its_range_is_an_error(t):
    for call in (
        lambda: water_density(t + 273.15),
        lambda: debye_huckel_constants(t + 273.15),
        lambda: dh_gamma(100, 1, 3e-10, t + 273.15),
        lambda: davies_gamma(100, 1, [t + 273.15]),
    ):
        with pytest.raises(DomainError, match="temperature must be from 0 to 100 °C, got"):
            call()


def test_water_is_defined_at_both_ends_of_its_range():
    ends = np.array([0, 100]) + 273.15
    assert np.isfinite(debye_huckel_constants(ends)).all()
    assert np.isfinite(dh_gamma(100, 1, 3e-10, ends)).all()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((-1, 1, 3e-10, 300), "ionic_strength must be >= 0, got -1"),
        ((100, 1.5, 3e-10, 300), "z must be a whole number, got 1.5"),
        ((100, 1, -3e-10, 300), "ion_size must be >= 0, got -3e-10"),
    ],
)
def test_dh_gamma_says_what_is_wrong(arguments, message):
    with pytest.raises(DomainError, match=f"^{message}$"):
        dh_gamma(*arguments)
