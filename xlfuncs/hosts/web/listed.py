"""What the runtime needs of the list and of the table of ions, as data."""

from __future__ import annotations

from typing import Any

from xlfuncs.calling.cells import ERROR_VALUES
from xlfuncs.compute.ions import BLANKS, SPELLINGS, ambiguous_names, ions
from xlfuncs.functions import FUNCTIONS, Quantity, WorksheetFunction
from xlfuncs.functions.domains import Domain
from xlfuncs.functions.units import G_PER_MOL, PM


def domains() -> list[Domain]:
    """Return every domain of an argument, each once: entries name them by their place."""
    return list(dict.fromkeys(a.domain for f in FUNCTIONS for a in f.arguments))


def entry(function: WorksheetFunction) -> dict[str, Any]:
    """Return what the runtime knows of a function: `Entry` in runtime/call.js, a domain by its place."""
    names = [a.name for a in function.arguments]
    result = function.result
    return {
        "name": function.name,
        "factor": function.unit.factor,
        "like": names.index(result.like) if result.like else -1,
        "rows": len(result.rows),
        "arguments": [_argument(a) for a in function.arguments],
    }


def _argument(a: Quantity) -> dict[str, Any]:
    return {
        "name": a.name,
        "unit": str(a.unit),
        "factor": a.unit.factor,
        "axis": a.shape.axis,
        "hasConditions": a.shape.has_conditions,
        "domain": domains().index(a.domain),
    }


def ion_table() -> dict[str, Any]:
    """Return the table of ions: `IonTable` in runtime/ions.js."""
    return {
        "ions": [
            {
                "symbol": ion.symbol,
                "names": list(ion.names),
                "z": ion.z,
                "size": None if ion.size is None else ion.size / PM.factor,
                "mass": ion.molar_mass / G_PER_MOL.factor,
            }
            for ion in ions().values()
        ],
        "ambiguous": ambiguous_names(),
        "blanks": BLANKS,
        "spellings": SPELLINGS,
    }


def error_values() -> list[str]:
    """Return the texts that are error values."""
    return sorted(ERROR_VALUES)
