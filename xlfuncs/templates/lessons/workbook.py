"""One theme as a workbook: its rooms in order, and the hidden sheets behind them."""

from __future__ import annotations

from xlfuncs.templates.charts import ChartData
from xlfuncs.templates.lessons.description import Theme
from xlfuncs.templates.lessons.exercise import write_exercise
from xlfuncs.templates.lessons.explore import write_explore
from xlfuncs.templates.lessons.lesson import write_lesson
from xlfuncs.templates.lessons.notes import write_notes
from xlfuncs.templates.look import ACCENT, BLUE, GOLD, MUTED
from xlfuncs.templates.page import Book

ROOMS = ("Lesson", "Explore", "Exercise", "Notes")


def write_theme(book: Book, theme: Theme) -> None:
    """Write all rooms of a theme."""
    book.order((*ROOMS, "Answers", "Data"))
    data = ChartData(book)
    rooms = (
        write_lesson(book, theme, data),
        write_explore(book, theme, data),
        write_exercise(book, theme),
        write_notes(book, theme),
    )
    for room, color in zip(rooms, (ACCENT, BLUE, GOLD, MUTED), strict=True):
        room.sheet.set_tab_color(color)
    book.open_on(rooms[0])
