"""What may be typed into the record, and what the spreadsheet says when a cell is chosen."""

from __future__ import annotations

from typing import Any

from xlfuncs.templates.page import Page
from xlfuncs.templates.record.content import BATH, BOTH, COMPONENTS, PIPETTE
from xlfuncs.templates.record.layout import (
    COMPONENT_ROWS,
    FIRST_COMPONENT,
    FIRST_SOLUTION,
    LOG_FIRST_COLUMN,
    MOST_SOLUTIONS,
    NAME_ROW,
    SYMBOL,
    USE_ROW,
    VALENCE,
)
from xlfuncs.templates.record.limits import FIRST_DAY, LAST_DAY, is_potential, is_temperature
from xlfuncs.templates.record.table import COLUMNS

LONGEST_NAME = 40


def asked(title: str, message: str, **rule: Any) -> dict[str, Any]:
    """Return a rule for entries that shows a message when the cell is chosen, and again when the entry breaks it."""
    return {
        "input_title": title,
        "input_message": message,
        "error_title": title,
        "error_message": message,
        "error_type": "warning",
        **rule,
    }


def allow_in_recipes(page: Page) -> None:
    """Say what may be typed into the recipes."""
    last = FIRST_SOLUTION + MOST_SOLUTIONS - 1
    own, bottom = FIRST_COMPONENT + len(COMPONENTS), FIRST_COMPONENT + COMPONENT_ROWS - 1
    short = {"validate": "length", "criteria": "<=", "value": LONGEST_NAME}
    rules = (
        (
            (NAME_ROW, FIRST_SOLUTION, NAME_ROW, last),
            asked("Name of the solution", "Short, and unlike the others: the log calls it by this name.", **short),
        ),
        (
            (USE_ROW, FIRST_SOLUTION, USE_ROW, last),
            asked("Used in", "Where the log is to offer it.", validate="list", source=[BATH, PIPETTE, BOTH]),
        ),
        (
            (FIRST_COMPONENT, FIRST_SOLUTION, bottom, last),
            asked(
                "Concentration in mM", "0 or more. Leave the cell empty for what is not in the solution.",
                validate="decimal", criteria=">=", value=0, show_input=False,
            ),
        ),
        (
            (own, SYMBOL, bottom, SYMBOL),
            asked("A component of your own", "A name not in the list above, and its valence beside it.", **short),
        ),
        (
            (own, VALENCE, bottom, VALENCE),
            asked(
                "Valence",
                "A whole number with its sign, 0 for no charge. A buffer near its pK takes one row for each form.",
                validate="integer", criteria="between", minimum=-20, maximum=20,
            ),
        ),
    )  # fmt: skip
    for place, rule in rules:
        page.sheet.data_validation(*place, rule)


def allow_in_log(page: Page, first: int, last: int) -> None:
    """Say what may be typed into the rows of the log."""
    for position, column in enumerate(COLUMNS, start=LOG_FIRST_COLUMN):
        rule = _LOG_RULES.get(column.head)
        if rule:
            cell = page.address(first, position)
            formula = {"value": rule["value"].format(cell=cell)} if rule["validate"] == "custom" else {}
            page.sheet.data_validation(first, position, last, position, rule | formula)


def allow_in_summary(page: Page, first_row: int, last_row: int, column: int) -> None:
    """Say what may be typed into the conditions, whose ion stands in a column, bath and pipette beside it."""
    for at, (title, names) in enumerate((("Ion", "Ion_list"), ("Bath", "Bath_list"), ("Pipette", "Pipette_list"))):
        message = f"Choose {'an ion' if title == 'Ion' else 'a solution'}, or leave the cell empty for any."
        rule = asked(title, message, validate="list", source=f"={names}")
        page.sheet.data_validation(first_row, column + at, last_row, column + at, rule)


def _number(test: str) -> dict[str, str]:
    return {"validate": "custom", "value": f"=AND(ISNUMBER({{cell}}),{test})"}


_LOG_RULES = {
    "Date": asked(
        "Date", "The day of the recording.",
        validate="date", criteria="between", minimum=FIRST_DAY, maximum=LAST_DAY,
    ),
    "Cell": asked("Cell", "Your name for it, as in the notebook.", validate="any"),
    "Ion": asked("Ion", "One of the ions of the sheet Solutions.", validate="list", source="=Ion_list"),
    "Temperature": asked(
        "Temperature", "In °C or in K, within the limits on the sheet How to.", **_number(is_temperature("{cell}"))
    ),
    "Pipette": asked(
        "Pipette", "What is inside: one of the pipette solutions of the sheet Solutions.",
        validate="list", source="=Pipette_list",
    ),
    "Bath": asked(
        "Bath", "What is outside: one of the bath solutions of the sheet Solutions.",
        validate="list", source="=Bath_list",
    ),
    "Measured mV": asked(
        "Measured potential", "Where the current reverses, in mV, inside minus outside, junction potential corrected.",
        **_number(is_potential("{cell}")),
    ),
    "Holding mV": asked(
        "Holding potential", "In mV. Without it there is no driving force; all the rest is calculated.",
        **_number(is_potential("{cell}")),
    ),
    "Remark": asked("Remark", "Whatever is worth knowing.", validate="any"),
}  # fmt: skip
