"""Texts that our functions give, in Calc: equal to what one types, wherever Calc compares."""

from __future__ import annotations

import pytest

from tests.hosts.libreoffice.grid import PARAMETER_LIST
from xlfuncs.calling.cells import CellError

ONE = "FLUX_DIRECTION(-65; -82.6; -1)"
SEVERAL = "FLUX_DIRECTION(B1:B3; -82.6; -1)"


@pytest.mark.parametrize(
    "formula",
    [
        f'={ONE}="influx"',
        f'=IF({ONE}="influx"; TRUE(); FALSE())',
        f'=SWITCH({ONE}; "influx"; TRUE(); FALSE())',
        f"=NOT({ONE}=FLUX_DIRECTION(-90; -82.6; -1))",
        '=A1="influx"',
        '=EXACT(A1; "influx")',
        '=A2="efflux"',
        "=A1=A3",
        "=NOT(A1=A2)",
        '=COUNTIF(A1:A3; "influx")=2',
        '=MATCH("efflux"; A1:A3; 0)=2',
    ],
)
def test_texts_are_found_equal(calc, formula):
    with calc.document() as document:
        document.put("B1:B3", [[-65], [-90], [-65]])
        document.type_arrays({"A1:A3": f"={SEVERAL}"})
        document.type({"C1": formula})
        assert document.value("C1") == 1
        document.recalculate()
        assert document.value("C1") == 1


def test_one_bad_row_spoils_itself_only_and_no_comparison(calc):
    with calc.document() as document:
        document.put("B1:B5", [[-65], ["x"], [None], [-90], [0]])
        document.type({"B5": "=1/0"})
        document.type_arrays({"A1:A5": "=FLUX_DIRECTION(B1:B5; -82.6; -1)"})
        assert document.shown("A1:A5") == [["influx"], ["#VALUE!"], ["#N/A"], ["efflux"], ["#DIV/0!"]]
        document.type({"C1": '=COUNTIF(A1:A5; "influx")', "C2": '=MATCH("efflux"; A1:A5; 0)', "C3": '=A1="influx"'})
        assert document.read("C1:C3") == [[1], [4], [1]]


def test_a_single_blank_cell_is_missing(calc):
    assert calc.calculate(["=FLUX_DIRECTION(Z1; -82.6; -1)", "=FLUX_DIRECTION(-65; Z1; -1)"]) == [CellError("#N/A")] * 2


def test_numbers_with_a_fraction_large_and_small(calc):
    pairs = ((0.1, 0.2), (-1e300, 1e-300), (1e-7, 0), (0, 0))
    found = calc.calculate([f"=FLUX_DIRECTION({vm}; {e_ion}; 1)" for vm, e_ion in pairs])
    assert found == ["influx", "influx", "efflux", "none"]


def test_limit_of_calc_numbers_of_fifteen_digits_are_compared(calc):
    # Calc makes a text of a number where a function takes single values only, and so tells a text from a blank.
    assert calc.calculate(["=FLUX_DIRECTION(1; 1+1E-15; 1)", "=FLUX_DIRECTION(1; 1+2E-14; 1)"]) == ["none", "influx"]


def test_limit_of_calc_a_text_that_looks_like_a_number_is_one(calc):
    assert calc.calculate(['=FLUX_DIRECTION("-65"; -82.6; "-1")']) == ["influx"]


def test_limit_of_calc_ranges_need_an_array_formula(calc):
    with calc.document() as document:
        document.put("B1:B3", [[-65], [-90], [-65]])
        counted = f'=SUMPRODUCT({SEVERAL}="influx")'
        document.type_arrays({"C1": counted})
        assert document.value("C1") == 2
        # Otherwise the row of the cell is taken, as by Calc's own functions of single values.
        document.type({"D1": counted, "D2": counted})
        assert document.read("D1:D2") == [[1], [0]]


def test_limit_of_calc_every_argument_must_be_there(calc):
    formulas = ["=FLUX_DIRECTION(-65; -82.6)", "=FLUX_DIRECTION(-65; ; -1)"]
    assert calc.calculate(formulas) == [PARAMETER_LIST, CellError("Err:502")]


def test_the_text_of_a_cell_follows_its_inputs(calc):
    with calc.document() as document:
        document.put("B1:B3", [[-65], [-90], [-65]])
        document.type_arrays({"A1:A3": f"={SEVERAL}"})
        document.put("B2", [[-65]])
        assert document.read("A1:A3") == [["influx"]] * 3
