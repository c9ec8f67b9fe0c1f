"""The script that Excel runs for the functions: our client, and one line for each function of the list."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from xlfuncs.functions import FUNCTIONS, WorksheetFunction
from xlfuncs.hosts.officejs.shapes import layout_of, result_of

_FOLDER = Path(__file__).parent / "project" / "static" / "functions"
_PARTS = ("requests", "authorization", "columns", "answers", "batches", "delivery", "client")


@cache
def script() -> str:
    """Return the script: one piece, so that nothing is missing when Excel calls, and no name of it is seen outside."""
    parts = [(_FOLDER / f"{part}.js").read_text(encoding="utf-8") for part in _PARTS]
    # A page without Excel's library has no cells, but may still ask how to authorize itself.
    lines = ["if (globalThis.CustomFunctions) {", *map(_association, FUNCTIONS), "}\n"]
    return "\n".join(['(() => {\n"use strict";\n', *parts, "\n".join(lines), "})();\n"])


def _association(function: WorksheetFunction) -> str:
    layouts = list(map(layout_of, function.arguments))
    return f"  associate({', '.join(map(json.dumps, (function.name, result_of(function), layouts)))});"
