"""Programs and fonts of the system: on a machine that is made up, nothing is run or installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from install import system
from install.system import NEEDS, apt_install, apt_message, ensure_for_addin, ensure_for_tests
from xlfuncs.system.user_errors import AGAIN, UserError

BRINGS = {
    "libreoffice-calc": {"soffice", "fc-list"},
    "python3-uno": {"uno"},
    "poppler-utils": {"pdftoppm"},
    "chromium": {"chromium"},
    "nginx": {"/usr/sbin/nginx"},
    "nodejs": {"node"},
    "npm": {"npm"},
    "fonts-crosextra-carlito": {"Carlito"},
    "fonts-crosextra-caladea": {"Caladea"},
    "fonts-liberation": {"Liberation Sans"},
    "libatomic1": {"atomic"},
}
EVERYTHING = set().union(*BRINGS.values())
OFFLINE = "W: Failed to fetch: Temporary failure resolving 'deb.example'"


@dataclass
class Machine:
    """What is there, and what apt-get was asked for."""

    there: set[str]
    apt_fails: str = ""
    asked: list[list[str]] = field(default_factory=list)

    def which(self, program):
        return f"/usr/bin/{program}" if program in self.there else None

    def find(self):
        interpreter = SimpleNamespace(has_uno="uno" in self.there)
        return SimpleNamespace(interpreter=lambda: interpreter) if "soffice" in self.there else None

    def run(self, arguments, **_):
        if arguments[0] == "fc-list":
            return subprocess.CompletedProcess(arguments, int(arguments[-1] not in self.there), "")
        assert arguments[0] == "apt-get"
        self.asked.append(arguments)
        if self.apt_fails:
            return subprocess.CompletedProcess(arguments, 100, self.apt_fails)
        if "install" in arguments:
            self.there |= set().union(*(BRINGS.get(word, set()) for word in arguments))
        return subprocess.CompletedProcess(arguments, 0, "many lines")


@pytest.fixture
def machine(monkeypatch):
    """Make up a Linux where an ordinary person has everything."""
    made_up = Machine(EVERYTHING | {"apt-get"})
    monkeypatch.setattr(shutil, "which", made_up.which)
    monkeypatch.setattr(subprocess, "run", made_up.run)
    monkeypatch.setattr(system, "find", made_up.find)
    monkeypatch.setattr(system, "find_library", made_up.which)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("XLFUNCS_REQUIRE_HOSTS", raising=False)
    be(monkeypatch, 1000)
    return made_up


def be(monkeypatch, user):
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)


def test_nothing_is_done_where_everything_is_there(machine, monkeypatch, capsys):
    be(monkeypatch, 0)
    ensure_for_tests()
    assert machine.asked == []
    assert capsys.readouterr() == ("", "")


def test_root_gets_what_is_missing_and_only_that(machine, monkeypatch, capsys):
    be(monkeypatch, 0)
    machine.there -= {"pdftoppm", "Carlito"}
    ensure_for_tests()
    update, install = machine.asked
    assert update[-1] == "update"
    assert {word for word in install if word in BRINGS} == {"poppler-utils", "fonts-crosextra-carlito"}
    assert "--no-install-recommends" in install
    printed = capsys.readouterr()
    assert "many lines" not in printed.out
    assert printed.err == ""
    ensure_for_tests()
    assert len(machine.asked) == 2


def test_every_need_has_a_package_that_a_bare_machine_gets(machine, monkeypatch):
    be(monkeypatch, 0)
    machine.there = {"apt-get"}
    ensure_for_tests()
    assert all(need.packages["apt-get"] in machine.asked[-1] for need in NEEDS)
    assert machine.there >= EVERYTHING


@pytest.mark.parametrize(
    ("platform", "manager", "command"),
    [
        (
            "linux",
            "apt-get",
            "sudo apt-get install libreoffice-calc python3-uno poppler-utils chromium nginx nodejs npm",
        ),
        ("darwin", "brew", "brew install libreoffice poppler nginx node;"),
        (
            "win32",
            "winget",
            "winget install TheDocumentFoundation.LibreOffice oschwartz10612.Poppler OpenJS.NodeJS.LTS;",
        ),
        (
            "linux",
            None,
            "LibreOffice Calc, LibreOffice's Python bridge, pdftoppm, Chromium, nginx, node, npm, the font",
        ),
    ],
)
def test_others_are_told_what_to_install_and_go_on(machine, monkeypatch, capsys, platform, manager, command):
    monkeypatch.setattr(sys, "platform", platform)
    machine.there = {manager}
    ensure_for_tests()
    told, skipped = capsys.readouterr().err.splitlines()
    assert command in told
    assert told.endswith(AGAIN)
    assert "skipped" in skipped
    assert machine.asked == []


def test_the_addin_needs_only_libreoffice(machine, monkeypatch):
    machine.there = {"apt-get", "soffice"}
    with pytest.raises(UserError, match=r"sudo apt-get install python3-uno;"):
        ensure_for_addin()
    be(monkeypatch, 0)
    ensure_for_addin()
    [_, install] = machine.asked
    assert [word for word in install if word in BRINGS] == ["python3-uno"]


def test_missing_hosts_are_a_failure_where_they_are_required(machine, monkeypatch):
    monkeypatch.setenv("XLFUNCS_REQUIRE_HOSTS", "1")
    machine.there -= {"soffice"}
    with pytest.raises(UserError, match=r"LibreOffice Calc.*sudo apt-get install libreoffice-calc"):
        ensure_for_tests()


def test_failing_apt_shows_its_lines_and_the_remedy(machine, monkeypatch, capsys):
    be(monkeypatch, 0)
    machine.there -= {"pdftoppm"}
    machine.apt_fails = OFFLINE
    ensure_for_tests()
    printed = capsys.readouterr().err
    assert OFFLINE in printed
    assert "check the network" in printed
    monkeypatch.setenv("XLFUNCS_REQUIRE_HOSTS", "1")
    with pytest.raises(UserError, match="check the network"):
        ensure_for_tests()


def test_packages_that_bring_nothing_are_told(machine, monkeypatch, capsys):
    be(monkeypatch, 0)
    machine.there -= {"pdftoppm"}
    monkeypatch.setitem(BRINGS, "poppler-utils", set())
    ensure_for_tests()
    assert "pdftoppm not found here" in capsys.readouterr().err


@pytest.mark.usefixtures("machine")
def test_update_may_fail_where_the_installation_does_not(monkeypatch):
    def run(arguments, **_):
        return subprocess.CompletedProcess(arguments, 100 if "update" in arguments else 0, OFFLINE)

    monkeypatch.setattr(subprocess, "run", run)
    apt_install(["poppler-utils"])


@pytest.mark.parametrize(
    ("log", "words"),
    [
        (OFFLINE + "\nE: Unable to locate package poppler-utils", "network"),
        ("E: Unable to locate package poppler-utils", "main archive"),
        ("E: You don't have enough free space in /var/cache/apt/archives/.", "disk is full"),
        ("E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 7", "wait"),
        ("E: dpkg was interrupted, you must manually run 'dpkg --configure -a'", "dpkg --configure -a"),
        ("something never seen", "exit code 100"),
    ],
)
def test_apt_failure_names_the_remedy_in_one_line(log, words):
    told = apt_message(100, log)
    assert words in told
    assert told.endswith(AGAIN)
    assert "\n" not in told
