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
    [([], ("", [])), (["test"], ("test", [])), (["test", "-k", "nernst"], ("test", ["-k", "nernst"]))],
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


def test_start_from_another_folder(tmp_path):
    start = [sys.executable, commands.CHECKOUT / "install", "--help"]
    run = subprocess.run(start, cwd=tmp_path, capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")


def test_start_is_readable_to_any_python():
    source = (commands.CHECKOUT / "install" / "__main__.py").read_bytes()
    assert source.isascii()
    assert not any(newer in source for newer in (b' f"', b"->", b"annotations", b":="))
