"""The worksheet functions called from Python: numbers, lists, arrays; reasons; one bad element spoils itself only."""

from __future__ import annotations

import math
import pickle
from typing import Any

import numpy as np
import pytest

from xlfuncs.calling.cells import CellError, Cells
from xlfuncs.compute.rules import BLOCK
from xlfuncs.errors import DomainError, InputError, MissingError, ShapeError, XlfuncsError
from xlfuncs.udfs import (
    ATP_DG,
    DH_GAMMA,
    DONNAN,
    DONNAN_IN,
    DONNAN_OSMOTIC,
    FLUX_DIRECTION,
    GHK,
    GHK_CURRENT,
    ION_DG,
    ION_PROPERTY,
    IONIC_STRENGTH,
    MICRODOMAIN,
    NERNST,
    NERNST_OUT,
    PUMP_LEAK,
)

E_K = pytest.approx(-89.05869403673188, abs=1e-11)  # mpmath, 50 digits, CODATA 2018


def test_numbers_lists_and_arrays_give_the_same_number() -> None:
    assert NERNST(5, 140, 1, 37) == E_K
    assert isinstance(NERNST(5, 140, 1, 37), float)
    assert NERNST(np.float64(5), 140, np.int64(1), 37) == E_K
    assert NERNST(c_out=5, c_in=140, z="K+", temperature=310.15) == E_K
    assert NERNST([5, 5], [140], "k", 37).tolist() == [E_K, E_K]
    assert NERNST(np.full((2, 3), 5.0), 140, 1, 37).shape == (2, 3)
    assert NERNST(np.array([5], dtype=np.int32), 140, 1, 37)[0] == E_K


@pytest.mark.parametrize(
    ("args", "error", "reason"),
    [
        ((-5, 140, 1, 37), DomainError, "c_out must be > 0 mM, got -5"),
        ((5, 0, 1, 37), DomainError, "c_in must be > 0 mM, got 0"),
        ((5, 140, 0, 37), DomainError, "z must be a whole number other than 0, got 0"),
        ((5, 140, 0.5, 37), DomainError, "z must be a whole number other than 0, got 0.5"),
        ((5, 140, 1, 200), DomainError, "temperature must be -20 to 120 (°C) or 253.15 to 393.15 (K), got 200"),
        ((5, 140, 1, math.inf), DomainError, "temperature must be -20 to 120"),
        ((math.inf, 140, 1, 37), DomainError, "c_out must be > 0 mM, got inf"),
        ((None, 140, 1, 37), MissingError, "c_out is missing"),
        ((5, "", 1, 37), MissingError, "c_in is missing"),
        ((5, "a lot", 1, 37), InputError, 'c_in must be a number, got the text "a lot"'),
        ((5, 140, "Kryptonite", 37), InputError, 'no ion "Kryptonite" is in the table'),
        ((True, 140, 1, 37), InputError, "c_out must be a number, got TRUE"),
        ((5, 140, 1, np.bool_(False)), InputError, "got FALSE"),
        (([1, 2, 3], [1, 2], 1, 37), ShapeError, "do not combine"),
        (([[1, 2], [3]], 1, 1, 37), ShapeError, "c_out has rows of different lengths"),
        (([["K", 2], [3]], 1, 1, 37), ShapeError, "c_out has rows of different lengths"),
        ((10**400, 1, 1, 37), InputError, "c_out holds a whole number too large"),
    ],
)
def test_a_single_result_raises_the_reason(args: tuple[Any, ...], error: type[XlfuncsError], reason: str) -> None:
    with pytest.raises(error) as raised:
        NERNST(*args)
    assert reason in str(raised.value)
    assert isinstance(raised.value, ValueError)


@pytest.mark.parametrize("bad", [-5, 0, None, "", "text", True, math.nan, "#DIV/0!", "K+", 1j])
def test_one_bad_element_gives_nan_there_only(bad: Any) -> None:
    potentials = NERNST([5, bad, 5], 140, 1, 37)
    assert potentials[[0, 2]].tolist() == [E_K, E_K]
    assert math.isnan(potentials[1])


def test_one_bad_row_of_very_many_gives_nan_there_only() -> None:
    rows = BLOCK + 20_000  # beyond one block of compute, where the check is another
    c_in = np.full(rows, 140.0)
    c_in[BLOCK + 5], c_in[-1] = -5, math.nan
    assert np.flatnonzero(np.isnan(NERNST_OUT(-90, c_in, 1, 37))).tolist() == [BLOCK + 5, rows - 1]
    cells = NERNST_OUT(Cells([[-90.0]]), Cells([[value] for value in c_in[:-1]]), Cells([[1.0]]), Cells([[37.0]]))
    [found] = [row for row in cells.rows if not isinstance(row[0], float)]
    assert found == [CellError("#NUM!", "c_in must be >= 0 mM, got -5")]


def test_a_giant_whole_number_among_other_cells_spoils_itself_only() -> None:
    assert np.isnan(NERNST([5, 10**400, "x"], 140, 1, 37)).tolist() == [False, True, True]


def test_a_bad_temperature_or_valence_spoils_its_element_only() -> None:
    assert np.isnan(NERNST(5, 140, 1, [37, 500, 310.15])).tolist() == [False, True, False]
    assert np.isnan(NERNST(5, 140, ["K+", "Xx", 0, 2], 37)).tolist() == [False, True, True, False]


def test_both_temperature_scales_and_their_bounds() -> None:
    assert NERNST(10, 1, 1, 36.85) == pytest.approx(NERNST(10, 1, 1, 310), abs=1e-12)
    edges = NERNST(10, 1, 1, [-20, 120, 253.15, 393.15])
    assert edges[:2] == pytest.approx(edges[2:], abs=1e-12)
    assert np.isnan(NERNST(10, 1, 1, [-20.01, 120.01, 253.14, 393.16])).all()


def test_dh_gamma_has_the_narrower_range_of_its_water_data() -> None:
    with pytest.raises(DomainError, match=r"temperature must be 0 to 100 \(°C\) or 273.15 to 373.15 \(K\), got 115"):
        DH_GAMMA(100, 1, 300, 115)
    assert np.isnan(DH_GAMMA(100, 1, 300, [-1, 0, 100, 373.15, 101])).tolist() == [True, False, False, False, True]


def test_overflow_is_an_error_not_infinity() -> None:
    with pytest.raises(DomainError, match="too large"):
        NERNST_OUT(1e6, 1, 1, 37)
    assert np.isnan(NERNST_OUT([1e6, 0], 1, 1, 37)).tolist() == [True, False]


def test_direction_of_the_ion_not_of_its_current() -> None:
    assert FLUX_DIRECTION(-65, -82.6, "Cl-") == "influx"
    assert FLUX_DIRECTION(-65, -82.6, "K+") == "efflux"
    directions = FLUX_DIRECTION([-65, None, -82.6], -82.6, -1)
    assert directions[0] == "influx"
    assert math.isnan(directions[1])
    assert directions[2] == "none"


def test_a_table_gives_one_result_per_condition() -> None:
    potentials = GHK([1, 0.05], [[5, 145], [5, -1], [0, 0], [2, 140]], [140, 10], ["K", "Na"], 37)
    assert np.isnan(potentials).tolist() == [False, True, True, False]
    assert potentials[0] == pytest.approx(GHK([1, 0.05], [5, 145], [140, 10], [1, 1], 37), abs=1e-12)
    assert IONIC_STRENGTH([[145, 145], [1, None]], [1, -1])[0] == 145


def test_one_ion_may_have_a_table_of_one_column() -> None:
    assert GHK(1, [[5], [50]], 140, 1, 37) == pytest.approx(NERNST([5, 50], 140, 1, 37), abs=1e-10)


@pytest.mark.parametrize(
    "args",
    [
        ([1, 0.05], [5, 145, 3], [140, 10], [1, 1], 37),
        ([1], [5, 145], [140, 10], [1, 1], 37),
        ([1, 0.05], [[5, 145], [5, 145]], [[140, 10]] * 3, [1, 1], 37),
        ([[1, 0.05], [1, 0.1]], [5, 145], [140, 10], [1, 1], 37),
    ],
)
def test_vectors_of_different_length_do_not_combine(args: tuple[Any, ...]) -> None:
    with pytest.raises(ShapeError):
        GHK(*args)


def test_no_ion_can_cross_one_way() -> None:
    with pytest.raises(DomainError, match="no reversal potential"):
        GHK([1, 1], [0, 0], [140, 10], [1, 1], 37)
    assert math.isfinite(GHK([1, 1], [0, 5], [140, 0], [1, 1], 37))


def test_donnan_keeps_the_order_and_shape_of_c_out() -> None:
    inside = DONNAN_IN([145, 145], [1, -1], 120, -1)
    assert inside == pytest.approx([216.923548, 96.923548], abs=5e-7)  # (120 + √(120² + 4·145²))/2 and 145² over it
    assert DONNAN_IN([[145], [145]], [[1], [-1]], 120, -1).shape == (2, 1)
    assert DONNAN([145, 145], [1, -1], 100, -1, [20, 37]).shape == (2,)
    with pytest.raises(DomainError, match=r"electroneutral.* 5 mM"):
        DONNAN([145, 140], [1, -1], 100, -1, 37)
    with pytest.raises(DomainError, match="impermeant must be >= 0 mM"):
        DONNAN_OSMOTIC([145, 145], [1, -1], -1, -1, 37)


def test_pump_leak_without_a_pump_says_why() -> None:
    with pytest.raises(DomainError, match="swells without limit"):
        PUMP_LEAK(145, 5, 150, 0.01, 0.3, 0, -1, 37)
    states = PUMP_LEAK(145, 5, 150, 0.01, 0.3, [0.45, 0], -1, 37)
    assert states.shape == (5, 2)
    assert np.isnan(states[:, 1]).all()
    assert states[1:, 0].sum() == pytest.approx(300, abs=1e-9)  # equal osmolarity


def test_ion_properties() -> None:
    assert ION_PROPERTY("Ca2+", "z") == 2
    assert ION_PROPERTY("cl", "SIZE") == 300
    with pytest.raises(MissingError, match="Xx"):
        ION_PROPERTY("Xx", "z")
    with pytest.raises(MissingError, match="colour"):
        ION_PROPERTY("K+", "colour")
    assert np.isnan(ION_PROPERTY(["K+", "Xx", None], "z")).tolist() == [False, True, True]


def test_uncharged_particles_where_the_formula_allows_them() -> None:
    assert ION_DG(1, 1, 0, -70, 37) == 0
    assert DH_GAMMA(100, 0, 300, 25) == 1
    with pytest.raises(DomainError, match="z must be"):
        GHK_CURRENT(1e-6, 0, 1, 1, 0, 37)


def test_an_argument_too_few_is_a_python_error() -> None:
    with pytest.raises(TypeError):
        NERNST(5, 140, 1)


@pytest.mark.filterwarnings("error")
def test_what_overflows_on_the_way_to_other_units_is_an_error_and_no_warning():
    # 1.7E308 kJ/mol is infinite in J/mol; 1E300 pA at 1E-300 nm overflows in µM.
    assert np.isnan(ATP_DG([1, 1], 1, 1, 1.7e308, 37)).all()
    assert np.isnan(MICRODOMAIN([1e300, 1e300], 1e-300, 220, 2)).all()


def test_what_overflows_in_the_laboratorys_unit_only_is_an_error():
    # 1E308 pA is a finite number of mol/m³, GHK's 1E304 A/m² a finite current, but neither is in µM or in µA/cm².
    for overflowing in (lambda: MICRODOMAIN(1e308, 20, 220, 2), lambda: GHK_CURRENT(3e302, -20, 2, 0.00014, 2, 37)):
        with pytest.raises(DomainError, match="too large"):
            overflowing()
    assert np.isnan(MICRODOMAIN([0.2, 1e308], 20, 220, 2)).tolist() == [False, True]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("ions", [["Ca2+", "K+"], ["K+", "Na+"]])
def test_permeabilities_whose_sums_overflow_are_an_error(ions: list[str]) -> None:
    with pytest.raises(DomainError):
        GHK([1e308, 1], [5, 145], [140, 10], ions, 37)


def test_a_function_goes_to_another_process_by_its_name() -> None:
    assert pickle.loads(pickle.dumps(NERNST)) is NERNST
    assert repr(NERNST) == "<worksheet function NERNST(c_out, c_in, z, temperature)>"


def test_a_masked_element_is_missing() -> None:
    potentials = NERNST(np.ma.array([5.0, 2.0], mask=[False, True]), 140, 1, 37)
    assert potentials[0] == E_K
    assert math.isnan(potentials[1])


@pytest.mark.parametrize("strange", [{}, {1, 2}, [[1, 2], [3]], object()])
def test_what_no_cell_can_hold_is_refused_in_words(strange: Any) -> None:
    with pytest.raises(XlfuncsError, match="c_out"):
        NERNST(strange, 140, 1, 37)


@pytest.mark.parametrize("position", range(4))
def test_truth_values_are_no_numbers_whatever_they_stand_for(position: int) -> None:
    arguments: list[Any] = [5, 140, 1, 37]
    arguments[position] = True
    with pytest.raises(InputError, match="got TRUE"):
        NERNST(*arguments)


def test_without_a_number_there_is_no_direction() -> None:
    with pytest.raises(MissingError, match="vm is missing"):
        FLUX_DIRECTION(math.nan, -89.0, 1.0)


@pytest.mark.parametrize(("symbol", "shown"), [(True, "TRUE"), (19, "19")])
def test_a_text_is_asked_for_in_the_words_of_a_sheet(symbol: Any, shown: str) -> None:
    with pytest.raises(InputError, match=f"symbol must be text, got {shown}$"):
        ION_PROPERTY(symbol, "z")


def test_equal_concentrations_leave_the_current_of_the_field_alone() -> None:
    # P z F c w with w = zFV/(RT): mpmath, 50 digits
    assert GHK_CURRENT(0.05, -1e-12, 10, 10, 3, 100) == pytest.approx(-1.3502602258875204e-8, rel=1e-14)
