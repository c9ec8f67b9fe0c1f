"""Workbooks as other programs write them, calculated by the embedded engine."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from click.testing import CliRunner
from openpyxl.comments import Comment
from openpyxl.worksheet.formula import DataTableFormula
from openpyxl.worksheet.table import Table

from tests.support.packages import BOOK, BOOK_RELS, SHEET, Change, chain, parts, rebuilt, swap
from xlfuncs.cli import main
from xlfuncs.hosts.engine import calculate_workbook
from xlfuncs.ooxml.package import WorkbookFileError

RECORD = Path(__file__).parents[3] / "workbooks" / "record.xlsx"
E_K = pytest.approx(-89.05869403673188, abs=1e-9)  # NERNST(5,140,1,37): mpmath, 50 digits
STYLES, TEXTS = "xl/styles.xml", "xl/sharedStrings.xml"


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A workbook with 5, a text and a call in A1:C1, and 7 and a call in A3:B3."""
    path = tmp_path / "plain.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row("A1", [5, "K+"])
        sheet.write_formula("C1", "=NERNST(A1,140,1,37)", None, 0)
        sheet.write_number("A3", 7)
        sheet.write_formula("B3", "=A3*2", None, 0)
    return path


PLAIN = [[5, "K+", E_K], [None, None, None], [7, 14, None]]


def saved(tmp_path: Path, fill: Callable[[Any], None]) -> Path:
    """Return a workbook that openpyxl saved."""
    book = openpyxl.Workbook()
    fill(book.active)
    book.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


def edited(source: Path, **changes: Change) -> Path:
    """Return a copy of a workbook with parts changed."""
    names = {"book": BOOK, "rels": BOOK_RELS, "sheet": SHEET, "styles": STYLES, "texts": TEXTS}
    return rebuilt(source, source.with_name("edited.xlsx"), {names[part]: new for part, new in changes.items()})


def every(pattern: str, new: str) -> Change:
    return lambda content: re.sub(pattern.encode(), new.encode(), content)


def test_the_record_saved_by_openpyxl_has_the_values_that_it_had(tmp_path: Path) -> None:
    openpyxl.load_workbook(RECORD).save(tmp_path / "saved.xlsx")
    before, after = calculate_workbook(RECORD), calculate_workbook(tmp_path / "saved.xlsx")
    assert before.sheets == after.sheets
    for sheet in before.sheets:
        assert before.values(sheet) == after.values(sheet)


@pytest.mark.parametrize("kind", ["n", "s", "str", "b", "e", None])
@pytest.mark.parametrize("inside", ["/>", "></c>", "><v/></c>", "><v></v></c>", '><v xml:space="preserve"></v></c>'])
def test_a_cell_with_a_type_and_no_value_is_blank(plain: Path, kind: str | None, inside: str) -> None:
    typed = f' t="{kind}"' if kind else ""
    blank = f'<c r="A3" s="0"{typed}{inside}'
    path = edited(plain, sheet=chain(swap('<c r="A3"><v>7</v></c>', blank), swap("<f>A3*2</f>", "<f>ISBLANK(A3)</f>")))
    assert calculate_workbook(path).values("Data")[2][:2] == [None, True]


def test_a_sheet_whose_xml_has_prefixes(plain: Path) -> None:
    def prefixed(content: bytes) -> bytes:
        return re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", content).replace(b"xmlns=", b"xmlns:x=")

    assert calculate_workbook(edited(plain, sheet=prefixed)).values("Data") == PLAIN


def test_a_formatted_blank_of_openpyxl_is_a_missing_argument(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"].number_format = "0.00"
        sheet["B1"] = "=NERNST(5,140,1,A1)"

    calculation = calculate_workbook(saved(tmp_path, fill))
    assert str(calculation.values("Sheet")[0][1]) == "#N/A"
    assert calculation.reason("Sheet", 0, 1) == "NERNST: temperature is missing (blank cell)"


def test_an_empty_value_of_a_spilled_cell_is_calculated(plain: Path) -> None:
    spilled = (
        '<c r="A3" cm="1"><f t="array" ref="A3:B3">_xlfn.HSTACK("x","y")</f><v>0</v></c><c r="B3" t="str"><v/></c>'
    )
    path = edited(plain, sheet=every('<c r="A3".*?(?=</row>)', spilled))
    assert calculate_workbook(path).values("Data")[2][:2] == ["x", "y"]


def test_notes_and_tables_of_openpyxl(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        for row in (["c_out", "E"], [5, "=NERNST(A2,140,1,37)"], [7, "=SUM(Bath[c_out])"]):
            sheet.append(row)
        sheet["A2"].comment = Comment("in the bath", "a user")
        sheet.add_table(Table(displayName="Bath", ref="A1:B3"))

    path = saved(tmp_path, fill)
    assert b'Target="/xl/comments/' in parts(path)["xl/worksheets/_rels/sheet1.xml.rels"]
    assert calculate_workbook(path).values("Sheet") == [["c_out", "E"], [5, E_K], [7, 12]]


@pytest.mark.parametrize("name", ["", r' name="Other"'])
def test_a_table_goes_by_the_name_that_formulas_use(tmp_path: Path, name: str) -> None:
    def fill(sheet: Any) -> None:
        for row in (["c_out", "sum"], [5, "=SUM(Bath[c_out])"]):
            sheet.append(row)
        sheet.add_table(Table(displayName="Bath", ref="A1:B2"))

    source, table = saved(tmp_path, fill), "xl/tables/table1.xml"
    path = rebuilt(source, tmp_path / "edited.xlsx", {table: swap(' name="Bath"', name)})
    assert calculate_workbook(path).values("Sheet")[1] == [5, 5]


def test_a_module_of_old_excel_in_the_list_of_sheets(plain: Path) -> None:
    path = edited(plain, book=swap("<sheets>", '<sheets><sheet name="Module1" sheetId="9" r:id=""/>'))
    calculation = calculate_workbook(path)
    assert (calculation.sheets, calculation.values("Data")) == (["Data"], PLAIN)


def test_a_data_table_is_told(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.title = "What if"
        sheet.append([1, "=A1*2"])
        sheet["B2"] = DataTableFormula(ref="B2:B5", dt2D=False, dtr=False, r1="A1")

    path = saved(tmp_path, fill)
    done = CliRunner().invoke(main, ["calc", str(path)])
    assert done.exit_code == 1
    [line] = done.stderr.splitlines()
    assert f"{path}: holds a data table (What-If Analysis) on sheet What if, cells B2:B5, which " in line
    assert "damaged" not in line


def strict(content: bytes) -> bytes:
    """Return a part in the namespaces of ISO/IEC 29500 Strict."""
    new = content.replace(
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    return new.replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    )


@pytest.mark.parametrize(
    ("text", "serial"),
    [
        ("2024-03-05", 45356),  # DATE(2024,3,5)
        ("2024-03-05T12:00:00.000Z", 45356.5),
        ("18:00:00", 0.75),
    ],
)
def test_a_strict_workbook_and_its_dates(plain: Path, text: str, serial: float) -> None:
    dated = swap('<c r="A3"><v>7</v></c>', f'<c r="A3" t="d"><v>{text}</v></c>')
    path = edited(plain, book=strict, rels=strict, styles=strict, texts=strict, sheet=chain(strict, dated))
    assert calculate_workbook(path).values("Data") == [*PLAIN[:2], [serial, serial * 2, None]]


@pytest.mark.parametrize(
    "change",
    [
        every(r'(<c) r="\w+"', r"\1"),
        chain(every(r'(<c) r="\w+"', r"\1"), every(r'(<row) r="1"', r"\1")),
        every(r'(<row) r="\d"', r"\1"),  # the cells say it
        every(r"(?=<(?:row|c|/row|/c|v|f|sheetData|cols|/sheetData|pageMargins)\b)", "\n  "),
        every(r"(?=<(?:row|c)\b)", "<!-- of a recorder -->"),
    ],
)
def test_cells_without_places_or_with_blanks_and_comments_between(plain: Path, change: Change) -> None:
    assert calculate_workbook(edited(plain, sheet=change)).values("Data") == PLAIN


@pytest.mark.parametrize("styles", [None, b"", b'<styleSheet xmlns="x"/>'])
def test_missing_and_empty_styles(plain: Path, styles: bytes | None) -> None:
    away = {STYLES: "docProps/styles.xml"} if styles is None else {}
    changes = {} if styles is None else {STYLES: lambda _: styles}
    path = rebuilt(plain, plain.with_name("edited.xlsx"), changes, names=away)
    assert calculate_workbook(path).values("Data") == PLAIN


def test_parts_in_other_places(plain: Path) -> None:
    names = {BOOK: "book.xml", BOOK_RELS: "_rels/book.xml.rels", SHEET: "s/1.xml", TEXTS: "texts.xml"}
    changes = {
        "_rels/.rels": swap("xl/workbook.xml", "/book.xml"),
        "[Content_Types].xml": chain(
            swap("/xl/workbook.xml", "/book.xml"), swap("/" + SHEET, "/s/1.xml"), swap("/" + TEXTS, "/texts.xml")
        ),
        BOOK_RELS: chain(swap("worksheets/sheet1.xml", "/s/1.xml"), swap("sharedStrings.xml", "../texts.xml")),
    }
    path = rebuilt(plain, plain.with_name("edited.xlsx"), changes, names=names)
    assert calculate_workbook(path).values("Data") == PLAIN


def test_what_the_engine_alone_refuses_is_not_called_damaged(plain: Path) -> None:
    path = edited(plain, sheet=swap("<f>A3*2</f>", '<f t="array">A3*2</f>'))  # without the range that it needs
    with pytest.raises(WorkbookFileError, match=r"the built-in engine cannot read it .* open it in Excel") as raised:
        calculate_workbook(path)
    assert "is damaged, or" not in str(raised.value)
