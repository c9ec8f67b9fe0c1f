"""The files of the library: runtime, data of the list and compiled formulas in one text."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

from xlfuncs import __version__
from xlfuncs.formulas.javascript import Library
from xlfuncs.functions import FUNCTIONS, WorksheetFunction
from xlfuncs.hosts.web import listed
from xlfuncs.hosts.web.declarations import declarations

# Each may import those before it.
RUNTIME = ("numbers", "ions", "domains", "blocks", "shapes", "lookup", "formulas", "call")
_IMPORT = re.compile(r'^import .* from "\./\w+\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|const)", re.MULTILINE)
_COMMENTS = re.compile(r"^ *(?:/\*\*.*?\*/|//.*?)\n", re.MULTILINE | re.DOTALL)

_HEAD = f"""\
// xlfuncs {__version__}: spreadsheet functions for the electrochemistry of cells. Made from the list of functions; the
// sources are in xlfuncs/hosts/web/runtime and xlfuncs/functions. MIT licence.
// Written in ECMAScript 2015 without classes, so that every runtime of Excel reads it.
"""


def write_library(folder: Path) -> list[Path]:
    """Write the library into a folder, which is made if need be, and return its files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in library_files().items():
        path = folder / name
        beside = path.with_name(f"{name}.new")
        beside.write_text(text, encoding="utf-8", newline="\n")
        written.append(beside.replace(path))
    return written


def library_files() -> dict[str, str]:
    """Return the text of each file: the module with its package.json and types, and the same as a classic script."""
    text = _program()
    names = ", ".join(f.name for f in FUNCTIONS)
    package = {
        "name": "xlfuncs",
        "version": __version__,
        "license": "MIT",
        "type": "module",
        "main": "./xlfuncs.js",
        "types": "./xlfuncs.d.ts",
    }
    return {
        "xlfuncs.js": f"{_HEAD}\n{text}\nexport {{ {names} }};\n",
        "xlfuncs.classic.js": (
            f'{_HEAD}// eslint-disable-next-line no-var\nvar xlfuncs = (function () {{\n"use strict";\n{text}\n'
            f"return {{ {names} }};\n}})();\n"
        ),
        "xlfuncs.d.ts": declarations(),
        "package.json": json.dumps(package, indent=2) + "\n",
    }


def _program() -> str:
    library = Library()
    functions = "\n".join(_function(library, f) for f in FUNCTIONS)
    data = {
        "DOMAINS": [domain.as_data() for domain in listed.domains()],
        "IONS": listed.ion_table(),
        "ERROR_VALUES": listed.error_values(),
    }
    constants = "\n".join(f"const {name} = {_literal(value)};" for name, value in data.items())
    known = (
        "const KNOWN = { findIon: ionFinder(IONS), errorValues: ERROR_VALUES };\n"
        "function listed(entry) {\n"
        "  for (const argument of entry.arguments) argument.domain = DOMAINS[argument.domain];\n"
        "  return entry;\n"
        "}"
    )
    return "\n".join([*map(_runtime_module, RUNTIME), constants, known, *library.shared.values(), functions])


def _runtime_module(name: str) -> str:
    text = resources.files(__package__).joinpath(f"runtime/{name}.js").read_text(encoding="utf-8")
    return _COMMENTS.sub("", _EXPORT.sub("", _IMPORT.sub("", text))).strip()


def _function(library: Library, function: WorksheetFunction) -> str:
    name = function.name
    parts: list[str] = []
    formula: dict[str, str] = {}
    if function.takes_texts:
        formula["result"] = "ionProperty(IONS, KNOWN.findIon)"
    else:
        formula["result"] = f"{name}_result"
        parts.append(library.result(f"{name}_result", function))
    if function.is_elementwise and not function.takes_texts and not function.gives_text:
        formula["results"] = f"{name}_results"
        parts.append(library.results(f"{name}_results", function, formula["result"]))
    formula["refusal"] = f"{name}_refusal"
    parts.append(library.refusal(f"{name}_refusal", function))
    fields = ", ".join(f"{key}: {value}" for key, value in formula.items())
    parts.append(
        f"const {name} = worksheetFunction(listed({_literal(listed.entry(function))}), {{ {fields} }}, KNOWN);"
    )
    return "\n".join(parts)


def _literal(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
