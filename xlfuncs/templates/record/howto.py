"""The sheet that says how to keep the record, and holds the limits."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from xlfuncs.templates.page import Book, Page, capitalised
from xlfuncs.templates.paragraphs import paragraphs, parts
from xlfuncs.templates.record.content import LIMITS
from xlfuncs.templates.record.entries import asked
from xlfuncs.templates.record.layout import HOW_TO, LOG_ROWS, MOST_CONDITIONS, MOST_SOLUTIONS

WIDTHS = (2, 38, 14, 20, 90)
_HEAD, _VALUE, _UNIT, _LAST = 1, 2, 3, 4
_FIRST_HEAD = 4
FUNCTIONS_USED = ("IONIC_STRENGTH", "NERNST", "DRIVINGFORCE", "FLUX_DIRECTION")


def write_how_to(book: Book) -> Page:
    """Write the sheet."""
    page = book.page(HOW_TO, WIDTHS)
    page.title(book.title, "How to keep it")
    steps, meanings, about = _texts(book)
    row = _write_entries(page, _FIRST_HEAD, *steps)
    limits = row + 1
    row = _write_limits(page, row)
    row = _write_entries(page, row, *meanings)
    row = _write_entries(page, row, about[0], [*about[1], _made_for(book)])
    page.link_to_index(row, _HEAD)
    page.sheet.set_selection(page.address(limits, _VALUE))
    return page


def _texts(book: Book) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what there is to say, under its headings, from the text beside this file."""
    text = files(__package__).joinpath("howto.md").read_text("utf-8")
    numbers = {"MOST_SOLUTIONS": MOST_SOLUTIONS, "MOST_CONDITIONS": MOST_CONDITIONS, "LOG_ROWS": LOG_ROWS}
    text = text.format(protection=book.flavour.protection, **numbers)
    return [(heading, paragraphs(part)) for heading, part in parts(text, "# ")]


def _write_entries(page: Page, row: int, head: str, entries: Sequence[tuple[str, str]]) -> int:
    page.head(row, _HEAD, _LAST, head)
    row += 1
    page.height(row, 5)
    for title, text in entries:
        row += 1
        page.text(row, _HEAD, title, "entry")
        page.span(row, _VALUE, _LAST, text, "text")
        page.height(row, 15 * page.lines(text, _VALUE, _LAST) + 5)
    return row + 1


def _write_limits(page: Page, row: int) -> int:
    page.head(row, _HEAD, _LAST, "Limits: beyond these an entry is taken for a slip")
    for limit in LIMITS:
        row += 1
        page.text(row, _HEAD, limit.label, "label")
        page.number(row, _VALUE, limit.value, "input")
        page.text(row, _UNIT, limit.unit, "unit")
        page.height(row, 19)
        page.book.name(limit.name, f"='{HOW_TO}'!{page.absolute(row, _VALUE)}")
        rule = asked(
            limit.label.split(",")[0],
            "A number, please.",
            validate="decimal",
            criteria="between",
            minimum=-1e4,
            maximum=1e4,
        )
        page.sheet.data_validation(row, _VALUE, row, _VALUE, rule)
    return row + 1


def _made_for(book: Book) -> tuple[str, str]:
    names = ", ".join(f"{book.flavour.spelling.prefix_shown}{name}" for name in FUNCTIONS_USED)
    return "Made for", f"{capitalised(book.flavour.made_for)} Its functions of xlfuncs: {names}."
