"""Portable copies of workbooks from XlsxWriter and openpyxl, compared with the originals part by part."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
import xlwings
from openpyxl.formatting.rule import ColorScaleRule, FormulaRule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table, TableColumn, TableFormula

from tests.support import office_schema as schema
from tests.support import workbook_rules as lint
from tests.support.packages import BOOK, SHEET, names_of_ours, parts, rebuilt, swap, without_ours
from xlfuncs.hosts.engine import calculate_workbook
from xlfuncs.hosts.portable import defined_names, portable_copy

IMAGE = Path(__file__).parents[3] / "workbooks" / "gallery" / "calc-lesson.png"
E_K = pytest.approx(-89.05869403673188, abs=1e-9)  # NERNST(5,140,1,37): mpmath, 50 digits
PROPERTIES = "docProps/core.xml"  # has the time of writing
PREFIXES = ["_xldudf_ION_", "ORG.XLFUNCS.ADDIN.", "ION.", "[1]!"]


def compare(source: Path, copy: Path, twin: Path) -> set[str]:
    """Hold that a copy is the original, with the formulas of a twin that the same program wrote with bare calls.

    Return the parts with such formulas, besides the workbook's own.
    """
    before, after, bare = parts(source), parts(copy), parts(twin)
    assert list(before) == list(after) == list(bare)
    with ZipFile(source) as one, ZipFile(copy) as other:
        for old, new in zip(one.infolist(), other.infolist(), strict=True):
            assert (old.date_time, old.compress_type) == (new.date_time, new.compress_type)
    assert without_ours(after[BOOK]) == without_ours(bare[BOOK])
    assert names_of_ours(after[BOOK]) == len(defined_names())
    assert b'fullCalcOnLoad="1"' in after[BOOK]
    touched = {name for name in before if before[name] != bare[name]} - {BOOK, PROPERTIES}
    for name in after.keys() - {BOOK}:
        assert after[name] == (bare if name in touched else before)[name], name
    return touched


def rich(path: Path, prefix: str, macros: Path | None = None, shown: str = "ION.") -> Path:
    """Write a workbook with much of what XlsxWriter can put into one; texts show calls with a prefix of their own."""
    call = f"{prefix}NERNST"
    with xlsxwriter.Workbook(path) as book:
        sheet, other = book.add_worksheet("Data & more"), book.add_worksheet("Charts")
        bold = book.add_format({"bold": True})
        sheet.write_column("A1", [5, 10, 20, 50])
        sheet.write_column("B1", [140, 140, 140, 140])
        sheet.write_formula("C1", f'={call}(A1,B1,"K+",37)', bold, -89.05869403673188)
        text = f'" ""{shown}NERNST(""\n& é <µ>"'
        sheet.write_formula("C2", f"=IF(A2<B2,{call}(A2,B2,1,37)&{text},{call}(1,2,1,37))", None, "x")
        sheet.write_dynamic_array_formula("D1:D4", f"={call}(A1:A4,B1:B4,1,37)", None, -89.05869403673188)
        sheet.write_array_formula("E1:E4", f"{{={call}(A1:A4,140,1,37)}}", None, -89.05869403673188)
        sheet.write_rich_string("F1", "a ", bold, "bold", " text with [1]!NERNST(")
        sheet.write_url("F2", "https://example.org/?q=[1]!NERNST(")
        sheet.write_comment("F3", f"={shown}NERNST(5,140,1,37)")
        custom = {"validate": "custom", "value": f"={call}(A1,B1,1,37)<0", "input_message": f"={shown}NERNST("}
        sheet.data_validation("A1:A4", custom)
        sheet.conditional_format("A1:A4", {"type": "formula", "criteria": f"={call}($A1,$B1,1,37)<-80", "format": bold})
        limit = f"={call}($A$1,$B$1,1,37)"
        sheet.conditional_format(
            "C1:C4", {"type": "2_color_scale", "min_type": "formula", "min_value": limit, "max_type": "max"}
        )
        sheet.conditional_format("B1:B4", {"type": "data_bar", "data_bar_2010": True})
        sheet.add_table(
            "H1:I3",
            {"name": "Log", "columns": [{"header": "c"}, {"header": "E", "formula": f"={call}([@c],140,1,37)"}]},
        )
        sheet.add_sparkline("J1", {"range": "'Data & more'!A1:A4"})
        sheet.insert_image("L1", str(IMAGE), {"x_scale": 0.1, "y_scale": 0.1})
        sheet.insert_button("L9", {"macro": "Tell", "caption": "Tell"})
        sheet.insert_textbox("L12", f"={shown}NERNST(1)", {"textlink": "='Data & more'!$C$1"})
        chart = book.add_chart({"type": "scatter"})
        chart.add_series({"categories": "='Data & more'!$A$1:$A$4", "values": "='Data & more'!$D$1:$D$4"})
        other.insert_chart("A1", chart)
        book.define_name("Resting", f"={call}('Data & more'!$A$1,140,1,37)")
        if macros:
            book.add_vba_project(str(macros))
    return path


@pytest.fixture(scope="module")
def macros(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A VBA project, out of xlwings' add-in."""
    path = tmp_path_factory.mktemp("vba") / "vbaProject.bin"
    with ZipFile(Path(xlwings.__file__).with_name("quickstart_addin.xlam")) as package:
        path.write_bytes(package.read("xl/vbaProject.bin"))
    return path


@pytest.mark.parametrize("suffix", [".xlsx", ".xlsm"])
@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_workbook_of_xlsxwriter(tmp_path: Path, macros: Path, prefix: str, suffix: str) -> None:
    source = rich(tmp_path / f"a b é{suffix}", prefix, macros if suffix == ".xlsm" else None)
    original = source.read_bytes()
    made = portable_copy(source)
    assert made.path == tmp_path / f"a b é portable{suffix}"
    # 2 cells with 3 calls, 2 arrays, a validation, 2 conditional formats, 2 cells of a table; a name, the table.
    assert "10 calls on 1 sheet and 2 calls in names, tables or charts now calculate" in made.line
    assert made.remarks == []
    assert source.read_bytes() == original
    twin = rich(tmp_path / f"twin{suffix}", "", macros if suffix == ".xlsm" else None)
    assert compare(source, made.path, twin) == {SHEET, "xl/tables/table1.xml"}


@pytest.mark.filterwarnings("ignore:.* extension is not supported")  # by openpyxl
@pytest.mark.parametrize("prefix", PREFIXES[:1])
def test_the_copy_is_a_good_workbook_that_calculates(tmp_path: Path, prefix: str) -> None:
    copy = portable_copy(rich(tmp_path / "rich.xlsx", prefix)).path
    assert schema.faults(copy) == []
    assert [fault for fault in lint.faults(copy) if "holds no value" not in fault] == []
    values = calculate_workbook(copy).values("Data & more")
    assert values[0][2] == E_K
    assert [row[3] for row in values[:4]] == [row[4] for row in values[:4]]
    assert [values[0][3], values[0][4]] == [E_K, E_K]
    assert openpyxl.load_workbook(copy)["Data & more"]["C1"].value == '=NERNST(A1,B1,"K+",37)'


def of_openpyxl(path: Path, prefix: str) -> Path:
    """Write a workbook with what openpyxl can put into one."""
    call = f"{prefix}NERNST"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["c_out", "E"])
    for row in (2, 3, 4):
        sheet.append([5, f"={call}(A{row},140,1,37)"])
    sheet["C2"] = ArrayFormula("C2:C4", f"={call}(A2:A4,140,1,37)")
    red = FormulaRule(formula=[f"{call}($A2,140,1,37)<-80"], stopIfTrue=True)
    sheet.conditional_formatting.add("A2:A4", red)
    limit = f"{call}($A$2,140,1,37)"
    scale = ColorScaleRule("formula", limit, "FF0000", end_type="max", end_color="00FF00")
    sheet.conditional_formatting.add("B2:B4", scale)
    rule = DataValidation("custom", formula1=f"{call}(A2,140,1,37)<0", allow_blank=True)
    rule.add("A2:A4")
    sheet.add_data_validation(rule)
    table = Table(displayName="Log", ref="A1:B4", id=1)
    table.tableColumns = [
        TableColumn(id=1, name="c_out"),
        TableColumn(id=2, name="E", calculatedColumnFormula=TableFormula(attr_text=f"{call}(Log[c_out],140,1,37)")),
    ]
    sheet.add_table(table)
    book.defined_names["Resting"] = DefinedName("Resting", attr_text=f"{call}(Sheet!$A$2,140,1,37)")
    book.save(path)
    return path


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_workbook_of_openpyxl(tmp_path: Path, prefix: str) -> None:
    source = of_openpyxl(tmp_path / "openpyxl.xlsx", prefix)
    made = portable_copy(source)
    assert "7 calls on 1 sheet and 2 calls in names" in made.line
    touched = compare(source, made.path, of_openpyxl(tmp_path / "twin.xlsx", ""))
    assert touched == {SHEET, "xl/tables/table1.xml"}
    assert schema.faults(made.path) == schema.faults(source)
    values = calculate_workbook(made.path).values("Sheet")
    assert [row[1:] for row in values[1:]] == [[E_K, E_K]] * 3


def test_a_copy_of_a_copy_is_the_same(tmp_path: Path) -> None:
    first = portable_copy(rich(tmp_path / "rich.xlsx", "[1]!")).path
    again = portable_copy(first)
    assert parts(again.path) == parts(first)
    assert "10 calls on 1 sheet and 2 calls in names" in again.line


@pytest.mark.parametrize("prefix", PREFIXES)
def test_shared_formulas_count_as_often_as_they_are_used(tmp_path: Path, prefix: str) -> None:
    shared = (
        '<c r="A1"><f t="shared" ref="A1:A3" si="0">{}NERNST(5,140,1,37)</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>1</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"></f><v>1</v></c>'
    )
    with xlsxwriter.Workbook(tmp_path / "plain.xlsx") as book:
        book.add_worksheet().write_formula("A1", "=X", None, 1)
    files = []
    for name, spelled in (("shared", prefix), ("twin", "")):
        change = swap('<c r="A1"><f>X</f><v>1</v></c>', shared.format(spelled))
        files.append(rebuilt(tmp_path / "plain.xlsx", tmp_path / f"{name}.xlsx", {SHEET: change}))
    made = portable_copy(files[0])
    assert ": 3 calls on 1 sheet now" in made.line
    assert compare(files[0], made.path, files[1]) == {SHEET}
    assert calculate_workbook(made.path).values("Sheet1") == [[E_K]] * 3
