"""Runs the add-in's VBA in pyOpenVBA's interpreter, as it stands in the built file.

Made up is only what is outside of VBA: the user's files and environment, Windows' and xlwings' DLLs, and the COM
object that they start. pyOpenVBA refuses these by design, so the declared functions and the few of VBA's own that
reach outside are here procedures of a second module, and so are the three statements for files, word for word.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from pyopenvba import ExcelFile
from pyopenvba.apps.excel import ExcelApplication, Range
from pyopenvba.interpreter import (
    EMPTY,
    MISSING,
    NULL,
    VBAArray,
    VBACurrency,
    VBADate,
    VBAErrorValue,
    VBAInt,
    VBAObject,
    VBARuntimeError,
    method,
)
from pyopenvba.interpreter._preprocess import strip_directives

from xlfuncs.formulas.calls import ADDIN_FILE
from xlfuncs.hosts.excel.addin import write_addin
from xlfuncs.hosts.excel.vba import MODULE_NAME

CELL_ERROR = -2146828288  # 0x800A0000: how COM numbers an error cell, plus Excel's own number
MISSING_ARGUMENT = -2147352572  # DISP_E_PARAMNOTFOUND
PYTHON_EXCEPTION = -2147352567  # DISP_E_EXCEPTION
NOT_THERE = 462  # "The remote server machine does not exist or is unavailable"

# What a statement for files says becomes a call with the same operands.
_STATEMENTS = {
    r"Open (.+) For Input As #file\b": r"OpenForInput \1, file",
    r"Input #file, key, value\b": r"InputTwo file, key, value",
    r"Close #file\b": r"CloseFile file",
}
_OUTSIDE = """
Public Outside As Object
Public Function LoadLibraryW(ByVal path As Variant) As Variant
    LoadLibraryW = Outside.LoadLibrary(path)
End Function
Public Function XLPyDLLActivateAuto(ByRef result As Variant, Optional ByVal Config As String = "", _
        Optional ByVal mode As Long = 1) As Long
    XLPyDLLActivateAuto = Outside.Start(Config, mode)
    If XLPyDLLActivateAuto = 0 Then
        Set result = Outside.Started()
    Else
        result = "no Python"
    End If
End Function
Public Function StrPtr(ByVal text As String) As Variant
    StrPtr = text
End Function
Public Function Environ(ByVal name As String) As String
    Environ = Outside.Variable(name)
End Function
Public Function FreeFile() As Integer
    FreeFile = 1
End Function
Public Sub OpenForInput(ByVal path As String, ByVal file As Integer)
    Outside.OpenFile path
End Sub
Public Function EOF(ByVal file As Integer) As Boolean
    EOF = Outside.AtEnd()
End Function
Public Sub InputTwo(ByVal file As Integer, ByRef key As String, ByRef value As String)
    key = Outside.NextField()
    value = Outside.NextField()
End Sub
Public Sub CloseFile(ByVal file As Integer)
    Outside.CloseFile
End Sub
"""
# A field of `Input #` into a String, [MS-VBAL] 5.4.5.6: in quotes or up to the next comma or the end of the line.
_FIELD = re.compile(r'[ \t]*(?:"([^"]*)"[^,\r\n]*|([^,\r\n]*))(?:,|\r\n|\r|\n|$)')

HOME = r"C:\Users\Ada"
PYTHON = HOME + r"\xlfuncs\.venv\Scripts\pythonw.exe"
SETTINGS = {rf"{HOME}\.xlfuncs\xlfuncs.conf": f'"INTERPRETER_WIN","{PYTHON}"\r\n'}


class Server(VBAObject):
    """The COM object; values pass through it as through pywin32."""

    def __init__(self, answer: Callable[[str, str, tuple[Any, ...]], Any]) -> None:
        self._answer = answer
        self._gone: VBARuntimeError | None = None

    @method
    def Bool(self, value: Any) -> Any:
        if self._gone:
            raise self._gone
        return value

    @method
    def CallUDF(self, script: Any, name: Any, arguments: Any) -> Any:
        values = received(arguments)
        try:
            return sent(self._answer(script, name, values))
        except VBARuntimeError as gone:
            self._gone = gone
            raise
        except Exception as error:
            raise VBARuntimeError(PYTHON_EXCEPTION, repr(error)) from error


class Outside(VBAObject):
    """The computer around VBA: `libraries` are the DLLs on it, by a part of their paths."""

    def __init__(self, start: Callable[[], VBAObject | None], files: dict[str, str], libraries: str) -> None:
        self._start, self.files, self._libraries = start, files, libraries
        self.tried: list[str] = []  # DLLs
        self.commands: list[tuple[str, int]] = []
        self.open = False
        self._server: VBAObject | None = None
        self._text, self._at = "", 0

    @method
    def LoadLibrary(self, path: Any) -> Any:
        self.tried.append(path)
        return VBAInt(int(re.search(self._libraries, path) is not None), "Long")

    @method
    def Start(self, command: Any, mode: Any) -> Any:
        self.commands.append((command, int(mode)))
        self._server = self._start()
        return VBAInt(0 if self._server else 1, "Long")

    @method
    def Started(self) -> Any:
        return self._server

    @method
    def Variable(self, name: Any) -> Any:
        return {"USERPROFILE": HOME}[name]

    @method
    def OpenFile(self, path: Any) -> Any:
        if path not in self.files:
            raise VBARuntimeError(53, "File not found")
        self._text, self._at = self.files[path], 0
        self.open = True

    @method
    def CloseFile(self) -> Any:
        self.open = False

    @method
    def AtEnd(self) -> Any:
        return self._at >= len(self._text)

    @method
    def NextField(self) -> Any:
        if self.AtEnd():
            raise VBARuntimeError(62, "Input past end of file")
        field = _FIELD.match(self._text, self._at)
        self._at = field.end()
        return (field[1] if field[1] is not None else field[2]).rstrip()


class Vba:
    """The add-in's module of functions, ready to be called as Excel calls it."""

    def __init__(
        self,
        start: Callable[[], VBAObject | None],
        files: dict[str, str] = SETTINGS,
        libraries: str = r"\\\.venv\\xlwings",
        win64: bool = True,
        text: str = "",
    ) -> None:
        self.excel = ExcelApplication()
        self.excel.add_workbook()
        self.outside = Outside(start, files, libraries)
        module = self.excel.add_module(_runnable(text or source(MODULE_NAME), win64), name=MODULE_NAME)
        module.parsed.declares.clear()
        edge = self.excel.add_module(_OUTSIDE, name="Edge")
        self.excel.interpreter.initialise()
        edge.variables["outside"].set(self.outside)
        self._column = 1  # where the next range begins
        # pyOpenVBA leaves out what is beyond the last used cell; Excel does not.
        self.excel.sheet(1).sheet.cell(1_048_576, 16_384, create=True).value = 0.0

    def call(self, function: str, *arguments: Any) -> Any:
        """Return what a cell gets: a value, a list (a row), or rows."""
        self._column = 1
        return plain(self.excel.interpreter.run(function, list(arguments)))

    def range(self, rows: list[list[Any]], *, areas: int = 1) -> Range:
        """Return a range with these values, or the same beside another, for the next call."""
        sheet = self.excel.sheet(1).sheet
        left, self._column = self._column, self._column + len(rows[0])
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                # Not through Range.Value, which reads a text as if it were typed.
                sheet.cell(i + 1, left + j, create=True).value = EMPTY if value is None else value
        corner = sheet.vba_get("Cells", [1, left])
        address = corner.vba_get("Resize", [len(rows), len(rows[0])]).vba_get("Address")
        return sheet.vba_get("Range", [",".join([address, "$Z$99"][:areas])])


@cache
def addin() -> Path:
    """Return the add-in, built once."""
    path = Path(_folder().name) / ADDIN_FILE
    write_addin(path)
    return path


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Return a folder that is there as long as the process."""
    return tempfile.TemporaryDirectory(prefix="excel", ignore_cleanup_errors=True)


@cache
def source(module: str) -> str:
    """Return a module's text as it stands in the add-in."""
    with ExcelFile(addin()) as file:
        return file.get_module(module)


def as_workbook() -> io.BytesIO:
    """Return the add-in as a workbook with macros, for tools that refuse add-ins: nothing but its type is changed."""
    changed = io.BytesIO()
    with ZipFile(addin()) as parts, ZipFile(changed, "w") as packed:
        for name in parts.namelist():
            packed.writestr(name, parts.read(name).replace(b"ms-excel.addin.macro", b"ms-excel.sheet.macro"))
    return changed


def _runnable(text: str, win64: bool) -> str:
    text = strip_directives(text, constants={"Win64": win64})
    for statement, instead in _STATEMENTS.items():
        text, times = re.subn(statement, instead, text)
        assert times == 1, statement
    return text


def received(value: Any) -> Any:
    """Return a VBA value as pywin32 hands it to Python."""
    if isinstance(value, VBAArray):
        return _rows(value, received, tuple)
    assert not isinstance(value, VBAObject), "a range went to Python, which would have to ask for its values"
    if value is EMPTY or value is NULL:
        return None
    if value is MISSING:
        return MISSING_ARGUMENT
    if isinstance(value, VBAErrorValue):
        return CELL_ERROR + value.number
    if isinstance(value, VBADate):
        return value.to_datetime()
    return int(value) if isinstance(value, VBAInt) else value


def sent(value: Any) -> Any:
    """Return a Python value as pywin32 hands it to VBA."""
    if isinstance(value, (list, tuple)):
        if value and isinstance(value[0], (list, tuple)):
            assert len({len(row) for row in value}) == 1, "pywin32 makes no block of rows of different lengths"
            bounds = [(0, len(value) - 1), (0, len(value[0]) - 1)]
            return VBAArray(bounds, items=[sent(row[i]) for i in range(len(value[0])) for row in value])
        return VBAArray([(0, len(value) - 1)], items=[sent(item) for item in value])
    if value is None:
        return NULL
    if isinstance(value, bool):
        return value
    if isinstance(value, dt.datetime):
        return VBADate.from_datetime(value)
    # Not subclasses, such as numpy's float, of which it is not sure what becomes of them.
    assert type(value) in (int, float, str, VBACurrency), type(value)
    return VBAInt(value, "Long") if type(value) is int else value


def plain(value: Any) -> Any:
    """Return a VBA value for comparison; errors stay what they are."""
    if isinstance(value, VBAArray):
        return _rows(value, plain, list)
    return None if value in (EMPTY, NULL) else value


def _rows(array: VBAArray, of: Callable[[Any], Any], kind: Callable[[Any], Any]) -> Any:
    first, *rest = array.bounds
    along = range(first[0], first[1] + 1)
    if not rest:
        return kind(of(array.get([i])) for i in along)
    ((low, high),) = rest
    return kind(kind(of(array.get([i, j])) for j in range(low, high + 1)) for i in along)
