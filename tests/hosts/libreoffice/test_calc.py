"""The tests' own way into LibreOffice: it ends with those who started it, says what went wrong, and cannot hang."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from tests.hosts.libreoffice import calc as driver
from tests.hosts.libreoffice.calc import CHECKOUT, Calc, CalcError, as_in_calc
from xlfuncs.hosts.libreoffice.office import is_running

posix = pytest.mark.skipif(os.name != "posix", reason="kills as only POSIX does")
# Works with the program until it is killed.
PROGRAM = """
import sys, time
from pathlib import Path
from tests.hosts.libreoffice.calc import Calc
with Calc(Path(sys.argv[1])) as calc:
    print(calc.calculate(["=1+1"]), flush=True)
    time.sleep(1000)
"""


@pytest.fixture
def profile(addin_profile, tmp_path):
    return shutil.copytree(addin_profile, tmp_path / "profile")


def wait_for_the_end(profile):
    patience = time.monotonic() + driver.ENDING
    while is_running(profile):
        assert time.monotonic() < patience
        time.sleep(0.05)


def test_it_ends_with_its_block_even_when_a_test_fails(profile):
    def fail():
        with Calc(profile) as calc:
            assert calc.calculate(["=1+1"]) == [2.0]
            assert is_running(profile)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not is_running(profile)


@posix
def test_it_ends_when_the_tests_are_killed(profile):
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, profile], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True
    ) as tests:
        assert tests.stdout.readline() == "[2.0]\n"
        assert is_running(profile)
        tests.send_signal(signal.SIGKILL)
    wait_for_the_end(profile)


@posix
def test_what_hangs_is_ended_and_said(profile, monkeypatch):
    calc = Calc(profile)
    assert calc.calculate(["=1+1"]) == [2.0]
    monkeypatch.setattr(driver, "TIMEOUT", 0.5)
    os.killpg(calc._process.pid, signal.SIGSTOP)
    with pytest.raises(CalcError, match="no answer to new"):
        calc.calculate(["=1+1"])
    calc.end()
    wait_for_the_end(profile)


def test_what_libreoffice_refuses_is_said(calc, tmp_path):
    with pytest.raises(CalcError, match=r"load: .*missing\.xlsx"), calc.document(tmp_path / "missing.xlsx"):
        pass
    with calc.document() as document, pytest.raises(CalcError, match="put"):
        document.put("A1:A2", [[1.0]])
    assert calc.calculate(["=1+1"]) == [2.0]


def test_formulas_in_calcs_words():
    assert as_in_calc('=GHK({1,2;3,4},"a,b;",{"K,+";"x"},A1)') == '=GHK({1;2|3;4};"a,b;";{"K,+"|"x"};A1)'
