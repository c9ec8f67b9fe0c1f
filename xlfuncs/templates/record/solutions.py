"""The sheet of recipes: components in rows, solutions in columns, and under each what it comes to."""

from __future__ import annotations

import re
from typing import Any

from xlfuncs.compute.ions import ions
from xlfuncs.templates.look import INK, SANS, SHOWN
from xlfuncs.templates.page import Book, Page
from xlfuncs.templates.record.content import BATH, BOTH, COMPONENTS, OWN_COMPONENTS, PIPETTE, SOLUTIONS, Component
from xlfuncs.templates.record.entries import allow_in_recipes
from xlfuncs.templates.record.layout import (
    COMPONENT_ROWS,
    FIRST_COMPONENT,
    FIRST_SOLUTION,
    MADE_ROW,
    MOST_SOLUTIONS,
    NAME_ROW,
    SYMBOL,
    USE_ROW,
    VALENCE,
)
from xlfuncs.templates.record.layout import SOLUTIONS as SHEET
from xlfuncs.templates.record.lists import CHARGE, FAULTY, FINE, NAME, NO_NUMBER, TYPED, TYPED_SYMBOL, USE, Lists

WIDTHS = (2, 23, 6, *(12.6,) * MOST_SOLUTIONS)
_LAST = FIRST_SOLUTION + MOST_SOLUTIONS - 1
_HEAD_ROW, _COLUMNS_ROW = 4, 8
CHECKS_ROW = FIRST_COMPONENT + COMPONENT_ROWS + 1
STRENGTH, CHARGES, OSMOLARITY, ENTRIES, NEUTRAL, PLAUSIBLE = range(CHECKS_ROW + 1, CHECKS_ROW + 7)
GOOD = "✓ complete"

_CHEMICAL = re.compile(r"(?:[A-Z][a-z]?\d?)+")


def write_solutions(book: Book, lists: Lists) -> Page:
    """Write the sheet."""
    page = book.page(SHEET, WIDTHS)
    page.title(book.title, "Solutions: what is in the bath and in the pipette")
    page.sheet.freeze_panes(NAME_ROW + 1, FIRST_SOLUTION)
    _write_heads(page)
    for i in range(COMPONENT_ROWS):
        _write_component(page, i)
    for column in range(FIRST_SOLUTION, _LAST + 1):
        _write_recipe(page, column)
        _write_results(page, column, lists)
    _write_labels(page)
    allow_in_recipes(page)
    page.sheet.set_selection(page.address(NAME_ROW, FIRST_SOLUTION + len(SOLUTIONS)))
    return page


def _write_heads(page: Page) -> None:
    page.head(_HEAD_ROW, SYMBOL, _LAST, "Recipes: the yellow cells are yours")
    for row, text, height in ((NAME_ROW, "Name", 34), (USE_ROW, "Used in", 19), (MADE_ROW, "Made with", 52)):
        page.text(row, SYMBOL, text, "label")
        page.height(row, height)
    page.text(_COLUMNS_ROW, SYMBOL, "Concentrations", "column")
    page.text(_COLUMNS_ROW, VALENCE, "z", "column middle")
    for column in range(FIRST_SOLUTION, _LAST + 1):
        page.text(_COLUMNS_ROW, column, "mM", "column right")
    page.height(_COLUMNS_ROW, 24)


def _write_component(page: Page, i: int) -> None:
    row = FIRST_COMPONENT + i
    page.height(row, 18)
    if i < len(COMPONENTS):
        _write_known(page, row, COMPONENTS[i])
        return
    own = OWN_COMPONENTS[i - len(COMPONENTS) :][:1]
    page.sheet.write_blank(row, SYMBOL, None, page.book.look("input typed"))
    page.sheet.write_blank(row, VALENCE, None, page.book.look("input valence", SHOWN["sign"]))
    for component in own:
        page.text(row, SYMBOL, component.symbol, "input typed")
        page.number(row, VALENCE, component.z or 0, "input valence", SHOWN["sign"])


def _write_known(page: Page, row: int, component: Component) -> None:
    symbol, known = component.symbol, ions().get(component.symbol)
    z = component.z if known is None else known.z
    pieces = _with_scripts(page, symbol, z or 0)
    if len(pieces) > 2:
        page.sheet.write_rich_string(row, SYMBOL, *pieces, page.book.look("label"))
    else:
        page.text(row, SYMBOL, symbol, "label")
    page.number(row, VALENCE, z or 0, "valence", SHOWN["sign"])


def _with_scripts(page: Page, symbol: str, z: int) -> list[Any]:
    """Return a symbol's parts, each after its format; together they are the symbol, which formulas look for."""
    charge = "" if z == 0 else f"{abs(z) if abs(z) > 1 else ''}{'+' if z > 0 else '-'}"
    name = symbol.removesuffix(charge)
    style = {"font_name": SANS, "font_size": 11, "font_color": INK}
    plain, low, high = (page.book.look.part(**style, font_script=script) for script in (0, 2, 1))
    parts = re.findall(r"\d+|\D+", name) if _CHEMICAL.fullmatch(name) else [name]
    pieces = [piece for part in parts for piece in (low if part.isdigit() else plain, part)]
    return [*pieces, high, charge] if charge else pieces


def _write_recipe(page: Page, column: int) -> None:
    look = page.book.look
    for row, role in ((NAME_ROW, "input name"), (USE_ROW, "input choice"), (MADE_ROW, "input small")):
        page.sheet.write_blank(row, column, None, look(role))
    for row in range(FIRST_COMPONENT, FIRST_COMPONENT + COMPONENT_ROWS):
        page.sheet.write_blank(row, column, None, look("input grid"))
    for solution in SOLUTIONS[column - FIRST_SOLUTION :][:1]:
        page.text(NAME_ROW, column, solution.name, "input name")
        page.text(USE_ROW, column, solution.use, "input choice")
        page.text(MADE_ROW, column, solution.made_with, "input small")
        for i, component in enumerate((*COMPONENTS, *OWN_COMPONENTS)):
            if component.symbol in solution.amounts:
                page.number(FIRST_COMPONENT + i, column, solution.amounts[component.symbol], "input grid")


def _write_results(page: Page, column: int, lists: Lists) -> None:
    solution = column - FIRST_SOLUTION
    amounts, valences = lists.amounts(solution), lists.column(CHARGE)
    fine = lists.cell(FINE, solution)
    charge, osmolarity = page.address(CHARGES, column), page.address(OSMOLARITY, column)
    results = (
        (STRENGTH, f"IONIC_STRENGTH({amounts},{valences})", "0.0"),
        (CHARGES, f"ROUND(SUMPRODUCT({valences},{amounts}),9)", "+0.00;-0.00;0.00"),
        (OSMOLARITY, f"SUM({amounts})", "0.0"),
    )
    for row, formula, shown in results:
        page.formula(row, column, f'IF({fine},{formula},"")', "value", shown)
    checks = (
        (ENTRIES, _entries(lists, solution)),
        (NEUTRAL, f'IF({fine},{_neutral(charge, valences, amounts)},"")'),
        (PLAUSIBLE, f'IF({fine},{_plausible(osmolarity)},"")'),
    )
    for row, formula in checks:
        page.formula(row, column, formula, "verdict small")
    page.ticks(ENTRIES, column, PLAUSIBLE, column)


def _entries(lists: Lists, solution: int) -> str:
    typed, name, use = (lists.cell(row, solution) for row in (TYPED, NAME, USE))
    amounts, faulty, symbols = lists.amounts(solution), lists.column(FAULTY), lists.column(TYPED_SYMBOL)
    wrong = f'COUNTIF({amounts},"{NO_NUMBER}")'
    rules = (
        (f'{typed}=""', '"name is missing"'),
        (f'{name}=""', '"name is taken"'),
        (f'AND({use}<>"{BATH}",{use}<>"{PIPETTE}",{use}<>"{BOTH}")', '"used in bath or pipette?"'),
        (f"{wrong}>0", f'INDEX({symbols},MATCH("{NO_NUMBER}",{amounts},0))&" must be 0 or more"'),
        (f"SUMPRODUCT({faulty}*({amounts}<>0))>0", '"see name and z of your own components"'),
        (f"SUM({amounts})=0", '"no concentrations"'),
    )
    formula = f'"{GOOD}"'
    for test, words in reversed(rules):
        formula = f'IF({test},"✗ "&{words},{formula})'
    return f'IF(AND({typed}="",SUM({amounts})=0,{wrong}=0),"",{formula})'


def _neutral(charge: str, valences: str, amounts: str) -> str:
    # Not ABS, which IronCalc 0.9 does not take of a range.
    allowed = f"Imbalance_limit/100*SUMPRODUCT({valences}*(1-2*({valences}<0)),{amounts})"
    words = f'"✗ "&IF({charge}>0,"positive","negative")&" by "&ROUND(ABS({charge}),2)&" mM"'
    return f'IFERROR(IF(ABS({charge})<={allowed},"✓ neutral",{words}),"✗ see the limits")'


def _plausible(osmolarity: str) -> str:
    below, above = (
        f'"✗ {side} "&{limit}&" mOsM"' for side, limit in (("below", "Osmolarity_low"), ("above", "Osmolarity_high"))
    )
    formula = f'IF({osmolarity}<Osmolarity_low,{below},IF({osmolarity}>Osmolarity_high,{above},"✓ plausible"))'
    return f'IFERROR({formula},"✗ see the limits")'


def _write_labels(page: Page) -> None:
    page.height(CHECKS_ROW - 1, 8)
    page.head(CHECKS_ROW, SYMBOL, _LAST, "What it comes to")
    labels = (
        (STRENGTH, "Ionic strength", "mM", 19),
        (CHARGES, "Charge, Σ z · c", "mM", 19),
        (OSMOLARITY, "Osmolarity, Σ c", "mOsM", 19),
        (ENTRIES, "Entries", "", 42),
        (NEUTRAL, "Electroneutrality", "", 30),
        (PLAUSIBLE, "Osmolarity", "", 30),
    )
    for row, text, unit, height in labels:
        page.text(row, SYMBOL, text, "label")
        page.text(row, VALENCE, unit, "unit small")
        page.height(row, height)
