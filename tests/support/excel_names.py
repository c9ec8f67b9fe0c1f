"""What Excel and VBA refuse as the name of a function or of an argument.

A name that looks like a cell in either style of references, or is a word of the language, cannot be defined; one that
Excel has a function by would hide behind that.
"""

from __future__ import annotations

import re

from openpyxl.utils import FORMULAE
from openpyxl.utils.cell import column_index_from_string
from xlsxwriter.worksheet import Worksheet

LAST_COLUMN = 16_384
_A1 = re.compile(r"([A-Z]{1,3})\d+", re.IGNORECASE)
_R1C1 = re.compile(r"R\d*|C\d*|R\d*C\d*", re.IGNORECASE)
# Visual Basic language specification (MS-VBAL) 3.3.5.2, and Excel's own TRUE and FALSE.
_VBA_WORDS = """
abs addressof and any array as attribute boolean byref byte byval call case cbool cbyte ccur cdate cdbl cdec cdecl
circle cint clng const csng cstr currency cvar cverr date debug decimal declare defbool defbyte defcur defdate defdbl
defint deflng defobj defsng defstr defvar dim do doevents double each else elseif empty end endif enum eqv erase error
event exit false fix for friend function get global gosub goto if imp implements in input inputb int integer is lbound
len lenb let like linput lock long loop lset me midb mod new next not nothing null object on open option optional or
paramarray preserve print private pset public put raiseevent redim rem resume return rset scale seek select set sgn
shared single spc static step stop string sub tab then to true type typeof ubound unlock until variant wend while with
withevents write xor
"""
_RESERVED = frozenset(_VBA_WORDS.split())


def refusal_of_function(name: str) -> str:
    """Return why no function may have this name, or nothing."""
    return refusal(name) or (f"{name} is one of Excel's own functions" if _is_excels_own(name) else "")


def refusal_of_argument(name: str) -> str:
    """Return why no argument may have this name in VBA and in a LAMBDA, or nothing."""
    return f"{name} has a period" if "." in name else refusal(name)


def refusal(name: str) -> str:
    """Return why Excel or VBA refuses a name, or nothing."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_.]*", name):
        return f"{name} is not letters, digits and underscores after a letter"
    if (match := _A1.fullmatch(name)) and column_index_from_string(match[1]) <= LAST_COLUMN:
        return f"{name} is a cell (A1 style)"
    if _R1C1.fullmatch(name):
        return f"{name} is a cell, row or column (R1C1 style)"
    if name.lower() in _RESERVED:
        return f"{name} is reserved in VBA"
    return ""


def _is_excels_own(name: str) -> bool:
    # XlsxWriter knows the functions since Excel 2010 by the prefix that files give them.
    return name.upper() in FORMULAE or Worksheet()._prepare_formula(f"{name.upper()}(1)", True).startswith("_xl")
