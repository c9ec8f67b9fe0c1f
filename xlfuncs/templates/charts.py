"""Charts, and the hidden sheet with their points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.color import Color

from xlfuncs.templates.lessons.description import Axis, Chart, Input
from xlfuncs.templates.lessons.inputs import are_numbers, with_numbers
from xlfuncs.templates.look import ACCENT, BLUE, GOLD, INK, LINE, MUTED, RED, SANS, VIOLET, WHITE
from xlfuncs.templates.page import Book, Cell, Page

POINTS = 61
_FIRST_ROW = 2
_GRID = Color("#E8ECEF")
# Told apart without colour, too.
_LINES = ((ACCENT, "solid"), (BLUE, "dash"), (VIOLET, "dash_dot"), (RED, "square_dot"))
_MARKERS = ((GOLD, "circle"), (VIOLET, "diamond"), (INK, "square"))


class ChartData:
    """The sheet on which the charts' points are worked out, block beside block, and first what the sheets ask."""

    def __init__(self, book: Book) -> None:
        self.page = book.page("Data", [16.0] * 2, hidden=True)
        self._asked = 0
        self._column = 1

    def add(self, chart: Chart, owner: Page) -> Any:
        """Work out the points of a chart from the inputs of a sheet; return the chart."""
        if len(chart.curves) > len(_LINES) or len(chart.markers) > len(_MARKERS):
            raise ValueError(
                f"{chart.title}: at most {len(_LINES)} curves and {len(_MARKERS)} markers can be told apart"
            )
        names = dict(owner.names)
        self.page.text(0, self._column, chart.title)
        x = self._column
        self._label("x")
        for i in range(POINTS):
            self.page.number(_FIRST_ROW + i, x, _between(chart, i), "plain")
        columns = {column.name: self._label(column.name) for column in chart.columns}
        for column in chart.columns:
            self._fill(columns[column.name], column.formula, names, columns | {"x": x}, absent="0")
        drawn = owner.book.workbook.add_chart({"type": "scatter", "subtype": "straight"})
        for curve, line in zip(chart.curves, _LINES, strict=False):
            y = self._label(curve.label)
            self._fill(y, curve.formula, names, columns | {"x": x})
            drawn.add_series(self._series(curve.label, x, y, line))
        for marker, style in zip(chart.markers, _MARKERS, strict=False):
            at = self._label(f"{marker.label}, x"), self._label(f"{marker.label}, y")
            for cell, formula in zip(at, (marker.x, marker.y), strict=True):
                self.page.formula(_FIRST_ROW, cell, f"IFERROR({with_numbers(formula)},NA())", "plain", names=names)
            drawn.add_series(self._point(marker.label, at, style))
        self._column += 1
        dress(drawn, chart.title, chart.x, chart.y)
        return drawn

    def helper(self, label: str, formula: str, owner: Page) -> Cell:
        """Work out something of a sheet that nobody needs to see; return its cell."""
        row = _FIRST_ROW + 2 * self._asked
        self._asked += 1
        self.page.text(row - 1, 0, label)
        self.page.formula(row, 0, formula, "plain", names=owner.names)
        return self.page.name, row, 0

    def watch(self, inputs: Sequence[Input], owner: Page) -> None:
        """Have the formulas of a sheet know whether its inputs are numbers, see `with_numbers`."""
        owner.names["numbers"] = self.helper(f"inputs of {owner.name} are numbers", are_numbers(inputs), owner)

    def _label(self, text: str) -> int:
        column = self._column
        self.page.text(1, column, text)
        self._column += 1
        return column

    def _fill(
        self,
        column: int,
        formula: str,
        names: dict[str, Cell],
        columns: dict[str, int],
        absent: str = "NA()",
    ) -> None:
        for row in range(_FIRST_ROW, _FIRST_ROW + POINTS):
            here = {name: (self.page.name, row, position) for name, position in columns.items()}
            text = f"IFERROR({with_numbers(formula)},{absent})"
            self.page.formula(row, column, text, "plain", names={**names, **here})

    def _series(self, label: str, x: int, y: int, line: tuple[Color, str]) -> dict[str, Any]:
        color, dash = line
        return {
            "name": label,
            "categories": self._range(x, POINTS),
            "values": self._range(y, POINTS),
            "line": {"color": color, "width": 2.25, "dash_type": dash},
            "marker": {"type": "none"},
        }

    def _point(self, label: str, at: tuple[int, int], style: tuple[Color, str]) -> dict[str, Any]:
        fill, shape = style
        x, y = at
        return {
            "name": label,
            "categories": self._range(x, 1),
            "values": self._range(y, 1),
            "line": {"none": True},
            "marker": {"type": shape, "size": 9, "fill": {"color": fill}, "border": {"color": INK, "width": 1.25}},
        }

    def _range(self, column: int, rows: int) -> list[Any]:
        return [self.page.name, _FIRST_ROW, column, _FIRST_ROW + rows - 1, column]


def _between(chart: Chart, i: int) -> float:
    part = i / (POINTS - 1)
    if chart.x.log:
        return float(chart.start * (chart.stop / chart.start) ** part)
    # Rounded so that 0.1 + 0.2 is 0.3; the points are for the eye.
    return round(chart.start + (chart.stop - chart.start) * part, 9)


def dress(drawn: Any, title: str, x: Axis, y: Axis) -> None:
    """Give a chart its title, its axes and the look of all charts."""
    drawn.set_title(
        {
            "name": title,
            "overlay": False,
            "name_font": {"size": 12, "bold": True, "color": INK, "name": SANS},
        }
    )
    drawn.set_x_axis(_axis(x))
    drawn.set_y_axis(_axis(y))
    drawn.set_legend({"position": "bottom", "font": {"size": 9, "color": MUTED}})
    drawn.set_chartarea({"border": {"color": LINE, "width": 0.75}, "fill": {"color": WHITE}})
    drawn.set_plotarea({"border": {"none": True}, "fill": {"none": True}})
    drawn.show_hidden_data()


def _axis(axis: Axis) -> dict[str, Any]:
    options: dict[str, Any] = {
        "name": axis.title,
        "name_font": {"size": 10, "bold": False, "color": MUTED},
        "num_font": {"size": 9, "color": MUTED},
        "num_format": axis.shown,
        "line": {"color": LINE},
        "label_position": "low",
        "major_gridlines": {"visible": True, "line": {"color": _GRID, "width": 0.5}},
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
    }
    if axis.log:
        options["log_base"] = 10
    if axis.least is not None:
        options["min"] = axis.least
    if axis.most is not None:
        options["max"] = axis.most
    return options


def insert(page: Page, row: int, columns: tuple[int, int], drawn: Any, alt: str, height: float, gap: float = 2) -> None:
    """Put a chart on a page, as wide as some columns less a gap and this many pixels high."""
    drawn.set_size({"width": page.across(*columns) - gap, "height": height})
    page.sheet.insert_chart(row, columns[0], drawn, {"description": alt, "object_position": 2})
