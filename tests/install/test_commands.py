"""Words after ``python3 install``."""

from __future__ import annotations

import errno
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from install import commands
from xlfuncs.system.user_errors import UserError


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
        (["excel"], ("excel", [])),
        (["server"], ("server", [])),
        (["lint"], ("lint", [])),
        (["remove"], ("remove", [])),
        (["remove", "excel"], ("remove", ["excel"])),
    ],
)
def test_words_choose_the_command(told, words, call):
    assert commands.main(words) == 0
    assert told == [call]


@pytest.mark.parametrize(
    "words",
    [["tests"], ["--test"], ["", "test"], ["install"], ["excel", "please"], ["server", "please"], ["lint", "please"]],
)
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
    ("failure", "code", "words"),
    [
        (UserError("pip could not reach the package index"), 1, "package index"),
        (PermissionError(errno.EACCES, "Permission denied", "/checkout/.venv"), 1, "/checkout/.venv"),
        (OSError(errno.ENOSPC, "No space left on device"), 1, "make room"),
        (KeyboardInterrupt(), 130, "run the same command again"),
    ],
)
def test_foreseeable_failure_is_one_line(monkeypatch, capsys, failure, code, words):
    def fail(*_):
        raise failure

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
    monkeypatch.setattr(commands.node, "failed_checks", lambda _checkout: [])
    monkeypatch.setattr(commands, "run", lambda arguments, _folder: calls.append(arguments[2:]) or 0)
    return calls


@pytest.fixture
def windows(monkeypatch):
    monkeypatch.setattr(commands, "on_windows", lambda: True)
    monkeypatch.setattr(commands, "this_windows", lambda: SimpleNamespace(base=Path(sys.base_prefix)))


ENVIRONMENT = commands.Environment(commands.CHECKOUT)


@pytest.mark.usefixtures("windows")
def test_the_addin_is_installed_by_the_environment_and_words_are_passed_on(started):
    assert commands.install_into_libreoffice(ENVIRONMENT, ["--profile", "a b"]) == 0
    assert commands.install_into_excel(ENVIRONMENT, []) == 0
    assert commands.remove_addins(ENVIRONMENT, ["libreoffice", "--profile", "a b"]) == 0
    assert started == [
        ["xlfuncs", "install", "libreoffice", "--profile", "a b"],
        ["xlfuncs", "install", "excel"],
        ["xlfuncs", "remove", "libreoffice", "--profile", "a b"],
    ]


@pytest.mark.usefixtures("windows", "outside")
def test_a_python_that_excel_does_not_see_is_refused_before_anything_is_installed(started, monkeypatch, capsys):
    store = SimpleNamespace(base=Path("/Program Files/WindowsApps/PythonSoftwareFoundation.Python.3.12"))
    monkeypatch.setattr(commands, "this_windows", lambda: store)
    monkeypatch.setattr(commands, "ensure", lambda *_: started.append("installed"))
    assert commands.main(["excel"]) == 1
    assert started == []
    assert "Microsoft Store" in capsys.readouterr().err


@pytest.mark.usefixtures("outside")
@pytest.mark.skipif(sys.platform == "win32", reason="for other systems")
def test_elsewhere_than_on_windows_nothing_is_made_for_excel(started, capsys):
    assert commands.main(["excel"]) == 1
    assert started == []
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("install: the Excel add-in is for Windows")


def test_removing_takes_the_addin_out_of_libreoffice(started):
    assert commands.remove_addins(ENVIRONMENT, []) == 0
    assert started == [["xlfuncs", "remove", "libreoffice"]]


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("failure", ["libreoffice", "excel"])
def test_removing_goes_through_all_programs_and_tells_of_a_failure_in_any(started, monkeypatch, failure):
    monkeypatch.setattr(commands, "run", lambda words, _folder: started.append(words[2:]) or int(failure in words))
    assert commands.remove_addins(ENVIRONMENT, []) == 1
    assert started == [["xlfuncs", "remove", "libreoffice"], ["xlfuncs", "remove", "excel"]]


def test_removing_where_no_program_is(started, monkeypatch, capsys):
    monkeypatch.setattr(commands, "find", lambda: None)
    assert commands.remove_addins(ENVIRONMENT, []) == 0
    assert started == []
    assert len(capsys.readouterr().out.splitlines()) == 1


@pytest.mark.parametrize(
    ("office", "words"), [(None, "LibreOffice is not here"), ("", "Without LibreOffice all is done")]
)
def test_installing_ends_well_whatever_libreoffice_does(started, monkeypatch, capsys, office, words):
    monkeypatch.setattr(commands, "find", lambda: office)
    monkeypatch.setattr(commands, "xlfuncs", lambda *_: 1)
    assert commands.reproduce(ENVIRONMENT, []) == 0
    assert started == [["xlfuncs.reproduction"]]
    told = capsys.readouterr().out
    assert words in told
    assert "python3 install libreoffice" in told
    assert "Excel" not in told


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("code", [0, 1])
def test_installing_on_windows_ends_well_whatever_excel_does(started, monkeypatch, capsys, code):
    monkeypatch.setattr(commands, "xlfuncs", lambda _environment, *words: started.append(list(words)) or code)
    assert commands.reproduce(ENVIRONMENT, []) == 0
    assert started == [["xlfuncs.reproduction"], ["install", "libreoffice"], ["install", "excel"]]
    assert ("python install excel" in capsys.readouterr().out) == bool(code)


def test_installing_puts_the_addin_into_the_libreoffice_that_is_here(started):
    assert commands.reproduce(ENVIRONMENT, []) == 0
    assert started == [["xlfuncs.reproduction"], ["xlfuncs", "install", "libreoffice"]]


def layers_of(monkeypatch, command, *words):
    """Return the layers that a command installs."""
    layers = []
    monkeypatch.setattr(commands, "ensure", lambda _environment, layer: layers.append(layer))
    monkeypatch.setattr(commands, "ensure_for_tests", lambda: None)
    assert command(ENVIRONMENT, list(words)) == 0
    return layers


@pytest.mark.usefixtures("started")
def test_the_plain_installation_brings_nothing_of_the_server(monkeypatch):
    assert layers_of(monkeypatch, commands.reproduce) == ["runtime"]


@pytest.mark.usefixtures("started")
def test_the_tests_have_the_server_that_they_test(monkeypatch):
    assert layers_of(monkeypatch, commands.check) == ["runtime", "server", "test"]


@pytest.mark.usefixtures("started")
def test_checking_the_code_alone_brings_what_the_checks_read_and_asks_nothing_of_the_system(monkeypatch):
    assert layers_of(monkeypatch, commands.lint) == ["runtime", "test"]
    monkeypatch.setattr(commands, "ensure_for_tests", lambda: pytest.fail("the system was asked for programs"))
    assert commands.lint(ENVIRONMENT, []) == 0


def test_checking_the_code_alone_runs_what_the_tests_run_first(started, monkeypatch):
    monkeypatch.setattr(commands, "ensure_for_tests", lambda: None)
    assert commands.lint(ENVIRONMENT, []) == 0
    alone = started.copy()
    assert [words[0] for words in alone] == ["ruff", "ruff", "mypy"]
    started.clear()
    assert commands.check(ENVIRONMENT, []) == 0
    assert started[:-1] == alone


@pytest.mark.parametrize("command", [commands.lint, commands.check])
def test_a_check_that_fails_is_told_and_the_others_run_all_the_same(started, monkeypatch, capsys, command):
    monkeypatch.setattr(commands, "ensure_for_tests", lambda: None)
    monkeypatch.setattr(commands, "run", lambda words, _folder: started.append(words[2:]) or int("--check" in words))
    assert command(ENVIRONMENT, []) == 1
    assert [words[0] for words in started[:3]] == ["ruff", "ruff", "mypy"]
    assert capsys.readouterr().err == "install: not clean: ruff format --check . (see above)\n"


def test_failed_checks_of_the_javascript_are_told(started, monkeypatch, capsys):
    monkeypatch.setattr(commands.node, "failed_checks", lambda _checkout: ["eslint"])
    assert commands.lint(ENVIRONMENT, []) == 1
    assert capsys.readouterr().err == "install: not clean: eslint (see above)\n"


def test_failed_tests_and_failed_checks_are_both_told(started, monkeypatch, capsys):
    monkeypatch.setattr(commands, "ensure_for_tests", lambda: None)
    monkeypatch.setattr(commands, "run", lambda words, _folder: 1 if "mypy" in words else 3 * ("pytest" in words))
    assert commands.check(ENVIRONMENT, []) == 3
    assert "not clean: mypy" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "pytest_words"), [([], ["-n", "2", "--dist", "loadfile"]), (["-k", "x"], ["-k", "x"])]
)
def test_all_tests_run_in_two_processes_and_chosen_ones_in_one(started, monkeypatch, words, pytest_words):
    monkeypatch.setattr(commands, "ensure_for_tests", lambda: None)
    assert commands.check(ENVIRONMENT, words) == 0
    assert started[-1] == ["pytest", *pytest_words]


def test_installing_the_server_says_how_to_start_it_and_where_the_licence_is_explained(started, monkeypatch, capsys):
    assert layers_of(monkeypatch, commands.install_server) == ["runtime", "server"]
    assert started == []
    told = capsys.readouterr().out
    assert f"{ENVIRONMENT.python.with_name('xlfuncs')} serve\n" in told
    assert "licence" in told
    assert told.rstrip().endswith(str(commands.CHECKOUT / "install" / "SERVER.md"))


def test_start_from_another_folder(tmp_path):
    start = [sys.executable, commands.CHECKOUT / "install", "--help"]
    run = subprocess.run(start, cwd=tmp_path, capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")


def test_start_is_readable_to_any_python():
    source = (commands.CHECKOUT / "install" / "__main__.py").read_bytes()
    assert source.isascii()
    assert not any(newer in source for newer in (b' f"', b"->", b"annotations", b":="))
