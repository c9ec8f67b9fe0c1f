"""Older add-ins of ours that Excel still knows of: put among its add-ins by hand, or by an earlier way of installing.

Where Excel keeps them: its own entries in the registry, written anew whenever it ends
(bettersolutions.com/vba/add-ins/registry-keys.htm). It opens those of one sequence, and none after a missing number
(Microsoft's article Q99788).
"""

from __future__ import annotations

import re
from pathlib import Path

from xlfuncs.formulas.calls import ADDIN_FILE
from xlfuncs.hosts.excel.addin import is_ours
from xlfuncs.hosts.excel.settings import folder
from xlfuncs.hosts.excel.windows import Value, Windows

_VERSIONS = ("16.0", "15.0", "14.0")  # Excel 2016 and later, 2013, 2010
_OPENED = re.compile(r"OPEN(\d*)", re.IGNORECASE)
_OURS = re.compile(rf'(^|[\\/"]|^/R\s+){re.escape(ADDIN_FILE)}"?\s*$', re.IGNORECASE)


def found(windows: Windows) -> list[str]:
    """Say what is left behind, and where."""
    return [str(file) for file in _files(windows)] + [
        f"{key}\\{name}" for key, entries in _keys(windows).items() for name in _our_names(key, entries)
    ]


def clear(windows: Windows) -> None:
    """Remove what is left behind; Excel must not be running, or it would write its entries back."""
    for file in _files(windows):
        file.unlink()
    for key, entries in _keys(windows).items():
        if key.endswith("Options"):
            _close_gaps(windows, key, entries)
        else:
            for name in _our_names(key, entries):
                windows.delete(key, name)


def _files(windows: Windows) -> list[Path]:
    file = folder(windows, "APPDATA") / "Microsoft" / "AddIns" / ADDIN_FILE
    return [file] if is_ours(file) else []


def _keys(windows: Windows) -> dict[str, dict[str, Value]]:
    """Return Excel's lists of add-ins: those that it opens, in their order, and those that it only knows."""
    lists = {}
    for version in _VERSIONS:
        key = rf"HKCU\Software\Microsoft\Office\{version}\Excel"
        # In capitals, as Excel writes them: for Windows `open` is the same name.
        options = {n.upper(): v for n, v in windows.values(rf"{key}\Options").items() if _OPENED.fullmatch(n)}
        lists[rf"{key}\Options"] = dict(sorted(options.items(), key=lambda entry: _position(entry[0])))
        lists[rf"{key}\Add-in Manager"] = windows.values(rf"{key}\Add-in Manager")
    return lists


def _our_names(key: str, entries: dict[str, Value]) -> list[str]:
    by_content = key.endswith("Options")
    return [name for name, (data, _) in entries.items() if _OURS.search(str(data) if by_content else name)]


def _close_gaps(windows: Windows, key: str, entries: dict[str, Value]) -> None:
    """Remove our entries and number the others as Excel does: OPEN, OPEN1, OPEN2.

    From the first to the last, so that one that is interrupted has some entry twice, which Excel opens once, and
    none lost.
    """
    ours = set(_our_names(key, entries))
    if not ours:
        return
    kept = [value for name, value in entries.items() if name not in ours]
    names = [f"OPEN{i or ''}" for i in range(len(kept))]
    for name, value in zip(names, kept, strict=True):
        if entries.get(name) != value:
            windows.write(key, name, value)
    for name in reversed(entries):
        if name not in names:
            windows.delete(key, name)


def _position(name: str) -> int:
    return int(name[len("OPEN") :] or 0)
