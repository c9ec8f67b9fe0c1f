"""A sheet's XML made such that the engine reads its cells as Excel does."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from pathlib import Path

import ironcalc

from xlfuncs.ooxml.package import WorkbookFileError

_ROOT = re.compile(rb"""<((?:[^\s<>/:]+:)?)worksheet((?:[^<>"']++|"[^"]*"|'[^']*')*)>""")
_CELLS = re.compile(rb"<sheetData(?:\s[^<>]*)?(?:/>|>(.*)</sheetData\s*>)", re.DOTALL)
_COMMENT = re.compile(rb"(<!\[CDATA\[.*?\]\]>)|<!--.*?-->", re.DOTALL)
_BETWEEN = re.compile(rb">\s+<")
_BEFORE_CELL = re.compile(rb"\s+(?=</?(?:row|c)[\s/>])")
_DATA_TABLE = re.compile(rb"""<f\s(?=[^<>]*\bt=["']dataTable["'])[^<>]*\bref=["']([^"']*)""")
_BLANK = re.compile(rb"<c(\s[^<>]*+)>(?:(?<=/>)|</c>|<v(?:\s[^<>]*+)?(?:/>|></v>)</c>)")
_TYPE = re.compile(rb"""\st\s*=\s*(?:"[^"]*"|'[^']*')""")
_DATE = re.compile(rb"""(<c\s[^<>]*?)\st=["']d["']([^<>]*><v>)([^<]*)(?=</v>)""")
_DAY_0 = datetime(1899, 12, 30)  # of the serial numbers of dates from March 1900 on
# The start of a row or cell; the number is of the row's first cell, if that says where it stands.
_START = re.compile(rb"""(<(?:row|c))(?=[\s/>])([^<>]*)(?=>(?:<c\s(?:[^<>]*?\s)?r=["'][A-Za-z]+(\d+))?)""")
_NO_PLACE = re.compile(rb"<(?:row|c)(?=[\s/>])(?! r=)(?![^<>]*\sr=)")
_PLACE = re.compile(rb"""\sr=["']([A-Za-z]*)(\d+)""")


def readable_sheet(content: bytes, name: str, file: Path) -> bytes:
    """Return a sheet with nothing but its cells, from XML in UTF-8 that begins with the root.

    Raises ValueError if it has no list of cells, and WorkbookFileError if they hold what the engine cannot calculate.
    """
    root = _ROOT.match(content)
    if root and root[1]:
        content = content.replace(b"<" + root[1], b"<").replace(b"</" + root[1], b"</")
    listed = _CELLS.search(content)
    if not root or not listed:
        raise ValueError(f"its sheet {name} has no list of cells")
    cells = _numbered(_without_empty_types(_with_numbers_for_dates(_bare(listed[1] or b""))))
    table = _DATA_TABLE.search(cells) if b"dataTable" in cells else None
    if table:
        raise WorkbookFileError(
            f"{file}: holds a data table (What-If Analysis) on sheet {name}, cells {table[1].decode()}, which the "
            "built-in engine cannot calculate; put formulas or plain values in its place, or calculate it in Excel"
        )
    return b"".join((b"<worksheet", root[2], b"><sheetData>", cells, b"</sheetData></worksheet>"))


def _bare(cells: bytes) -> bytes:
    """Leave out comments and the blanks and line breaks between cells, which IronCalc 0.9 takes for cells."""
    if b"<!" in cells:
        cells = _COMMENT.sub(rb"\1", cells)
    return _BEFORE_CELL.sub(b"", cells.strip()) if _BETWEEN.search(cells) else cells.strip()


def _without_empty_types(cells: bytes) -> bytes:
    """Make cells with a type and no value blank: openpyxl writes every formatted blank so."""
    return _BLANK.sub(_blank, cells)


def _blank(cell: re.Match[bytes]) -> bytes:
    if b"inlineStr" in cell[1]:  # which is how openpyxl writes an empty text
        return cell[0]
    return b"<c" + _TYPE.sub(b"", cell[1].removesuffix(b"/")) + b"/>"


def _with_numbers_for_dates(cells: bytes) -> bytes:
    """Make numbers of dates in ISO 8601, as Strict workbooks have them."""
    return _DATE.sub(_serial, cells) if b'"d"' in cells or b"'d'" in cells else cells


def _serial(cell: re.Match[bytes]) -> bytes:
    text = cell[3].decode().removesuffix("Z")
    try:
        moment = datetime.fromisoformat(text) if "-" in text else datetime.combine(_DAY_0, time.fromisoformat(text))
    except ValueError:
        return cell[0]
    return cell[1] + cell[2] + repr((moment.replace(tzinfo=None) - _DAY_0) / timedelta(days=1)).encode()


def _numbered(cells: bytes) -> bytes:
    """Tell rows and cells where they stand if they do not say: right after the one before (ECMA-376 part 1, 18.3.1)."""
    if not _NO_PLACE.search(cells):
        return cells
    row = column = 0

    def numbered(start: re.Match[bytes]) -> bytes:
        nonlocal row, column
        given = _PLACE.search(start[2])
        if start[1] == b"<row":
            row, column = int(given[2] if given else start[3] or row + 1), 0
            place = f"{row}"
        else:
            column = ironcalc.column_number_from_name(given[1].decode()) if given else column + 1
            place = f"{ironcalc.column_name_from_number(column)}{row}"
        return start[0] if given else start[1] + f' r="{place}"'.encode() + start[2]

    return _START.sub(numbered, cells)
