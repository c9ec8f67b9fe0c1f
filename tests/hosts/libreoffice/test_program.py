from __future__ import annotations

import subprocess

import pytest
import xlsxwriter

from tests.support import libreoffice as program
from tests.support.libreoffice import recalculated, recalculated_all, rendered, require_libreoffice


def workbook(path, formula="=1+1"):
    """Write a workbook whose formulas hold 5 and 7, which is not what they give."""
    with xlsxwriter.Workbook(path) as book:
        shown, hidden = book.add_worksheet("shown"), book.add_worksheet("hidden")
        shown.write_formula("A1", formula, None, 5)
        hidden.write_formula("B2", "=shown!A1*10", None, 7)
        hidden.hide()
    return path


def test_every_formula_is_calculated_anew_also_on_hidden_sheets(tmp_path):
    path = workbook(tmp_path / "é 1.xlsx")
    assert recalculated(path, tmp_path) == {"shown": [[2]], "hidden": [[None, None], [None, 20]]}


def test_many_workbooks_in_one_run_and_the_originals_stay(tmp_path):
    paths = [workbook(tmp_path / f"{value}.xlsx", f"={value}") for value in range(3)]
    before = [path.read_bytes() for path in paths]
    found = recalculated_all(paths, tmp_path)
    assert [found[path]["shown"] for path in paths] == [[[0]], [[1]], [[2]]]
    assert [path.read_bytes() for path in paths] == before


def test_pages_show_the_values_that_the_workbook_holds(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_formula("A1", "=1+1", None, 5)
        book.add_worksheet().write("A1", 5)
        book.add_worksheet().write("A1", 2)
    held, five, two = (page.read_bytes() for page in rendered(path, tmp_path))
    assert held == five != two
    finer = rendered(path, tmp_path, dpi=160)[0].read_bytes()
    width = slice(16, 20)  # of the PNG header
    assert int.from_bytes(finer[width]) == pytest.approx(2 * int.from_bytes(held[width]), abs=2)


def test_a_file_that_does_not_come_out_is_named_with_what_libreoffice_said(tmp_path):
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(RuntimeError, match=r"(?s)broken\.xlsx; it said: .*could not be loaded"):
        recalculated_all([workbook(tmp_path / "good.xlsx"), tmp_path / "broken.xlsx"], tmp_path)


def test_files_of_one_name_are_refused(tmp_path):
    with pytest.raises(AssertionError, match="over each other"):
        recalculated_all([tmp_path / "a.xlsx", tmp_path / "b" / "a.xlsx"], tmp_path)


def test_a_program_that_hangs_is_killed_and_the_next_one_works(monkeypatch, tmp_path):
    require_libreoffice()
    path = workbook(tmp_path / "a.xlsx")
    with monkeypatch.context() as impatient:
        impatient.setattr(program, "TIMEOUT", 0.3)
        with pytest.raises(subprocess.TimeoutExpired):
            recalculated(path, tmp_path)
    assert recalculated(path, tmp_path)["shown"] == [[2]]


@pytest.mark.parametrize(("required", "outcome"), [("", pytest.skip.Exception), ("1", pytest.fail.Exception)])
def test_without_libreoffice_tests_are_skipped_unless_hosts_are_required(monkeypatch, tmp_path, required, outcome):
    monkeypatch.setattr(program, "find", lambda: None)
    monkeypatch.setenv("XLFUNCS_REQUIRE_HOSTS", required)
    with pytest.raises(outcome, match="LibreOffice"):
        recalculated(tmp_path / "a.xlsx", tmp_path)
