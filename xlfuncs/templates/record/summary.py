"""The summary: what the counted recordings say, condition by condition."""

from __future__ import annotations

from typing import Any

from xlsxwriter.color import Color

from xlfuncs.templates import charts
from xlfuncs.templates.lessons.description import Axis
from xlfuncs.templates.look import ACCENT, GOLD, INK, MUTED
from xlfuncs.templates.page import Book, Page
from xlfuncs.templates.record.content import CONDITIONS
from xlfuncs.templates.record.entries import allow_in_summary
from xlfuncs.templates.record.layout import (
    FIRST_CONDITION,
    LOG,
    MOST_CONDITIONS,
    SUMMARY,
)
from xlfuncs.templates.record.points import (
    DIFFERENCE,
    HIGH,
    IN_USE,
    IS_COUNTED,
    LABEL,
    LOW,
    MEASURED,
    SPREAD,
    THEORY,
    Points,
    Series,
    belongs,
)

WIDTHS = (2, 5, 9, 18, 18, 12, 11, 11, 13, 11, 13, 13, 11)
NUMBER, ION_COLUMN, BATH_COLUMN, PIPETTE_COLUMN, ROWS, COUNT, FLAGGED = range(1, 8)
MEAN, SD, E_ION, OFF, OFF_SD = range(8, 13)
_ALL = FIRST_CONDITION + MOST_CONDITIONS
_OTHERS = _ALL + 1
_CHARTS = _OTHERS + 2
_SIGNED, _ROUND = "+0.0;-0.0;0.0", "0"
_LEFT = "Every counted recording: measured against theoretical reversal potential, with the line where they are equal."
_RIGHT = "Mean difference of measured from theoretical potential, with its SD, one point for each condition."
_QUESTION = (
    "Which condition is further off than its SD? Look for a junction potential that was not corrected, a second ion "
    "that passes, or a pipette that has not yet filled the cell."
)
_CHART_HEIGHT = 330


def write_summary(book: Book, points: Points) -> Page:
    """Write the sheet."""
    page = book.page(SUMMARY, WIDTHS)
    page.title(book.title, "Summary: what the recordings say together")
    _write_heads(page)
    for i in range(MOST_CONDITIONS):
        _write_condition(page, i, points)
    _write_all(page)
    _write_others(page, points)
    allow_in_summary(page, FIRST_CONDITION, _ALL - 1, ION_COLUMN)
    _write_charts(page, points)
    page.sheet.set_selection(page.address(FIRST_CONDITION + len(CONDITIONS), ION_COLUMN))
    return page


def _write_heads(page: Page) -> None:
    row = FIRST_CONDITION - 2
    page.head(row, NUMBER, OFF_SD, "Conditions: choose them in the yellow cells; an empty one means any")
    heads = (
        "", "Ion", "Bath", "Pipette", "recordings", "counted", "flagged", "measured, mV", "± SD", "E ion, mV",
        "difference, mV", "± SD",
    )  # fmt: skip
    for column, text in enumerate(heads, start=NUMBER):
        page.text(row + 1, column, text, "column" if column < ROWS else "column right")
    page.height(row + 1, 24)


def _write_condition(page: Page, i: int, points: Points) -> None:
    row = FIRST_CONDITION + i
    page.height(row, 20)
    page.text(row, NUMBER, f"{i + 1}", "unit")
    chosen = CONDITIONS[i] if i < len(CONDITIONS) else ("", "", "")
    for column, text in enumerate(chosen, start=ION_COLUMN):
        if text:
            page.text(row, column, text, "input typed")
        else:
            page.sheet.write_blank(row, column, None, page.book.look("input typed"))
    cells = [page.address(row, column) for column in (ION_COLUMN, BATH_COLUMN, PIPETTE_COLUMN)]
    which = belongs(cells)
    _write_counts(page, row, which, f"COUNTA({cells[0]}:{cells[2]})=0")
    for column, spread, head in ((MEAN, SD, "Measured mV"), (E_ION, None, "E ion mV"), (OFF, OFF_SD, "Difference mV")):
        _write_mean(page, row, column, spread, which, head)
    places = [(SUMMARY, row, column) for column in (ION_COLUMN, BATH_COLUMN, PIPETTE_COLUMN)]
    points.add_condition(i, places, *((SUMMARY, row, column) for column in (COUNT, OFF, OFF_SD)))


def _write_counts(page: Page, row: int, which: str, unused: str) -> None:
    rows, count = page.address(row, ROWS), page.address(row, COUNT)
    for column, kind in ((ROWS, IN_USE), (COUNT, IS_COUNTED)):
        page.array_sum(row, column, f'IF({unused},"",SUMPRODUCT({which}*{kind}))', "by hand", "0")
    page.formula(row, FLAGGED, f'IF({unused},"",{rows}-{count})', "by hand", "0")


def _write_mean(page: Page, row: int, column: int, spread: int | None, which: str, head: str) -> None:
    count, values = f"N({page.address(row, COUNT)})", f"IF({which}*{IS_COUNTED},{LOG}[{head}])"
    role = "by hand" if spread is None else "value"
    page.array_formula(row, column, f'IF({count}=0,"",SUM({values})/{count})', role, _SIGNED)
    if spread is not None:
        page.array_formula(row, spread, f'IF({count}<2,"",STDEV({values}))', "spread", "0.0")


def _write_all(page: Page) -> None:
    """Write the row of the whole log; measured potentials of different ions have no mean worth knowing."""
    page.height(_ALL, 20)
    page.span(_ALL, NUMBER, PIPETTE_COLUMN, "The whole log", "total")
    _write_counts(page, _ALL, "1", "FALSE")
    _write_mean(page, _ALL, OFF, OFF_SD, "1", "Difference mV")


def _write_others(page: Page, points: Points) -> None:
    others = points.add_others()
    good = '"✓ Every counted recording belongs to a condition."'
    bad = f'"✗ "&{others}&" counted recordings belong to no condition."'
    page.span_formula(_OTHERS, NUMBER, OFF_SD, f"IF({others}=0,{good},{bad})", "verdict")
    page.ticks(_OTHERS, NUMBER, _OTHERS, NUMBER)
    page.height(_OTHERS, 22)


def _write_charts(page: Page, points: Points) -> None:
    _insert(page, NUMBER, ROWS, _against_theory(page, points), _LEFT)
    _insert(page, COUNT, OFF_SD, _differences(page, points), _RIGHT)
    row = page.row_below(_CHARTS, _CHART_HEIGHT + 8)
    page.block(row, row, NUMBER, OFF_SD, _QUESTION, "try")


def _insert(page: Page, first: int, last: int, drawn: Any, alt: str) -> None:
    gap = 0 if last == OFF_SD else 8
    charts.insert(page, _CHARTS, (first, last), drawn, alt, _CHART_HEIGHT, gap)


def _against_theory(page: Page, points: Points) -> Any:
    drawn = page.book.workbook.add_chart({"type": "scatter", "subtype": "straight"})
    dashed = {"line": {"color": MUTED, "width": 1.25, "dash_type": "dash"}, "marker": {"type": "none"}}
    dots = {"line": {"none": True}, "marker": _marker("circle", GOLD, 7)}
    theory, measured, line = points.of_recordings(THEORY), points.of_recordings(MEASURED), points.of_line()
    for name, x, y, style in (
        ("measured = theory", line, line, dashed),
        ("a counted recording", theory, measured, dots),
    ):
        drawn.add_series({"name": name, **_x(x), **_y(y), **style})
    drawn.show_blanks_as("span")
    x_axis = Axis("E of the ion by Nernst (mV)", shown=_ROUND)
    y_axis = Axis("measured reversal potential (mV)", shown=_ROUND)
    charts.dress(drawn, "On the line, a cell reverses where Nernst says", x_axis, y_axis)
    return drawn


def _differences(page: Page, points: Points) -> Any:
    drawn = page.book.workbook.add_chart({"type": "line"})
    labels, _ = points.of_conditions(LABEL)
    spread = f"={points.down(SPREAD)}"
    bars = {"type": "custom", "plus_values": spread, "minus_values": spread, "line": {"color": INK, "width": 1.25}}
    diamonds = {"line": {"none": True}, "marker": _marker("diamond", ACCENT, 9), "y_error_bars": bars}
    drawn.add_series({"name": "mean ± SD", "categories": labels, **_y(points.of_conditions(DIFFERENCE)), **diamonds})
    for end in (HIGH, LOW):
        # Unseen, so that the axis is made long enough for the bars.
        unseen = {"line": {"none": True}, "marker": {"type": "none"}}
        drawn.add_series({"name": "", **_y(points.of_conditions(end)), **unseen})
    drawn.show_blanks_as("span")
    y_axis = Axis("measured − theory (mV)", shown=_ROUND)
    charts.dress(drawn, "How far each condition is from theory: mean ± SD", Axis("condition"), y_axis)
    drawn.set_legend({"none": True})
    return drawn


def _x(series: Series) -> dict[str, Any]:
    cells, known = series
    return {"categories": cells, "categories_data": known}


def _y(series: Series) -> dict[str, Any]:
    cells, known = series
    return {"values": cells, "values_data": known}


def _marker(shape: str, fill: Color, size: int) -> dict[str, Any]:
    return {"type": shape, "size": size, "fill": {"color": fill}, "border": {"color": INK, "width": 0.75}}
