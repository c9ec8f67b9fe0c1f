"""The main job: workbook out, values in, table and exit code."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from dataclasses import replace

import pytest

from xlfuncs import reproduction
from xlfuncs.cases import CASES
from xlfuncs.cases.worked_case import differing


@pytest.fixture(scope="module")
def results():
    return reproduction.outcomes(CASES)


def test_every_case_is_reproduced_in_a_calculated_workbook(results):
    assert differing(results) == []


def test_main_job_ends_well(capsys):
    assert reproduction.main() == 0
    assert f"{len(CASES)} of {len(CASES)} worked cases reproduced" in capsys.readouterr().out


@pytest.mark.parametrize("position", range(len(CASES)), ids=[case.id for case in CASES])
def test_falsified_case_differs(results, position):
    result = results[position]
    printed = result.case.printed
    wrong = printed + 1 if isinstance(printed, float) else not printed if isinstance(printed, bool) else "#REF!"
    if isinstance(printed, float) and printed >= 100:
        wrong = printed * 1.1
    falsified = replace(result, case=replace(result.case, printed=wrong))
    assert falsified.verdict == "DIFFERS"


def test_main_job_names_a_falsified_case_and_fails(monkeypatch, capsys):
    falsified = replace(CASES[0], printed=67.4)
    monkeypatch.setattr(reproduction, "CASES", (falsified, *CASES[1:]))
    assert reproduction.main() == 1
    printed = capsys.readouterr()
    assert [line.split()[0] for line in printed.out.splitlines() if line.endswith("DIFFERS")] == ["SA1"]
    assert "NOT reproduced: SA1" in printed.out
    assert "SA1" in printed.err


def test_table_fits_a_terminal(results):
    assert max(map(len, reproduction.table(results).splitlines())) <= 120


def test_wrapped_formula_is_the_formula():
    assert [reproduction.wrapped(case.formula).replace("\n", "") for case in CASES] == [case.formula for case in CASES]


def test_formulas_are_dynamic_and_shown_as_text(tmp_path):
    path = tmp_path / "cases.xlsx"
    reproduction.write_workbook(path, CASES)
    with zipfile.ZipFile(path) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        texts = parts.read("xl/sharedStrings.xml").decode()
    assert sheet.count("<f ") == sheet.count('t="array"') == sheet.count('cm="1"') == len(CASES)
    assert "=NERNST(10,1,1,310)<" in texts


def test_main_job_survives_a_console_without_the_letters():
    ascii_only = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    run = subprocess.run([sys.executable, "-m", "xlfuncs.reproduction"], capture_output=True, text=True, env=ascii_only)
    assert run.returncode == 0, run.stderr
