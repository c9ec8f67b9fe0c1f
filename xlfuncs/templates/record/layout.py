"""Where things stand in the record: the rows and columns that several of its sheets refer to."""

from __future__ import annotations

from xlfuncs.templates.page import Cell
from xlfuncs.templates.record.content import COMPONENTS, OWN_ROWS

SOLUTIONS, LOG, SUMMARY, HOW_TO, LISTS, POINTS = "Solutions", "Log", "Summary", "How to", "Lists", "Points"

# Solutions: one component per row, one solution per column.
MOST_SOLUTIONS = 12
SYMBOL, VALENCE, FIRST_SOLUTION = 1, 2, 3
NAME_ROW, USE_ROW, MADE_ROW, FIRST_COMPONENT = 5, 6, 7, 9
COMPONENT_ROWS = len(COMPONENTS) + OWN_ROWS

# Log: the table.
LOG_HEADER, LOG_FIRST_COLUMN, LOG_ROWS = 5, 1, 500

# Summary: the conditions.
FIRST_CONDITION, MOST_CONDITIONS = 6, 8


def amount(component: int, solution: int) -> Cell:
    """Return the cell of a recipe."""
    return SOLUTIONS, FIRST_COMPONENT + component, FIRST_SOLUTION + solution
