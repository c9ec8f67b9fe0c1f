"""The task pane within Excel: cells as inputs, formulas into cells, and a workbook made portable."""

from __future__ import annotations

import re

import pytest

from tests.hosts.officejs.pane_page import in_excel
from xlfuncs.functions import FUNCTIONS
from xlfuncs.hosts.officejs.page import page_data

NAMES = page_data()["names"]


def a_workbook():
    return {
        "sheets": {
            "Cells": {"cells": {"A2": 5, "A3": 10, "B1": 140, "D1": {"formula": "=A2*2", "value": 10}}},
            "Bath solutions": {"cells": {"C4": 110}},
        },
        "selected": "Cells!A2",
    }


def select(pane, address):
    pane.page.evaluate("(address) => { workbook.selected = address; }", address)


def use_selection(pane, argument):
    pane.page.get_by_label(f"Use the selected cells for {argument}").click()
    pane.page.locator(f'.field[data-argument="{argument}"] .reference').wait_for()


@pytest.fixture
def pane(chromium, server):
    with in_excel(chromium, server, a_workbook()) as opened:
        opened.go('NERNST(5,140,"K+",37)')
        yield opened
        assert opened.complaints == []


def test_selected_cells_are_inputs_and_the_formula_refers_to_them(pane):
    use_selection(pane, "c_out")
    select(pane, "Cells!B1")
    use_selection(pane, "c_in")
    pane.page.get_by_label("Stay on these cells for c_in").click()
    assert float(pane.result()[0]) == pytest.approx(-89.0587, abs=1e-4)
    select(pane, "Cells!F7")
    pane.page.get_by_role("button", name="Insert").click()
    pane.page.get_by_text("Inserted into F7.").wait_for()
    assert pane.workbook("workbook.sheets.Cells.cells.F7.formula") == '=ION.NERNST(A2,$B$1,"K+",37)'
    assert pane.workbook("workbook.selected") == "Cells!F7"


def test_the_result_follows_the_cells(pane):
    use_selection(pane, "c_out")
    pane.calculated()
    pane.page.evaluate("() => { workbook.sheets.Cells.cells.A2 = 10; workbook.listeners.forEach((tell) => tell({})); }")
    pane.page.get_by_text("−70.53").first.wait_for()


def test_several_selected_cells_give_several_results(pane):
    select(pane, "Cells!A2:A3")
    use_selection(pane, "c_out")
    pane.page.locator(".output table").wait_for()
    assert len(pane.result()) == 2


def test_cells_of_another_sheet_are_named_with_it(pane):
    select(pane, "Bath solutions!C4")
    use_selection(pane, "c_out")
    select(pane, "Cells!F7")
    pane.page.get_by_role("button", name="Insert").click()
    pane.page.get_by_text("Inserted into F7.").wait_for()
    inserted = pane.workbook("workbook.sheets.Cells.cells.F7.formula")
    assert inserted == "=ION.NERNST('Bath solutions'!C4,140,\"K+\",37)"


def test_a_formula_is_not_put_into_one_of_its_own_inputs(pane):
    use_selection(pane, "c_out")
    pane.page.get_by_role("button", name="Insert").click()
    pane.page.get_by_text("A2 is one of the inputs").wait_for()
    assert pane.workbook("workbook.sheets.Cells.cells.A2") == 5


def test_a_cell_that_holds_something_is_replaced_only_when_asked(pane):
    select(pane, "Cells!D1")
    pane.page.get_by_role("button", name="Insert").click()
    pane.page.get_by_text("D1 is not empty.").wait_for()
    assert pane.workbook("workbook.sheets.Cells.cells.D1.formula") == "=A2*2"
    pane.page.get_by_role("button", name="Replace what is in D1").click()
    pane.page.get_by_text("Inserted into D1.").wait_for()


def test_what_was_typed_is_inserted_as_a_text(pane):
    pane.type("z", '"),HYPERLINK("http://x","y")')
    select(pane, "Cells!F7")
    pane.page.get_by_role("button", name="Insert").click()
    pane.page.get_by_text("Inserted into F7.").wait_for()
    inserted = pane.workbook("workbook.sheets.Cells.cells.F7.formula")
    assert inserted == '=ION.NERNST(5,140,"""),HYPERLINK(""http://x"",""y"")",37)'


def test_the_formula_shown_is_the_add_ins(pane):
    pane.calculated()
    assert pane.formula == '=ION.NERNST(5,140,"K+",37)'
    pane.go("cases")
    text = pane.page.locator("#case-SA2 .formula-text").inner_text()
    assert text == '=ION.DRIVINGFORCE(-20,ION.NERNST(150,12,"Na+",309))'


def test_a_field_gives_back_its_cells_values_to_type_over(pane):
    use_selection(pane, "c_out")
    pane.page.get_by_label("Type a value for c_out instead of cells").click()
    assert pane.control("c_out").input_value() == "5"


def test_a_column_of_cells_that_is_released_stays_several_values(pane):
    select(pane, "Cells!A2:A3")
    use_selection(pane, "c_out")
    pane.page.get_by_label("Type a value for c_out instead of cells").click()
    assert pane.control("c_out").input_value() == "5; 10"


def test_only_the_cell_that_was_asked_about_is_replaced(pane):
    select(pane, "Cells!D1")
    pane.page.get_by_role("button", name="Insert").click()
    replace = pane.page.get_by_role("button", name="Replace what is in D1")
    replace.wait_for()
    select(pane, "Cells!B1")
    replace.click()
    pane.page.get_by_role("button", name="Replace what is in B1").wait_for()
    assert pane.workbook("[workbook.written, workbook.sheets.Cells.cells.B1]") == [[], 140]


def test_names_of_sheets_are_quoted_whatever_stands_in_them(chromium, server):
    name = 'Joe\'s "A1" & <b>=1+1</b>!'
    book = {"sheets": {"Cells": {"cells": {}}, name: {"cells": {"C4": 110}}}, "selected": f"{name}!C4"}
    with in_excel(chromium, server, book) as pane:
        pane.go('NERNST(5,140,"K+",37)')
        use_selection(pane, "c_out")
        assert pane.page.locator(".address").inner_text() == f"{name}!C4"
        assert pane.page.locator(".field b").count() == 0
        assert float(pane.result()[0]) == pytest.approx(-6.446, abs=1e-3)
        select(pane, "Cells!F7")
        pane.page.get_by_role("button", name="Insert").click()
        pane.page.get_by_text("Inserted into F7.").wait_for()
        inserted = pane.workbook("workbook.sheets.Cells.cells.F7.formula")
        assert inserted == f"=ION.NERNST('{name.replace(chr(39), chr(39) * 2)}'!C4,140,\"K+\",37)"
        assert pane.complaints == []


def test_an_excel_that_starts_slowly_is_still_excel(chromium, server):
    with in_excel(chromium, server, a_workbook() | {"startsAfter": 5000}) as pane:
        pane.open("NERNST")
        pane.page.get_by_role("button", name="Insert into the selected cell").wait_for()
        assert pane.workbook("workbook.listeners.length") > 0


def test_a_sign_in_that_fails_is_told(pane):
    pane.page.route("**/session.json", lambda route: route.fulfill(body='{"auth": "entraid"}'))
    pane.page.route("**/custom-functions-code.js", lambda route: route.fulfill(body=REFUSING))
    pane.page.reload()
    pane.page.get_by_text("Signing in did not work: you said no").wait_for()


REFUSING = "globalThis.xlfuncsAuthorization = async () => { throw new Error('you said no'); };"


@pytest.mark.parametrize(("background", "is_dark"), [("#1F1F1F", True), ("#FFFFFF", False)])
def test_the_pane_is_as_dark_as_excel(chromium, server, background, is_dark):
    with in_excel(chromium, server, a_workbook(), theme={"bodyBackgroundColor": background}) as pane:
        page = pane.page.evaluate("getComputedStyle(document.documentElement).colorScheme")
        assert page == ("dark" if is_dark else "light")


def a_workbook_with_calls():
    return {
        "sheets": {
            "Cells": {
                "cells": {
                    "A1": {"formula": "=ION.NERNST(5,140,1,37)", "value": -89.06},
                    "A2": {"formula": '="ION.NERNST(1)"&ion.drivingforce(-70, ION.NERNST(5,140,1,37))', "value": 1},
                    "A3": {"formula": "='ION.GHK(x)'!A1+ION.OTHER(1)+MY_ION.NERNST(2)", "value": 1},
                    "A4": "ION.NERNST(5) is a text",
                    "C1": {"formula": "=ION.NERNST(5,140,1,37)", "value": -89.06},
                    "B1": {"formula": "=ION.GHK(A1:B1,1,1,1,37)", "value": 1},
                },
                "arrays": ["B1"],
                "spilled": {"C1": "A1"},
            },
            "Locked": {"cells": {"C3": {"formula": "=ION.NERNST(1,2,3,37)", "value": 1}}, "protected": True},
            "Empty": {"cells": {}},
        },
        "names": {
            "NERNST": "=LAMBDA(c_out, c_in, z, temperature, old)",
            "GHK_CURRENT": "=Cells!$A$1",
            "theirs": "=Cells!$B$1",
        },
    }


def make_portable(pane):
    pane.go("portable")
    pane.page.get_by_role("button", name="Add the functions to this workbook").click()
    pane.page.get_by_role("button", name="Change them").click()
    pane.page.get_by_text("cells were changed.").wait_for()
    return pane.page.locator(".report").inner_text()


def test_a_workbook_is_made_portable(chromium, server):
    with in_excel(chromium, server, a_workbook_with_calls()) as pane:
        report = make_portable(pane)
        names = pane.workbook("workbook.names")
        cells = pane.workbook("workbook.sheets.Cells.cells")
        assert {name: names[name] for name in NAMES if name != "GHK_CURRENT"} == {
            name: formula for name, formula in NAMES.items() if name != "GHK_CURRENT"
        }
        assert (names["GHK_CURRENT"], names["theirs"]) == ("=Cells!$A$1", "=Cells!$B$1")
        assert cells["A1"]["formula"] == "=NERNST(5,140,1,37)"
        assert cells["A2"]["formula"] == '="ION.NERNST(1)"&DRIVINGFORCE(-70, NERNST(5,140,1,37))'
        assert cells["C1"]["formula"] == "=ION.NERNST(5,140,1,37)"  # only shown there: it spills from A1
        assert set(pane.workbook("workbook.written")) == {"Cells!A1", "Cells!A2"}
        for told in (f"{len(NAMES) - 1} names", "GHK_CURRENT", "Locked", "2 cells were changed", "Cells!B1"):
            assert told in report
        assert "Locked!" not in report  # nobody tried to write there
        assert pane.complaints == []


def offered(pane):
    pane.go("portable")
    pane.page.get_by_role("button", name="Add the functions to this workbook").click()
    pane.page.get_by_role("button", name="Change them").wait_for()
    return pane.page.locator(".report").inner_text()


def test_lambdas_of_ones_own_and_names_that_call_the_add_in_are_left_alone_and_told(chromium, server):
    book = a_workbook_with_calls()
    own = {"GHK": "=LAMBDA(x,y,x/y)", "resting": "=ION.NERNST(5,140,1,37)"}
    with in_excel(chromium, server, book | {"names": own}) as pane:
        report = offered(pane)
        assert {name: pane.workbook(f"workbook.names.{name}") for name in own} == own
    assert "mean something else here: GHK." in report
    assert "Names that call the add-in, left as they are: resting." in report


def test_cells_that_change_before_one_agrees_are_not_overwritten(chromium, server):
    with in_excel(chromium, server, a_workbook_with_calls()) as pane:
        offered(pane)
        pane.page.evaluate("() => { workbook.sheets.Cells.cells.A1 = { formula: '=mine' }; }")
        pane.page.get_by_role("button", name="Change them").click()
        pane.page.get_by_text("was changed.").wait_for()
        assert pane.workbook("workbook.sheets.Cells.cells.A1.formula") == "=mine"


def test_calls_stay_as_they_are_where_one_says_so(chromium, server):
    with in_excel(chromium, server, a_workbook_with_calls()) as pane:
        pane.go("portable")
        pane.page.get_by_role("button", name="Add the functions to this workbook").click()
        pane.page.get_by_role("button", name="Leave them").click()
        assert pane.workbook("workbook.written") == []
        assert pane.workbook("Object.keys(workbook.names).length") == len(NAMES) + 1


def test_a_workbook_can_be_made_portable_again(chromium, server):
    with in_excel(chromium, server, {"sheets": {"Cells": {"cells": {}}}, "names": dict(NAMES)}) as pane:
        pane.go("portable")
        pane.page.get_by_role("button", name="Add the functions to this workbook").click()
        pane.page.get_by_text("nothing else to change").wait_for()
        assert pane.workbook("workbook.names") == NAMES
        assert pane.page.locator(".report .reason").count() == 0


def test_the_names_are_those_of_portable_workbooks_and_hold_every_function():
    assert {function.name for function in FUNCTIONS} <= set(NAMES)
    assert all(re.match(r"=LAMBDA\(", formula) for formula in NAMES.values())
