"""The columns of the log: what is typed into a row, what follows from it, and what is wrong with it.

Formulas name the cells of their own row in square brackets: ``[E ion mV]``, ``[Date:Holding mV]``. They call functions
that every spreadsheet since 2010 has, and ours only in rows that have all it takes: a call costs a hundred times a sum.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from xlfuncs.templates.record.layout import LOG
from xlfuncs.templates.record.limits import is_day, is_potential, is_temperature

COUNTED = "✓ counted"
# The space at the right is in the format: LibreOffice loses the indents of cells that have a conditional format.
_PLAIN, _SIGNED, _VALENCE_SHOWN = "General_)", "+0.0_);-0.0_);0.0_)", "+0_);-0_);0_)"
_HEAD = re.compile(r"\[(\w[^\[\]:]*)(?::(\w[^\[\]:]*))?\]")


@dataclass(frozen=True)
class Column:
    """A column of the table; one with a formula is calculated."""

    head: str
    width: float
    role: str
    shown: str = "General"
    formula: str = ""


def in_row(formula: str) -> str:
    """Return a formula as a table's file holds it: in the long form, which every program reads."""
    return _HEAD.sub(lambda m: f"{LOG}[[#This Row],[{m[1]}]{f':[{m[2]}]' if m[2] else ''}]", formula)


def _amount(names: str, solution: str) -> str:
    here = f'({names}=[{solution}]&"")'
    amount = f"SUMPRODUCT((Components=[Ion])*{here},Amounts)"
    return f'IF(OR([{solution}]="",[Valence]=""),"",IF(SUMPRODUCT(--{here})=0,"",{amount}))'


_VALENCE = "SUMPRODUCT(--(Components=[Ion]),Valences)"
_E_ION = (
    "IF(COUNT([Valence],[Outside mM],[Inside mM],[Temperature])<4,\"\",IF(OR([Outside mM]<=0,[Inside mM]<=0),\"\","
    "NERNST([Outside mM],[Inside mM],[Valence],[Temperature])))"
)  # fmt: skip
_HELD = "COUNT([Holding mV],[E ion mV])=2"
_DIRECTION = (
    f"IF({_HELD},FLUX_DIRECTION([Holding mV],[E ion mV],[Valence]),"
    'IF(AND(COUNT([E ion mV])=1,[Holding mV]=""),"no holding",""))'
)


def _solution_rules(solution: str, names: str, amount: str) -> tuple[tuple[str, str], ...]:
    word = solution.lower()
    missing = f'SUMPRODUCT(--({{}}=[{solution}]&""))=0'
    return (
        (f'[{solution}]=""', f'"{word} solution is missing"'),
        (missing.format("Solution_names"), f'"no solution named "&[{solution}]'),
        (missing.format(names), f'[{solution}]&" is no {word} solution"'),
        (f"[{amount}]=0", f'"no "&[Ion]&" in this {word} solution"'),
    )


def _no_number(cell: str) -> str:
    # Calc counts TRUE as a number.
    return f"OR(COUNT({cell})=0,ISLOGICAL({cell}))"


def _potential_rules(column: str, words: str) -> tuple[tuple[str, str], ...]:
    cell = f"[{column}]"
    return (
        (_no_number(cell), f'"{words} is not a number"'),
        (f"NOT({is_potential(cell)})", f'"{words} is beyond ±"&Potential_limit&" mV"'),
    )


def _rules() -> tuple[tuple[str, str], ...]:
    """Return what can be wrong with a row, in the order of its cells: a test, and the words as a formula."""
    holding = tuple(
        (f'IF([Holding mV]="",FALSE,{test})', words)
        for test, words in _potential_rules("Holding mV", "holding potential")
    )
    return (
        ('[Date]=""', '"date is missing"'),
        ("COUNT([Date])=0", '"date is not a date"'),
        (f"NOT({is_day('[Date]')})", '"date is out of range"'),
        ('[Cell]=""', '"cell is missing"'),
        ('[Ion]=""', '"ion is missing"'),
        ('[Valence]=""', '[Ion]&" is not among the ions"'),
        ('[Temperature]=""', '"temperature is missing"'),
        (_no_number("[Temperature]"), '"temperature is not a number"'),
        (
            f"NOT({is_temperature('[Temperature]')})",
            '"temperature is not "&Temperature_low&" to "&Temperature_high&" °C"',
        ),
        *_solution_rules("Pipette", "Pipette_names", "Inside mM"),
        *_solution_rules("Bath", "Bath_names", "Outside mM"),
        ('[Measured mV]=""', '"measured potential is missing"'),
        *_potential_rules("Measured mV", "measured potential"),
        *holding,
        ("COUNT([E ion mV])=0", '"E cannot be calculated"'),
    )


def _check() -> str:
    formula = f'"{COUNTED}"'
    for test, words in reversed(_rules()):
        words = f'"✗ {words[1:]}' if words.startswith('"') else f'"✗ "&{words}'
        formula = f"IF({test},{words},{formula})"
    return f'IF(COUNTA([Date:Holding mV])=0,"",IFERROR({formula},"✗ an entry is an error value"))'


def _safe(formula: str) -> str:
    return f'IFERROR({formula},"")'


COLUMNS = (
    Column("Date", 11, "row", "yyyy-mm-dd"),
    Column("Cell", 10, "row", "@"),
    Column("Ion", 8, "row", "@"),
    Column("Temperature", 12.5, "row number", _PLAIN),
    Column("Pipette", 16, "row", "@"),
    Column("Bath", 16, "row", "@"),
    Column("Measured mV", 11, "row number", _SIGNED),
    Column("Holding mV", 10, "row number", _SIGNED),
    Column("Remark", 22, "row", "@"),
    Column("Valence", 9, "row number", _VALENCE_SHOWN, _safe(f'IF([Ion]="","",IF({_VALENCE}=0,"",{_VALENCE}))')),
    Column("Outside mM", 10, "row number", _PLAIN, _safe(_amount("Bath_names", "Bath"))),
    Column("Inside mM", 10, "row number", _PLAIN, _safe(_amount("Pipette_names", "Pipette"))),
    Column("E ion mV", 10, "row number", _SIGNED, _safe(_E_ION)),
    Column(
        "Driving force mV", 11, "row number", _SIGNED, _safe(f'IF({_HELD},DRIVINGFORCE([Holding mV],[E ion mV]),"")')
    ),
    Column("Direction", 11, "row", formula=_safe(_DIRECTION)),
    Column(
        "Difference mV", 11.5, "row number", _SIGNED,
        _safe('IF(COUNT([Measured mV],[E ion mV])=2,[Measured mV]-[E ion mV],"")'),
    ),
    Column("Check", 36, "row verdict", formula=_check()),
)  # fmt: skip
