"""The command as its user types it."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result

from xlfuncs.cli import main
from xlfuncs.functions import FUNCTIONS
from xlfuncs.hosts import engine
from xlfuncs.hosts.engine_check import embedded_engine
from xlfuncs.hosts.excel import checks
from xlfuncs.hosts.libreoffice import installation
from xlfuncs.system.health import Health
from xlfuncs.system.user_errors import UserError
from xlfuncs.templates import build
from xlfuncs.templates.catalogue import TEMPLATES


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args, catch_exceptions=False)


def test_eval_prints_all_digits() -> None:
    done = run("eval", "=NERNST(5,140,1,37)")
    assert done.exit_code == 0
    assert float(done.stdout) == pytest.approx(-89.05869403673188, abs=1e-12)  # mpmath, 50 digits
    assert run("eval", "=1+1").stdout == "2\n"
    assert run("eval", '=FLUX_DIRECTION(-65,-82.6,"Cl-")').stdout == "influx\n"


def test_eval_prints_a_spilled_result_as_rows() -> None:
    assert run("eval", "={1,2;3,4}").stdout == "1\t2\n3\t4\n"
    assert json.loads(run("eval", "--json", "={1,2;3,4}").stdout)["value"] == [[1, 2], [3, 4]]


def test_eval_says_what_is_wrong_and_ends_with_1() -> None:
    done = run("eval", "=NERNST(-5,140,1,37)")
    assert (done.exit_code, done.stdout) == (1, "#NUM!\n")
    assert done.stderr == "#NUM! NERNST: c_out must be > 0 mM, got -5\n"
    done = run("eval", "--json", "=NERNST(-5,140,1,37)")
    assert json.loads(done.stdout) == {"formula": "=NERNST(-5,140,1,37)", "value": {"error": "#NUM!"}}
    assert run("eval", "=NURNST(1)").exit_code == 1
    assert run("eval", "=1+").exit_code == 1
    assert run("eval", "").stderr == "xlfuncs: there is no formula to calculate\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "a recording.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        first, second = workbook.add_worksheet("First"), workbook.add_worksheet("Second")
        first.write_row("A1", ["name", "E (mV)"])
        first.write_string("A2", '=HYPERLINK("x")')
        first.write_formula("B2", "=ROUND(NERNST(5,140,1,37),6)")
        first.write_boolean("A3", True)
        second.write_formula("A1", "=_xldudf_ION_NERNST(0,140,1,37)")
    return path


def test_calc_prints_csv_that_cannot_become_a_formula(book: Path) -> None:
    done = run("calc", str(book))
    assert done.exit_code == 0
    assert done.stdout == 'name,E (mV)\n"\'=HYPERLINK(""x"")",-89.058694\nTRUE,\n'
    assert "--sheet" in done.stderr


def test_calc_prints_json_of_all_sheets_and_lists_the_errors(book: Path) -> None:
    done = run("calc", str(book), "--to", "json")
    sheets = json.loads(done.stdout)["sheets"]
    assert sheets["First"][1:] == [['=HYPERLINK("x")', -89.058694], [True, None]]
    assert sheets["Second"] == [[{"error": "#NUM!"}]]
    assert done.exit_code == 1
    assert done.stderr == f"{book}, sheet Second, cell A1: #NUM! NERNST: c_out must be > 0 mM, got 0\n"


def test_calc_of_one_sheet(book: Path) -> None:
    assert run("calc", str(book), "--sheet", "second").stdout == "#NUM!\n"
    done = run("calc", str(book), "--sheet", "Third")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "has no sheet 'Third'; there are First, Second" in done.stderr


def test_calc_of_a_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "notes.xlsx").write_text("not a workbook")
    for name in ("missing.xlsx", "notes.xlsx"):
        done = run("calc", str(tmp_path / name))
        assert done.exit_code == 1
        assert done.stdout == ""
        assert done.stderr.count("\n") == 1
        assert name in done.stderr


def test_functions_lists_and_explains_all() -> None:
    listed = run("functions").stdout
    for function in FUNCTIONS:
        assert f"{function.name} " in listed
        page = run("functions", function.name.lower()).stdout
        assert function.call in page
        assert function.examples[0].call in page
        assert all(q.name in page for q in function.arguments)
    done = run("functions", "NERST")
    assert done.exit_code == 1
    assert "did you mean NERNST" in done.stderr


def test_templates_writes_workbooks_in_the_hosts_spelling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # That it writes all of them is seen where a second build is compared with the first.
    some = [template for template in TEMPLATES if template.slug in ("activity", "reference")]
    monkeypatch.setattr(build, "TEMPLATES", some)
    done = run("templates", str(tmp_path / "new"), "--host", "officejs")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [str(tmp_path / "new" / template.file_name) for template in some]
    assert sorted(p.name for p in (tmp_path / "new").iterdir()) == sorted(t.file_name for t in some)
    with zipfile.ZipFile(tmp_path / "new" / "reference.xlsx") as parts:
        assert "_xldudf_ION_NERNST(5,140,1,37)" in parts.read("xl/worksheets/sheet1.xml").decode()


def test_templates_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("templates", str(tmp_path / "file" / "below"))
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "cannot be written" in done.stderr


@pytest.fixture
def libreoffice(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Path | None]]:
    """Note what LibreOffice's part is told instead of doing it."""
    told: list[tuple[str, Path | None]] = []

    def note(name: str, profile: Path | None, say: Callable[[str], None]) -> None:
        told.append((name, profile))
        say(name)

    for name in ("install", "remove"):
        monkeypatch.setattr(installation, name, partial(note, name))
    return told


def test_install_and_remove_are_told_which_profile(
    libreoffice: list[tuple[str, Path | None]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("install", "libreoffice").stdout == "install\n"
    assert run("remove", "libreoffice", "--profile", "a b").stdout == "remove\n"
    assert libreoffice == [("install", None), ("remove", tmp_path / "a b")]


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (UserError("LibreOffice is running"), "xlfuncs: LibreOffice is running"),
        (OSError(errno.EROFS, "Read-only file system", "/p"), "xlfuncs: no permission to write here (/p)"),
        (OSError(errno.ENOSPC, "No space left on device"), "xlfuncs: the disk is full"),
    ],
)
@pytest.mark.parametrize("command", ["install", "remove"])
def test_a_failure_of_a_host_is_one_line(
    monkeypatch: pytest.MonkeyPatch, command: str, failure: Exception, words: str
) -> None:
    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr(installation, command, fail)
    done = run(command, "libreoffice")
    assert (done.exit_code, done.stdout) == (1, "")
    [line] = done.stderr.splitlines()
    assert line.startswith(words)


@pytest.mark.parametrize("fine", [True, False])
def test_doctor_prints_a_line_per_host(monkeypatch: pytest.MonkeyPatch, fine: bool) -> None:
    monkeypatch.setattr(installation, "check", lambda _profile: Health(fine, "LibreOffice 26.2: as it is"))
    monkeypatch.setattr(checks, "looks", lambda: [lambda: Health(True, "Excel: also")])
    done = run("doctor")
    engine, office, excel = done.stdout.splitlines()
    assert engine == "fine  embedded engine: calculates =NERNST(5,140,1,37) as -89.06 mV"
    assert office == ("fine" if fine else "fix ") + "  LibreOffice 26.2: as it is"
    assert excel == "fine  Excel: also"
    assert done.exit_code == (0 if fine else 1)


def test_doctor_finds_an_engine_that_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlfuncs.hosts.engine", None)
    found = embedded_engine()
    assert not found.fine
    assert found.words.startswith("embedded engine: cannot be loaded (")


def test_doctor_finds_that_there_is_no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in [name for name in sys.modules if name.startswith("xlfuncs.hosts.engine.")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.delitem(sys.modules, "xlfuncs.hosts.engine")
    monkeypatch.setitem(sys.modules, "ironcalc", None)
    found = embedded_engine()
    assert not found.fine
    assert "ironcalc, which is not here: install xlfuncs anew" in found.words


def test_doctor_finds_an_engine_that_calculates_wrongly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "evaluate", lambda _formula: [[0.0]])
    found = embedded_engine()
    assert not found.fine
    assert "as 0.0 and not -89.05" in found.words


def test_as_a_program_with_a_console_that_lacks_signs() -> None:
    env = {"PYTHONIOENCODING": "cp1252", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-m", "xlfuncs", "functions", "PUMP_DG"], capture_output=True, check=True, env=env
    )
    assert b"Na?/K?-ATPase" in done.stdout
    assert done.stderr == b""
