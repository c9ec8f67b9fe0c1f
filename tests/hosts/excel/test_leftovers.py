"""Older add-ins that Excel still knows of, and an installation that ends anywhere, on a made-up Windows."""

from __future__ import annotations

import os

import pytest
from click.testing import CliRunner

from tests.hosts.excel.typed import OTHER, OURS, done, install, older_version, read_by_vba, refused, remove, staged
from tests.hosts.excel.windows_in_a_folder import MANAGER, OPTIONS, killed_after
from xlfuncs.cli import main
from xlfuncs.hosts.excel import addin, installation


@pytest.mark.parametrize(
    "entries",
    [
        OURS[:1],
        [OTHER[0], OURS[0], OTHER[1]],
        [OURS[1], *OTHER, OURS[0]],
        [*OTHER, *OURS],
        [*OURS, *OTHER[::-1]],
        [*OTHER, "OPEN10", "OPEN11", OURS[0], *(f"{i}.xll" for i in range(9)), OURS[2]],
    ],
)
@pytest.mark.parametrize("change", [install, remove])
def test_entries_of_older_ones_are_removed_and_the_others_keep_their_order(jane, entries, change):
    for i, entry in enumerate(entries):
        jane.set(OPTIONS, f"OPEN{i or ''}", entry)
    jane.set(OPTIONS, "OPEN_ELSEWHERE", OURS[0])
    jane.set(OPTIONS, "Font", "Calibri,11")
    jane.set(MANAGER, OURS[0].strip('"'), "")
    jane.set(MANAGER, r"C:\x\solver.xlam", "")
    said = change()
    kept = [entry for entry in entries if entry not in OURS]
    expected = {f"OPEN{i or ''}": entry for i, entry in enumerate(kept)}
    assert {n: data for n, (data, _) in jane.values(OPTIONS).items()} == expected | {
        "OPEN_ELSEWHERE": OURS[0],
        "Font": "Calibri,11",
    }
    assert list(jane.values(MANAGER)) == [r"C:\x\solver.xlam"]
    assert sum(OPTIONS in line for line in said) == len(entries) - len(kept)


@pytest.mark.parametrize("change", [install, remove])
def test_entries_of_others_alone_are_not_numbered_anew(jane, change):
    for name, entry in (("OPEN", OTHER[0]), ("OPEN3", OTHER[0]), ("OPEN7", OTHER[1])):
        jane.set(OPTIONS, name, entry)
    before = dict(jane.values(OPTIONS))
    change()
    assert jane.values(OPTIONS) == before


def test_an_older_file_among_excels_addins_is_removed_and_another_of_its_name_not(jane):
    older_version(jane.older)
    assert f"an older one is removed: {jane.older}" in install()
    assert not jane.older.exists()
    older_version(jane.older)
    assert f"removed: {jane.older}" in remove()
    jane.older.write_bytes(b"my own")
    install()
    remove()
    assert jane.older.read_bytes() == b"my own"


@pytest.mark.parametrize("change", ["install", "remove"])
def test_with_older_ones_left_excel_must_be_closed_first(jane, change):
    jane.set(OPTIONS, "OPEN", OURS[0])
    jane.running = True
    before = jane.snapshot()
    assert refused(change) == f"xlfuncs: {installation.RUNNING}"
    assert jane.snapshot() == before


@pytest.mark.parametrize("change", [install, remove])
def test_an_addin_whose_name_only_ends_like_ours_is_somebody_elses(jane, change):
    jane.set(OPTIONS, "OPEN", r'"C:\Tools\Lab xlfuncs.xlam"')
    jane.set(OPTIONS, "OPEN1", OURS[0])
    change()
    assert open_entries(jane) == [r'"C:\Tools\Lab xlfuncs.xlam"']


def test_names_of_entries_know_no_capitals(jane):
    jane.set(OPTIONS, "open", OTHER[0])
    jane.set(OPTIONS, "Open1", OURS[0])
    jane.set(OPTIONS, "OPEN2", OTHER[1])
    install()
    assert open_entries(jane) == [OTHER[0], OTHER[1]]


def in_a_process_that_ends(monkeypatch, change, steps):
    """Do it in a process of its own that is killed after so many steps; return whether it was."""
    pid = os.fork()
    if not pid:
        try:
            killed_after(monkeypatch, steps)
            os._exit(CliRunner().invoke(main, [change, "excel"]).exit_code)
        finally:
            os._exit(8)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert code in (0, 9)
    return code == 9


def with_everything_to_do(machine):
    """Put there what makes every step happen."""
    older_version(machine.addin)
    older_version(machine.older)
    machine.settings.parent.mkdir()
    machine.settings.write_bytes(b'"UDF","x"\r\n"INTERPRETER_WIN","elsewhere"\r\n')
    for i, entry in enumerate([OTHER[0], OURS[0], *OTHER[1:], OURS[1]]):
        machine.set(OPTIONS, f"OPEN{i or ''}", entry)
    machine.set(MANAGER, OURS[0].strip('"'), "")


def open_entries(machine):
    entries = sorted(machine.values(OPTIONS).items(), key=lambda entry: entry[0].casefold())
    return [data for _, (data, _) in entries]


@pytest.mark.skipif(os.name != "posix", reason="forks")
@pytest.mark.parametrize("first", ["install", "remove"])
@pytest.mark.parametrize("second", ["install", "remove"])
def test_killed_anywhere_and_run_again(tmp_path, machine, monkeypatch, first, second):
    steps = 0
    while True:
        here = machine(user="José & Søn")
        with_everything_to_do(here)
        killed = in_a_process_that_ends(monkeypatch, first, steps)
        assert not list(here.xlstart.glob("*.new"))
        # Nothing that Excel would read is ever half written.
        assert not here.addin.exists() or addin.is_ours(here.addin)
        done(second)
        assert not staged(here)
        assert not here.older.exists()
        assert list(dict.fromkeys(open_entries(here))) == OTHER
        assert not here.values(MANAGER)
        if second == "install":
            assert here.addin.read_bytes() == installation.built()
            assert read_by_vba(here) == {"INTERPRETER_WIN": str(here.python), "UDF": "x"}
        else:
            assert not here.addin.exists()
            assert read_by_vba(here) == {"UDF": "x"}
        here.root.rename(tmp_path / f"{steps}")
        if not killed:
            break
        steps += 1
    assert steps > 8
