"""The script that Excel runs for the functions: our client, and one line for each function of the list."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from xlfuncs.functions import FUNCTIONS, WorksheetFunction

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
    layouts = [argument.layout.name.lower() for argument in function.arguments]
    return f"  associate({', '.join(map(json.dumps, (function.name, function.result.name.lower(), layouts)))});"
