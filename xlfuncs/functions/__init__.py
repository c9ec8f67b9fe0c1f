"""The one list of worksheet functions. Every host's description of them is made from it."""

from __future__ import annotations

from xlfuncs.functions.activity import ACTIVITY
from xlfuncs.functions.donnan import DONNAN_EQUILIBRIUM
from xlfuncs.functions.entries import Category, Example, Macro, Quantity, WorksheetFunction
from xlfuncs.functions.equilibrium import EQUILIBRIUM
from xlfuncs.functions.goldman import GOLDMAN_HODGKIN_KATZ
from xlfuncs.functions.helpers import MACROS
from xlfuncs.functions.transport import TRANSPORT

CATEGORIES: tuple[Category, ...] = (
    EQUILIBRIUM,
    GOLDMAN_HODGKIN_KATZ,
    ACTIVITY,
    DONNAN_EQUILIBRIUM,
    TRANSPORT,
)
FUNCTIONS: tuple[WorksheetFunction, ...] = tuple(f for category in CATEGORIES for f in category.functions)
BY_NAME: dict[str, WorksheetFunction] = {f.name: f for f in FUNCTIONS}

__all__ = [
    "BY_NAME",
    "CATEGORIES",
    "FUNCTIONS",
    "MACROS",
    "Category",
    "Example",
    "Macro",
    "Quantity",
    "WorksheetFunction",
]
