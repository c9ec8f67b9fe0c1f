"""What is asked of Windows, with stand-ins for its modules; the servers that are started are real programs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from xlfuncs.hosts.excel import windows
from xlfuncs.hosts.excel.windows import Windows
from xlfuncs.system import health
from xlfuncs.system.user_errors import UserError

CLSID = "{12345678-1234-1234-1234-123456789ABC}"
WAITING = [sys.executable, "-c", "import time; time.sleep(60)"]


class Opened:
    """An open registry key."""

    def __init__(self, values):
        self.values = values

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


@pytest.fixture
def registry(monkeypatch):
    """Stand in for winreg; return the values of its one key, which can only be written to when opened for that."""
    values = {"": ("text", 1), "count": (7, 4)}
    asked = []

    def opened(hive, key, reserved, access):
        asked.append((hive, access))
        if key != r"Software\xlfuncs":
            raise FileNotFoundError(2, "no such key")
        return Opened(values)

    def written(key, name, reserved, kind, data):
        key.values[name] = (data, kind)

    stand_in = SimpleNamespace(
        HKEY_CURRENT_USER="user",
        HKEY_LOCAL_MACHINE="machine",
        KEY_READ=1,
        KEY_WOW64_64KEY=2,
        KEY_SET_VALUE=4,
        OpenKey=opened,
        QueryInfoKey=lambda key: (0, len(key.values), 0),
        EnumValue=lambda key, i: [(name, *value) for name, value in key.values.items()][i],
        SetValueEx=written,
        DeleteValue=lambda key, name: key.values.pop(name),
    )
    monkeypatch.setitem(sys.modules, "winreg", stand_in)
    return values, asked


def test_the_registry(registry):
    values, asked = registry
    here = Windows()
    assert here.values(r"HKLM\Software\xlfuncs") == values
    assert here.values(r"HKCU\Software\nothing") == {}
    here.write(r"HKCU\Software\xlfuncs", "new", ("data", 2))
    assert values["new"] == ("data", 2)
    here.delete(r"HKCU\Software\xlfuncs", "")
    assert list(values) == ["count", "new"]
    assert asked == [("machine", 3), ("user", 3), ("user", 4), ("user", 4)]


def test_folders(monkeypatch):
    monkeypatch.setenv("APPDATA", "a b")
    monkeypatch.setenv("USERPROFILE", "")
    assert Windows().folder("APPDATA") == Path("a b")
    assert Windows().folder("USERPROFILE") is None
    monkeypatch.delenv("APPDATA")
    assert Windows().folder("APPDATA") is None


class PywinError(Exception):
    pass


def stand_in(monkeypatch, name, **functions):
    monkeypatch.setitem(sys.modules, "pywintypes", SimpleNamespace(error=PywinError))
    monkeypatch.setitem(sys.modules, name, SimpleNamespace(**functions))


def fail(*_):
    raise PywinError


def test_is_excel_running(monkeypatch):
    for find, answer in ((lambda *_: 132, True), (lambda *_: 0, False), (fail, False)):
        stand_in(monkeypatch, "win32gui", FindWindow=find)
        assert Windows().is_excel_running() is answer


def test_the_version_of_a_program(monkeypatch):
    fixed = {"FileVersionMS": 16 << 16, "FileVersionLS": (17928 << 16) + 20114}
    stand_in(monkeypatch, "win32api", GetFileVersionInfo=lambda *_: fixed)
    assert Windows().version(Path("EXCEL.EXE")) == "16.0.17928.20114"
    stand_in(monkeypatch, "win32api", GetFileVersionInfo=fail)
    assert Windows().version(Path("EXCEL.EXE")) == ""


def test_short_paths_and_networks(monkeypatch):
    stand_in(monkeypatch, "win32api", GetShortPathName=lambda path: path.upper())
    assert Windows().short_path(Path("a")) == "A"
    stand_in(monkeypatch, "win32api", GetShortPathName=fail)
    assert Windows().short_path(Path("a")) == "a"
    for kind, answer in ((3, False), (4, True)):
        stand_in(monkeypatch, "win32file", GetDriveType=lambda _, kind=kind: kind)
        assert Windows().is_on_network(Path("C:/Users")) is answer
    # What Windows says of a share that it cannot reach just now.
    stand_in(monkeypatch, "win32file", GetDriveType=lambda _: 1)
    assert Windows().is_on_network(Path("//server/home/Jane"))


def test_running_a_program():
    program = "import sys; print('shown'); sys.stderr.buffer.write(b'not \\xff shown'); sys.exit(3)"
    assert Windows().run([sys.executable, "-c", program], 60) == (3, "not \ufffd shown")
    with pytest.raises(subprocess.TimeoutExpired):
        Windows().run(WAITING, 0.1)


class ComError(Exception):
    def __init__(self, hresult, strerror="", excepinfo=None):
        self.hresult, self.strerror, self.excepinfo = hresult, strerror, excepinfo


@pytest.fixture
def com(monkeypatch):
    """Stand in for COM, where a server announces itself at the third try; what a call gives can be set."""
    tries = []
    made = SimpleNamespace(answer=lambda *_: 1.5, tries=tries, announced=3)

    def create(clsid, outer, context, interface):
        assert (clsid, outer, context, interface) == (CLSID, None, 4, "dispatch")
        tries.append(clsid)
        if len(tries) < made.announced:
            raise ComError(windows._NOT_REGISTERED, "Class not registered")
        return "found"

    def dispatch(found):
        assert found == "found"
        return SimpleNamespace(CallUDF=lambda *args: made.answer(*args))

    pythoncom = SimpleNamespace(
        CoCreateInstance=create, com_error=ComError, CLSCTX_LOCAL_SERVER=4, IID_IDispatch="dispatch"
    )
    monkeypatch.setitem(sys.modules, "pythoncom", pythoncom)
    monkeypatch.setitem(sys.modules, "win32com", SimpleNamespace())
    monkeypatch.setitem(sys.modules, "win32com.client", SimpleNamespace(Dispatch=dispatch))
    return made


@pytest.fixture
def started(monkeypatch):
    """Note the programs that are started, and see that none outlives its test."""
    programs, real = [], subprocess.Popen

    def start(*args, **options):
        programs.append(real(*args, **options))
        return programs[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    yield programs
    assert all(program.returncode is not None for program in programs)


def call(command=WAITING, limit=60):
    return Windows().call(command, CLSID, ("module", "NERNST"), (5.0,), limit)


def test_a_server_is_started_asked_and_ended(com, started):
    asked = []
    com.answer = lambda *args: asked.append(args) or -89.0
    assert call() == -89.0
    assert asked == [("module", "NERNST", (5.0,))]
    assert len(com.tries) == 3
    assert len(started) == 1


def test_a_server_that_ends_at_once(com, started):
    com.announced = 10**9
    with pytest.raises(UserError, match="it ended with code 5"):
        call([sys.executable, "-c", "import sys; sys.exit(5)"])


def test_a_server_that_never_announces_itself(com, started):
    com.announced = 10**9
    with pytest.raises(UserError, match="it did not answer in 0 s"):
        call(limit=0.3)
    assert started[0].returncode != 0  # as it would have been after its minute


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ComError(-2147024891, "Access is denied."), "Access is denied."),
        (
            ComError(-2147352567, "Exception", (0, "Python", "Traceback:\n  x\nValueError: bad\n", None)),
            "ValueError: bad",
        ),
        (ComError(-2147352567, "Exception occurred.", (0, None, None, None)), "Exception occurred."),
        (ComError(-2147352567, ""), "COM error -2147352567"),
    ],
)
def test_a_server_that_fails(com, started, error, words):
    def fail(*_):
        raise error

    com.answer = fail
    with pytest.raises(UserError, match=f"^{words}$"):
        call()


def test_a_class_identifier_of_its_own(monkeypatch):
    monkeypatch.setitem(sys.modules, "pythoncom", SimpleNamespace(CreateGuid=lambda: CLSID))
    assert Windows().new_clsid() == CLSID


def test_a_python_without_pywin32(monkeypatch):
    monkeypatch.setitem(sys.modules, "pythoncom", None)
    with pytest.raises(UserError, match="run python install in the folder of xlfuncs"):
        Windows().new_clsid()


@pytest.mark.skipif(os.name == "nt", reason="for other systems")
def test_elsewhere_there_is_no_windows():
    with pytest.raises(UserError, match="for Windows"):
        windows.this()


def test_on_windows_there_is(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    assert isinstance(windows.this(), Windows)


def test_nothing_of_windows_is_imported_before_it_is_asked_for():
    program = (
        "import sys, xlfuncs.hosts.excel.windows, xlfuncs.hosts.excel.settings; "
        "print([m for m in ('winreg', 'pythoncom', 'win32api') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("folder", "command"),
    [
        ("C:/xlfuncs/.venv/Scripts", "C:/xlfuncs/.venv/Scripts/xlfuncs remove excel"),
        ("C:/R&D/José's (50%)", r".\xlfuncs remove excel (in the folder C:/R&D/José's (50%))"),
        ("C:/My Documents", r".\xlfuncs remove excel (in the folder C:/My Documents)"),
    ],
)
def test_commands_that_are_told_can_be_typed_in_both_shells(monkeypatch, folder, command):
    monkeypatch.setattr(health.shutil, "which", lambda _: None)
    monkeypatch.setattr(sys, "executable", f"{folder}/python.exe")
    monkeypatch.setattr(sys, "platform", "win32")
    assert health.typed("remove", "excel") == command
    monkeypatch.setattr(health.shutil, "which", lambda name: f"/another/installation/{name}")
    assert health.typed("remove", "excel") == command
    monkeypatch.setattr(health.shutil, "which", lambda name: f"{folder}/{name}.EXE")
    assert health.typed("remove", "excel") == "xlfuncs remove excel"
