"""The sheet of sources: what is assumed, what the texts leave loose, constants, functions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import starmap

from xlfuncs.compute.constants import FARADAY, GAS_CONSTANT, ZERO_CELSIUS
from xlfuncs.formulas.calls import calls
from xlfuncs.functions import BY_NAME, WorksheetFunction
from xlfuncs.templates.lessons.description import Theme
from xlfuncs.templates.page import Book, Page, capitalised

WIDTHS = (2, 28, 20, 14, 74)
_HEAD, _TEXT, _LAST = 1, 2, 4
CONSTANTS = (
    ("GAS_CONSTANT", "Gas constant, R", GAS_CONSTANT, "J/(mol K)", "CODATA 2018 and 2022; exact since the SI of 2019"),
    ("FARADAY", "Faraday constant, F", FARADAY, "C/mol", "CODATA 2018 and 2022; exact since the SI of 2019"),
    ("ZERO_CELSIUS", "0 °C", ZERO_CELSIUS, "K", "by definition"),
)
_TEXTS = "Text A is a chapter on the electrochemistry of neurons, text B one on the Nernst equation."


def write_notes(book: Book, theme: Theme) -> Page:
    """Write the sheet."""
    page = book.page("Notes", WIDTHS)
    page.title(theme.title, "Notes: where it comes from, and how far it goes")
    row = _section(page, 4, "The model")
    for note in theme.notes:
        row = _entry(page, row, note.title, note.text)
    row = _cases(page, row, theme)
    row = _constants(page, row)
    row = _functions(page, row, theme)
    _about(page, row)
    page.sheet.set_portrait()
    page.sheet.fit_to_pages(1, 0)
    page.sheet.set_selection("B5")
    return page


def _section(page: Page, row: int, title: str) -> int:
    page.head(row, _HEAD, _LAST, title)
    page.height(row + 1, 5)
    return row + 2


def _entry(page: Page, row: int, title: str, text: str, role: str = "entry") -> int:
    page.text(row, _HEAD, title, role)
    page.span(row, _TEXT, _LAST, text, "text")
    lines = max(page.lines(title, _HEAD, _HEAD), page.lines(text, _TEXT, _LAST))
    page.height(row, 15 * lines + 6)
    return row + 1


def _cases(page: Page, row: int, theme: Theme) -> int:
    row = _section(page, row, "The figures of the texts")
    row = _entry(page, row, "The texts", _TEXTS)
    said: dict[str, dict[str, list[str]]] = {}
    for figure in theme.lesson.figures:
        said.setdefault(figure.case.source, {}).setdefault(figure.case.note, []).append(figure.case.title)
    for source, titles in said.items():
        row = _entry(page, row, source, " ".join(starmap(_remark, titles.items())), "source")
    return row


def _remark(note: str, titles: list[str]) -> str:
    return f"{capitalised('; '.join(titles))}{f': {note}' if note else ''}."


def _constants(page: Page, row: int) -> int:
    """Write the constants, named for the formulas of the whole workbook; return the row after them."""
    page.head(row, _HEAD, _LAST, "Constants")
    for name, label, value, unit, source in CONSTANTS:
        row += 1
        page.text(row, _HEAD, label, "label")
        page.number(row, _TEXT, value, "by hand", "0.00" if value == ZERO_CELSIUS else "0.0000000000")
        page.text(row, _TEXT + 1, unit, "unit")
        page.text(row, _LAST, f"{source}. In formulas: {name}", "note")
        page.height(row, 19)
        page.book.name(name, f"={page.name}!{page.absolute(row, _TEXT)}")
    return row + 1


def _functions(page: Page, row: int, theme: Theme) -> int:
    row = _section(page, row, "The functions")
    for function in functions_used(theme):
        text = f"{function.summary} Source: {function.source}."
        row = _entry(page, row, page.book.flavour.spelling.on_screen(function.name + "(") + "…)", text, "mono top")
    return row


def functions_used(theme: Theme) -> list[WorksheetFunction]:
    """Return the functions of ours that a workbook calls, in the order of their first appearance."""
    names = dict.fromkeys(call.name for formula in _formulas(theme) for call in calls(formula))
    return [BY_NAME[name] for name in names]


def _formulas(theme: Theme) -> Iterator[str]:
    yield from (figure.formula for figure in theme.lesson.figures)
    yield from (readout.formula for readout in theme.explore.readouts)
    for chart in (theme.lesson.chart, *theme.explore.charts):
        yield from (column.formula for column in chart.columns)
        yield from (curve.formula for curve in chart.curves)
        yield from (formula for marker in chart.markers for formula in (marker.x, marker.y))
    yield from (question.answer for question in theme.exercise.questions)


def _about(page: Page, row: int) -> None:
    row = _section(page, row, "This workbook")
    flavour = page.book.flavour
    made_for = f"{capitalised(flavour.made_for)} Elsewhere our functions' cells show an error or #NAME?."
    row = _entry(page, row, "Made for", made_for)
    typed = flavour.spelling.on_screen("=NERNST(5,140,1,37)")
    if ";" not in typed:
        typed += f", or with semicolons where your language separates with them: {typed.replace(',', ';')}"
    row = _entry(page, row, "How to type a call", f"Type {typed}. A temperature is in °C or in K, as you like.")
    row = _entry(
        page, row, "Protection",
        "Only the yellow cells are open. There is no password: "
        f"{flavour.protection} opens everything, also the hidden sheets with the charts' points and the answers.",
    )  # fmt: skip
    page.link_to_index(row, _HEAD)
