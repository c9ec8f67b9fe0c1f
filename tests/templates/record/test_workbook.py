"""How the record is made: its sheets, the table, what may be typed where, printing, and every host's spelling."""

from __future__ import annotations

import re
from zipfile import ZipFile

import pytest
from openpyxl.utils.cell import range_boundaries

from tests.support.libreoffice import recalculated
from tests.support.workbook_files import (
    book,
    cells_of,
    formulas,
    functions_called,
    part,
    part_names,
    same,
    value_at,
    values,
)
from tests.templates.record.sheets import ENTRIES, FIRST_LOG, HEADS, LAST_LOG
from xlfuncs.calling.cells import CellError
from xlfuncs.compute.constants import FARADAY, GAS_CONSTANT
from xlfuncs.formulas.calls import calls, to_plain
from xlfuncs.templates.flavours import FLAVOURS

each_flavour = pytest.mark.parametrize("flavour", FLAVOURS)
LOG_CELLS = f"B6:R{LAST_LOG}"
# What our functions calculate, in native formulas.
RT_F = f"1000*{GAS_CONSTANT!r}/{FARADAY!r}"
CELL = r"(Log\[\[#This Row\],\[[^]]*\]\])"
BY_HAND = {
    rf"NERNST\({CELL},{CELL},{CELL},{CELL}\)": rf"({RT_F}*(\4+273.15)/\3*LN(\1/\2))",
    rf"DRIVINGFORCE\({CELL},{CELL}\)": r"(\1-\2)",
    rf"FLUX_DIRECTION\({CELL},{CELL},{CELL}\)": r'IF((\1-\2)*\3=0,"none",IF((\1-\2)*\3&gt;0,"efflux","influx"))',
    r"IONIC_STRENGTH\(([^(),]*),([^(),]*)\)": r"(0.5*SUMPRODUCT(\1,\2,\2))",
}


def table(path):
    [name] = [name for name in part_names(path) if name.startswith("xl/tables/")]
    return part(path, name)


def test_sheets(path):
    found = [(sheet.title, sheet.sheet_state) for sheet in book(path)]
    visible = [(name, "visible") for name in ("Solutions", "Log", "Summary", "How to")]
    assert found == [*visible, ("Lists", "hidden"), ("Points", "hidden")]


def test_only_the_log_is_unprotected_since_it_must_sort_and_grow(path):
    assert [sheet.title for sheet in book(path) if not sheet.protection.sheet] == ["Log"]
    assert not any(sheet.protection.password or sheet.protection.hashValue for sheet in book(path))


def test_the_yellow_cells_are_the_open_ones(path):
    for name in ("Solutions", "Summary", "How to", "Lists", "Points"):
        for row in book(path)[name].iter_rows():
            for cell in row:
                yellow = cell.fill.fgColor.rgb == "FFFFF8DC"
                assert cell.protection.locked != yellow, cell
                assert not (yellow and cell.data_type == "f"), cell


@each_flavour
def test_the_table_fills_new_rows_by_itself(workbooks, flavour):
    path = workbooks.path("record", flavour)
    root = table(path)
    assert (root.get("name"), root.get("displayName"), root.get("ref")) == ("Log", "Log", LOG_CELLS)
    assert root.find("{*}autoFilter").get("ref") == LOG_CELLS
    columns = root.findall("{*}tableColumns/{*}tableColumn")
    assert [column.get("name") for column in columns] == list(HEADS)
    assert not [c for c in columns[: len(ENTRIES)] if c.find("{*}calculatedColumnFormula") is not None]
    cells = {f.place[1:]: f for f in formulas(path) if f.place[0] == "Log"}
    for number, column in enumerate(columns[len(ENTRIES) :], start=2 + len(ENTRIES)):
        formula = f"={column.findtext('{*}calculatedColumnFormula')}"
        assert column.get("dataDxfId"), "new rows look like the others"
        for row in range(FIRST_LOG, LAST_LOG + 1):
            assert cells[row, number].spelled == formula
            assert not cells[row, number].is_array
    assert {name for f in cells.values() for name in functions_called(f.plain)} >= {"NERNST", "DRIVINGFORCE"}


@each_flavour
def test_calls_are_spelled_for_the_host_in_the_file(workbooks, flavour):
    for formula in formulas(workbooks.path("record", flavour)):
        assert formula.spelled == FLAVOURS[flavour].spelling.in_file(to_plain(formula.spelled))


def test_four_functions_of_ours_are_called(path):
    assert {call.name for formula in formulas(path) for call in calls(formula.plain)} == {
        "IONIC_STRENGTH", "NERNST", "DRIVINGFORCE", "FLUX_DIRECTION",
    }  # fmt: skip


def test_texts_that_readers_type_are_kept_as_texts(path):
    text = {"Cell", "Ion", "Pipette", "Bath", "Remark"}
    for row in range(FIRST_LOG, LAST_LOG + 1):
        formats = {head: book(path)["Log"].cell(row, 2 + i).number_format for i, head in enumerate(ENTRIES)}
        assert {head for head, shown in formats.items() if shown == "@"} == text
        assert formats["Date"] == "yyyy-mm-dd"


def test_every_entry_says_what_it_takes(path):
    rules = {}
    for rule in book(path)["Log"].data_validations.dataValidation:
        left, top, right, bottom = range_boundaries(str(rule.sqref))
        assert (left, top, bottom) == (right, FIRST_LOG, LAST_LOG)
        rules[HEADS[left - 2]] = rule
    assert list(rules) == list(ENTRIES)
    for rule in rules.values():
        assert rule.showInputMessage
        assert 0 < len(rule.promptTitle) <= 32
        assert 0 < len(rule.prompt) <= 255
    lists = {head: rule.formula1 for head, rule in rules.items() if rule.type == "list"}
    assert lists == {"Ion": "Ion_list", "Pipette": "Pipette_list", "Bath": "Bath_list"}
    assert set(lists.values()) <= set(book(path).defined_names)
    assert rules["Date"].type == "date"


def test_the_log_prints_one_page_wide_under_its_heads(path):
    sheet = book(path)["Log"]
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$6:$6"
    assert sheet.freeze_panes == "D7"


def test_charts_say_what_they_show(path):
    drawing = part(path, "xl/drawings/drawing1.xml")
    texts = [
        element.get("descr") for element in drawing.iter() if element.tag.endswith("cNvPr") and element.get("descr")
    ]
    assert len(texts) == 2
    assert all(len(text) > 40 for text in texts)


def test_charts_keep_the_numbers_of_their_cells_and_nothing_for_the_others(path):
    for number in (1, 2):
        for data in part(path, f"xl/charts/chart{number}.xml").iter():
            if data.tag.rpartition("}")[2] in ("xVal", "yVal", "val"):
                assert data.find("{*}numRef") is not None
                cells = [value_at(path, place) for [place] in cells_of(data.findtext(".//{*}f"), "")]
                kept = {
                    int(point.get("idx")): float(point.findtext("{*}v")) for point in data.iter() if point.get("idx")
                }
                assert kept == {i: value for i, value in enumerate(cells) if isinstance(value, float)}


def test_libreoffice_calculates_the_same(workbooks, tmp_path):
    path, by_hand = workbooks.path("record", "libreoffice"), tmp_path / "by hand.xlsx"
    with ZipFile(path) as source, ZipFile(by_hand, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = without_ours(content.decode()).encode()
            target.writestr(name, content)
    found, kept = recalculated(by_hand, tmp_path), values(path)
    for formula in formulas(path):
        sheet, row, column = formula.place
        value, due = (sheets[sheet][row - 1][column - 1] for sheets in (found, kept))
        value = float(value) if type(value) is int else value
        due = due.kind if isinstance(due, CellError) else due
        assert same(value, due), formula


def without_ours(xml):
    for call, native in BY_HAND.items():
        xml = re.sub(rf"ORG\.XLFUNCS\.ADDIN\.{call}", native, xml)
    assert "XLFUNCS" not in xml
    return xml


def test_without_our_extension_rows_are_flagged_and_nothing_is_an_error_value(workbooks, tmp_path):
    found = recalculated(workbooks.path("record", "libreoffice"), tmp_path)
    assert {row[17] for row in found["Log"][6:]} == {
        "✗ E cannot be calculated", "✗ temperature is missing", "✗ no K+ in this pipette solution", None,
    }  # fmt: skip
    assert not [v for row in found["Summary"] for v in row if str(v).startswith(("#", "Err"))]
