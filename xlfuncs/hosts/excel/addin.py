"""The add-in file, built without Excel from the one list of functions and the installed xlwings."""

from __future__ import annotations

import io
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

import xlsxwriter
import xlwings
from pyopenvba import ExcelFile, PyOpenVBAError
from pyopenvba.cfb import CFB

from xlfuncs import __version__
from xlfuncs.formulas.calls import ADDIN_FILE
from xlfuncs.functions import FUNCTIONS
from xlfuncs.hosts.excel.vba import FIRST_COLUMNS, MODULE_NAME, description, functions_module, workbook_code
from xlfuncs.ooxml.package import DAMAGES

# XlsxWriter writes a workbook with macros; an add-in is the same under another content type (ECMA-376, [MS-OFFMACRO2]).
_CONTENT_TYPES = "[Content_Types].xml"
_WORKBOOK_TYPE = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADDIN_TYPE = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"
_VBA_PROJECT = "xl/vbaProject.bin"
_NOT_COMPILED = bytes.fromhex("CC61FFFF000000")  # [MS-OVBA] 2.3.4.1: code of no version, so Excel compiles the source
_FIXED_DATE = datetime(2026, 1, 1)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_MOST_ARGUMENTS = max(len(function.arguments) for function in FUNCTIONS)


def dll_name(bits: int) -> str:
    """Return the name of xlwings' DLL for an Excel of 32 or 64 bits."""
    return f"xlwings{bits}-{xlwings.__version__}.dll"


def write_addin(path: Path) -> None:
    """Write the add-in for the installed xlwings; the same xlfuncs and xlwings give the same bytes.

    Uncompressed, so that no zip library makes a difference.
    """
    with tempfile.TemporaryDirectory() as folder:
        project = _vba_project(Path(folder) / ADDIN_FILE)
    with zipfile.ZipFile(_workbook(project)) as parts, zipfile.ZipFile(path, "w") as packed:
        for name in parts.namelist():
            content = parts.read(name)
            if name == _CONTENT_TYPES:
                content = content.replace(_WORKBOOK_TYPE, _ADDIN_TYPE)
            packed.writestr(zipfile.ZipInfo(name, _ZIP_DATE), content)


def is_ours(path: Path) -> bool:
    """Return whether a file is an add-in with our module in it, of whatever version."""
    try:
        with ExcelFile(path) as file:
            return MODULE_NAME in file.module_names()
    except (OSError, PyOpenVBAError, *DAMAGES):
        return False


def _vba_project(scratch: Path) -> bytes:
    """Return a VBA project, of Excel's own making but for our code."""
    with ExcelFile.create_new(scratch) as file:
        project = file.vba_project()
        for name in [name for name in file.module_names() if name not in ("ThisWorkbook", "Sheet1")]:
            project.delete_module(name)
        project.add_module(MODULE_NAME, functions_module(_xlwings_module(), xlwings.__version__))
        file.set_module("ThisWorkbook", workbook_code())
        file.set_module("Sheet1", "Option Explicit\r\n")
        file.save()
    with zipfile.ZipFile(scratch) as parts:
        streams = CFB.from_bytes(parts.read(_VBA_PROJECT))
    streams.write_stream_in_storage("VBA", "_VBA_PROJECT", _NOT_COMPILED)
    return bytes(streams.to_bytes())


def _xlwings_module() -> str:
    """Return the VBA that the installed xlwings has for add-ins like this one."""
    with ExcelFile(Path(xlwings.__file__).with_name("quickstart_addin.xlam")) as file:
        return file.get_module("xlwings")


def _workbook(vba_project: bytes) -> io.BytesIO:
    """Return a workbook with macros whose one sheet is what the function wizard is to be told."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties(
        {
            "title": f"xlfuncs {__version__}",  # what Excel's list of add-ins shows, with the comment below
            "comments": "Worksheet functions for the electrochemistry of cells",
            "author": "xlfuncs",
            "created": _FIXED_DATE,
        }
    )
    workbook.calc_on_load = False  # ticked in a session, the add-in must not have open workbooks calculated anew
    workbook.add_vba_project(io.BytesIO(vba_project), is_stream=True)
    workbook.set_vba_name("ThisWorkbook")
    sheet = workbook.add_worksheet("Functions")
    sheet.set_vba_name("Sheet1")
    header = [*FIRST_COLUMNS, *(f"argument {i + 1}" for i in range(_MOST_ARGUMENTS))]
    for row, words in enumerate([header, *map(description, FUNCTIONS)]):
        sheet.write_row(row, 0, words)
    sheet.set_column(0, len(header) - 1, 20)
    workbook.close()
    return file
