"""The words by which the add-in's scripts know what an argument holds, how its cells belong together, and results."""

from __future__ import annotations

from xlfuncs.functions import Quantity, WorksheetFunction


def kind_of(quantity: Quantity) -> str:
    """Return what a cell of an argument holds: number, temperature, valence or text."""
    if not quantity.domain.reads_as_is:
        return "temperature"
    return "valence" if quantity.domain.kind == "symbol" else quantity.domain.kind


def layout_of(quantity: Quantity) -> str:
    """Return how the cells of an argument belong together: element, ions, species or table."""
    if quantity.shape.has_conditions:
        return "table"
    return quantity.shape.axis or "element"


def result_of(function: WorksheetFunction) -> str:
    """Return the shape of a result: elementwise, per_row, like_c_out or five_rows."""
    if function.result.rows:
        return "five_rows"
    if function.result.like:
        return "like_c_out"
    return "per_row" if function.result.per_condition else "elementwise"
