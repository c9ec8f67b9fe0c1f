"""Texts that our functions give, in Calc: equal to what one types, wherever Calc compares."""

from __future__ import annotations

import pytest

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
        f'=SUMPRODUCT({SEVERAL}="influx")=2',
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


def test_an_error_among_the_texts_is_in_its_own_cell(calc):
    with calc.document() as document:
        document.put("B1:B3", [[-65], ["x"], [None]])
        document.type_arrays({"A1:A3": f"={SEVERAL}"})
        assert document.shown("A1:A3") == [["influx"], ["#VALUE!"], ["#N/A"]]


def test_the_text_of_a_cell_follows_its_inputs(calc):
    with calc.document() as document:
        document.put("B1:B3", [[-65], [-90], [-65]])
        document.type_arrays({"A1:A3": f"={SEVERAL}"})
        document.put("B2", [[-65]])
        assert document.read("A1:A3") == [["influx"]] * 3
