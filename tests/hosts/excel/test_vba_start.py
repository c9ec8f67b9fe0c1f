"""How the add-in's VBA finds and starts Python: the settings, the DLL, the command."""

from __future__ import annotations

import shlex
from typing import Any

import pytest
import xlwings
from pyopenvba.interpreter import VBAErrorValue

from tests.hosts.excel.vba import HOME, PYTHON, SETTINGS, Server, Vba

VALUE = VBAErrorValue(2015)
(SETTINGS_FILE,) = SETTINGS
DLL = f"xlwings64-{xlwings.__version__}.dll"


def _vba(settings: str | None = None, **more: Any) -> Vba:
    files = SETTINGS if settings is None else {SETTINGS_FILE: settings}
    return Vba(lambda: Server(lambda *_: 1.0), files, **more)


def _interpreter(settings: str) -> str:
    """Return the interpreter that is started with these settings; "" for none."""
    vba = _vba(settings, libraries="")
    answer = vba.call("NERNST")
    assert answer == (1.0 if vba.outside.commands else VALUE)
    assert not vba.outside.open
    return vba.outside.commands[0][0].split('"')[1] if vba.outside.commands else ""


def _line(path: str) -> str:
    return f'"INTERPRETER_WIN","{path}"'


@pytest.mark.parametrize(
    "settings",
    [
        _line(PYTHON),
        _line(PYTHON) + "\n",
        _line(PYTHON) + "\r\n",
        _line(PYTHON) + "\r\n\r\n",
        f"INTERPRETER_WIN,{PYTHON}\r\n",
        f'"interpreter_win","{PYTHON}"\r\n',
        f'"PYTHONPATH","C:\\a,b"\r\n{_line(PYTHON)}\r\n"UDF_MODULES",""\r\n',
        f"{_line('C:/old/pythonw.exe')}\r\n{_line(PYTHON)}\r\n",
        f'{_line(PYTHON)}\r\n"INTERPRETER_MAC","/usr/bin/python"\r\n',
    ],
)
def test_the_interpreter_is_read_from_the_settings(settings: str) -> None:
    assert _interpreter(settings) == PYTHON


@pytest.mark.parametrize(
    "path",
    [
        r"C:\Program Files\Python 3\pythonw.exe",
        r"C:\Users\Tom & Ann's\x\pythonw.exe",
        r"C:\a,b;(c)\100%\pythonw.exe",
        r"D:\Jürgen\pythonw.exe",
        r"\\server\share\pythonw.exe",
    ],
)
def test_an_interpreter_may_be_anywhere(path: str) -> None:
    assert _interpreter(_line(path)) == path


@pytest.mark.parametrize(
    "settings", ["", "\r\n", '"INTERPRETER_WIN"', '"PYTHONPATH",""\r\n', "{}", '"INTERPRETER_WIN",""']
)
def test_settings_without_an_interpreter_start_nothing(settings: str) -> None:
    assert _interpreter(settings) == ""


def test_without_settings_nothing_is_started() -> None:
    vba = Vba(lambda: Server(lambda *_: 1.0), files={})
    assert vba.call("NERNST") == VALUE
    assert (vba.outside.tried, vba.outside.commands, vba.excel.dialogs) == ([], [], [])


def test_the_command_is_xlwings_server_in_an_isolated_python() -> None:
    vba = _vba()
    vba.call("NERNST")
    ((command, mode),) = vba.outside.commands
    assert mode == 1  # what xlwings' own VBA gives
    assert shlex.split(command.replace("\\", "\\\\")) == [
        PYTHON,
        "-I",
        "-c",
        "import xlfuncs.hosts.xlwings_udfs, xlwings; xlwings.serve('$(CLSID)')",
    ]


@pytest.mark.parametrize("path", [r"C:\Tom & Ann's (x86)\pythonw.exe", r"C:\a b\pythonw.exe"])
def test_the_command_holds_the_interpreter_in_quotes(path: str) -> None:
    vba = _vba(_line(path), libraries="")
    vba.call("NERNST")
    assert vba.outside.commands[0][0].startswith(f'"{path}" -I -c "')


def test_the_dll_beside_the_interpreter_comes_first() -> None:
    vba = _vba(libraries="Scripts")
    assert vba.call("NERNST") == 1.0
    assert vba.outside.tried == [rf"{HOME}\xlfuncs\.venv\Scripts\{DLL}"]


def test_the_dll_above_the_interpreter_comes_second() -> None:
    vba = _vba()
    assert vba.call("NERNST") == 1.0
    assert vba.outside.tried == [rf"{HOME}\xlfuncs\.venv\Scripts\{DLL}", rf"{HOME}\xlfuncs\.venv\{DLL}"]


def test_without_the_dll_nothing_is_started() -> None:
    vba = _vba(libraries="nowhere")
    assert vba.call("NERNST") == VALUE
    assert vba.outside.commands == []


def test_an_excel_of_32_bits_takes_the_other_dll() -> None:
    vba = _vba(win64=False)
    assert vba.call("NERNST") == 1.0
    assert vba.outside.tried[-1] == rf"{HOME}\xlfuncs\.venv\xlwings32-{xlwings.__version__}.dll"
