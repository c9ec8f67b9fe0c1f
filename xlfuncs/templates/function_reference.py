"""The function reference as a workbook: one page of calls with a living example each, one page of arguments."""

from __future__ import annotations

import re

from xlfuncs.functions import CATEGORIES, FUNCTIONS, Category, Quantity, WorksheetFunction
from xlfuncs.functions.domains import ANY_NUMBER
from xlfuncs.functions.shapes import CELLS
from xlfuncs.reference import ERRORS
from xlfuncs.templates.look import ACCENT, MUTED
from xlfuncs.templates.page import MONO_LETTERS, Book, Page, capitalised

WIDTHS = (2, 50, 10, 74, 52, 14)
_CALL, _GIVES, _MEANING, _EXAMPLE, _RESULT = 1, 2, 3, 4, 5
_SMALL_LETTERS = 1.3
_ARGUMENT_WIDTHS = (2, 18, 14, 76, 60)


def write_function_reference(book: Book) -> None:
    """Write both pages."""
    functions = book.page("Functions", WIDTHS)
    functions.title(book.title, "Every function on one page, with an example that calculates")
    row = 4
    for category in CATEGORIES:
        row = _write_category(functions, row, category)
    functions.sheet.set_selection(functions.address(5, _RESULT))
    functions.sheet.set_tab_color(ACCENT)
    arguments = book.page("Arguments", _ARGUMENT_WIDTHS)
    _write_arguments(arguments)
    arguments.sheet.set_tab_color(MUTED)
    book.open_on(functions)


def _write_category(page: Page, row: int, category: Category) -> int:
    for column in range(_CALL, _RESULT + 1):
        page.text(row, column, category.title if column == _CALL else "", "head")
    page.height(row, 24)
    for function in category.functions:
        row += 1
        _write_function(page, row, function)
    return row + 1


def _write_function(page: Page, row: int, function: WorksheetFunction) -> None:
    call = page.book.flavour.spelling.on_screen(function.call)
    example = function.examples[0].call
    if function.result.like or function.result.rows:
        # The example answers with several cells, and there is room for the first.
        example = f"INDEX({example},1)"
    page.text(row, _CALL, call, "mono")
    page.text(row, _GIVES, function.unit.shown, "unit")
    page.text(row, _MEANING, function.summary, "small")
    _write_example(page, row, function.name, example)
    page.formula(row, _RESULT, example, "value", _digits(function.examples[0].value))
    lines = max(
        page.lines(call, _CALL, _CALL, MONO_LETTERS),
        page.lines(function.summary, _MEANING, _MEANING, _SMALL_LETTERS),
        page.lines(example, _EXAMPLE, _EXAMPLE, MONO_LETTERS),
    )
    page.height(row, 13.5 * lines + 5)


def _write_example(page: Page, row: int, name: str, example: str) -> None:
    """Write the example as one types it: where decimals have a comma, arrays and arguments have other separators."""
    flavour = page.book.flavour
    if not flavour.spells:
        page.text(row, _EXAMPLE, page.shown(example), "mono")
        return
    spelled = f"_xlfn.FORMULATEXT({page.address(row, _RESULT)})"
    # As long as the functions are not installed, Calc shows their names as the file has them.
    in_file = flavour.spelling.in_file(f"{name}(").removesuffix("(").lower()
    page.formula(row, _EXAMPLE, f'SUBSTITUTE({spelled},"{in_file}","{name}")', "mono", kept=f"={example}")


def _digits(value: str) -> str:
    """Return a number format with as many digits as a documented value has."""
    decimals = re.match(r"-?\d+\.?(\d*)", value)
    return "0." + "0" * len(decimals[1]) if decimals and decimals[1] else "0"


def _write_arguments(page: Page) -> None:
    page.title(page.book.title, "Arguments, units and errors")
    row = 4
    for column, text in enumerate(("Argument", "unit", "what it is", "used by"), start=_CALL):
        page.text(row, column, text, "head" if column == _CALL else "column")
    page.height(row, 24)
    for quantity in _glossary():
        row += 1
        users = ", ".join(function.name for function in FUNCTIONS if quantity in map(_plain, function.arguments))
        page.text(row, 1, quantity.name, "mono")
        page.text(row, 2, quantity.unit.shown, "unit")
        page.text(row, 3, _sentence(quantity.words), "wrapped")
        page.text(row, 4, users, "mono")
        page.height(
            row, 13.5 * max(page.lines(_sentence(quantity.words), 3, 3), page.lines(users, 4, 4, MONO_LETTERS)) + 6
        )
    row += 1
    page.head(row, 1, 4, "Errors: a cell never holds a made-up number")
    for kind, words in ERRORS:
        row += 1
        page.text(row, 1, kind, "mono")
        page.span(row, 2, 4, _sentence(words), "wrapped")
        page.height(row, 19)
    page.sheet.set_selection("B6")


def _glossary() -> list[Quantity]:
    """Return every argument once, in the order of its first use."""
    return list(dict.fromkeys(_plain(argument) for function in FUNCTIONS for argument in function.arguments))


def _plain(quantity: Quantity) -> Quantity:
    """Return the quantity apart from how a function wants its cells laid out."""
    return quantity.shaped(CELLS).within(ANY_NUMBER)


def _sentence(words: str) -> str:
    return f"{capitalised(words)}."
