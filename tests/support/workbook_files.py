"""What a workbook file holds: formulas with the values it keeps for them, calls, references."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.formula import ArrayFormula

from xlfuncs.calling.cells import CellError
from xlfuncs.formulas.calls import outside_texts, to_plain
from xlfuncs.functions import BY_NAME

Place = tuple[str, int, int]  # sheet, row and column, counted from 1

# Functions that Excel 2010 and LibreOffice 7.4 have; nothing newer may be called outside our own names, and nothing
# volatile, which would make Excel ask on closing whether to save.
_NATIVE = """
    ABS AND AVERAGE COUNT COUNTA COUNTIF ERROR.TYPE EXP FALSE IF IFERROR INDEX INT ISBLANK ISERROR ISLOGICAL ISNUMBER
    ISTEXT LEFT LN LOG10 MATCH MAX MIN MMULT N NA NOT OR PI PRODUCT ROUND ROW SIGN SQRT STDEV SUM SUMPRODUCT TRUE
"""
NATIVE = frozenset(_NATIVE.split())


@dataclass(frozen=True)
class Formula:
    """A formula cell and the value kept for it.

    `spelled` is the text as it stands in the file; in `plain` our functions are under their bare names, and cells
    under their addresses where the text has names or a table's columns for them.
    """

    place: Place
    plain: str
    spelled: str
    is_array: bool
    in_table: bool
    value: Any

    @property
    def shows_a_formula(self) -> bool:
        """Whether it gives the text of a formula, which every program has in spellings of its own."""
        return "FORMULATEXT(" in self.spelled


@cache
def book(path: Path) -> Any:
    """Return a workbook as openpyxl reads it, with formulas."""
    return openpyxl.load_workbook(path)


@cache
def values(path: Path) -> dict[str, list[list[Any]]]:
    """Return the values kept in a file, sheet by sheet, as rows from A1."""
    kept = openpyxl.load_workbook(path, data_only=True)
    return {sheet.title: [[_value(cell) for cell in row] for row in sheet.iter_rows()] for sheet in kept}


def value_at(path: Path, place: Place) -> Any:
    """Return the value kept for a cell."""
    sheet, row, column = place
    return values(path)[sheet][row - 1][column - 1]


@cache
def formulas(path: Path) -> tuple[Formula, ...]:
    """Return every formula cell of a workbook."""
    return tuple(_formula(path, cell) for sheet in book(path) for cell in _formula_cells(sheet))


def _formula_cells(sheet: Any) -> Iterator[Any]:
    return (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f")


def _formula(path: Path, cell: Any) -> Formula:
    is_array = isinstance(cell.value, ArrayFormula)
    spelled = cell.value.text if is_array else cell.value
    place = (cell.parent.title, cell.row, cell.column)
    plain = outside_texts(to_plain(spelled), partial(_with_addresses, path, cell.row))
    in_table = any(cell.coordinate in CellRange(table.ref) for table in cell.parent.tables.values())
    return Formula(place, plain, spelled, is_array, in_table, value_at(path, place))


def _with_addresses(path: Path, row: int, text: str) -> str:
    columns = _table_columns(path)
    if columns:
        text = _IN_ROW.sub(lambda m: _cells_in_row(columns, row, *m.groups()), text)
        text = _WHOLE_COLUMN.sub(lambda m: "{0}!${1}${2}:${1}${3}".format(*columns[m[1], m[2]]), text)
    return _NAMED.sub(lambda m: _named_cells(path).get(m[0], m[0]), text)


_IN_ROW = re.compile(r"(\w+)\[\[#This Row\],\[([^\]]*)\](?::\[([^\]]*)\])?\]")
_WHOLE_COLUMN = re.compile(r"(\w+)\[([^\[\]]+)\]")
_NAMED = re.compile(r"(?<![\w.!$'])[A-Z]\w+(?![\w.(!'])")


_Columns = dict[tuple[str, str], tuple[str, str, int, int]]


def _cells_in_row(columns: _Columns, row: int, table: str, first: str, last: str | None) -> str:
    sheet, letter, *_ = columns[table, first]
    return f"{sheet}!${letter}{row}" + (f":${columns[table, last][1]}{row}" if last else "")


@cache
def _table_columns(path: Path) -> _Columns:
    """Return for each column of a table its sheet, letter, first and last row."""
    found = {}
    for sheet in book(path):
        for table in sheet.tables.values():
            area = CellRange(table.ref)
            for column, heading in enumerate(table.tableColumns, area.min_col):
                place = (sheet.title, get_column_letter(column), area.min_row + 1, area.max_row)
                found[table.name, heading.name] = place
    return found


@cache
def _named_cells(path: Path) -> dict[str, str]:
    """Return the address of each name that stands for cells."""
    names = {name: definition.attr_text for name, definition in book(path).defined_names.items()}
    return {name: text for name, text in names.items() if cells_of(text, "") and name not in BY_NAME}


def _value(cell: Any) -> Any:
    if cell.data_type == "e":
        return CellError(cell.value)
    if isinstance(cell.value, datetime):
        return float(to_excel(cell.value))
    if isinstance(cell.value, int) and not isinstance(cell.value, bool):
        return float(cell.value)
    return cell.value


def same(a: Any, b: Any) -> bool:
    """Return whether two values are the same to 1e-9; what is left of a difference of equals is nothing.

    An empty text is the same as nothing: some keep the one as the other.
    """
    if type(a) is type(b) is float:
        return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)
    return (type(a) is type(b) and a == b) or (a in _NOTHING and b in _NOTHING)


_NOTHING = (None, "")


@cache
def functions_called(formula: str) -> set[str]:
    """Return the names of all functions that a formula calls."""
    tokens = Tokenizer(formula).items
    return {t.value.rstrip("(") for t in tokens if t.type == Token.FUNC and t.subtype == Token.OPEN}


def references(formula: str) -> list[str]:
    """Return the cells, ranges and names that a formula refers to."""
    operands = [t.value for t in Tokenizer(formula).items if t.type == Token.OPERAND and t.subtype == Token.RANGE]
    # The tokenizer takes 46.2E-6 for something called 46.2E, less 6.
    return [operand for operand in operands if not operand[0].isdigit()]


_ADDRESS = re.compile(r"(?:'?(\w[\w ]*)'?!)?\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")


def cells_of(reference: str, sheet: str) -> list[list[Place]] | None:
    """Return the cells of a reference made on a sheet, as rows; None for a name."""
    match = _ADDRESS.fullmatch(reference)
    if not match:
        return None
    other, left, top, right, bottom = match.groups()
    columns = range(_column(left), _column(right or left) + 1)
    return [[(other or sheet, row, column) for column in columns] for row in range(int(top), int(bottom or top) + 1)]


def _column(letters: str) -> int:
    return int(openpyxl.utils.column_index_from_string(letters))


def part(path: Path, name: str) -> ElementTree.Element:
    """Return an XML part of the file."""
    with ZipFile(path) as package:
        return ElementTree.fromstring(package.read(name))


def dynamic_arrays(path: Path, sheet: str) -> list[Place]:
    """Return the cells of a sheet that Excel takes for dynamic arrays: those whose metadata say so."""
    number = book(path).sheetnames.index(sheet) + 1
    cells = part(path, f"xl/worksheets/sheet{number}.xml").iterfind("{*}sheetData/{*}row/{*}c[@cm='1']")
    places = [coordinate_to_tuple(cell.attrib["r"]) for cell in cells]
    properties = part(path, "xl/metadata.xml").find(".//{*}dynamicArrayProperties") if places else None
    assert not places or (properties is not None and properties.get("fDynamic") == "1")
    return [(sheet, row, column) for row, column in places]


def part_names(path: Path) -> list[str]:
    """Return the names of the file's parts."""
    with ZipFile(path) as package:
        return package.namelist()
