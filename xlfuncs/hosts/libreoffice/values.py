"""Values between Calc and the worksheet functions: what an argument holds, and how a result is told.

Calc hands a single cell over as a number or a text, a range or array as a tuple of rows, an omitted argument as
None. Results are a tuple of rows. An error value travels in a NaN: Calc keeps the code of an error in the low
bits of one, and shows it, within a range too.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from functools import cache
from itertools import chain
from typing import Any

import numpy as np

from xlfuncs import udfs
from xlfuncs.calling.cells import CellError, Cells
from xlfuncs.errors import XlfuncsError
from xlfuncs.functions import WorksheetFunction

Rows = tuple[tuple[Any, ...], ...]

# LibreOffice, include/formula/errorcodes.hxx. What Excel has no error value for becomes #VALUE! on the way in.
_CODES = {
    "#NULL!": 521,
    "#DIV/0!": 532,
    "#VALUE!": 519,
    "#REF!": 524,
    "#NAME?": 525,
    "#NUM!": 503,
    "#N/A": 0x7FFF,
}
_KINDS = {code: kind for kind, code in _CODES.items()}
_QUIET_NAN = 0x7FF8_0000_0000_0000

# The decimal separators of all languages that LibreOffice has; the last is that of Arabic and Persian.
_SEPARATOR = re.compile("[.,\u066b]")
_NUMBER = re.compile(rf"[-+]?\d+({_SEPARATOR.pattern}\d+)?(E[-+]?\d+)?")

ROWS_OF_A_SHEET = 1_048_576


@cache
def error_number(kind: str) -> float:
    """Return the NaN that Calc shows as this error value."""
    code = _CODES.get(kind, _CODES["#VALUE!"])
    return struct.unpack("<d", struct.pack("<Q", _QUIET_NAN | code))[0]


def error_kind(number: float) -> str:
    """Return the error value that a NaN from Calc stands for."""
    code = struct.unpack("<Q", struct.pack("<d", number))[0] & 0xFFFF
    return _KINDS.get(code, "#VALUE!")


def calc_function(entry: WorksheetFunction) -> Callable[..., Any]:
    """Return the worksheet function as Calc calls it."""
    function = getattr(udfs, entry.name)
    if entry.gives_text:
        return _with_text(function)
    return lambda *args: _rows(function.from_cells(*map(_argument, _without_unused_rows(args))))


def _with_text(function: Callable[..., str]) -> Callable[..., str | float]:
    def answer(*args: str) -> str | float:
        try:
            return function(*map(_number_if_it_is_one, args))
        except XlfuncsError as error:
            return error_number(error.kind)

    return answer


def _number_if_it_is_one(text: str) -> float | str:
    """Return the number that Calc has made a text of, with the decimal separator of the user's language."""
    return float(_SEPARATOR.sub(".", text)) if _NUMBER.fullmatch(text) else text


def _argument(arg: Any) -> Any:
    return _block(arg) if type(arg) is tuple else arg


def _block(rows: Rows) -> Cells:
    if set(map(type, chain.from_iterable(rows))) == {float}:
        # Twice as quick as np.array(rows).
        numbers: Any = np.fromiter(chain.from_iterable(rows), float, len(rows) * len(rows[0]))
        if not np.isnan(numbers.min()):
            return Cells(numbers.reshape(len(rows), -1))
    return Cells([[_value(cell) for cell in row] for row in rows])


def _value(cell: Any) -> Any:
    return CellError(error_kind(cell)) if cell != cell else cell


def _without_unused_rows(args: tuple[Any, ...]) -> list[Any]:
    """Return whole columns with a single one of the blank rows at their end.

    The result is as much shorter, and Calc shows #N/A below it, as the blank rows would give.
    """
    kept = max((_used_rows(arg) for arg in args if _is_whole_column(arg)), default=0) + 1
    return [arg[:kept] if _is_whole_column(arg) else arg for arg in args]


def _is_whole_column(arg: Any) -> bool:
    return isinstance(arg, tuple) and len(arg) >= ROWS_OF_A_SHEET


def _used_rows(rows: Rows) -> int:
    blank = ("",) * len(rows[0])
    used = len(rows)
    while used and rows[used - 1] == blank:
        used -= 1
    return used


def _rows(result: Cells) -> Rows:
    if CellError in set(map(type, chain.from_iterable(result.rows))):
        return tuple(tuple(error_number(x.kind) if type(x) is CellError else x for x in row) for row in result.rows)
    return tuple(map(tuple, result.rows))
