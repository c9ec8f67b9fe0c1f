"""The command `xlfuncs portable` as its user types it."""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from pyopenvba import ExcelFile

from tests.support.packages import BOOK, linked, names_of_ours, parts, rebuilt, swap
from xlfuncs.cli import main
from xlfuncs.hosts.portable import defined_names


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["portable", *map(str, args)], catch_exceptions=False)


def workbook(path: Path, *formulas: str, **names: str) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for formula in formulas:
            book.add_worksheet().write_formula("A1", formula)
        book.add_worksheet("Last")
        for name, formula in names.items():
            assert book.define_name(name.replace("__", "!"), formula) == 0
    return path


def refused(done: Result, *words: str) -> None:
    assert (done.exit_code, done.stdout) == (1, "")
    [line] = done.stderr.splitlines()
    assert line.startswith("xlfuncs: ")
    assert [word for word in words if word not in line] == []


def test_it_says_what_it_made(tmp_path: Path) -> None:
    source = workbook(tmp_path / "recordings.xlsx", "=ION.NERNST(1,2,1,37)+ION.GHK(1,2,3,1,37)", "=A1", "=NERNST(1)")
    before = source.read_bytes()
    done = run(source)
    copy = tmp_path / "recordings portable.xlsx"
    calls = "3 calls on 2 sheets now calculate with nothing installed (Excel 365, 2024, the web)"
    assert (done.exit_code, done.stdout, done.stderr) == (0, f"{copy}: {calls}\n", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["recordings portable.xlsx", "recordings.xlsx"]
    assert source.read_bytes() == before
    assert run(source, "--to", tmp_path / "b.XLSX").stdout == f"{tmp_path / 'b.XLSX'}: {calls}\n"


def test_the_help_says_what_the_copy_carries() -> None:
    told = " ".join(run("--help").stdout.split())
    assert "the workbook FILE (.xlsx, .xlsm …)" in told
    assert "carries the functions with it (as named LAMBDAs)" in told


def test_one_call_calculates(tmp_path: Path) -> None:
    assert ": 1 call on 1 sheet now calculates " in run(workbook(tmp_path / "a.xlsx", "=NERNST(1)")).stdout


def test_remarks_come_after_it(tmp_path: Path) -> None:
    plain = workbook(tmp_path / "plain.xlsx", "=[1]!GHK(1)+[2]!NERNST(1)")
    done = run(linked(plain, tmp_path / "a.xlsx", ["lab.xlam", "xlfuncs.xlam"]))
    assert done.exit_code == 0
    assert done.stderr.splitlines() == [
        f"{tmp_path / 'a portable.xlsx'}: GHK of the linked file lab.xlam is not ours and stays as it is"
    ]


def with_macros(path: Path, code: str) -> Path:
    """Return a workbook that calls two of our functions and has a module with this code."""
    with ExcelFile.create_new(path) as made:
        made.set_module("Module1", code)
        made.save()
    project = path.with_suffix(".bin")
    with zipfile.ZipFile(path) as parts:
        project.write_bytes(parts.read("xl/vbaProject.bin"))
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_formula("A1", "=NERNST(1)+GHK(1)")
        book.add_vba_project(str(project))
    return path


def test_macros_that_define_a_function_of_ours_are_told(tmp_path: Path) -> None:
    code = "Public Function Nernst(c_out)\r\nEnd Function\r\nFunction MY_GHK()\r\nEnd Function\r\n"
    done = run(with_macros(tmp_path / "a.xlsm", code))
    assert done.exit_code == 0
    [line] = done.stderr.splitlines()
    assert "its macros have a function NERNST of their own:" in line


@pytest.mark.parametrize(
    "code", ["' NERNST\r\n", "Private Function GHK()\r\nEnd Function\r\n", "Sub NERNST()\r\nEnd Sub"]
)
def test_macros_that_only_mention_a_function_are_no_concern(tmp_path: Path, code: str) -> None:
    done = run(with_macros(tmp_path / "a.xlsm", code))
    assert (done.exit_code, done.stderr) == (0, "")


def test_macros_that_cannot_be_read_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "vba.bin").write_bytes(b"no VBA project")
    with xlsxwriter.Workbook(tmp_path / "a.xlsm") as book:
        book.add_worksheet().write_formula("A1", "=NERNST(1)")
        book.add_vba_project(str(tmp_path / "vba.bin"))
    done = run(tmp_path / "a.xlsm")
    assert (done.exit_code, done.stderr) == (0, "")


@pytest.mark.parametrize("formula", ["=A2+1", '="NERNST(1)"', "=MY_NERNST(1)", "=[0]!NERNST(1)"])
def test_a_workbook_that_does_not_call_us(tmp_path: Path, formula: str) -> None:
    source = workbook(tmp_path / "a.xlsx", formula)
    refused(run(source), "a.xlsx: calls none of our functions", "ION.NERNST(", "[1]!NERNST(", "ORG.XLFUNCS")
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_names_alone_are_no_calls(tmp_path: Path) -> None:
    refused(run(workbook(tmp_path / "a.xlsx", "=1", **defined_names())), "calls none of our functions")


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (
            {"Ghk": "=Last!$A$1"},
            ["already gives GHK a meaning of its own; rename it in Excel (Formulas, Name Manager)"],
        ),
        ({"Last__NERNST": "=Last!$A$1", "DONNAN": "=2"}, ["gives DONNAN, NERNST a meaning of its own; rename them"]),
        ({"NERNST": "=_xlfn.LAMBDA(_xlpm.x,_xlpm.x)"}, ["gives NERNST", "delete it if it is an older version"]),
        ({"XLF.ION": "=1"}, ["XLF.ION"]),
        ({"Last__GHK": defined_names()["GHK"]}, ["gives GHK"]),
    ],
)
def test_a_name_that_means_something_else_is_refused(tmp_path: Path, names: dict[str, str], words: list[str]) -> None:
    refused(run(workbook(tmp_path / "a.xlsx", "=NERNST(1)", **names)), *words)
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_table_of_one_of_our_names_is_refused(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_formula("D1", "=NERNST(1)")
        sheet.add_table("A1:B3", {"name": "Pump_leak"})
    refused(run(tmp_path / "a.xlsx"), "gives PUMP_LEAK a meaning of its own")


def test_our_names_as_another_program_has_saved_them_are_ours_still(tmp_path: Path) -> None:
    def saved_elsewhere(content: bytes) -> bytes:
        def odd(name: re.Match[str]) -> str:
            text = re.sub(r"(?<![\w.\"])9\.9E\+307", "9.9000000000000001E+307", name[2])
            text = text.replace("273.15", "273.14999999999998").replace("_xlpm.c_out,", "_xlpm.c_out, ")
            return f"{name[1]}{text}<"

        return re.sub("(<definedName [^>]*>)(.*?)<", odd, content.decode()).encode()

    plain = workbook(tmp_path / "plain.xlsx", "=NERNST(1)", **defined_names())
    source = rebuilt(plain, tmp_path / "a.xlsx", {BOOK: saved_elsewhere})
    assert run(source).exit_code == 0
    assert parts(tmp_path / "a portable.xlsx") == parts(source)


def test_names_that_are_missing_are_added_to_those_that_are_there(tmp_path: Path) -> None:
    names = dict(list(defined_names().items())[:7])
    assert run(workbook(tmp_path / "a.xlsx", "=NERNST(1)", Own="=1", **names)).exit_code == 0
    book = parts(tmp_path / "a portable.xlsx")[BOOK]
    assert names_of_ours(book) == len(re.findall(b"<definedName ", book)) - 1 == len(defined_names())


def test_what_is_there_stays_unless_it_is_asked_for(tmp_path: Path) -> None:
    source = workbook(tmp_path / "a.xlsx", "=NERNST(1)")
    copy = tmp_path / "a portable.xlsx"
    copy.write_text("mine")
    refused(run(source), "is there already", "--replace")
    assert copy.read_text() == "mine"
    assert run(source, "--replace").exit_code == 0
    assert names_of_ours(parts(copy)[BOOK])


@pytest.mark.parametrize("link", ["a.xlsx", "same.xlsx", "hard.xlsx", "x/../a.xlsx"])
def test_the_workbook_itself_is_never_written_over(tmp_path: Path, link: str) -> None:
    source = workbook(tmp_path / "a.xlsx", "=NERNST(1)")
    (tmp_path / "x").mkdir()
    (tmp_path / "same.xlsx").symlink_to(source)
    os.link(source, tmp_path / "hard.xlsx")
    before = source.read_bytes()
    refused(run(source, "--to", tmp_path / link, "--replace"), "is the workbook itself")
    assert source.read_bytes() == before


def test_places_where_no_copy_can_be(tmp_path: Path) -> None:
    source = workbook(tmp_path / "a.xlsx", "=NERNST(1)")
    (tmp_path / "folder.xlsx").mkdir()
    refused(run(source, "--to", tmp_path / "b.xlsm"), "must end in .xlsx")
    refused(run(source, "--to", tmp_path / "none" / "b.xlsx"), "none: no such folder")
    refused(run(source, "--to", tmp_path / "folder.xlsx"), "is a folder")
    refused(run(tmp_path / "missing.xlsx"), "no such file")
    refused(run(tmp_path), "is a folder, not a workbook")


def test_a_disk_that_refuses_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = workbook(tmp_path / "a.xlsx", "=NERNST(1)")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr(Path, "replace", refuse)
    refused(run(source), "no permission to write here")
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_placeholder_and_a_local_name_are_not_the_same(tmp_path: Path) -> None:
    plain = workbook(tmp_path / "plain.xlsx", "=NERNST(1)", Last__NERNST="=Last!$A$1")
    source = rebuilt(plain, tmp_path / "a.xlsx", {BOOK: swap(">Last!$A$1<", ">#REF!<")})
    assert run(source).exit_code == 0
    book = parts(tmp_path / "a portable.xlsx")[BOOK]
    assert b"localSheetId" not in book
