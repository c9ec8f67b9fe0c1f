"""Words after ``python3 install``."""

from __future__ import annotations

import errno
import subprocess
import sys
from dataclasses import replace

import pytest

from install import commands
from xlfuncs.trouble import TroubleError


@pytest.fixture
def told(monkeypatch):
    """Replace what the commands do by noting what they were told."""
    calls = []
    for name, command in commands.COMMANDS.items():
        noted = replace(command, run=lambda _environment, words, name=name: calls.append((name, words)) or 0)
        monkeypatch.setitem(commands.COMMANDS, name, noted)
    return calls


@pytest.fixture
def outside(monkeypatch):
    """Make it look as if a Python outside the checkout's environment ran this."""
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)


@pytest.mark.usefixtures("outside")
@pytest.mark.parametrize(
    ("words", "call"),
    [
        ([], ("", [])),
        (["test"], ("test", [])),
        (["test", "-k", "nernst"], ("test", ["-k", "nernst"])),
        (["libreoffice", "--profile", "a b"], ("libreoffice", ["--profile", "a b"])),
        (["remove"], ("remove", [])),
    ],
)
def test_words_choose_the_command(told, words, call):
    assert commands.main(words) == 0
    assert told == [call]


@pytest.mark.parametrize("words", [["tests"], ["--test"], ["", "test"], ["install"]])
def test_unknown_words_end_with_usage_and_2(told, capsys, words):
    assert commands.main(words) == 2
    assert told == []
    assert "python3 install test" in capsys.readouterr().err


def test_help_names_every_command(capsys):
    assert commands.main(["--help"]) == 0
    printed = capsys.readouterr().out
    assert all(command.words in printed for command in commands.COMMANDS.values())


@pytest.mark.usefixtures("outside")
@pytest.mark.parametrize(
    ("trouble", "code", "words"),
    [
        (TroubleError("pip could not reach the package index"), 1, "package index"),
        (PermissionError(errno.EACCES, "Permission denied", "/checkout/.venv"), 1, "/checkout/.venv"),
        (OSError(errno.ENOSPC, "No space left on device"), 1, "make room"),
        (KeyboardInterrupt(), 130, "run the same command again"),
    ],
)
def test_foreseeable_trouble_is_one_line(monkeypatch, capsys, trouble, code, words):
    def fail(*_):
        raise trouble

    monkeypatch.setitem(commands.COMMANDS, "", replace(commands.COMMANDS[""], run=fail))
    assert commands.main([]) == code
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("install: ")
    assert words in line


@pytest.fixture
def started(monkeypatch):
    """Note what is started in an environment that is there, with LibreOffice here; nothing is run."""
    calls = []
    monkeypatch.setattr(commands, "ensure", lambda *_: None)
    monkeypatch.setattr(commands, "ensure_for_addin", lambda: None)
    monkeypatch.setattr(commands, "find", lambda: "LibreOffice")
    monkeypatch.setattr(commands, "run", lambda arguments, _folder: calls.append(arguments[2:]) or 0)
    return calls


def test_the_addin_is_installed_by_the_environment_and_words_are_passed_on(started):
    environment = commands.Environment(commands.CHECKOUT)
    assert commands.install_addin(environment, ["--profile", "a b"]) == 0
    assert commands.remove_addin(environment, []) == 0
    assert started == [["xlfuncs", "install", "libreoffice", "--profile", "a b"], ["xlfuncs", "remove", "libreoffice"]]


@pytest.mark.parametrize(
    ("office", "words"), [(None, "LibreOffice is not here"), ("", "Without LibreOffice all is done")]
)
def test_installing_ends_well_whatever_libreoffice_does(started, monkeypatch, capsys, office, words):
    monkeypatch.setattr(commands, "find", lambda: office)
    monkeypatch.setattr(commands, "xlfuncs", lambda *_: 1)
    assert commands.reproduce(commands.Environment(commands.CHECKOUT), []) == 0
    assert started == [["xlfuncs.cases"]]
    told = capsys.readouterr().out
    assert words in told
    assert "python3 install libreoffice" in told


def test_installing_puts_the_addin_into_the_libreoffice_that_is_here(started):
    assert commands.reproduce(commands.Environment(commands.CHECKOUT), []) == 0
    assert started == [["xlfuncs.cases"], ["xlfuncs", "install", "libreoffice"]]


def test_start_from_another_folder(tmp_path):
    start = [sys.executable, commands.CHECKOUT / "install", "--help"]
    run = subprocess.run(start, cwd=tmp_path, capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")


def test_start_is_readable_to_any_python():
    source = (commands.CHECKOUT / "install" / "__main__.py").read_bytes()
    assert source.isascii()
    assert not any(newer in source for newer in (b' f"', b"->", b"annotations", b":="))
