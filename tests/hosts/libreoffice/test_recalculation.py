"""Formulas in LibreOffice Calc follow their inputs, as they are typed, copied, moved and calculated anew."""

from __future__ import annotations

import pytest

from tests.hosts.libreoffice.grid import PARAMETER_LIST
from xlfuncs.calling.cells import CellError
from xlfuncs.functions import FUNCTIONS


def near(value):
    return pytest.approx(value, abs=1e-9)


# mpmath, 50 digits: potassium at 37 °C, mM outside and inside
E_5_140, E_50_140, E_1_140 = map(near, (-89.05869403673189, -27.51828717865629, -132.07359248516135))


def test_a_changed_input_changes_the_result(calc):
    with calc.document() as document:
        document.put("A1:A2", [[5.0], [50.0]])
        document.type({"B1": "=NERNST(A1;140;1;37)", "C1": "=B1*2", "D1": "=SUM(NERNST(A1:A2;140;1;37))"})
        document.type_arrays({"E1:E2": "=NERNST(A1:A2;140;1;37)"})
        assert document.read("B1:E1") == [[E_5_140, near(-178.11738807346378), near(-116.57698121538818), E_5_140]]
        document.put("A1:A1", [[50.0]])
        assert document.read("B1:E1") == [[E_50_140, near(-55.03657435731258), near(-55.03657435731258), E_50_140]]
        document.put("A1:A1", [["none"]])
        assert document.read("B1:E1") == [[CellError("#VALUE!")] * 4]
        document.put("A1:A1", [[5.0]])
        assert document.read("B1:E2") == [
            [E_5_140, near(-178.11738807346378), near(-116.57698121538818), E_5_140],
            ["", "", "", E_50_140],
        ]


def test_everything_is_calculated_from_scratch_on_demand(calc):
    with calc.document() as document:
        document.put("A1:A2", [[5.0], [50.0]])
        document.type({"B1": "=NERNST(A1;140;1;37)", "B2": "=NERNST(A2;140;1;37)", "B3": "=NERNST(-1;140;1;37)"})
        before = document.read("B1:B3")
        for _ in range(2):
            document.recalculate()
            assert document.read("B1:B3") == before == [[E_5_140], [E_50_140], [CellError("#NUM!")]]


def test_a_formula_copied_down_follows_its_rows(calc):
    with calc.document() as document:
        document.put("A1:A3", [[5.0], [50.0], [1.0]])
        document.put("D1:D1", [[140.0]])
        document.type({"B1": "=NERNST(A1;$D$1;1;37)"})
        for target in ("B2", "B3"):
            document.copy("B1:B1", target)
        assert document.read("B1:B3") == [[E_5_140], [E_50_140], [E_1_140]]
        [*_, [last]] = document.formulas("B1:B3")
        assert last == "=ORG.XLFUNCS.ADDIN.NERNST(A3;$D$1;1;37)"


@pytest.mark.parametrize("typed", ["=NERNST(5;140;1;37)", "=nernst(5;140;1;37)", "= Nernst( 5; 140; 1; 37 )"])
def test_a_formula_as_it_is_typed(calc, typed):
    with calc.document() as document:
        document.type_as_user("A1", typed)
        assert document.value("A1") == E_5_140
        [[kept]] = document.formulas("A1")
        assert kept.replace(" ", "") == "=ORG.XLFUNCS.ADDIN.NERNST(5;140;1;37)"


def test_no_function_hides_one_of_calcs_own_or_a_cell(calc):
    # With nothing in them: a function of Calc's own would say something else than "missing", a cell's name nothing.
    formulas = [f"={function.name}()" for function in FUNCTIONS]
    missing = [PARAMETER_LIST if function.gives_text else CellError("#N/A") for function in FUNCTIONS]
    assert calc.calculate(formulas) == missing


def test_functions_within_functions(calc):
    formulas = [
        "=DRIVINGFORCE(-70;NERNST(5;140;1;37))",
        '=FLUX_DIRECTION(-70;NERNST(5;140;"K+";37);"K+")',
        "=NERNST(NERNST_OUT(NERNST(5;140;1;37);140;1;37);140;1;37)",
        '=DH_GAMMA(IONIC_STRENGTH({150;150};{1;-1});"K+";ION_PROPERTY("K+";"size");25)',
    ]
    # -70 less E_K; E_K again; the last as DH_GAMMA(150, 1, 300, 25)
    assert calc.calculate(formulas)[:3] == [near(19.05869403673189), "efflux", E_5_140]
    assert calc.calculate(formulas[3:]) == calc.calculate(["=DH_GAMMA(150;1;300;25)"])
