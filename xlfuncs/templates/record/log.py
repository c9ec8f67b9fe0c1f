"""The sheet of the log: the table with its first recordings, and 500 rows ready for more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from datetime import date
from itertools import chain, repeat
from typing import Any

from xlsxwriter.utility import xl_range

from xlfuncs.templates.look import GREEN, LINE, PALE_GOLD, RED, SOFT_GOLD
from xlfuncs.templates.page import Book, Page
from xlfuncs.templates.record.content import RECORDINGS
from xlfuncs.templates.record.entries import allow_in_log
from xlfuncs.templates.record.layout import LOG, LOG_FIRST_COLUMN, LOG_HEADER, LOG_ROWS
from xlfuncs.templates.record.points import LAST_USED
from xlfuncs.templates.record.table import COLUMNS, COUNTED, Column, in_row

WIDTHS = (2, *(column.width for column in COLUMNS))
FIRST_ROW, LAST_ROW = LOG_HEADER + 1, LOG_HEADER + LOG_ROWS
INVITING_ROWS = 12  # in yellow below the last one in use
_LAST_COLUMN = LOG_FIRST_COLUMN + len(COLUMNS) - 1
_ENTRIES = sum(not column.formula for column in COLUMNS)
_FIRST_RESULT = LOG_FIRST_COLUMN + _ENTRIES


def write_log(book: Book) -> Page:
    """Write the sheet."""
    page = book.page(LOG, WIDTHS, protected=False)
    page.title(book.title, "Log: one row for each reversal potential")
    _write_captions(page)
    _write_table(page)
    empty = repeat((None,) * _ENTRIES, LOG_ROWS - len(RECORDINGS))
    for row, entries in enumerate(chain(map(astuple, RECORDINGS), empty), start=FIRST_ROW):
        _write_entries(page, row, entries)
        _write_results(page, row)
    _colour(page)
    allow_in_log(page, FIRST_ROW, LAST_ROW)
    _set_up(page)
    return page


def _write_captions(page: Page) -> None:
    row = LOG_HEADER - 1
    page.height(row, 22)
    page.text(row, LOG_FIRST_COLUMN, "You fill in", "caption")
    page.text(row, _FIRST_RESULT, "Calculated", "caption")
    rows, counted = f'SUMPRODUCT(--({LOG}[Check]<>""))', f'SUMPRODUCT(--({LOG}[Check]="{COUNTED}"))'
    status = f'{rows}&" recordings: "&{counted}&" counted, "&{rows}-{counted}&" flagged"'
    page.formula(row, _LAST_COLUMN, status, "caption")
    page.height(LOG_HEADER, 36)


def _write_table(page: Page) -> None:
    page.sheet.add_table(
        LOG_HEADER, LOG_FIRST_COLUMN, LAST_ROW, _LAST_COLUMN,
        {"name": LOG, "style": None, "columns": [_described(page, column) for column in COLUMNS]},
    )  # fmt: skip


def _described(page: Page, column: Column) -> dict[str, Any]:
    look = page.book.look
    return {
        "header": column.head,
        "header_format": look("head result" if column.formula else "head entry"),
        "format": look(column.role, column.shown),
        "formula": page.book.flavour.spelling.in_file(in_row(column.formula)),
    }


def _write_entries(page: Page, row: int, entries: Sequence[Any]) -> None:
    for column, value in enumerate(entries):
        at = row, LOG_FIRST_COLUMN + column
        look = page.book.look(COLUMNS[column].role, COLUMNS[column].shown)
        if value is None:
            page.sheet.write_blank(*at, None, look)
        elif isinstance(value, date):
            page.sheet.write_datetime(*at, value, look)
        elif isinstance(value, str):
            page.sheet.write_string(*at, value, look)
        else:
            page.sheet.write_number(*at, value, look)


def _write_results(page: Page, row: int) -> None:
    # Ordinary formulas: a table takes no array formulas.
    for column in range(_FIRST_RESULT, _LAST_COLUMN + 1):
        described = COLUMNS[column - LOG_FIRST_COLUMN]
        formula = page.book.flavour.spelling.in_file("=" + in_row(described.formula))
        look = page.book.look(described.role, described.shown)
        page.sheet.write_formula(row, column, formula, look, page.value(row, column))


def _colour(page: Page) -> None:
    """Colour the rows in use and a few more below them, which invite."""
    part = page.book.look.part
    used = {"type": "formula", "criteria": f"=ROW()<={LAST_USED}+{INVITING_ROWS}"}
    entries = used | {"format": part(bg_color=PALE_GOLD, border=1, border_color=SOFT_GOLD)}
    results = used | {"format": part(border=1, border_color=LINE)}
    page.sheet.conditional_format(FIRST_ROW, LOG_FIRST_COLUMN, LAST_ROW, _FIRST_RESULT - 1, entries)
    # LibreOffice takes the first rule that is true, and no other.
    for sign, color in (("✓", GREEN), ("✗", RED)):
        style = part(border=1, border_color=LINE, font_color=color)
        rule = {"type": "text", "criteria": "begins with", "value": sign, "format": style}
        page.sheet.conditional_format(FIRST_ROW, _LAST_COLUMN, LAST_ROW, _LAST_COLUMN, rule)
    page.sheet.conditional_format(FIRST_ROW, _FIRST_RESULT, LAST_ROW, _LAST_COLUMN, results)


def _set_up(page: Page) -> None:
    sheet = page.sheet
    sheet.set_default_row(18)
    sheet.freeze_panes(FIRST_ROW, LOG_FIRST_COLUMN + 2)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(LOG_HEADER)
    sheet.ignore_errors({"number_stored_as_text": xl_range(FIRST_ROW, LOG_FIRST_COLUMN, LAST_ROW, _LAST_COLUMN)})
    sheet.set_selection(FIRST_ROW + len(RECORDINGS), LOG_FIRST_COLUMN, FIRST_ROW + len(RECORDINGS), LOG_FIRST_COLUMN)
