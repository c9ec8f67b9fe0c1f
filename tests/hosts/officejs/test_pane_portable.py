"""*Make this workbook portable* leaves what stands outside cells or is somebody's own as it is: that is told."""

from __future__ import annotations

import pytest

from tests.hosts.officejs.pane_page import in_excel
from xlfuncs.hosts.officejs.page import page_data

NAMES = page_data()["names"]
CALL = "=ION.NERNST(B2,140,1,37)>-90"


def added(pane):
    """Add the names, and return what is said then."""
    pane.go("portable")
    pane.page.get_by_role("button", name="Add the functions to this workbook").click()
    pane.page.get_by_text("No cell calls").or_(pane.page.get_by_role("button", name="Change them")).wait_for()
    return pane.page.locator(".report").inner_text()


def test_conditional_formats_that_call_the_add_in_are_counted_and_named(chromium, server):
    formats = [
        {"type": "Custom", "rule": {"formula": CALL}, "range": "B2:B9"},
        {"type": "Custom", "rule": {"formula": "=NERNST(1,2,1,37)>0"}, "range": "C2:C9"},
        {"type": "CellValue", "rule": {"formula1": "0", "formula2": CALL, "operator": "Between"}, "range": None},
        {"type": "ColorScale", "range": "D1:D9"},
    ]
    with in_excel(chromium, server, {"sheets": {"Cells": {"cells": {}, "formats": formats}}}) as pane:
        report = added(pane)
        assert pane.complaints == []
    assert "2 conditional formats (Cells!B2:B9, Cells (several ranges))" in report
    assert "Manage Rules" in report


def test_data_validations_that_call_the_add_in_are_counted_and_named(chromium, server):
    validations = {
        "B2:B9": {"custom": {"formula": CALL}},
        "C2:C9": {"list": {"inCellDropDown": True, "source": "a,b"}},
        "D2:D4": {"D2": {"wholeNumber": {"formula1": 0, "formula2": CALL}}, "D4": {"list": {"source": "=$A$1:$A$3"}}},
        "A1:F5000": {"A1": {}},
    }
    with in_excel(chromium, server, {"sheets": {"My cells": {"cells": {}, "validations": validations}}}) as pane:
        report = added(pane)
        assert pane.complaints == []
    assert "2 data validations ('My cells'!B2:B9, 'My cells'!D2)" in report
    assert "Too many different data validations to look through: 'My cells'!A1:F5000." in report


def test_a_workbook_without_such_rules_is_told_nothing_of_them(chromium, server):
    sheets = {"Cells": {"cells": {}, "formats": [{"type": "Custom", "rule": {"formula": "=A1>0"}, "range": "A1:A9"}]}}
    with in_excel(chromium, server, {"sheets": sheets}) as pane:
        report = added(pane)
    assert "conditional" not in report
    assert "validation" not in report


def test_an_excel_that_is_too_old_to_say_has_one_look_oneself(chromium, server):
    with in_excel(chromium, server, {"sheets": {"Cells": {"cells": {}}}}) as pane:
        pane.page.evaluate("() => { Office.context.requirements.isSetSupported = () => false; }")
        assert "This Excel is too old to say whether conditional formats" in added(pane)


@pytest.mark.parametrize("own", ["=LAMBDA(x,y,x/y)", "=Cells!$A$1"])
def test_where_a_sheets_own_name_hides_ours_its_cells_are_left(chromium, server, own):
    call = {"A1": {"formula": "=ION.NERNST(5,140,1,37)", "value": -89.06}}
    sheets = {
        "Cells": {"cells": dict(call), "names": {"Nernst": own, "mine": "=ION.GHK(1,2,3,4,5)"}},
        "Others": {"cells": dict(call), "names": {"NERNST": NAMES["NERNST"]}},
    }
    with in_excel(chromium, server, {"sheets": sheets}) as pane:
        report = added(pane)
        pane.page.get_by_role("button", name="Change them").click()
        pane.page.get_by_text("1 cell was changed.").wait_for()
        assert pane.workbook("workbook.written") == ["Others!A1"]
        assert pane.workbook("workbook.sheets.Cells.names.Nernst") == own
    assert "Names of single sheets that stand there in place of ours: Cells!Nernst." in report
    assert "Names that call the add-in, left as they are: Cells!mine." in report
