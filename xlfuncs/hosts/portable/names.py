"""The defined names: the helpers, the table of ions and the functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from xlfuncs.compute.ions import Ion, ions
from xlfuncs.formulas.file_text import for_files, for_people
from xlfuncs.functions import FUNCTIONS, HELPERS, Helper, Result, WorksheetFunction

_PM, _G_PER_MOL = 1e-12, 1e-3


def defined_names() -> dict[str, str]:
    """Return each name's formula as a workbook file holds it, helpers first."""
    return _rendered(for_files)


def plain_names() -> dict[str, str]:
    """Return each name's formula as one would type it, helpers first."""
    return _rendered(for_people)


def _rendered(spell: Callable[[str], str]) -> dict[str, str]:
    return {name: "=" + spell(lambda_text(parameters, body)) for name, parameters, body in _lambdas()}


def _lambdas() -> Iterator[tuple[str, tuple[str, ...], str]]:
    for helper in (ion_table(), *HELPERS):
        yield helper.name, helper.parameters, helper.formula
    for function in FUNCTIONS:
        yield function.name, tuple(a.parameter for a in function.arguments), body(function)


def lambda_text(parameters: tuple[str, ...], body: str) -> str:
    """Return the LAMBDA with these parameters."""
    return f"LAMBDA({', '.join((*parameters, body))})"


def body(function: WorksheetFunction) -> str:
    """Return a function's formula, behind a check of the ranges' sizes where they are to combine."""
    if function.result not in (Result.ELEMENTWISE, Result.FIVE_ROWS):
        return function.formula
    rows = ", ".join(f"ROWS({a.parameter})" for a in function.arguments)
    columns = ", ".join(f"COLUMNS({a.parameter})" for a in function.arguments)
    return f"IF(XLF.FIT(HSTACK({rows}), HSTACK({columns})), {function.formula}, #VALUE!)"


def ion_table() -> Helper:
    """Return the table of ions as an array: name, valence, size in pm (#N/A if unknown), mass in g/mol."""
    rows = ";".join(_ion_row(name, ion) for ion in ions().values() for name in ion.names)
    return Helper("XLF.IONS", (), f"{{{rows}}}", "Every name of each ion with its properties.")


def _ion_row(name: str, ion: Ion) -> str:
    size = "#N/A" if ion.size is None else f"{ion.size / _PM:.6g}"
    return f'"{name}",{ion.z},{size},{ion.molar_mass / _G_PER_MOL:.9g}'
