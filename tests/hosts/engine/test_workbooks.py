"""Workbooks calculated by the embedded engine: in every host's spelling, with and without our names in them."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from xlfuncs.calling.cells import CellError
from xlfuncs.functions import FUNCTIONS
from xlfuncs.hosts.engine import calculate_workbook, evaluate
from xlfuncs.hosts.portable import defined_names, portable_copy
from xlfuncs.ooxml.package import WorkbookFileError

E_K = pytest.approx(-89.05869403673188, abs=1e-9)  # NERNST(5,140,1,37): mpmath, 50 digits
SPELLINGS = ("NERNST", "[1]!NERNST", "_xldudf_ION_NERNST", "ORG.XLFUNCS.ADDIN.NERNST")


def _workbook(path: Path, formulas: dict[str, str], names: dict[str, str] | None = None) -> Path:
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Data & more")
        sheet.write_column("A1", [5, -5, "text", None, 50])
        for cell, formula in formulas.items():
            sheet.write_dynamic_array_formula(f"{cell}:{cell}", formula, None, 0)
        for name, text in (names or {}).items():
            assert workbook.define_name(name, text) == 0
    return path


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("with_names", [False, True])
def test_a_call_in_any_spelling(tmp_path: Path, spelling: str, with_names: bool) -> None:
    names = defined_names() if with_names else None
    path = _workbook(tmp_path / "a b é.xlsx", {"C1": f"={spelling}(A1,140,1,37)"}, names)
    before = path.read_bytes()
    assert calculate_workbook(path).values("Data & more")[0][2] == E_K
    assert path.read_bytes() == before


def test_a_spilled_column_with_bad_cells_and_their_reasons(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "book.xlsx", {"C1": "=[1]!NERNST(A1:A5,140,1,37)"})
    calculation = calculate_workbook(path)
    spilled = [row[2] for row in calculation.values("Data & more")]
    assert spilled[0] == E_K
    assert [str(x) for x in spilled[1:4]] == ["#NUM!", "#VALUE!", "#N/A"]
    assert [calculation.reason("Data & more", row, 2) for row in (1, 2, 3)] == [
        "NERNST: c_out must be > 0 mM, got -5",
        'NERNST: c_out must be a number, got the text "text"',
        "NERNST: c_out is missing (blank cell)",
    ]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_an_omitted_argument_is_missing_and_stays_omitted_in_the_file(tmp_path: Path, spelling: str) -> None:
    # The engine itself answers #VALUE! for an argument left out.
    formulas = {"C1": f"={spelling}(,140,1,37)", "D1": f'="(,"&{spelling}(A1,140,"&",)', "E1": "=IF(TRUE,,5)"}
    path = _workbook(tmp_path / "book.xlsx", formulas)
    calculation = calculate_workbook(path)
    first = calculation.values("Data & more")[0]
    assert first[2:4] == [CellError("#N/A"), CellError("#VALUE!")]
    assert calculation.reason("Data & more", 0, 2) == "NERNST: c_out is missing (blank cell)"
    portable_copy(path, tmp_path / "copy.xlsx")
    with zipfile.ZipFile(tmp_path / "copy.xlsx") as copy:
        assert b"NERNST(,140,1,37)" in copy.read("xl/worksheets/sheet1.xml")


def test_an_omitted_argument_in_one_formula() -> None:
    assert evaluate("=NERNST(5;140;1;)") == [[CellError("#N/A", "NERNST: temperature is missing (blank cell)")]]
    assert evaluate("=SUM(NERNST({5,5},140,1,37),DRIVINGFORCE(1,),)") == [
        [CellError("#N/A", "DRIVINGFORCE: e_ion is missing (blank cell)")]
    ]


def test_names_that_a_workbook_has_are_kept(tmp_path: Path) -> None:
    own = {"RestingPotential": "='Data & more'!$A$2", "GHK": "='Data & more'!$A$3"}
    path = _workbook(tmp_path / "book.xlsx", {"C1": "=RestingPotential&GHK"}, own)
    assert calculate_workbook(path).values("Data & more")[0][2] == "-5text"


@pytest.mark.parametrize("carries_ours", [False, True])
def test_names_like_the_arguments_of_our_functions_are_in_nobodys_way(tmp_path: Path, carries_ours: bool) -> None:
    arguments = sorted({argument.parameter for function in FUNCTIONS for argument in function.arguments})
    own = dict.fromkeys(arguments, "='Data & more'!$A$1")
    formulas = {"C1": "=NERNST(A1,140,1,37)", "D1": "=NERNST(c_out,140,1,37)", "E1": "=DRIVINGFORCE(vm,e_ion)"}
    path = _workbook(tmp_path / "book.xlsx", formulas, (defined_names() if carries_ours else {}) | own)
    assert calculate_workbook(path).values("Data & more")[0][2:5] == [E_K, E_K, 0.0]


def test_formulas_written_by_openpyxl_with_cached_values_are_calculated_anew(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "=NERNST(5,140,1,37)"
    book.active["A2"] = '=IF(A1<0,"ION.NERNST("&TEXT(A1,"0.0"),"")'
    book.save(tmp_path / "book.xlsx")
    assert calculate_workbook(tmp_path / "book.xlsx").values("Sheet") == [[E_K], ["ION.NERNST(-89.1"]]


def test_a_space_before_the_bracket_as_libreoffice_writes_it(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "book.xlsx", {"C1": "=nernst (A1,140,1,37)", "D1": "=ION.NERNST (A2,140,1,37)"})
    calculation = calculate_workbook(path)
    assert calculation.values("Data & more")[0][2] == E_K
    assert calculation.reason("Data & more", 0, 3) == "NERNST: c_out must be > 0 mM, got -5"


def test_a_workbook_whose_xml_has_prefixes(tmp_path: Path) -> None:
    plain, prefixed = _workbook(tmp_path / "plain.xlsx", {"C1": "=ION.NERNST(A1,140,1,37)"}), tmp_path / "prefixed.xlsx"
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(prefixed, "w") as target:
        for info in source.infolist():
            content = source.read(info).decode()
            if info.filename == "xl/workbook.xml":
                content = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", content).replace("xmlns=", "xmlns:x=")
            target.writestr(info, content)
    portable_copy(prefixed, tmp_path / "copy.xlsx")
    with zipfile.ZipFile(tmp_path / "copy.xlsx") as package:
        xml = package.read("xl/workbook.xml").decode()
    assert re.search(r'</x:sheets><x:definedNames><x:definedName name="XLF\.', xml)


def _damaged(tmp_path: Path, how: str) -> Path:
    good, path = _workbook(tmp_path / "good.xlsx", {"C1": "=1"}), tmp_path / "bad.xlsx"
    data = good.read_bytes()
    if how == "flipped":
        place = data.index(b"xl/worksheets/sheet1.xml") + 60
        path.write_bytes(data[:place] + bytes(b ^ 255 for b in data[place : place + 40]) + data[place + 40 :])
    elif how in ("not xml", "no sheet"):
        broken = {"not xml": "xl/worksheets/sheet1.xml", "no sheet": "xl/_rels/workbook.xml.rels"}[how]
        with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w") as target:
            for info in source.infolist():
                content = source.read(info)
                if info.filename == broken:
                    content = content.replace(b"<worksheet ", b"<broken ").replace(b"rId1", b"rId7")
                target.writestr(info, content)
    else:
        contents = {
            "empty": b"",
            "text": b"c_out,c_in\n5,140\n",
            "truncated": data[: len(data) // 2],
            "old": bytes.fromhex("D0CF11E0A1B11AE1") + bytes(500),
            "encrypted": bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"),
        }
        path.write_bytes(contents[how])
    return path


def _zip(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        for name in names:
            package.writestr(name, "")
    return path


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("empty", "damaged"),
        ("text", "not an .xlsx workbook"),
        ("truncated", "damaged"),
        ("flipped", "damaged"),
        ("not xml", "damaged"),
        ("no sheet", "damaged"),  # IronCalc 0.9 panics on it
        ("old", "old Excel file"),
        ("encrypted", "without password"),
    ],
)
def test_a_damaged_file_gets_one_clear_line(
    tmp_path: Path, how: str, says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(WorkbookFileError, match=says) as raised:
        calculate_workbook(_damaged(tmp_path, how))
    assert "\n" not in str(raised.value)
    assert "bad.xlsx" in str(raised.value)
    assert capfd.readouterr() == ("", "")


def test_a_foreign_or_missing_file_gets_one_clear_line(tmp_path: Path) -> None:
    for path, says in [
        (tmp_path / "missing.xlsx", "no such file"),
        (tmp_path, "is a folder"),
        (_zip(tmp_path / "a.ods", "mimetype", "content.xml"), "OpenDocument"),
        (_zip(tmp_path / "b.xlsb", "xl/workbook.bin"), "xlsb"),
        (_zip(tmp_path / "c.docx", "word/document.xml"), "not an Excel workbook"),
    ]:
        with pytest.raises(WorkbookFileError, match=says):
            calculate_workbook(path)


def test_evaluate_gives_rows_and_reasons() -> None:
    assert evaluate("=NERNST(5,140,1,37)") == [[E_K]]
    assert evaluate("ION.NERNST(5;140;1;37)") == [[E_K]]
    rows = evaluate("=DONNAN_IN({145;145},{1,-1},120,-1)")
    assert [len(row) for row in rows] == [1, 1]
    assert evaluate("=NERNST(5,140,DRIVINGFORCE(1,1),37)")[0][0] == CellError(
        "#NUM!", "a number is outside the domain of the formula, or the result is too large"
    )
    assert evaluate("=SUM(NERNST({5,0},140,1,37))")[0][0].reason == "NERNST: c_out must be > 0 mM, got 0"
    assert evaluate('=1+NERNST(5,140,1,"hot")')[0][0] == CellError(
        "#VALUE!", "NERNST: temperature must be a temperature in °C (-20 to 120) or K (253.15 to 393.15), "
        'got the text "hot"',
    )  # fmt: skip


def test_a_workbook_is_never_changed_even_when_it_cannot_be_calculated(tmp_path: Path) -> None:
    path = _damaged(tmp_path, "not xml")
    before = path.read_bytes()
    with pytest.raises(WorkbookFileError):
        calculate_workbook(path)
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.xlsx", "good.xlsx"]
    shutil.rmtree(tmp_path)


def test_what_the_engine_prints_by_itself_stays_off_the_screen(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    plain, odd = _workbook(tmp_path / "plain.xlsx", {"C1": "=1"}), tmp_path / "odd.xlsx"
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(odd, "w") as target:
        for info in source.infolist():
            # A font property that Excel writes and IronCalc 0.9 tells standard output it did not expect.
            target.writestr(info, source.read(info).replace(b'<sz val="11"/>', b'<sz val="11"/><outline/><extend/>'))
    assert calculate_workbook(odd).values("Data & more")[0][2] == 1
    assert capfd.readouterr() == ("", "")
