"""All that is asked of Windows itself, in one place, so that a made-up Windows can stand in for it.

Thin on purpose: what is done with the answers is plain Python, elsewhere. pywin32 comes with xlwings on Windows.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from xlfuncs.system.user_errors import UserError

Value = tuple[Any, int]  # what a registry value holds, and its type

_NOT_REGISTERED = -2147221164  # REGDB_E_CLASSNOTREG: no server has announced itself yet
_ON_NETWORK = 4  # DRIVE_REMOTE
_BETWEEN_TRIES = 0.1  # seconds
# Without it, a console window would flash up for a program that is started from one without.
_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)


def this() -> Windows:
    """Return the Windows that this runs on; raise UserError elsewhere."""
    if sys.platform != "win32":
        raise UserError(
            "the Excel add-in is for Windows: on this system use the portable workbooks "
            "(type xlfuncs templates DIR) or LibreOffice"
        )
    return Windows()


class Windows:
    """The Windows of this machine, for the user who runs this."""

    python = Path(sys.executable)
    base = Path(sys.base_prefix)

    def folder(self, name: str) -> Path | None:
        """Return the folder that an environment variable names."""
        value = os.environ.get(name)
        return Path(value) if value else None

    def values(self, key: str) -> dict[str, Value]:
        """Return all values of a registry key, such as ``HKCU\\Software``; none when it is not there."""
        winreg = _module("winreg")
        try:
            with winreg.OpenKey(*_hive(key), 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened:
                count = winreg.QueryInfoKey(opened)[1]
                return {name: (data, kind) for name, data, kind in (winreg.EnumValue(opened, i) for i in range(count))}
        except OSError:
            return {}

    def write(self, key: str, name: str, value: Value) -> None:
        """Write a value of a registry key that is there."""
        winreg = _module("winreg")
        with winreg.OpenKey(*_hive(key), 0, winreg.KEY_SET_VALUE) as opened:
            winreg.SetValueEx(opened, name, 0, value[1], value[0])

    def delete(self, key: str, name: str) -> None:
        """Delete a value of a registry key."""
        winreg = _module("winreg")
        with winreg.OpenKey(*_hive(key), 0, winreg.KEY_SET_VALUE) as opened:
            winreg.DeleteValue(opened, name)

    def short_path(self, path: Path) -> str:
        """Return the 8.3 name of a file that is there; the path itself where the disk has none."""
        pywintypes, win32api = _module("pywintypes"), _module("win32api")
        try:
            return str(win32api.GetShortPathName(str(path)))
        except pywintypes.error:
            return str(path)

    def is_on_network(self, folder: Path) -> bool:
        """Return whether a folder is on another machine."""
        network = ("\\\\", "//")
        return folder.anchor.startswith(network) or _module("win32file").GetDriveType(folder.anchor) == _ON_NETWORK

    def is_excel_running(self) -> bool:
        """Return whether this user's Excel is running, with or without a window to be seen."""
        pywintypes = _module("pywintypes")
        try:
            return bool(_module("win32gui").FindWindow("XLMAIN", None))
        except pywintypes.error:
            return False

    def version(self, program: Path) -> str:
        """Return the version in the properties of a program; empty when it has none."""
        pywintypes, win32api = _module("pywintypes"), _module("win32api")
        try:
            fixed = win32api.GetFileVersionInfo(str(program), "\\")
        except pywintypes.error:
            return ""
        numbers = (fixed["FileVersionMS"], fixed["FileVersionLS"])
        return ".".join(f"{n >> 16}.{n & 0xFFFF}" for n in numbers)

    def run(self, command: Sequence[str], limit: float) -> tuple[int, str]:
        """Run a program that shows nothing; return its exit code and what it said of its failure."""
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=limit, creationflags=_NO_WINDOW, check=False
        )
        return done.returncode, done.stderr.decode("utf-8", "replace")

    def call(self, command: Sequence[str], clsid: str, function: tuple[str, str], args: Any, limit: float) -> Any:
        """Start a COM server of xlwings as Excel does, return what a function of it answers, end it."""
        pythoncom, client = _module("pythoncom"), _module("win32com.client")
        deadline = time.monotonic() + limit
        with _started(command) as server:
            while True:
                try:
                    found = pythoncom.CoCreateInstance(
                        clsid, None, pythoncom.CLSCTX_LOCAL_SERVER, pythoncom.IID_IDispatch
                    )
                    return client.Dispatch(found).CallUDF(*function, args)
                except pythoncom.com_error as error:
                    if error.hresult != _NOT_REGISTERED:
                        raise UserError(_reason(error)) from error
                if server.poll() is not None:
                    raise UserError(f"it ended with code {server.returncode}")
                if time.monotonic() > deadline:
                    raise UserError(f"it did not answer in {limit:.0f} s")
                time.sleep(_BETWEEN_TRIES)

    def new_clsid(self) -> str:
        """Return a class identifier that nobody else has."""
        return str(_module("pythoncom").CreateGuid())


def _module(name: str) -> Any:
    """Return a module that only Windows has; xlwings brings those that are not Python's own."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise UserError(f"this Python is incomplete ({error}): run python install in the folder of xlfuncs") from error


def _hive(key: str) -> tuple[Any, str]:
    winreg = _module("winreg")
    hive, _, rest = key.partition("\\")
    return {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}[hive], rest


def _reason(error: Any) -> str:
    """Return what COM, or the server that raised it, says of an error: the last line, which names a Python error."""
    raised = error.excepinfo[2] if error.excepinfo else None
    lines = str(raised or error.strerror).strip().splitlines()
    return lines[-1] if lines else f"COM error {error.hresult}"


@contextmanager
def _started(command: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    silent = subprocess.DEVNULL
    server = subprocess.Popen(command, stdin=silent, stdout=silent, stderr=silent, creationflags=_NO_WINDOW)
    try:
        yield server
    finally:
        # The Python that an environment's python.exe starts in its turn ends with it: they share a job.
        server.kill()
        server.wait()
