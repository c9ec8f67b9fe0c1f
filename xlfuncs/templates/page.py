"""A page of a workbook: writing texts and formulas by role, and the names of its cells in formulas."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from xlfuncs.calling.cells import CellError
from xlfuncs.formulas.calls import calls
from xlfuncs.hosts.portable import defined_names
from xlfuncs.templates.finish import FIXED_DATE
from xlfuncs.templates.flavours import Flavour
from xlfuncs.templates.look import INK, SERIF, Look

Cell = tuple[str, int, int]  # sheet, row, column
Values = Mapping[str, Sequence[Sequence[Any]]]

_RANGE = re.compile(r"\$([a-z]\w*):\$([a-z]\w*)")
_NAME = re.compile(r"\$([a-z]\w*)")
_MARKUP = re.compile(r"([_^])\{([^}]*)\}")
_NEGATIVE = re.compile(r"(?<![\w)])-(?=\d)")
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=(?:[numµ]?M|[mµ]V|[nµ]m|pA|[mk]?J/mol|kPa|mmHg|mOsM|K|°C|%|µm²/s)(?!\w))")
_SHEET_OPTIONS = {"format_cells": True, "format_columns": True, "format_rows": True}
_LINE_HEIGHT = 15.0
_DIGIT = 7  # pixels of a digit in Calibri 11, which widths are counted in; ECMA-376 part 1, 18.3.1.13
# Widths are counted in digits, which are wider than the letters of running text (1.25 of them in Calibri and Carlito);
# the rest is for words that do not fit, and because no two spreadsheets break a line at the same place.
_LETTERS_PER_WIDTH = 1.14
BOLD_LETTERS = 1.05
MONO_LETTERS = 0.93  # the same for formula texts, whose letters are all as wide as the widest


def prose(text: str) -> str:
    """Return a text as it should be set: minus signs for negative numbers, no line break between number and unit."""
    return _BEFORE_UNIT.sub("\u00a0", _NEGATIVE.sub("\u2212", text))


def capitalised(text: str) -> str:
    """Return a text that begins with a capital, as a sentence does; the rest stays as it is."""
    return text[0].upper() + text[1:]


class Book:
    """A workbook being written for one kind of spreadsheet, with the values its formulas are known to have."""

    def __init__(self, path: Path, flavour: Flavour, values: Values, title: str, subject: str) -> None:
        self.flavour = flavour
        self.title = title
        self.values = values
        self.workbook = xlsxwriter.Workbook(path)
        self.workbook.set_properties(
            {
                "title": title,
                "subject": subject,
                "author": "xlfuncs",
                "comments": flavour.spelling.words,
                "created": FIXED_DATE,
            }
        )
        self.look = Look(self.workbook)
        self.calls_ours = False
        self._front: Page | None = None

    def name(self, name: str, formula: str) -> None:
        """Define a name for the whole workbook."""
        if self.workbook.define_name(name, formula) == -1:
            raise ValueError(f"not a name that Excel takes: {name}")

    def page(self, name: str, widths: Sequence[float], hidden: bool = False, protected: bool = True) -> Page:
        """Add a page with columns of these widths; without protection everything on it can be changed."""
        return Page(self, name, widths, hidden, protected)

    def order(self, names: Sequence[str]) -> None:
        """Say in which order the pages are to stand, before any is written."""
        for name in names:
            self.workbook.add_worksheet(name)

    def open_on(self, page: Page) -> None:
        """Have the workbook open on this page; the last to be named is it."""
        self._front = page

    @property
    def visible(self) -> list[str]:
        """The names of the pages that are to be seen, in order."""
        return [sheet.name for sheet in self.workbook.worksheets() if not sheet.hidden]

    def close(self) -> None:
        """Write the file, with the names of our functions where it calls any and the host has them from the file."""
        if self.calls_ours and self.flavour.carries_names:
            for name, formula in defined_names().items():
                self.name(name, formula)
        if self._front:
            self._front.sheet.activate()
            self._front.sheet.set_first_sheet()
        self.workbook.close()


class Page:
    """One sheet of a workbook. `names` are the cells that its formulas may call by name."""

    def __init__(self, book: Book, name: str, widths: Sequence[float], hidden: bool, protected: bool) -> None:
        self.book = book
        self.name = name
        self.widths = widths
        self.names: dict[str, Cell] = {}
        self._heights: dict[int, float] = {}
        self.sheet = book.workbook.get_worksheet_by_name(name) or book.workbook.add_worksheet(name)
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width, book.look("plain"))
        self._set_up(hidden)
        if protected:
            self.sheet.protect("", _SHEET_OPTIONS)

    def _set_up(self, hidden: bool) -> None:
        sheet = self.sheet
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 1)
        sheet.set_footer(f"&L&8xlfuncs · {self.book.title}&R&8&A")
        if hidden:
            sheet.hide()

    def address(self, row: int, column: int) -> str:
        """Return a cell's address on its own page."""
        return str(xl_rowcol_to_cell(row, column))

    def absolute(self, row: int, column: int) -> str:
        """Return a cell's address as $A$1."""
        return str(xl_rowcol_to_cell(row, column, True, True))

    def put(self, name: str, row: int, column: int) -> None:
        """Give a cell a name for the formulas of this page."""
        self.names[name] = (self.name, row, column)

    def resolved(self, formula: str, names: Mapping[str, Cell] | None = None) -> str:
        """Return the formula with addresses in place of the cells' names."""
        known = self.names if names is None else names

        def cell(name: str, with_sheet: bool = True) -> str:
            sheet, row, column = known[name]
            if sheet == self.name:
                return self.address(row, column)
            return (f"{sheet}!" if with_sheet else "") + str(xl_rowcol_to_cell(row, column, True, True))

        ranges = _RANGE.sub(lambda m: f"{cell(m[1])}:{cell(m[2], with_sheet=False)}", formula)
        return _NAME.sub(lambda m: cell(m[1]), ranges)

    def text(self, row: int, column: int, text: str, role: str = "plain") -> None:
        """Write a text as it is, also one that begins like a formula."""
        self.sheet.write_string(row, column, text, self.book.look(role))

    def number(self, row: int, column: int, number: float, role: str, shown: str = "") -> None:
        """Write a number."""
        self.sheet.write_number(row, column, number, self.book.look(role, shown))

    def span(self, row: int, first: int, last: int, text: str, role: str) -> None:
        """Write a text across columns."""
        self.block(row, row, first, last, text, role)

    def block(self, top: int, bottom: int, first: int, last: int, text: str, role: str) -> None:
        """Write a text to be read across rows and columns."""
        self.sheet.merge_range(top, first, bottom, last, "", self.book.look(role))
        self.sheet.write_string(top, first, prose(text), self.book.look(role))

    def paragraph(self, row: int, first: int, last: int, text: str, role: str = "body", spare: float = 4) -> None:
        """Write a text across columns, in a row as high as the text needs."""
        self.span(row, first, last, text, role)
        self.height(row, self.lines(text, first, last) * _LINE_HEIGHT + spare)

    def lines(self, text: str, first: int, last: int, letters: float = _LETTERS_PER_WIDTH) -> int:
        """Return how many lines a text takes in these columns; rows do not grow by themselves for merged cells."""
        width = sum(self.widths[first : last + 1]) * letters
        return sum(max(1, math.ceil(len(part) / width)) for part in text.split("\n"))

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self._heights[row] = points
        self.sheet.set_row(row, points)

    def pixels(self, first: int, end: int) -> int:
        """Return how high the rows from one up to another are on the screen."""
        return sum(round(self._heights.get(row, _LINE_HEIGHT) * 4 / 3) for row in range(first, end))

    def across(self, first: int, last: int) -> int:
        """Return how wide the columns from one to another are on the screen, in pixels."""
        return sum(int(width * _DIGIT + 5) for width in self.widths[first : last + 1])

    def row_below(self, row: int, pixels: float) -> int:
        """Return the first row that begins at least that far below the top of another."""
        end = row
        while self.pixels(row, end) < pixels:
            end += 1
        return end

    def link_to_index(self, row: int, column: int) -> None:
        """Write the way back to the list of all workbooks."""
        link = self.book.look("link")
        self.sheet.write_url(row, column, "external:index.xlsx", link, "All workbooks: index.xlsx", "The index")

    def print_to(self, row: int, column: int) -> None:
        """Print up to this cell."""
        self.sheet.print_area(0, 0, row, column)
        # LibreOffice leaves out rows at the end that hold nothing, even the lower rows of a merged text.
        self.text(row, column, " ")

    def shown(self, formula: str) -> str:
        """Return a formula as one would see and type it."""
        return self.book.flavour.spelling.on_screen("=" + self.resolved(formula))

    def rich(self, row: int, first: int, last: int, text: str, role: str) -> None:
        """Write a text with _{sub} and ^{super} across columns."""
        look = self.book.look
        self.sheet.merge_range(row, first, row, last, "", look(role))
        plain = _MARKUP.sub(r"\2", text)
        size = next(size for longest, size in ((42, 16), (50, 14), (999, 12)) if len(plain) <= longest)
        style = {"font_name": SERIF, "font_size": size, "font_color": INK}
        scripts = {"_": look.part(**style, font_script=2), "^": look.part(**style, font_script=1)}
        pieces: list[Any] = []
        end = 0
        for match in _MARKUP.finditer(text):
            if match.start() > end:
                pieces += [look.part(**style), text[end : match.start()]]
            pieces += [scripts[match[1]], match[2]]
            end = match.end()
        if end < len(text):
            pieces += [look.part(**style), text[end:]]
        if len(pieces) > 2:
            self.sheet.write_rich_string(row, first, *pieces, look(role))
        else:
            self.sheet.write_string(row, first, text, look(role))

    def formula(
        self,
        row: int,
        column: int,
        formula: str,
        role: str,
        shown: str = "",
        names: Mapping[str, Cell] | None = None,
        kept: str | None = None,
    ) -> None:
        """Write a formula in the host's spelling, with its value as far as it is known, or another text to be kept."""
        text = "=" + self.resolved(formula, names)
        spelled = self.book.flavour.spelling.in_file(text)
        value = self.value(row, column) if kept is None else kept
        look = self.book.look(role, shown)
        ours = any(calls(text))
        self.book.calls_ours |= ours
        if ours and self.book.flavour.dynamic:
            self.sheet.write_dynamic_array_formula(row, column, row, column, spelled, look, value)
        else:
            self.sheet.write_formula(row, column, spelled, look, value)

    def spill(self, row: int, end: int, column: int, formula: str, role: str, shown: str = "") -> None:
        """Write a call of ours that fills the cells from a row up to another with its values."""
        spelled = self.book.flavour.spelling.in_file("=" + self.resolved(formula))
        self.book.calls_ours = True
        look = self.book.look(role, shown)
        self.sheet.write_dynamic_array_formula(row, column, end - 1, column, spelled, look, self.value(row, column))
        for below in range(row + 1, end):
            self.number(below, column, self.value(below, column), role, shown)

    def array_formula(self, row: int, column: int, formula: str, role: str, shown: str = "") -> None:
        """Write a formula in one cell that works on arrays, so that spreadsheets without dynamic arrays do so too."""
        look = self.book.look(role, shown)
        text = f"{{={self.resolved(formula)}}}"
        self.sheet.write_array_formula(row, column, row, column, text, look, self.value(row, column))

    def array_sum(self, row: int, column: int, formula: str, role: str, shown: str = "") -> None:
        """Write a formula in one cell that sums arrays within SUMPRODUCT, for other formulas to build on.

        In LibreOffice it is an ordinary one: after loading, an array formula follows its cells, but not at once what
        refers to it. Other spreadsheets than LibreOffice need the array formula for functions within SUMPRODUCT.
        """
        if self.book.flavour.dynamic:
            self.array_formula(row, column, formula, role, shown)
        else:
            self.formula(row, column, formula, role, shown)

    def span_formula(self, row: int, first: int, last: int, formula: str, role: str, kept: str | None = None) -> None:
        """Write a formula of native functions that gives a text across columns."""
        if any(calls(formula)):
            raise ValueError(f"Excel takes no array formula in merged cells: {formula}")
        self.sheet.merge_range(row, first, row, last, "", self.book.look(role))
        self.formula(row, first, formula, role, kept=kept)

    def value(self, row: int, column: int) -> Any:
        """Return the value that a formula in a cell is known to have, 0 before it is known."""
        rows = self.book.values.get(self.name, ())
        value = rows[row][column] if row < len(rows) and column < len(rows[row]) else 0
        if isinstance(value, CellError):
            return value.kind
        return "" if value is None else value

    def ticks(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """Have lines that begin with ✓ shown in green, with ✗ in red."""
        for sign, style in (("✓", self.book.look.good), ("✗", self.book.look.bad)):
            rule = {"type": "text", "criteria": "begins with", "value": sign, "format": style}
            self.sheet.conditional_format(first_row, first_column, last_row, last_column, rule)

    def light(self, row: int, first: int, last: int) -> None:
        """Have a line across columns shown on green if it begins with ✓, on red if with ✗."""
        cell = self.absolute(row, first)
        for sign, style in (("✓", self.book.look.very_good), ("✗", self.book.look.very_bad)):
            rule = {"type": "formula", "criteria": f'=LEFT({cell},1)="{sign}"', "format": style}
            self.sheet.conditional_format(row, first, row, last, rule)

    def head(self, row: int, first: int, last: int, text: str) -> None:
        """Write the head of a section over a thin rule."""
        for column in range(first, last + 1):
            self.sheet.write_blank(row, column, None, self.book.look("head"))
        self.text(row, first, text, "head")
        self.height(row, 26)

    def title(self, title: str, subtitle: str) -> None:
        """Write the title and the line under it, which stay in sight."""
        self.height(0, 9)
        self.text(1, 1, title, "title")
        self.height(1, 34)
        self.text(2, 1, subtitle, "subtitle")
        self.height(2, 20)
        self.height(3, 9)
        self.sheet.freeze_panes(3, 0)
