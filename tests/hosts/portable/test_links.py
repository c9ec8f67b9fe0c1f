"""Workbooks with external links: ours goes when nothing needs it, those of others stay and keep their meaning."""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import escape, unescape

import pytest
import xlsxwriter

from tests.support import office_schema as schema
from tests.support import workbook_rules as lint
from tests.support.packages import BOOK, BOOK_RELS, SHEET, TYPES, linked, parts, rebuilt, swap, without_ours
from xlfuncs.hosts.engine import calculate_workbook
from xlfuncs.hosts.portable import portable_copy
from xlfuncs.ooxml.package import WorkbookFileError

E_K = pytest.approx(-89.05869403673188, abs=1e-9)  # NERNST(5,140,1,37): mpmath, 50 digits
OURS, LAB = "file:///C:\\Users\\A%20B\\AppData\\Roaming\\Microsoft\\Excel\\XLSTART\\xlfuncs.xlam", "lab.xlam"


def workbook(path: Path, formulas: dict[str, str], **names: str) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        book.set_properties({"created": None})
        for cell, formula in formulas.items():
            sheet.write_formula(cell, f"={formula}", None, 1)
        for name, formula in names.items():
            book.define_name(name, f"={formula}")
    return path


def formulas(path: Path) -> list[str]:
    return [unescape(text) for text in re.findall("<f>(.*?)</f>", parts(path)[SHEET].decode())]


@pytest.mark.parametrize(
    "target",
    [
        OURS,
        "xlfuncs.xlam",
        "XLSTART/XLFUNCS.XLAM",
        "../../Users/a/xlfuncs.xlam",
        "/Users/a/AppData/Roaming/Microsoft/AddIns/xlfuncs.xlam",
        "file:///\\\\server\\share%20of%20all\\xlfuncs.xlam",
        "https://d.docs.live.net/1234/Documents/xlfuncs.xlam?web=1",
        "%78lfuncs.xlam",
    ],
)
def test_a_link_to_our_add_in_goes_without_a_trace(tmp_path: Path, target: str) -> None:
    plain = workbook(tmp_path / "plain.xlsx", {"A1": "[1]!NERNST(5,140,1,37)"})
    source = linked(plain, tmp_path / "source.xlsx", [target])
    made = portable_copy(source)
    after, before = parts(made.path), parts(plain)
    assert made.remarks == []
    assert list(after) == list(before)
    assert without_ours(after.pop(BOOK)) == without_ours(before.pop(BOOK))
    assert after.pop(SHEET) == before.pop(SHEET).replace(b"[1]!", b"")
    assert after == before
    assert schema.faults(made.path) == lint.faults(made.path) == []
    assert calculate_workbook(made.path).values("Sheet1") == calculate_workbook(source).values("Sheet1") == [[E_K]]


@pytest.mark.parametrize(
    ("files", "before", "after"),
    [
        ([OURS, "data.xlsx"], "[1]!NERNST([2]Sheet1!A1,[2]!NERNST(1),1,37)", "NERNST([1]Sheet1!A1,[1]!NERNST(1),1,37)"),
        (["data.xlsx", OURS], "[2]!NERNST([1]Sheet1!A1,1,1,37)", "NERNST([1]Sheet1!A1,1,1,37)"),
        (
            ["a.xlsx", OURS, "b.xlsx", "xlfuncs.xlam", "c.xlsx"],
            "[2]!GHK([1]A!A1,[3]B!A1,'[5]C c'!A1,Log[[#This Row],[5]],Log[3])&\"[3]B!A1\"&[4]!GHK(5)",
            "GHK([1]A!A1,[2]B!A1,'[3]C c'!A1,Log[[#This Row],[5]],Log[3])&\"[3]B!A1\"&GHK(5)",
        ),
    ],
)
def test_other_links_get_new_numbers(tmp_path: Path, files: list[str], before: str, after: str) -> None:
    plain = workbook(tmp_path / "plain.xlsx", {"A1": before}, Own=before)
    source = linked(plain, tmp_path / "source.xlsx", files)
    copy = portable_copy(source).path
    assert formulas(copy)[0] == after
    assert f'<definedName name="Own">{escape(after)}</definedName>' in parts(copy)[BOOK].decode()
    kept = [number for number, file in enumerate(files, 1) if "xlfuncs" not in file]
    assert [name for name in parts(copy) if "externalLinks" in name] == [
        name
        for number in kept
        for name in (
            f"xl/externalLinks/externalLink{number}.xml",
            f"xl/externalLinks/_rels/externalLink{number}.xml.rels",
        )
    ]
    for part in (BOOK, BOOK_RELS):
        assert [int(n) for n in re.findall(rb'[iI]d="rIdLink(\d)"', parts(copy)[part])] == kept
    assert [int(n) for n in re.findall(rb'PartName="/xl/externalLinks/externalLink(\d)', parts(copy)[TYPES])] == kept
    assert schema.faults(copy) == []


@pytest.mark.filterwarnings("ignore:Unknown worksheet reference")
def test_numbers_change_wherever_a_link_can_be_named(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "plain.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_formula("A1", "=[1]!NERNST(5,140,1,37)+[2]Data!A1", None, 1)
        sheet.data_validation("A1", {"validate": "list", "source": "=[2]Data!$A$1:$A$9"})
        sheet.conditional_format("A1", {"type": "formula", "criteria": "=[2]Data!$A$1>1"})
        sheet.conditional_format(
            "A2:A3", {"type": "2_color_scale", "min_type": "formula", "min_value": "=[2]Data!$A$1"}
        )
        sheet.add_sparkline("C1", {"range": "[2]Data!A1:A4"})
        sheet.insert_button("D1", {"macro": "[2]!Tell"})
        sheet.insert_textbox("E1", "x", {"textlink": "=[2]Data!$A$1"})
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=[2]Data!$A$1:$A$4", "name": "=[2]Data!$B$1"})
        sheet.insert_chart("F1", chart)
    objects = (
        '<oleObjects><oleObject link="[2]!&apos;&apos;"><objectPr macro="[2]!Tell"/></oleObject></oleObjects><controls>'
        "<control><controlPr macro='[2]!Tell' linkedCell='[2]Data!A1' listFillRange='[2]D!B:B'/></control></controls>"
    )
    # A series that a chart's filter hides: [MS-ODRAWXML] 2.24.3.
    hidden = "<c15:ser><c15:formulaRef><c15:sqref>[2]Data!$B$1:$B$4</c15:sqref></c15:formulaRef></c15:ser>"
    namespace = "http://schemas.microsoft.com/office/drawing/2012/chart"
    extension = f'<c:extLst><c:ext xmlns:c15="{namespace}" uri="{{0}}">{hidden}</c:ext></c:extLst></c:lineChart>'
    changes = {
        SHEET: swap("</worksheet>", f"{objects}</worksheet>"),
        "xl/charts/chart1.xml": swap("</c:lineChart>", extension),
    }
    source = linked(tmp_path / "plain.xlsx", tmp_path / "source.xlsx", [OURS, "data.xlsx"], changes)
    copy = portable_copy(source).path
    before, after = parts(source), parts(copy)
    touched = {name for name in after if before[name] != after[name]}
    assert touched == {
        SHEET,
        BOOK,
        BOOK_RELS,
        TYPES,
        *(name for name in after if re.search("(chart|rawing)1.[xv]ml$", name)),
    }
    for name in touched - {BOOK, BOOK_RELS, TYPES}:
        assert after[name] == before[name].replace(b"[1]!NERNST", b"NERNST").replace(b"[2]", b"[1]"), name


@pytest.mark.parametrize("target", ["../theme/theme1.xml", "../workbook.xml", "../styles.xml"])
def test_a_link_takes_nothing_with_it(tmp_path: Path, target: str) -> None:
    plain = workbook(tmp_path / "plain.xlsx", {"A1": "[1]!NERNST(5,140,1,37)"})
    source = linked(plain, tmp_path / "source.xlsx", [OURS])
    rels = "xl/externalLinks/_rels/externalLink1.xml.rels"
    more = f'<Relationship Id="rId9" Type="x/other" Target="{target}"/></Relationships>'
    copy = portable_copy(rebuilt(source, tmp_path / "odd.xlsx", {rels: swap("</Relationships>", more)})).path
    assert parts(copy).keys() == parts(plain).keys()


@pytest.mark.parametrize(("file", "remarks"), [("xlfuncs.xlam", 0), ("lab.xlam", 1)])
def test_of_several_paths_of_a_link_the_chosen_one_counts(tmp_path: Path, file: str, remarks: int) -> None:
    plain = workbook(tmp_path / "plain.xlsx", {"A1": "[1]!NERNST(5,140,1,37)+NERNST(1)"})
    source = linked(plain, tmp_path / "source.xlsx", [file])
    rels = "xl/externalLinks/_rels/externalLink1.xml.rels"
    other = "lab.xlam" if file == "xlfuncs.xlam" else "xlfuncs.xlam"
    # Excel 365 writes a relative and an absolute path: [MS-XLSX] 2.3.1.21, alternateUrls.
    more = f'<Relationship Id="rId2" Type="x" Target="C:\\{other}" TargetMode="External"/>'
    changes = {rels: swap("<Relationship ", f"{more}<Relationship ")}
    made = portable_copy(rebuilt(source, tmp_path / "two.xlsx", changes))
    assert len(made.remarks) == remarks
    assert formulas(made.path) == [("[1]!" if remarks else "") + "NERNST(5,140,1,37)+NERNST(1)"]


def test_a_function_of_another_add_in_stays_and_is_told(tmp_path: Path) -> None:
    plain = workbook(tmp_path / "plain.xlsx", {"A1": "[1]!GHK(1)+[2]!NERNST(5,140,1,37)"})
    made = portable_copy(linked(plain, tmp_path / "source.xlsx", [LAB, OURS]))
    assert formulas(made.path) == ["[1]!GHK(1)+NERNST(5,140,1,37)"]
    assert made.remarks == [f"{made.path}: GHK of the linked file lab.xlam is not ours and stays as it is"]
    only = workbook(tmp_path / "only.xlsx", {"A1": "[1]!GHK(1)"})
    with pytest.raises(WorkbookFileError, match=r"calls none of our functions .*; GHK of the linked file lab\.xlam"):
        portable_copy(linked(only, tmp_path / "foreign.xlsx", [LAB]))


@pytest.mark.parametrize("other", ["[1]!ANOTHER(1)", "[1]Sheet1!A1", "[1]!NERNST", "COUNT('[1]Sheet 1'!A1)"])
def test_our_link_stays_while_something_else_needs_it(tmp_path: Path, other: str) -> None:
    plain = workbook(tmp_path / "plain.xlsx", {"A1": "[1]!NERNST(5,140,1,37)", "A2": other})
    source = linked(plain, tmp_path / "source.xlsx", [OURS])
    made = portable_copy(source)
    assert formulas(made.path) == ["NERNST(5,140,1,37)", other]
    assert parts(made.path).keys() == parts(source).keys()
    [remark] = made.remarks
    assert "keeps a link to xlfuncs.xlam" in remark


@pytest.mark.parametrize("text", ["[1]!NERNST", "#NAME?", "#REF!"])
def test_a_name_that_only_stood_for_the_add_in_makes_room(tmp_path: Path, text: str) -> None:
    plain = workbook(tmp_path / "plain.xlsx", {"A1": "[1]!NERNST(5,140,1,37)"}, Own="1", NERNST="0")
    old = '<definedName name="NERNST">0</definedName>'
    new = f'<definedName name="NERNST" function="1" hidden="1" vbProcedure="1">{text}</definedName>'
    source = linked(plain, tmp_path / "source.xlsx", [OURS], {BOOK: swap(old, new)})
    copy = portable_copy(source).path
    assert new.encode() not in parts(copy)[BOOK]
    assert b"externalReference" not in parts(copy)[BOOK]
    assert lint.faults(copy) == []
    assert calculate_workbook(copy).values("Sheet1") == [[E_K]]
