"""A Windows that is a folder and a file: a user's home with Excel's folders in it, and a registry."""

from __future__ import annotations

import errno
import os
import pickle
import struct
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xlfuncs.hosts.excel.addin import dll_name
from xlfuncs.hosts.excel.server import MODULE
from xlfuncs.hosts.excel.windows import Value, Windows
from xlfuncs.system.user_errors import UserError

TEXT, NUMBER, BINARY = 1, 4, 3  # REG_SZ, REG_DWORD, REG_BINARY
APP_PATHS = r"HKLM\Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
CODE_PAGES = r"HKLM\SYSTEM\CurrentControlSet\Control\Nls\CodePage"
OPTIONS = r"HKCU\Software\Microsoft\Office\16.0\Excel\Options"
MANAGER = r"HKCU\Software\Microsoft\Office\16.0\Excel\Add-in Manager"
POTASSIUM = -89.05869403673188  # NERNST(5,140,1,37): mpmath, 50 digits


class MadeUpWindows(Windows):
    """All that xlfuncs asks of Windows, answered from below one folder."""

    def __init__(self, root: Path, user: str = "Jane", checkout: str = "xlfuncs") -> None:
        self.root, self.home = root, root / "Users" / user
        self.roaming = self.home / "AppData" / "Roaming"
        self.variables: dict[str, Path] = {"USERPROFILE": self.home, "APPDATA": self.roaming}
        self.base = root / "Program Files" / "Python312"
        self.python = self.home / checkout / ".venv" / "Scripts" / "python.exe"
        self.network: Path | None = None
        self.short: str | None = None
        self.running = False
        self.program_version = "16.0.17928.20114"
        self.loading: tuple[int, str] = (0, "")
        self.answer: Any = POTASSIUM
        self.commands: list[list[str]] = []
        self._build()

    def _build(self) -> None:
        self.xlstart.mkdir(parents=True)
        self.python.parent.mkdir(parents=True)
        self.python.touch()
        for bits in (32, 64):
            self.library(bits).touch()
        self._registry.write_bytes(pickle.dumps({}))
        self.set(CODE_PAGES, "ACP", "1252")
        self.add_excel(64)

    @property
    def xlstart(self) -> Path:
        return self.roaming / "Microsoft" / "Excel" / "XLSTART"

    @property
    def addin(self) -> Path:
        return self.xlstart / "xlfuncs.xlam"

    @property
    def older(self) -> Path:
        return self.roaming / "Microsoft" / "AddIns" / "xlfuncs.xlam"

    @property
    def settings(self) -> Path:
        return self.home / ".xlfuncs" / "xlfuncs.conf"

    @property
    def excel(self) -> Path:
        return self.root / "Program Files" / "Microsoft Office" / "root" / "Office16" / "EXCEL.EXE"

    @property
    def _registry(self) -> Path:
        return self.root / "registry"

    def move_excel_to_the_store(self) -> None:
        file = self.root / "Program Files" / "WindowsApps" / "Microsoft.Office.Desktop.Excel_16051" / "EXCEL.EXE"
        file.parent.mkdir(parents=True)
        self.excel.rename(file)
        self.set(APP_PATHS, "", str(file))

    def library(self, bits: int) -> Path:
        return self.python.parent.parent / dll_name(bits)

    def add_excel(self, bits: int) -> None:
        self.excel.parent.mkdir(parents=True, exist_ok=True)
        self.excel.write_bytes(program_header(bits))
        self.set(APP_PATHS, "", str(self.excel))

    def move_python(self, python: Path) -> None:
        libraries = [self.library(bits).name for bits in (32, 64)]
        self.python = python
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()
        for name in libraries:
            (python.parent.parent / name).touch()

    def snapshot(self) -> dict[str, bytes | None]:
        """Return every file with its content, every folder, and the registry among them."""
        return {
            str(path.relative_to(self.root)): path.read_bytes() if path.is_file() else None
            for path in self.root.rglob("*")
        }

    def set(self, key: str, name: str, data: Any) -> None:
        """Put a value into the registry, and the key where need be."""
        kind = {str: TEXT, int: NUMBER, bytes: BINARY}[type(data)]
        keys = self._keys()
        keys.setdefault(key.casefold(), {})[name] = (data, kind)
        self._registry.write_bytes(pickle.dumps(keys))

    def _keys(self) -> dict[str, dict[str, Value]]:
        keys: dict[str, dict[str, Value]] = pickle.loads(self._registry.read_bytes())
        return keys

    def folder(self, name: str) -> Path | None:
        return self.variables.get(name)

    def values(self, key: str) -> dict[str, Value]:
        return self._keys().get(key.casefold(), {})

    def write(self, key: str, name: str, value: Value) -> None:
        keys = self._keys()
        values = keys[key.casefold()]
        values[self._held(values, name) or name] = value
        self._registry.write_bytes(pickle.dumps(keys))

    def delete(self, key: str, name: str) -> None:
        keys = self._keys()
        values = keys[key.casefold()]
        del values[self._held(values, name) or name]
        self._registry.write_bytes(pickle.dumps(keys))

    @staticmethod
    def _held(values: dict[str, Value], name: str) -> str | None:
        """Return a value's name in the letters that it was made with: for Windows all capitals are the same."""
        return next((held for held in values if held.casefold() == name.casefold()), None)

    def short_path(self, path: Path) -> str:
        return self.short or str(path)

    def is_on_network(self, folder: Path) -> bool:
        return self.network is not None and folder.is_relative_to(self.network)

    def is_excel_running(self) -> bool:
        return self.running

    def version(self, program: Path) -> str:
        return self.program_version

    def run(self, command: Sequence[str], limit: float) -> tuple[int, str]:
        assert command[1:3] == ["-I", "-c"]
        self.commands.append(list(command))
        return self.loading

    def call(self, command: Sequence[str], clsid: str, function: tuple[str, str], args: Any, limit: float) -> Any:
        assert (function, args) == ((MODULE, "NERNST"), (5.0, 140.0, 1.0, 37.0))
        assert clsid in command[-1]
        self.commands.append(list(command))
        if isinstance(self.answer, UserError):
            raise self.answer
        return self.answer

    def new_clsid(self) -> str:
        return "{12345678-1234-1234-1234-123456789ABC}"


def program_header(bits: int) -> bytes:
    """Return how a Windows program of 32 or 64 bits begins."""
    machine, width = {32: (0x14C, 0x10B), 64: (0x8664, 0x20B)}[bits]
    return struct.pack("<2s58xI", b"MZ", 0x80) + bytes(64) + b"PE\0\0" + struct.pack("<H18xH", machine, width)


class Held:
    """Makes the replacing and removing of files fail as Windows does while another program holds them."""

    def __init__(self, monkeypatch: Any, *files: Path) -> None:
        for name in ("replace", "unlink"):
            monkeypatch.setattr(Path, name, self._refusing(name, getattr(Path, name), files))

    @staticmethod
    def _refusing(name: str, real: Any, files: tuple[Path, ...]) -> Any:
        def refusing(self: Path, *args: Any, **options: Any) -> Any:
            if (Path(args[0]) if name == "replace" else self) in files:
                raise PermissionError(errno.EACCES, "sharing violation", str(self), 32, str(args[0]) if args else None)
            return real(self, *args, **options)

        return refusing


def killed_after(monkeypatch: Any, steps: int) -> None:
    """End the process, as a power failure does, before the step that comes after so many that change something."""
    left = [steps]
    changes = [(Path, n) for n in ("write_bytes", "replace", "unlink", "mkdir", "rmdir")]
    for owner, name in [*changes, (MadeUpWindows, "write"), (MadeUpWindows, "delete")]:
        monkeypatch.setattr(owner, name, _counted(getattr(owner, name), left))


def _counted(real: Any, left: list[int]) -> Any:
    def counted(self: Any, *args: Any, **options: Any) -> Any:
        # The registry's own file is changed within a step.
        inside = sys._getframe(1).f_globals["__name__"] == __name__
        if not inside:
            if not left[0]:
                os._exit(9)
            left[0] -= 1
        return real(self, *args, **options)

    return counted
