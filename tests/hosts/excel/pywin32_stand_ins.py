"""Stand-ins for pywin32 at its outermost edge, so that xlwings' real Windows code runs anywhere.

Only what Excel itself would be is made up: the modules of pywin32 and a Range with its Value. Everything
between, xlwings.udfs, xlwings.com_server and the converters, is the installed xlwings.
"""

from __future__ import annotations

import asyncio  # noqa: F401  (must be imported while the platform is still the real one)
import ctypes
import shutil  # noqa: F401  (likewise)
import sys
import types
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock, patch

MODULE = "xlfuncs.hosts.xlwings_udfs"
RANGE_IID = "{00020846-0000-0000-C000-000000000046}"


_MODULES = """
pythoncom pywintypes win32api win32con win32event win32gui win32process win32timezone win32com win32com.client
win32com.client.gencache win32com.client.dynamic win32com.server win32com.server.dispatcher win32com.server.policy
win32com.server.util winreg
"""
_CLASSES = {"CDispatch", "CoClassBaseClass", "DispatchBaseClass"}  # xlwings asks isinstance of these


class _Module(types.ModuleType):
    """A module in which every name exists."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = type(name, (), {}) if name in _CLASSES else MagicMock(name=name)
        setattr(self, name, value)
        return value


def install() -> None:
    """Put the stand-ins in place and import xlwings as Windows would."""
    import numpy  # noqa: F401  (must be imported while the platform is still the real one)

    for name in _MODULES.split():
        module = _Module(name)
        module.__path__ = []  # type: ignore[attr-defined]
        sys.modules[name] = module
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, module)
    pywintypes = sys.modules["pywintypes"]
    pywintypes.TimeType = datetime
    pywintypes.IID = lambda text: text
    pywintypes.com_error = type("com_error", (Exception,), {})
    sys.modules["win32com.server.policy"].DesignatedWrapPolicy = type("DesignatedWrapPolicy", (), {})
    sys.modules["pythoncom"].__file__ = "pythoncom.dll"
    sys.modules["win32com.server.util"].unwrap = _not_wrapped
    with (
        patch.object(sys, "platform", "win32"),
        patch.multiple(ctypes, create=True, oledll=MagicMock(), windll=MagicMock(), PyDLL=MagicMock()),
    ):
        import xlwings.com_server
        import xlwings.udfs  # noqa: F401


def _not_wrapped(value: Any) -> Any:
    raise TypeError("an argument of a worksheet function is never a wrapped Python object")


class FakeRange:
    """A block of cells as Excel's COM object gives it: a tuple of tuples, one cell as itself."""

    def __init__(self, rows: list[list[Any]]) -> None:
        self.Value = rows[0][0] if len(rows) == len(rows[0]) == 1 else tuple(tuple(row) for row in rows)
        self.Rows = types.SimpleNamespace(Count=len(rows))
        self.Columns = types.SimpleNamespace(Count=len(rows[0]))
        self.Row = self.Column = 1
        self.Worksheet = MagicMock()
        self._oleobj_ = MagicMock()
        self._oleobj_.GetTypeInfo().GetTypeAttr().iid = RANGE_IID


def call(function: str, *args: Any) -> Any:
    """Call a worksheet function as the add-in's VBA does, through xlwings' own COM server object."""
    from xlwings.com_server import XLPython

    server = XLPython()
    return server.CallUDF(MODULE, function, args)


def imported() -> dict[str, Any]:
    """Return what xlwings makes of our module for an add-in of its own: the VBA, and what it tells Excel."""
    from xlwings.udfs import import_udfs

    told, texts = [], []

    def options(*args: Any, **named: Any) -> None:
        told.append((args, named))

    def keep(path: str) -> None:
        texts.append(Path(path).read_text())

    excel = types.SimpleNamespace(Version="16.0", MacroOptions=options)
    project = types.SimpleNamespace(VBComponents=MagicMock(Import=keep))
    import_udfs(
        MODULE, types.SimpleNamespace(Name="xlfuncs.xlam", FullName=__file__, VBProject=project, Application=excel)
    )
    return {"vba": texts, "told": told}


def as_argument(value: Any) -> Any:
    """Return rows as a range, anything else as the value that a formula holds itself."""
    return FakeRange(value) if isinstance(value, list) else value
