"""The laboratory's record as a workbook."""

from __future__ import annotations

from xlfuncs.templates.look import ACCENT, BLUE, GOLD, MUTED
from xlfuncs.templates.page import Book
from xlfuncs.templates.record.howto import write_how_to
from xlfuncs.templates.record.layout import HOW_TO, LISTS, LOG, POINTS, SOLUTIONS, SUMMARY
from xlfuncs.templates.record.lists import Lists
from xlfuncs.templates.record.log import write_log
from xlfuncs.templates.record.points import Points
from xlfuncs.templates.record.solutions import write_solutions
from xlfuncs.templates.record.summary import write_summary


def write_record(book: Book) -> None:
    """Write all sheets."""
    book.order((SOLUTIONS, LOG, SUMMARY, HOW_TO, LISTS, POINTS))
    pages = (
        write_solutions(book, Lists(book)),
        write_log(book),
        write_summary(book, Points(book)),
        write_how_to(book),
    )
    for page, color in zip(pages, (ACCENT, GOLD, BLUE, MUTED), strict=True):
        page.sheet.set_tab_color(color)
    book.open_on(pages[0])
