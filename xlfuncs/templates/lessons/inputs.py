"""The input cells of a page, with what may be typed, and the line that says what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlfuncs.templates.lessons.description import HIGHEST_CELSIUS, Input
from xlfuncs.templates.page import BOLD_LETTERS, Page, capitalised

LABEL, VALUE, UNIT = 1, 2, 3
_TITLE_LIMIT = 32  # characters of the heading over a validation's message
FINE = "✓ All inputs make sense."


def write_inputs(page: Page, row: int, inputs: Sequence[Input]) -> int:
    """Write the input cells and their status line from a row on; return the row after it."""
    for position, item in enumerate(inputs):
        write_input(page, row + position, item)
    end = row + len(inputs)
    page.span_formula(end, LABEL, UNIT, status(page, inputs), "status")
    page.put("status", end, LABEL)
    page.ticks(end, LABEL, end, LABEL)
    lines = (page.lines(words, LABEL, UNIT, letters=BOLD_LETTERS) for item in inputs for words in _faults(item))
    page.height(end, 15 * max(lines) + 5)
    return end + 1


def write_input(page: Page, row: int, item: Input) -> None:
    """Write one input: label, cell, unit."""
    page.put(item.name, row, VALUE)
    cell = page.address(row, VALUE)
    page.text(row, LABEL, item.label, "label")
    page.number(row, VALUE, item.value, "input")
    if item.unit == "°C or K":
        page.formula(row, UNIT, f'IF(AND(ISNUMBER({cell}),{cell}<={HIGHEST_CELSIUS:g}),"°C","K")', "unit")
    else:
        page.text(row, UNIT, item.unit, "unit")
    page.sheet.data_validation(row, VALUE, row, VALUE, validation(page, item))
    page.height(row, 19)


def validation(page: Page, item: Input) -> dict[str, Any]:
    """Return what Excel is to ask for; a warning and no stop, so that the errors can be studied too."""
    cell, test = _test(page, item)
    label = item.label.split(",")[0]
    return {
        "validate": "custom",
        "value": f"=AND(ISNUMBER({cell}),{test})",
        "ignore_blank": False,
        "input_title": label[:_TITLE_LIMIT],
        "input_message": f"{capitalised(item.rule.words)}.",
        "error_title": "Are you sure?",
        "error_message": f"{label} should be {item.rule.words}. Anything else gives an error value.",
        "error_type": "warning",
    }


def is_number(cell: str) -> str:
    """Return a formula that is true of a number; Calc takes TRUE for one.

    Not for validations: Calc knows TRUE by the cell's format, which it changes after it has asked.
    """
    return f"AND(ISNUMBER({cell}),NOT(ISLOGICAL({cell})))"


def are_numbers(inputs: Sequence[Input]) -> str:
    """Return a formula that is true when no input of a page is missing or something else than a number."""
    return f"AND({','.join(is_number(f'${item.name}') for item in inputs)})"


def with_numbers(formula: str) -> str:
    """Return a formula that gives #N/A where an input of the page is no number.

    Not every host says so itself: to arithmetic a blank cell is 0, and to functions in LibreOffice TRUE is 1, too.
    """
    return f"IF($numbers,{formula},NA())"


def status(page: Page, inputs: Sequence[Input]) -> str:
    """Return the formula of the line that names the first input at fault."""
    formula = f'"{FINE}"'
    for item in reversed(inputs):
        cell, test = _test(page, item)
        missing, no_number, broken = _faults(item)
        formula = (
            f'IF(ISBLANK({cell}),"{missing}",IF(NOT({is_number(cell)}),"{no_number}",IF({test},{formula},"{broken}")))'
        )
    return formula


def _faults(item: Input) -> tuple[str, str, str]:
    """Return what is said of an input that is missing, no number, or against its rule."""
    label = item.label.split(",")[0]
    return f"✗ {label} is missing.", f"✗ {label} is not a number.", f"✗ {label} must be {item.rule.words}."


def _test(page: Page, item: Input) -> tuple[str, str]:
    """Return the address of an input and the formula of its rule."""
    cell = page.resolved(f"${item.name}")
    return cell, page.resolved(item.rule.test.format(cell=cell))


def are_fine(page: Page) -> str:
    """Return a formula that is true when the inputs of a page make sense."""
    return f'LEFT({page.resolved("$status")},1)="✓"'
