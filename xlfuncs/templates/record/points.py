"""The hidden sheet with the points of the charts: every counted recording, and the mean of every condition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_range_abs

from xlfuncs.templates.page import Book, Cell
from xlfuncs.templates.record.layout import LOG, LOG_ROWS, MOST_CONDITIONS, POINTS
from xlfuncs.templates.record.table import COUNTED

_FIRST = 2
THEORY, MEASURED, LINE, LABEL, DIFFERENCE, SPREAD, HIGH, LOW, ASKED = range(9)
_ACROSS = ASKED + 2
ION, BATH, PIPETTE = range(_FIRST, _FIRST + 3)
LAST_USED = "Last_row"
Series = tuple[list[Any], list[float | None]]
# Of every row of the log, as arrays. The check of a row is never an error value.
IN_USE, IS_COUNTED = f'({LOG}[Check]<>"")', f'({LOG}[Check]="{COUNTED}")'


def belongs(condition: Sequence[str]) -> str:
    """Return an array of whether each row of the log belongs to a condition: the cells of ion, bath and pipette.

    An empty cell of the condition means any; an entry of the log that is an error value belongs to none.
    """
    pairs = zip(("Ion", "Bath", "Pipette"), condition, strict=True)
    return "IFERROR(" + "*".join(f'(({LOG}[{head}]={cell})+({cell}="")>0)' for head, cell in pairs) + ",0)"


class Points:
    """The sheet, and where on it each chart finds its points."""

    def __init__(self, book: Book) -> None:
        self.page = book.page(POINTS, (16, 16, 16, 40, *(16,) * 12), hidden=True)
        heads = ("theory", "measured", "line", "condition", "difference", "SD", "mean + SD", "mean - SD", "in use")
        for column, text in enumerate(heads):
            self.page.text(1, column, text)
        for i in range(LOG_ROWS):
            self._recording(i)
        for i, extreme in enumerate(("MIN", "MAX")):
            self._extreme(_FIRST + i, extreme)
        self._last_row()

    def _recording(self, i: int) -> None:
        # By position in the table, so that the rows of the log may be sorted and deleted. A point is left out by its
        # height alone: among the horizontal values of a scatter chart there must be none but numbers.
        absent = {THEORY: self.page.absolute(_FIRST, LINE), MEASURED: "NA()"}
        for column, head in ((THEORY, "E ion mV"), (MEASURED, "Measured mV")):
            value = f'IF(INDEX({LOG}[Check],{i + 1})="{COUNTED}",INDEX({LOG}[{head}],{i + 1}),{absent[column]})'
            self.page.formula(_FIRST + i, column, f"IFERROR({value},{absent[column]})", "plain")

    def _extreme(self, row: int, extreme: str) -> None:
        counted = ",".join(f"IF({IS_COUNTED},{LOG}[{head}])" for head in ("E ion mV", "Measured mV"))
        self.page.array_formula(row, LINE, f"{extreme}({counted})", "plain")

    def _last_row(self) -> None:
        self.page.text(0, 0, LAST_USED)
        self.page.formula(0, 1, f'SUMPRODUCT(MAX(({LOG}[Check]<>"")*ROW({LOG}[Check])))', "plain")
        self.page.book.name(LAST_USED, f"={POINTS}!{self.page.absolute(0, 1)}")

    def add_condition(self, i: int, condition: Sequence[Cell], count: Cell, difference: Cell, spread: Cell) -> None:
        """Work out what the charts and the count of recordings without condition need of one condition."""
        row = _FIRST + i
        names = dict(zip(("ion", "bath", "pipette"), condition, strict=True))
        names |= {"count": count, "mean": difference, "sd": spread}
        names |= {"middle": (POINTS, row, DIFFERENCE), "spread": (POINTS, row, SPREAD)}
        label = f'IF($ion&$bath&$pipette="","","{i + 1}: "&IF($ion="","any",$ion))'
        self._formula(row, LABEL, f'IFERROR({label},"")', names)
        self._formula(row, DIFFERENCE, "IF(N($count)>0,$mean,NA())", names)
        self._formula(row, SPREAD, "IF(N($count)>1,$sd,0)", names)
        self._formula(row, HIGH, "$middle+$spread", names)
        self._formula(row, LOW, "$middle-$spread", names)
        for line, name in ((ION, "ion"), (BATH, "bath"), (PIPETTE, "pipette")):
            self._formula(line, _ACROSS + i, f'IFERROR(IF(${name}="","",${name}),"")', names)
        cells = "&".join(self.page.address(line, _ACROSS + i) for line in (ION, BATH, PIPETTE))
        self._formula(row, ASKED, f'IF({cells}="",0,1)', {})

    def add_others(self) -> str:
        """Work out how many counted recordings belong to no condition; return the cell's address."""
        row, column = 0, LABEL
        asked = self._address(_FIRST, ASKED, _FIRST + MOST_CONDITIONS - 1, ASKED)
        which = belongs([self._across(line) for line in (ION, BATH, PIPETTE)])
        self.page.array_sum(row, column, f"SUMPRODUCT({IS_COUNTED}*(MMULT({which},{asked})=0))", "plain")
        return self._address(row, column, row, column)

    def _formula(self, row: int, column: int, formula: str, names: dict[str, Cell]) -> None:
        self.page.formula(row, column, formula, "plain", names=names)

    def of_recordings(self, column: int) -> Series:
        """Return a range of one point for each row of the log, and what is known to be in it."""
        return self._series(column, LOG_ROWS)

    def of_conditions(self, column: int) -> Series:
        """Return a range of one point for each condition, and what is known to be in it."""
        return self._series(column, MOST_CONDITIONS)

    def of_line(self) -> Series:
        """Return the range of the ends of the line of equality, and what is known to be in it."""
        return self._series(LINE, 2)

    def _series(self, column: int, rows: int) -> Series:
        # XlsxWriter by itself would keep 0 for what is no number.
        values = (self.page.value(_FIRST + i, column) for i in range(rows))
        numbers = [value if isinstance(value, float) else None for value in values]
        return [POINTS, _FIRST, column, _FIRST + rows - 1, column], numbers

    def down(self, column: int) -> str:
        """Return the address of a property of all conditions, one below the other."""
        return self._address(_FIRST, column, _FIRST + MOST_CONDITIONS - 1, column)

    def _across(self, row: int) -> str:
        return self._address(row, _ACROSS, row, _ACROSS + MOST_CONDITIONS - 1)

    def _address(self, top: int, left: int, bottom: int, right: int) -> str:
        return f"{POINTS}!{xl_range_abs(top, left, bottom, right)}"
