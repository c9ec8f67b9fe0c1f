"""Gibbs-Donnan equilibrium and van 't Hoff's law."""

import numpy as np
import pytest
from exact_formulas import F, R, changes_sign, concentrations, donnan_balance, error, temperatures, valences
from hypothesis import example, given
from hypothesis import strategies as st
from mpmath import exp, mpf

from xlfuncs.compute import donnan_concentrations, donnan_osmotic_pressure, donnan_potential, osmotic_pressure
from xlfuncs.errors import DomainError, ShapeError

mean_charges = st.floats(-4, 4) | st.integers(-4, 4)


@st.composite
def equilibria(draw, valence=valences):
    """Draw (c_out, z, impermeant, z_impermeant) with an outside that is electroneutral, some to a few digits only."""
    ions = draw(st.lists(st.tuples(concentrations, valence), min_size=1, max_size=5))
    net = sum(c * v for c, v in ions)
    counter = abs(draw(valence)) * (-1 if net > 0 else 1)
    share = draw(st.just(0.0) | st.floats(-5e-4, 5e-4))
    ions.append((abs(net / counter) * (1 + share), counter))
    impermeant = draw(st.lists(st.tuples(concentrations | st.just(0.0), mean_charges), min_size=1, max_size=3))
    return tuple(map(list, (*zip(*ions, strict=True), *zip(*impermeant, strict=True))))


def reduced(potential, temperature):
    return mpf(potential) * F / (R * mpf(temperature))


def rounding_of_charge(u, c_out, z, impermeant, z_impermeant):
    """Return how far the last digit of the given charges moves u."""
    given_charge = sum(abs(v * c) for c, v in zip(impermeant + c_out, z_impermeant + z, strict=True))
    slope = sum(v * v * mpf(c) * exp(-v * u) for c, v in zip(c_out, z, strict=True))
    return mpf(2) ** -52 * given_charge / slope


@given(case=equilibria(), temperature=temperatures)
@example(case=([1e-9, 5e-10], [1, -2], [1e4, 1e4], [-4, 2]), temperature=310.15)
@example(case=([1e4, 2.5e3], [1, -4], [1e-9], [4]), temperature=310.15)
def test_the_inside_is_electroneutral_at_the_potential(case, temperature):
    u = reduced(donnan_potential(*case, temperature), temperature)
    margin = 1e-12 * max(1, abs(u)) + rounding_of_charge(u, *case)
    assert changes_sign(lambda x: donnan_balance(x, *case), u, margin)


@given(case=equilibria(st.sampled_from([-1, 1])), temperature=temperatures)
def test_closed_form_of_monovalent_ions_is_exact(case, temperature):
    u = reduced(donnan_potential(*case, temperature), temperature)
    assert changes_sign(lambda x: donnan_balance(x, *case), u, 1e-13 * max(1, abs(u)) + rounding_of_charge(u, *case))


@given(case=equilibria(st.sampled_from([-1, 1])))
def test_root_agrees_with_the_closed_form(case):
    c_out, z, *cell = case
    closed = donnan_potential(*case, 310)
    solved = donnan_potential([*c_out, 0.0], [*z, 2], *cell, 310)
    assert solved == pytest.approx(closed, abs=1e-12 * max(0.0267, abs(closed)))


@given(case=equilibria())
def test_every_ion_obeys_the_product_rule(case):
    c_out, z = map(np.array, case[:2])
    there = c_out > 0
    u = -np.log(donnan_concentrations(*case)[there] / c_out[there]) / z[there]
    assert u == pytest.approx(np.full(len(u), u[0]), abs=1e-12 * max(1, abs(u[0])))


@given(case=equilibria(), temperature=temperatures)
def test_pressure_is_that_of_the_particles_gained(case, temperature):
    c_out, _, impermeant, _ = map(np.array, case)
    c_in = donnan_concentrations(*case)
    exact = R * mpf(temperature) * (sum(map(mpf, c_in)) - sum(map(mpf, c_out)) + sum(map(mpf, impermeant)))
    scale = R * temperature * max(*c_in, *c_out, *impermeant)
    assert error(donnan_osmotic_pressure(*case, temperature), exact, scale) < 1e-12


@given(case=equilibria(), temperature=temperatures)
def test_changing_all_signs_flips_the_potential(case, temperature):
    c_out, z, impermeant, z_impermeant = case
    flipped = donnan_potential(c_out, [-v for v in z], impermeant, [-v for v in z_impermeant], temperature)
    potential = donnan_potential(*case, temperature)
    assert flipped == pytest.approx(-potential, abs=1e-12 * max(0.025, abs(potential)))


@given(case=equilibria())
def test_an_uncharged_solute_is_the_same_on_both_sides(case):
    c_out, z, *cell = case
    inside = donnan_concentrations([*c_out, 7.0], [*z, 0], *cell)
    assert inside[-1] == 7.0
    assert inside[:-1] == pytest.approx(donnan_concentrations(*case), rel=1e-12)


def test_one_salt_and_one_anion_follow_asinh():
    exact = -float(R * mpf("310.15") / F) * np.arcsinh(100 / 290)
    assert donnan_potential([145, 145], [1, -1], 100, -1, 310.15) == pytest.approx(exact, rel=1e-14)


def test_without_impermeant_charge_both_sides_are_the_same():
    bath = [140, 2, 144], [1, 2, -1]
    assert donnan_potential(*bath, [50, 25], [-1, 2], 310) == pytest.approx(0, abs=1e-17)
    assert donnan_concentrations(*bath, 0, -1) == pytest.approx(np.array(bath[0]), rel=1e-15)
    assert donnan_osmotic_pressure(*bath, 5, 0, 310) == pytest.approx(float(R) * 310 * 5, rel=1e-13)


def test_many_conditions_at_once_are_as_each_alone():
    generator = np.random.default_rng(1)
    cations = 10 ** generator.uniform(-9, 4, (50_000, 3))
    z = np.array([1, 2, 4, -3])
    c_out = np.column_stack([cations, cations @ z[:3] / 3])
    impermeant = 10 ** generator.uniform(-9, 4, (50_000, 2))
    table = donnan_potential(c_out, z, impermeant, [-1.5, 0.2], 310)
    for i in range(0, 50_000, 999):
        alone = donnan_potential(c_out[i], z, impermeant[i], [-1.5, 0.2], 310)
        assert table[i] == pytest.approx(alone, rel=1e-12, abs=1e-15)
    assert donnan_concentrations(c_out, z, impermeant, [-1.5, 0.2]).shape == (50_000, 4)


def test_conditions_broadcast():
    bath = np.array([[145.0, 145.0], [15.0, 15.0]]), [1, -1]
    temperature = np.array([[280.0], [310.0]])
    table = donnan_potential(*bath, 100, -1, temperature)
    assert table.shape == (2, 2)
    assert table[1, 0] == donnan_potential([145, 145], [1, -1], 100, -1, 310)
    assert donnan_concentrations(*bath, [[[100.0]], [[10.0]], [[1.0]]], -1).shape == (3, 2, 2)


def test_an_outside_that_is_not_electroneutral_is_an_error():
    c_out = [[145, 145], [150, 145], [145, 145.1], [1, 3]]
    with pytest.raises(DomainError, match="electroneutral: positive minus negative charge is 5 mM") as caught:
        donnan_potential(c_out, [1, -1], 100, -1, 310)
    assert caught.value.bad.tolist() == [False, True, False, True]
    assert caught.value.reason(caught.value.values[3]).endswith("is -2 mM")


def test_an_outside_without_charge_is_an_error():
    with pytest.raises(DomainError, match="no ion outside carries a charge"):
        donnan_potential([0, 5], [1, 0], 100, -1, 310)


def test_faults_in_different_blocks_are_reported_together():
    c_out = np.full((200_000, 2), 145.0)
    c_out[[3, 190_000], 0] = 150
    c_out[100_000, 0] = np.nan
    with pytest.raises(DomainError, match="electroneutral") as caught:
        donnan_potential(c_out, [1, -1], 100, -1, 310)
    assert np.flatnonzero(caught.value.bad).tolist() == [3, 190_000]


def test_a_missing_value_spoils_its_own_row_only():
    c_out = [[145, 145], [np.nan, 145], [145, 145]]
    concentrations_inside = donnan_concentrations(c_out, [1, -1], [[100], [100], [np.nan]], -1)
    assert np.isnan(concentrations_inside).tolist() == [[False, False], [True, True], [True, True]]


def test_impermeant_species_have_one_charge_each():
    with pytest.raises(ShapeError, match="the number of impermeant species differs: z_impermeant has 1, not 2"):
        donnan_potential([145, 145], [1, -1], [100, 20], -1, 310)


@pytest.mark.parametrize("charge", [-1, 1])
def test_the_root_is_found_where_the_exponential_overflows_on_the_way(charge):
    case = [1e-300, 5e-297], [5000, -1], [1e8], [charge]
    u = reduced(donnan_potential(*case, 310), 310)
    assert changes_sign(lambda x: donnan_balance(x, *case), u, 1e-12 * max(1, abs(u)))


@given(c_in=concentrations, c_out=concentrations, temperature=temperatures)
def test_osmotic_pressure_is_exact(c_in, c_out, temperature):
    exact = R * mpf(temperature) * (mpf(c_in) - mpf(c_out))
    assert error(osmotic_pressure(c_in, c_out, temperature), exact, R * temperature * max(c_in, c_out)) < 1e-13
