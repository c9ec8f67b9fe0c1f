"""Values on their way between Office.js and cells: what Excel sends as JSON, and how it wants results."""

from __future__ import annotations

import json
from itertools import chain
from typing import Any

import numpy as np
import orjson

from xlfuncs.calling.cells import ERROR_VALUES, CellError, Cells
from xlfuncs.errors import ShapeError
from xlfuncs.functions import Quantity
from xlfuncs.hosts.officejs.refusal import unreadable

# Excel's names of its error values (Microsoft, Excel.ErrorCellValueType).
ERROR_TYPES = {
    "Blocked": "#BLOCKED!",
    "Busy": "#BUSY!",
    "Calc": "#CALC!",
    "Connect": "#CONNECT!",
    "Div0": "#DIV/0!",
    "External": "#EXTERNAL!",
    "Field": "#FIELD!",
    "GettingData": "#GETTING_DATA",
    "NotAvailable": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Placeholder": "#BUSY!",
    "Python": "#PYTHON!",
    "Ref": "#REF!",
    "Spill": "#SPILL!",
    "Timeout": "#TIMEOUT!",
    "Value": "#VALUE!",
}
# The error values that a custom function can give; any other comes out as #VALUE!.
_GIVEN_BACK = ("Div0", "NotAvailable", "Name", "Null", "Num", "Ref", "Value")
_ERROR_OBJECTS = {ERROR_TYPES[name]: {"type": "Error", "errorType": name} for name in _GIVEN_BACK}
_FIRST_WITH_ERROR_OBJECTS = 1.4  # CustomFunctionsRuntime
Rows = list[list[Any]]

_NUMBERS_AND_BLANKS = {float, int, type(None)}
_FEW = 64  # cells for which an array costs more than it saves


def decoded(body: bytes) -> Any:
    """Return what the JSON says; raise RefusalError if it is none."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        # A cell may hold half of a sign of two halves (a lone surrogate), which Excel sends and orjson refuses.
        if rb"\ud" not in body.lower():
            raise unreadable("it is not JSON") from None
    try:
        return json.loads(body, parse_constant=_no_json, parse_int=float)
    except (ValueError, RecursionError):
        raise unreadable("it is not JSON") from None


def _no_json(constant: str) -> Any:
    raise ValueError(constant)


def encoded(answer: Any) -> bytes:
    """Return the answer as JSON."""
    try:
        return orjson.dumps(answer)
    except TypeError:
        return json.dumps(answer).encode()  # a lone surrogate, in a reason that quotes it


def as_rows(argument: Any) -> Rows:
    """Return an argument, which is one value, a row or rows of them, as rows; those may differ in length."""
    if type(argument) is not list:
        return [[argument]]
    if set(map(type, argument)) == {list}:
        return argument if any(argument) else [[None]]
    return [argument or [None]]


def size(rows: Rows) -> tuple[int, int]:
    """Return the number of rows and of columns, the longest row counting."""
    return len(rows), max(map(len, rows))


def cells(quantity: Quantity, rows: Rows) -> Cells:
    """Return the rows of an argument as cells; raise ShapeError if they are no range."""
    if len(rows) == 1 and len(rows[0]) == 1 and type(rows[0][0]) in (float, str):
        return Cells(rows)
    if len(rows) > 1 and len(set(map(len, rows))) > 1:
        raise ShapeError(f"{quantity.name} has rows of different lengths")
    values = _in_one_list(rows)
    kinds = set(map(type, values))
    if list in kinds:
        raise ShapeError(f"{quantity.name} has more than two dimensions")
    if str in kinds and not any(value for value in values if type(value) is str):
        values, kinds = [None if value == "" else value for value in values], kinds - {str} | {type(None)}
    if kinds <= _NUMBERS_AND_BLANKS and len(values) > _FEW:
        return Cells(np.array(values, dtype=float).reshape(len(rows), -1))  # type: ignore[arg-type]
    if kinds != {float}:
        rows = [[_cell(value) for value in row] for row in rows]
    return Cells(rows)


def _in_one_list(rows: Rows) -> list[Any]:
    """Return the values of rows of one length; of a column in a third of the time."""
    return [value for (value,) in rows] if len(rows[0]) == 1 else list(chain.from_iterable(rows))


def _cell(value: Any) -> Any:
    if type(value) is int:
        return float(value)  # or it might be taken for the number by which COM names an error
    if type(value) is dict:
        return _from_object(value)
    return value


def _from_object(value: dict[str, Any]) -> Any:
    basic = value.get("basicValue")
    if value.get("type") == "Error":
        name = str(value.get("errorType"))
        kind = basic if isinstance(basic, str) and basic in ERROR_VALUES else ERROR_TYPES.get(name, "#VALUE!")
        return CellError(kind)
    if value.get("type") == "Empty":
        return None
    # Numbers with a format, and what a linked data type shows. What has no value is no number, and no blank either.
    return CellError("#VALUE!") if basic is None or isinstance(basic, (dict, list)) else _cell(basic)


def result(answer: Cells, has_error_objects: bool = True) -> tuple[Rows, CellError | None]:
    """Return a result as Office.js wants it, and its first error; errors are objects, or texts for old Excels."""
    rows = answer.rows
    if CellError not in set(map(type, _in_one_list(rows))):
        return rows, None
    spell = _error_object if has_error_objects else _error_text
    first = next(x for x in chain.from_iterable(rows) if type(x) is CellError)
    return [[spell(x) if type(x) is CellError else x for x in row] for row in rows], first


def _error_object(error: CellError) -> Any:
    return _ERROR_OBJECTS.get(error.kind, _ERROR_OBJECTS["#VALUE!"])


def _error_text(error: CellError) -> str:
    return error.kind if error.kind in _ERROR_OBJECTS else "#VALUE!"


def takes_error_objects(runtime: Any) -> bool:
    """Return whether a version of CustomFunctionsRuntime, as its client names it, takes errors as objects."""
    try:
        return float(runtime) >= _FIRST_WITH_ERROR_OBJECTS
    except (TypeError, ValueError):
        return True
