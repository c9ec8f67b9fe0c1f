"""The index workbook: every template with a link, the question it answers and the functions it uses."""

from __future__ import annotations

from collections.abc import Sequence

from xlfuncs.templates.look import ACCENT
from xlfuncs.templates.page import Book, Page
from xlfuncs.templates.template import Template

WIDTHS = (2, 32, 64, 62)
_LINK, _QUESTION, _FUNCTIONS = 1, 2, 3
_SUBTITLE = "Workbooks about the electrochemistry of cells, to read, to try and to work with"


def write_index(book: Book, templates: Sequence[Template]) -> None:
    """Write the only page."""
    page = book.page("Index", WIDTHS)
    page.title(book.title, _SUBTITLE)
    row = 4
    for heading in dict.fromkeys(template.heading for template in templates):
        row = _write_section(page, row, heading, [template for template in templates if template.heading == heading])
    page.paragraph(row + 1, _LINK, _FUNCTIONS, _hint(book), "note")
    page.sheet.set_selection("B6")
    page.sheet.set_tab_color(ACCENT)


def _write_section(page: Page, row: int, heading: str, templates: Sequence[Template]) -> int:
    for column, text in ((_LINK, heading), (_QUESTION, ""), (_FUNCTIONS, "")):
        page.text(row, column, text, "head")
    page.height(row, 28)
    for template in templates:
        row += 1
        link = page.book.look("link")
        page.sheet.write_url(
            row, _LINK, f"external:{template.file_name}", link, template.title, f"Open {template.file_name}"
        )
        page.text(row, _QUESTION, template.question, "wrapped")
        page.text(row, _FUNCTIONS, ", ".join(template.functions), "mono aside")
        lines = max(
            page.lines(template.question, _QUESTION, _QUESTION),
            page.lines(", ".join(template.functions), _FUNCTIONS, _FUNCTIONS),
        )
        page.height(row, 15 * lines + 8)
    return row + 1


def _hint(book: Book) -> str:
    return (
        f"Made for {book.flavour.made_for} Keep the files together in one folder: the links look for them there. "
        "Every lesson has the same rooms: the lesson itself, a place to explore, exercises that answer, and notes with "
        "the sources."
    )
