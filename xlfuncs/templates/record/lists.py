"""The hidden sheet behind the recipes: what of them can be used, and the lists to choose from.

A name counts once: a second solution or component of the same name, which could not be told from the first, is left
out here and flagged on its own sheet. So every look-up finds one thing or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.utility import xl_range_abs

from xlfuncs.templates.page import Book, Cell
from xlfuncs.templates.record.content import BATH, BOTH, COMPONENTS, PIPETTE
from xlfuncs.templates.record.layout import (
    COMPONENT_ROWS,
    FIRST_COMPONENT,
    FIRST_SOLUTION,
    LISTS,
    MOST_SOLUTIONS,
    NAME_ROW,
    SOLUTIONS,
    SYMBOL,
    USE_ROW,
    VALENCE,
    amount,
)

# Rows and columns of this sheet.
TYPED, NAME, USE, BATHS, PIPETTES, FINE = range(1, 7)
_HEAD, _NOTHING, FIRST_ROW = 8, 9, 10  # an empty row, so that every first thing has something before it
TYPED_SYMBOL, COMPONENT, CHARGE, FAULTY, FIRST_COLUMN = range(5)
LIST_COLUMN = FIRST_COLUMN + MOST_SOLUTIONS + 1
NO_NUMBER = "✗"  # in place of an amount that is none


class Lists:
    """The sheet, and the addresses on it that the recipes' checks need."""

    def __init__(self, book: Book) -> None:
        self.page = book.page(LISTS, [16.0] * (LIST_COLUMN + 9), hidden=True)
        self._components()
        for solution in range(MOST_SOLUTIONS):
            self._solution(solution)
        self._names()
        self._choices()

    def row(self, row: int) -> str:
        """Return the address of one property of all solutions."""
        return self._range(row, FIRST_COLUMN, row, FIRST_COLUMN + MOST_SOLUTIONS - 1)

    def column(self, column: int) -> str:
        """Return the address of one property of all components, or of all amounts of one solution."""
        return self._range(FIRST_ROW, column, FIRST_ROW + COMPONENT_ROWS - 1, column)

    def amounts(self, solution: int) -> str:
        """Return the address of all amounts of one solution."""
        return self.column(FIRST_COLUMN + solution)

    def cell(self, row: int, solution: int) -> str:
        """Return the address of one property of one solution."""
        return self._range(row, FIRST_COLUMN + solution, row, FIRST_COLUMN + solution)

    def _range(self, top: int, left: int, bottom: int, right: int) -> str:
        address = xl_range_abs(top, left, bottom, right)
        return f"{LISTS}!{address}"

    def _formula(self, row: int, column: int, formula: str, **cells: Cell) -> None:
        self.page.formula(row, column, formula, "plain", names=cells)

    def _components(self) -> None:
        page = self.page
        for column, text in enumerate(("symbol", "component", "valence", "faulty", "amounts, mM")):
            page.text(_HEAD, column, text)
        for i in range(COMPONENT_ROWS):
            row = FIRST_ROW + i
            symbol, valence = (SOLUTIONS, FIRST_COMPONENT + i, SYMBOL), (SOLUTIONS, FIRST_COMPONENT + i, VALENCE)
            here, above = page.address(row, TYPED_SYMBOL), page.absolute(_NOTHING, TYPED_SYMBOL)
            earlier = f"{above}:{page.address(row - 1, TYPED_SYMBOL)}"
            self._formula(row, TYPED_SYMBOL, _text("$symbol"), symbol=symbol)
            self._formula(row, COMPONENT, _once(here, earlier))
            whole = "IFERROR(IF(INT($valence)=$valence,$valence,0),0)"
            self._formula(row, CHARGE, f"IF(ISNUMBER($valence),{whole},0)", valence=valence)
            self._formula(row, FAULTY, self._fault(i, row), valence=valence)
            for solution in range(MOST_SOLUTIONS):
                self._formula(row, FIRST_COLUMN + solution, _amount("$amount"), amount=amount(i, solution))

    def _fault(self, component: int, row: int) -> str:
        if component < len(COMPONENTS):
            return "0"
        named, charge = self.page.address(row, COMPONENT), self.page.address(row, CHARGE)
        return f'IFERROR(IF(AND({named}<>"",ISNUMBER($valence),$valence={charge}),0,1),1)'

    def _solution(self, solution: int) -> None:
        page = self.page
        column = FIRST_COLUMN + solution
        typed, name, use = (page.address(row, column) for row in (TYPED, NAME, USE))
        at = FIRST_SOLUTION + solution
        earlier = f"{page.absolute(TYPED, FIRST_COLUMN - 1)}:{page.address(TYPED, column - 1)}"
        self._formula(TYPED, column, _text("$name"), name=(SOLUTIONS, NAME_ROW, at))
        self._formula(NAME, column, _once(typed, earlier))
        self._formula(USE, column, _text("$use"), use=(SOLUTIONS, USE_ROW, at))
        for row, side in ((BATHS, BATH), (PIPETTES, PIPETTE)):
            self._formula(row, column, f'IF(OR({use}="{side}",{use}="{BOTH}"),{name},"")')
        amounts = self.amounts(solution)
        numbers = f'COUNTIF({amounts},"{NO_NUMBER}")=0,SUM({amounts})>0'
        self._formula(FINE, column, f"AND({numbers},SUMPRODUCT({self.column(FAULTY)}*({amounts}<>0))=0)")

    def _names(self) -> None:
        for row, text in enumerate(("typed", "solution", "use", "bath", "pipette", "fine"), start=TYPED):
            self.page.text(row, 0, text)
        names = {
            "Components": self.column(COMPONENT),
            "Valences": self.column(CHARGE),
            "Amounts": self._range(
                FIRST_ROW, FIRST_COLUMN, FIRST_ROW + COMPONENT_ROWS - 1, FIRST_COLUMN + MOST_SOLUTIONS - 1
            ),
            "Solution_names": self.row(NAME),
            "Bath_names": self.row(BATHS),
            "Pipette_names": self.row(PIPETTES),
        }
        for name, address in names.items():
            self.page.book.name(name, f"={address}")

    def _choices(self) -> None:
        solutions, components = range(MOST_SOLUTIONS), range(COMPONENT_ROWS)
        page = self.page
        ions = [
            f'IF({page.address(FIRST_ROW + i, CHARGE)}=0,"",{page.address(FIRST_ROW + i, COMPONENT)})'
            for i in components
        ]
        self._list("Bath_list", LIST_COLUMN, [page.address(BATHS, FIRST_COLUMN + i) for i in solutions])
        self._list("Pipette_list", LIST_COLUMN + 3, [page.address(PIPETTES, FIRST_COLUMN + i) for i in solutions])
        self._list("Ion_list", LIST_COLUMN + 6, ions)

    def _list(self, name: str, column: int, sources: Sequence[str]) -> None:
        """Write what is not empty without gaps, and name it: a name, since that may be as long as the list is."""
        page = self.page
        page.text(_HEAD, column, name)
        last = FIRST_ROW + len(sources) - 1
        found = f"{page.absolute(FIRST_ROW, column)}:{page.absolute(last, column)}"
        places = f"{page.absolute(FIRST_ROW, column + 1)}:{page.absolute(last, column + 1)}"
        for i, source in enumerate(sources):
            row = FIRST_ROW + i
            here = page.address(row, column)
            before = f"{page.absolute(_NOTHING, column + 1)}:{page.address(row - 1, column + 1)}"
            self._formula(row, column, source)
            self._formula(row, column + 1, f'IF({here}="","",MAX({before})+1)')
            self._formula(row, column + 2, f'IFERROR(INDEX({found},MATCH({i + 1},{places},0)),"")')
        top, end = (page.absolute(row, column + 2) for row in (FIRST_ROW, last))
        longest = f"MAX(1,{self._range(FIRST_ROW, column + 1, last, column + 1)})"
        page.book.name(name, f"={LISTS}!{top}:INDEX({LISTS}!{top}:{end},{longest})")


def _text(cell: str) -> str:
    return f'IFERROR(IF({cell}="","",{cell}&""),"")'


def _once(cell: str, earlier: str) -> str:
    return f'IF({cell}="","",IF(SUMPRODUCT(--({earlier}={cell}))>0,"",{cell}))'


def _amount(cell: str) -> str:
    return f'IFERROR(IF({cell}="",0,IF(AND(ISNUMBER({cell}),{cell}>=0),{cell},"{NO_NUMBER}")),"{NO_NUMBER}")'
