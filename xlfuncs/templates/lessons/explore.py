"""The sheet for "what if": inputs and results on the left, one or two large charts on the right."""

from __future__ import annotations

from xlfuncs.templates import charts
from xlfuncs.templates.charts import ChartData
from xlfuncs.templates.lessons.description import Explore, Theme
from xlfuncs.templates.lessons.inputs import LABEL, UNIT, VALUE, with_numbers, write_inputs
from xlfuncs.templates.look import shown_for
from xlfuncs.templates.page import Book, Page

WIDTHS = (2, 36, 14, 9, 3, 26, 26, 26, 26)
_CHART, _LAST = 5, 8
_CHART_ROW = 4
_CHART_HEIGHT, _HEIGHT_OF_TWO = 500, 330


def write_explore(book: Book, theme: Theme, data: ChartData) -> Page:
    """Write the sheet."""
    explore = theme.explore
    page = book.page("Explore", WIDTHS)
    page.title(theme.title, "Explore: what if?")
    page.head(4, LABEL, UNIT, "What to look for")
    page.paragraph(5, LABEL, UNIT, explore.invitation, spare=14)
    page.head(6, LABEL, UNIT, "Inputs: change the yellow cells")
    end = write_inputs(page, 7, explore.inputs)
    data.watch(explore.inputs, page)
    page.height(end, 10)
    _write_readouts(page, end + 1, explore)
    _write_charts(page, explore, data)
    page.sheet.set_selection(page.resolved(f"${explore.inputs[0].name}"))
    return page


def _write_readouts(page: Page, row: int, explore: Explore) -> None:
    page.head(row, LABEL, UNIT, "Results")
    for readout in explore.readouts:
        row += 1
        page.text(row, LABEL, readout.label, "wrapped")
        page.formula(row, VALUE, with_numbers(readout.formula), "value", readout.shown or shown_for(readout.unit))
        page.text(row, UNIT, "" if readout.unit == "1" else readout.unit, "unit")
        page.put(readout.name, row, VALUE)
        page.height(row, 19 if page.lines(readout.label, LABEL, LABEL) == 1 else 32)


def _write_charts(page: Page, explore: Explore, data: ChartData) -> None:
    row = _CHART_ROW
    height = _CHART_HEIGHT if len(explore.charts) == 1 else _HEIGHT_OF_TWO
    for chart in explore.charts:
        charts.insert(page, row, (_CHART, _LAST), data.add(chart, page), chart.alt, height)
        row = page.row_below(row, height + 8)
        page.block(row, row + 1, _CHART, _LAST, chart.question, "try")
        page.print_to(row + 2, _LAST)
        row += 3
