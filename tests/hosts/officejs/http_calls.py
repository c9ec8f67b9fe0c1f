"""Calls as programs send them to the running server."""

from __future__ import annotations

import json
from typing import Any

import httpx
import numpy as np

from xlfuncs import udfs
from xlfuncs.calling.cells import CellError, Cells
from xlfuncs.formulas.calls import calls, constant

CALLS = "/xlwings/custom-functions-call"
# One client (each new one reads all certificates of the system), but a connection for each request.
CLIENT = httpx.Client(timeout=180, limits=httpx.Limits(max_keepalive_connections=0), trust_env=False)
# Microsoft, Excel.ErrorCellValueType.
ERROR_TYPES = {
    "#DIV/0!": "Div0",
    "#N/A": "NotAvailable",
    "#NAME?": "Name",
    "#NULL!": "Null",
    "#NUM!": "Num",
    "#REF!": "Ref",
    "#VALUE!": "Value",
}


def call(formula: str) -> dict[str, Any]:
    """Return what Excel sends for a formula that is one call with constants."""
    [one] = calls(formula)
    return {"func_name": one.name, "args": [_sent(constant(text)) for text in one.arguments]}


def _sent(rows: list[list[Any]] | None) -> list[list[Any]]:
    assert rows is not None
    return [[error(x.kind) if isinstance(x, CellError) else x for x in row] for row in rows]


def error(kind: str) -> dict[str, str]:
    """Return an error cell as Excel hands it to a custom function."""
    return {"type": "Error", "errorType": ERROR_TYPES.get(kind, "Calc"), "basicValue": kind, "basicType": "Error"}


def given(kind: str) -> dict[str, str]:
    """Return an error value as a custom function hands it to Excel."""
    return {"type": "Error", "errorType": ERROR_TYPES[kind]}


def post(url: str, body: Any, **more: Any) -> httpx.Response:
    """Send a body, as JSON unless it is bytes."""
    more.setdefault("headers", {"Content-Type": "application/json"})
    # In ASCII, so that half a sign of two halves gets through, as from Excel.
    content = body if isinstance(body, bytes) else json.dumps(body).encode("ascii")
    return CLIENT.post(url + CALLS, content=content, **more)


def results(url: str, sent: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Send calls as our own client does; return their answers."""
    response = post(url, {"client": "xlfuncs", "calls": sent})
    assert response.status_code == 200, response.text
    return response.json()["results"]


def in_python(name: str, args: list[Any]) -> list[list[Any]]:
    """Return what the function gives for cells in Python, errors as Excel takes them."""
    rows = getattr(udfs, name)(*map(Cells, args)).rows
    return [[_plain(x) for x in row] for row in rows]


def _plain(value: Any) -> Any:
    if isinstance(value, CellError):
        return given(value.kind)
    return value.item() if isinstance(value, np.generic) else value
