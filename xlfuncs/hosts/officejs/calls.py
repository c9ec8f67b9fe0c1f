"""Calls of the worksheet functions as xlwings' protocol sends them: read, counted, answered.

Pure: bytes in, bytes out. It runs in the server itself for short requests, and in processes of its own for long ones.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from xlfuncs import udfs
from xlfuncs.calling.cells import CellError, Cells
from xlfuncs.errors import InputError, XlfuncsError
from xlfuncs.functions import BY_NAME, WorksheetFunction
from xlfuncs.hosts.officejs import wire
from xlfuncs.hosts.officejs.refusal import RefusalError, unreadable

MOST_CELLS = 4 * 1_048_576  # four whole columns of a sheet
MOST_CALLS = 2_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Call:
    """One call: its function, the rows of each argument, and how many cells it takes or gives, whichever is more.

    Or no function, and what is wrong with the call.
    """

    function: WorksheetFunction | None
    arguments: list[wire.Rows]
    cells: int = 1
    fault: str = ""


@dataclass(frozen=True)
class Request:
    """What one POST asks for."""

    calls: list[Call]
    is_single: bool
    takes_error_objects: bool
    cells: int


def read(body: bytes) -> Request:
    """Return what a request asks for; raise RefusalError if it cannot be answered at all."""
    data = wire.decoded(body)
    if not isinstance(data, dict):
        raise unreadable("a JSON object is wanted")
    is_single = "calls" not in data
    called = [data] if is_single else data["calls"]
    if not isinstance(called, list) or not all(isinstance(one, dict) for one in called):
        raise unreadable("its calls must be a list of objects")
    if len(called) > MOST_CALLS:
        raise RefusalError(413, f"These are {len(called)} calls at once; at most {MOST_CALLS} are answered.")
    calls = [_call(data)] if is_single else [_call_or_fault(one) for one in called]
    cells = sum(call.cells for call in calls)
    if cells > MOST_CELLS:
        raise RefusalError(413, f"These are {cells} cells at once; at most {MOST_CELLS} are calculated.")
    return Request(calls, is_single, not is_single or wire.takes_error_objects(data.get("runtime")), cells)


def _call_or_fault(data: dict[str, Any]) -> Call:
    try:
        return _call(data)
    except RefusalError as refusal:
        return Call(None, [], fault=refusal.sentence)


def _call(data: dict[str, Any]) -> Call:
    name, arguments = data.get("func_name"), data.get("args")
    if not isinstance(name, str):
        raise unreadable("it names no function")
    function = BY_NAME.get(name)
    if function is None:
        shown = name if name.isprintable() else ascii(name)
        raise RefusalError(404, f"No worksheet function is called {shown:.40}.")
    if not isinstance(arguments, list):
        raise unreadable(f"{function.call} has got no list of arguments")
    wanted = len(function.arguments)
    if len(arguments) != wanted:
        raise RefusalError(400, f"{function.call} takes {wanted} arguments, got {len(arguments)}.")
    rows = [wire.as_rows(argument) for argument in arguments]
    sizes = [wire.size(argument) for argument in rows]
    cells = 1 if sizes.count((1, 1)) == wanted else max(_result_cells(function, sizes), *(r * c for r, c in sizes))
    return Call(function, rows, cells)


def _result_cells(function: WorksheetFunction, sizes: list[tuple[int, int]]) -> int:
    """Return how many numbers a call calculates, so that a small request cannot ask for a huge result."""
    if function.is_elementwise:
        return max(rows for rows, _ in sizes) * max(columns for _, columns in sizes)
    conditions, ions = 1, 1
    for quantity, (rows, columns) in zip(function.arguments, sizes, strict=True):
        if not quantity.shape.axis:
            conditions = max(conditions, rows * columns)
        elif quantity.shape.has_conditions:
            conditions = max(conditions, rows)
            ions = max(ions, columns)
        else:
            ions = max(ions, rows * columns)
    return conditions * ions


def answers(request: Request) -> Iterator[dict[str, Any]]:
    """Yield the answer of each call in turn."""
    for call in request.calls:
        rows, error = wire.result(_calculated(call), request.takes_error_objects)
        yield {"result": rows} if error is None else {"result": rows, "reason": error.reason or error.kind}


def _calculated(call: Call) -> Cells:
    if call.function is None:
        return _bad(call.fault)
    function = call.function
    try:
        arguments = [wire.cells(q, a) for q, a in zip(function.arguments, call.arguments, strict=True)]
        return getattr(udfs, function.name)(*arguments)
    except XlfuncsError as error:
        return _bad(str(error), error.kind)
    except MemoryError:
        return _bad(f"{function.name}: there is not enough memory for a range of this size")
    except Exception:
        # A fault of ours in one cell must not look like a server that is gone; the log has no cell's contents.
        _log.exception("%s failed", function.name)
        return _bad(f"{function.name} failed by a fault of its own: please report it")


def _bad(reason: str, kind: str = InputError.kind) -> Cells:
    return Cells([[CellError(kind, reason)]])


def reply(request: Request, answered: list[dict[str, Any]]) -> tuple[int, bytes]:
    """Return the status and the body of the response."""
    if not request.is_single:
        return 200, wire.encoded({"results": answered})
    (answer,) = answered
    if "reason" in answer and answer["result"] in _SINGLE_VALUE_ERRORS:
        return 400, answer["reason"].encode("utf-8", "replace")
    return 200, wire.encoded(answer)


_SINGLE_VALUE_ERRORS = ([[{"type": "Error", "errorType": "Value"}]], [["#VALUE!"]])


def answer_at_once(body: bytes) -> tuple[int, bytes, int]:
    """Return status and body of the response, and how many calls it was: all in one go, for long requests."""
    try:
        request = read(body)
    except RefusalError as refusal:
        return refusal.status, refusal.sentence.encode("utf-8", "replace"), 0
    return *reply(request, list(answers(request))), len(request.calls)
