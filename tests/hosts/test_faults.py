"""The two judges of workbook files, each on a good file and on files with exactly one fault."""

from __future__ import annotations

from zipfile import ZipFile

import pytest
import xlsxwriter

from tests.support import office_schema as schema
from tests.support import workbook_rules as lint

BOOK, SHEET, TABLE = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/tables/table1.xml"
LET = "_xlfn.LET(_xlpm.a,1,_xlpm.a)"
NAME = '<definedName name="TWICE">'
MERGE = '<mergeCell ref="A6:B6"/>'
TOTAL = '<c r="B3"><f>B2*2</f><v>4</v></c>'


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """Write a workbook with something for every rule to look at."""
    path = tmp_path_factory.mktemp("good") / "good.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.add_table("A1:B3", {"name": "Ions", "columns": [{"header": "ion"}, {"header": "z"}]})
        sheet.write_column("A2", ["K+", "Cl-"])
        sheet.write("B2", 2)
        sheet.write_formula("B3", "=B2*2", None, 4)
        sheet.write_formula("B4", f"={LET}", None, 1)
        sheet.write_formula("B5", '=IF(B2>1,"","LAMBDA(x,x)")', None, "")
        sheet.merge_range("A6:B6", "merged")
        sheet.merge_range("A7:B7", "merged")
        sheet.write_dynamic_array_formula("D1:D2", "=_xlfn.HSTACK(1,{2,3})", None, 1)
        sheet.data_validation("C1", {"validate": "list", "source": ["x" * 127, "y" * 127]})
        sheet.conditional_format("B2:B3", {"type": "data_bar", "data_bar_2010": True})
        book.define_name("TWICE", "=_xlfn.LAMBDA(_xlpm.x,_xlop.y,2*_xlpm.x)")
        book.define_name("Sheet1!Local", "=Sheet1!$A$1")
        chart = book.add_chart({"type": "scatter"})
        chart.add_series({"categories": "=Sheet1!$B$2:$B$3", "values": "=Sheet1!$B$2:$B$3"})
        sheet.insert_chart("F2", chart)
    return path


def edited(path, folder, part, old, new):
    """Copy a workbook with one text of one part replaced."""
    copy = folder / "edited.xlsx"
    with ZipFile(path) as source, ZipFile(copy, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                assert text.count(old.encode()) == 1
                text = text.replace(old.encode(), new.encode())
            target.writestr(name, text)
    return copy


def test_a_good_workbook_has_no_faults(good):
    assert schema.faults(good) == []
    assert lint.faults(good) == []


@pytest.mark.parametrize(
    ("part", "old", "new", "words"),
    [
        (SHEET, "<sheetData>", '<mergeCells><mergeCell ref="A9:B9"/></mergeCells><sheetData>', "sheetData"),
        (SHEET, "<drawing", "<sheetPr/><drawing", "sheetPr"),
        (SHEET, '<c r="B2">', '<c r="B2" t="number">', "number"),
        (SHEET, "<drawing", "<unheard/><drawing", "unheard"),
        (BOOK, 'r:id="rId1"', 'r:id="rId99"', "rId99"),
    ],
)
def test_the_schema_finds(good, tmp_path, part, old, new, words):
    found = schema.faults(edited(good, tmp_path, part, old, new))
    assert any(words in fault for fault in found)


def test_the_schema_finds_that_a_file_is_no_workbook(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK")
    assert schema.faults(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    ("part", "old", "new", "words"),
    [
        (SHEET, TOTAL, TOTAL * 2, "row 3 has cells twice"),
        (SHEET, '<c r="B2">', '<c r="A2"><v>1</v></c><c r="B2">', "row 2 has cells twice"),
        (SHEET, TOTAL, '<c r="C3"><v>1</v></c>' + TOTAL, "row 3 has cells twice or not in order"),
        (SHEET, TOTAL, TOTAL.replace("B3", "B9"), "row 3 has a cell of another row"),
        (SHEET, '<row r="4"', '<row r="3"/><row r="4"', "row 3 twice"),
        (SHEET, '<row r="4"', '<row r="9"/><row r="4"', "row 4 twice or not in order"),
        (SHEET, TOTAL, '<c r="B3"><f>B2*2</f></c>', "B3 holds no value"),
        (SHEET, TOTAL, '<c r="B3"><f>B2*2</f><v></v></c>', "B3 holds no value"),
        (SHEET, MERGE, '<mergeCell ref="A6:B7"/>', "A6:B7 and A7:B7 overlap"),
        (SHEET, "x" * 127, "x" * 128, "a text or list of more than 255"),
        (SHEET, "B2*2", "B2*LAMBDA", None),
        (SHEET, "B2*2", "CONCAT(B2)", "CONCAT( must be spelled _xlfn.CONCAT("),
        (SHEET, "B2*2", "_xlfn.FILTER(B2,B2)", "must be spelled _xlfn._xlws.FILTER("),
        (SHEET, "B2*2", "IF(1,STDEV.S(B2))", "_xlfn.STDEV.S("),
        (SHEET, LET, LET.replace("_xlfn.", ""), "_xlfn.LET("),
        (SHEET, LET, "_xlfn.LET(_xlpm.a,1,b,{1,2},_xlpm.a)", "b without _xlpm."),
        (BOOK, "_xlpm.x,_xlop.y", "_xlpm.x,y", "y without _xlpm."),
        (BOOK, "_xlfn.LAMBDA(", "LAMBDA(", "_xlfn.LAMBDA("),
        (BOOK, "2*_xlpm.x", "1+" * 5000 + "1", "8192"),
        (SHEET, "B2*2", "1+" * 5000 + "1", "8192"),
        (SHEET, "B2*2", f'LEN("{"x" * 256}")', "a text or list of more than 255"),
        (SHEET, "B2*2", "ABS(" * 65 + "1" + ")" * 65, "64 functions"),
        (SHEET, "B2*2", "ABS(1))", "no formula in ABS(1))"),
        (SHEET, "B2*2", "ABS(1", "never closed in ABS(1"),
        (BOOK, NAME, '<definedName name="N A">', "'N A' is no name"),
        (BOOK, NAME, '<definedName name="LOG10">', "'LOG10' is no name"),
        (BOOK, NAME, '<definedName name="r1c">', "'r1c' is no name"),
        (BOOK, NAME, f'<definedName name="{"x" * 256}">', "255"),
        (BOOK, NAME, f'{NAME}1</definedName><definedName name="twice">', "twice twice"),
        (BOOK, NAME, f'<definedName name="local">1</definedName>{NAME}', None),
        (TABLE, 'displayName="Ions"', 'displayName="Twice"', "twice"),
        (TABLE, 'displayName="Ions"', 'displayName="A1"', "'A1' is no name"),
    ],
)
def test_the_linter_finds(good, tmp_path, part, old, new, words):
    found = lint.faults(edited(good, tmp_path, part, old, new))
    assert len(found) == (words is not None)
    assert all(words.lower() in fault.lower() for fault in found)


def test_the_linter_finds_links_to_other_files(good, tmp_path):
    linked = edited(good, tmp_path, SHEET, "B2*2", "[1]Sheet1!A1")
    with ZipFile(linked, "a") as package:
        package.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    assert lint.faults(linked) == ["xl/externalLinks/externalLink1.xml: a link to another file"]
