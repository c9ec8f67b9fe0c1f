"""What Excel reads of our functions before it calls any: names, arguments, help; made from the one list."""

from __future__ import annotations

from typing import Any

from xlfuncs.functions import FUNCTIONS, Quantity, WorksheetFunction

_MATRIX = {"type": "any", "dimensionality": "matrix"}  # so that ranges, blanks and error cells all reach us


def metadata(public_url: str) -> dict[str, Any]:
    """Return the custom functions' metadata, with help at a server's address."""
    choosing = {quantity.name: quantity for f in FUNCTIONS for quantity in f.arguments if quantity.choices}
    return {
        "allowErrorForDataTypeAny": True,
        "allowCustomDataForDataTypeAny": True,
        "functions": [_function(function, public_url.rstrip("/")) for function in FUNCTIONS],
        "enums": [_enum(quantity) for quantity in choosing.values()],
    }


def _function(function: WorksheetFunction, url: str) -> dict[str, Any]:
    return {
        "id": function.name,
        "name": function.name,
        "description": function.description,
        "helpUrl": f"{url}/#{function.name}",
        "parameters": [_parameter(quantity) for quantity in function.arguments],
        "result": _MATRIX,
        # Excel says when it no longer waits for a cell. It is not asked for addresses, which are nobody's business.
        "options": {"cancelable": True},
    }


def _parameter(quantity: Quantity) -> dict[str, Any]:
    described = {"name": quantity.name, "description": quantity.help, **_MATRIX}
    return {**described, "type": "string", "customEnumId": _enum_id(quantity)} if quantity.choices else described


def _enum(quantity: Quantity) -> dict[str, Any]:
    values = [
        {"name": choice, "stringValue": choice, "tooltip": meaning}
        for choice, meaning in zip(quantity.choices, quantity.meanings, strict=True)
    ]
    return {"id": _enum_id(quantity), "type": "string", "values": values}


def _enum_id(quantity: Quantity) -> str:
    return quantity.name.upper()
