"""What Microsoft's own schema says of a unified manifest, or of the custom functions in one."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from jsonschema import Draft4Validator

_SCHEMA = Path(__file__).parent / "schemas" / "MicrosoftTeams.schema.json"


def faults(document: dict) -> list[str]:
    """Return what is wrong with a unified manifest, a line each."""
    return _faults(document, _schema())


def faults_of_functions(document: dict) -> list[str]:
    """Return what is wrong with the part of it that describes custom functions."""
    return _faults(document, {**_schema(), "$ref": "#/definitions/extensionCustomFunctions"})


def _faults(document: dict, schema: dict) -> list[str]:
    found = Draft4Validator(schema).iter_errors(document)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in found]


@cache
def _schema() -> dict:
    # Python's regular expressions have no \p{L}, any letter; ours are all of the alphabet.
    return json.loads(_SCHEMA.read_text(encoding="utf-8").replace(r"\\p{L}", "A-Za-z"))
