"""One theme as a workbook: its sheets in order, and the hidden sheets behind them."""

from __future__ import annotations

from xlfuncs.templates.charts import ChartData
from xlfuncs.templates.lessons.description import Theme
from xlfuncs.templates.lessons.exercise import write_exercise
from xlfuncs.templates.lessons.explore import write_explore
from xlfuncs.templates.lessons.lesson import write_lesson
from xlfuncs.templates.lessons.notes import write_notes
from xlfuncs.templates.look import ACCENT, BLUE, GOLD, MUTED
from xlfuncs.templates.page import Book

SHEETS = ("Lesson", "Explore", "Exercise", "Notes")


def write_theme(book: Book, theme: Theme) -> None:
    """Write all sheets of a theme."""
    book.order((*SHEETS, "Answers", "Data"))
    data = ChartData(book)
    pages = (
        write_lesson(book, theme, data),
        write_explore(book, theme, data),
        write_exercise(book, theme),
        write_notes(book, theme),
    )
    for page, color in zip(pages, (ACCENT, BLUE, GOLD, MUTED), strict=True):
        page.sheet.set_tab_color(color)
    book.open_on(pages[0])
