"""What a person is told when the add-in cannot be installed: nothing is started here but small scripts."""

from __future__ import annotations

import ast
import errno
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.libreoffice import told
from xlfuncs.hosts.libreoffice import installation, libraries
from xlfuncs.hosts.libreoffice import office as program
from xlfuncs.hosts.libreoffice import profile as contents
from xlfuncs.hosts.libreoffice.installation import check, install, suitable_python
from xlfuncs.hosts.libreoffice.office import Interpreter, LibreOffice, Run
from xlfuncs.system.user_errors import AGAIN, UserError

OWN = program.interpreter(Path(sys.executable), {})
GOOD = Interpreter((3, 12), OWN.platform, has_uno=True)
OUTCOME = {"before": None, "after": "1"}


@pytest.fixture
def office(monkeypatch, tmp_path):
    """Make up a LibreOffice; return what sets the Python that it has."""
    found = LibreOffice(tmp_path / "program" / "soffice")
    monkeypatch.setattr(program, "find", lambda: found)
    monkeypatch.setattr(program, "interpreter", lambda *_: OWN)
    monkeypatch.setattr(installation, "_fault", lambda *_: "")

    def has(python):
        monkeypatch.setattr(LibreOffice, "interpreter", lambda _office: python)
        return found

    has(GOOD)
    return has


def test_a_good_python_will_do(office):
    assert suitable_python(office(GOOD)) == GOOD


@pytest.mark.parametrize(
    ("python", "words"),
    [
        (Interpreter((3, 9), OWN.platform, True), "brings Python 3.9; the functions need 3.11 or newer: install"),
        (Interpreter((3, 12), "win32 32-bit", True), "is for win32 32-bit, the one that runs this for"),
        (Interpreter((3, 12), OWN.platform, False), "python3-uno"),
    ],
)
def test_a_python_that_will_not_do_is_told_with_the_remedy(office, python, words):
    with pytest.raises(UserError, match=words) as told:
        suitable_python(office(python))
    assert "\n" not in str(told.value)
    assert str(told.value).endswith(AGAIN)
    health = check()
    assert not health.fine
    assert words in health.words


def test_a_python_that_does_not_start_is_told(tmp_path):
    with pytest.raises(UserError, match="does not start"):
        program.interpreter(tmp_path / "python", {})


def test_offline_is_told_and_nothing_is_left(office, monkeypatch, tmp_path, capsys):
    def pip(arguments, **_):
        return subprocess.CompletedProcess(arguments, 1, "Failed to establish a new connection: [Errno -2]")

    monkeypatch.setattr(libraries.subprocess, "run", pip)
    with pytest.raises(UserError, match="check the network"):
        install(tmp_path / "profile")
    assert list((tmp_path / "profile").iterdir()) == []
    assert capsys.readouterr().err == ""


def test_what_pip_never_said_before_is_shown(office, monkeypatch, tmp_path, capsys):
    said = "a new kind of trouble"
    monkeypatch.setattr(libraries.subprocess, "run", lambda a, **_: subprocess.CompletedProcess(a, 1, said))
    with pytest.raises(UserError, match="its last lines above say why"):
        install(tmp_path / "profile")
    assert capsys.readouterr().err == f"{said}\n"


@pytest.mark.parametrize(
    ("run", "words"),
    [
        (Run(0, '{"failure": "disk full"}\n', ""), r"did not do it \(disk full\)"),
        (Run(0, '{"disturbed": "another runs"}\n', ""), r"could not be asked \(another runs\)"),
        (Run(1, "", "Traceback\nModuleNotFoundError: uno\n"), r"could not be asked \(ModuleNotFoundError: uno\)"),
        (Run(-9, "", ""), r"could not be asked \(code -9\)"),
    ],
)
def test_what_libreoffice_refuses_is_told_and_nothing_is_left(office, monkeypatch, tmp_path, run, words):
    monkeypatch.setattr(libraries, "fetch", lambda _interpreter, folder, _lock: folder.mkdir())
    monkeypatch.setattr(program, "run", lambda *_: run)
    with pytest.raises(UserError, match=words) as told:
        install(tmp_path / "profile")
    assert str(told.value).endswith(AGAIN)
    assert list((tmp_path / "profile").iterdir()) == []


def test_time_that_is_up_is_told(office, monkeypatch, tmp_path):
    def run(*_):
        raise subprocess.TimeoutExpired("soffice", 300)

    monkeypatch.setattr(libraries, "fetch", lambda _interpreter, folder, _lock: folder.mkdir())
    monkeypatch.setattr(program, "run", run)
    with pytest.raises(UserError, match="did not finish in 300 s"):
        install(tmp_path / "profile")


def test_too_little_room_is_told(office, monkeypatch, tmp_path):
    monkeypatch.setattr(libraries, "fetch", lambda _interpreter, folder, _lock: folder.mkdir())
    monkeypatch.setattr(contents.shutil, "disk_usage", lambda _folder: SimpleNamespace(free=1000))
    with pytest.raises(UserError, match="make room for 1 MB"):
        install(tmp_path / "profile")


def test_a_wrong_value_is_told_with_the_way_out(office, monkeypatch, tmp_path):
    monkeypatch.setattr(libraries, "fetch", lambda _interpreter, folder, _lock: folder.mkdir())
    monkeypatch.setattr(program, "run", lambda *_: Run(0, json.dumps(OUTCOME), ""))
    monkeypatch.setattr(installation, "_fault", lambda *_: "LibreOffice calculates =NERNST(5;140;1;37) as Err:504")
    with pytest.raises(UserError, match="Err:504: report it; to take it out: ") as caught:
        install(tmp_path / "profile")
    assert told(str(caught.value)) == ["xlfuncs", "remove", "libreoffice", "--profile", str(tmp_path / "profile")]


def test_programs_end_together_when_time_is_up(tmp_path):
    script = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'input()'], stdin=subprocess.PIPE).wait()"
    with pytest.raises(subprocess.TimeoutExpired):
        program.run([sys.executable, "-c", script], {}, 0.5)


def test_the_register_is_readable_to_the_python_of_an_old_libreoffice():
    source = Path(program.__file__).with_name("register.py").read_text("utf-8")
    ast.parse(source, feature_version=(3, 8))


def test_a_profile_that_cannot_be_written_is_told(office, monkeypatch, tmp_path):
    def refuse(path, **_):
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(OSError, match="Read-only") as told:
        install(tmp_path / "profile")
    assert told.value.filename.endswith("xlfuncs-install")
