"""The Excel of this machine, and the Python that it can start."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlfuncs.hosts.excel.windows import Windows
from xlfuncs.system.user_errors import UserError

_APP_PATHS = r"Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_CLICK_TO_RUN = r"HKLM\Software\Microsoft\Office\ClickToRun\Configuration"
_UNKNOWN = "16.0"  # all since 2016, Microsoft 365 among them
# In the header of a program: where the part on its making begins, and how wide its addresses are.
_PE_OFFSET, _PE_MARK, _WIDTH_OFFSET, _IS_32_BIT = 0x3C, b"PE\0\0", 24, 0x10B


@dataclass(frozen=True)
class Excel:
    """An installed Excel."""

    file: Path
    version: str
    bits: int

    @property
    def name(self) -> str:
        """What it is called in a line."""
        return f"Excel {self.version} ({self.bits}-bit)"


def find(windows: Windows) -> Excel | None:
    """Return the Excel of this machine, None when there is none."""
    for named in (f"HKCU\\{_APP_PATHS}", f"HKLM\\{_APP_PATHS}"):
        path = str(value(windows, named, "") or "").strip('"')
        if path and Path(path).is_file():
            return _looked_at(windows, Path(path))
    folder = value(windows, _CLICK_TO_RUN, "InstallationPath")
    file = Path(str(folder), "root", "Office16", "EXCEL.EXE") if folder else None
    return _looked_at(windows, file) if file and file.is_file() else None


def office_key(excel: Excel | None) -> str:
    """Return the number under which this Excel keeps its settings in the registry."""
    major = excel.version.split(".")[0] if excel else ""
    return f"{major}.0" if major.isdigit() else _UNKNOWN


def bits(excel: Excel | None) -> int:
    """Return the width of Excel; of one that is not here yet, that of nearly all today."""
    return excel.bits if excel else 64


def require_visible_files(windows: Windows) -> None:
    """See that what this Python writes can be seen by Excel.

    Windows gives a program from its Store a private copy of AppData and of the registry
    (docs.python.org/3/using/windows.html, "Redirection of local data, registry, and temporary paths").
    """
    if _is_from_store(windows.base):
        raise UserError(
            "this Python is from the Microsoft Store, and Excel does not see what it installs: install Python from "
            "python.org, remove the folder .venv, then run: python install excel"
        )


def require_startable_python(excel: Excel | None) -> None:
    """See that Excel can start programs: one from the Store cannot (github.com/xlwings/xlwings/issues/1166)."""
    if excel and _is_from_store(excel.file):
        raise UserError(
            "this Excel is from the Microsoft Store, which keeps add-ins from starting Python: install Excel from "
            "office.com, or use workbooks that need no add-in (type xlfuncs templates DIR)"
        )


def value(windows: Windows, key: str, name: str) -> Any:
    """Return what a value in the registry holds, None when it is not there; their names know no capitals."""
    held = {n.casefold(): data for n, (data, _) in windows.values(key).items()}
    return held.get(name.casefold())


def _is_from_store(place: Path) -> bool:
    return "windowsapps" in (part.lower() for part in place.parts)


def _looked_at(windows: Windows, file: Path) -> Excel:
    return Excel(file, windows.version(file) or _UNKNOWN, _width(windows, file))


def _width(windows: Windows, file: Path) -> int:
    """Return whether a program is of 32 or 64 bits; what Office was installed as, where it cannot be read."""
    try:
        with file.open("rb") as opened:
            header = opened.read(4096)
        (at,) = struct.unpack_from("<I", header, _PE_OFFSET)
        (width,) = struct.unpack_from("<H", header, at + _WIDTH_OFFSET)
        if header[at : at + len(_PE_MARK)] == _PE_MARK:
            return 32 if width == _IS_32_BIT else 64
    except (OSError, struct.error):
        pass
    return 32 if value(windows, _CLICK_TO_RUN, "Platform") == "x86" else 64
