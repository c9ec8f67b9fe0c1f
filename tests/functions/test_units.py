"""The units of the list: each symbol means its factor, and compute's own documentation has the same quantity in SI."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from fractions import Fraction
from typing import NamedTuple

import pytest

from tests.support.example_calls import formula_of
from xlfuncs.functions import FUNCTIONS, WorksheetFunction, units
from xlfuncs.functions.units import Unit

# SI Brochure, 9th ed., 2019: tables 3 and 7; ^ below are exponents.
PREFIXES = {"p": -12, "n": -9, "µ": -6, "m": -3, "c": -2, "k": 3}
# Units that have prefixes, in base units; A, s, m, mol, K and kg stand for themselves.
COHERENT = {
    "V": "kg m2 s-3 A-1",
    "S": "kg-1 m-2 s3 A2",
    "J": "kg m2 s-2",
    "Pa": "kg m-1 s-2",
    "A": "A",
    "s": "s",
    "m": "m",
    "mol": "mol",
    "K": "K",
    "whatever": "whatever",
}
OTHERS = {"M": (Fraction(1000), "mol m-3"), "g": (Fraction(1, 1000), "kg")}  # M is mol/L
# Words that are no unit: a pure number, what is read on two scales (in K), what any unit will do for.
WORDS = {"1": "", "": "", "°C or K": "K", "any one unit": "whatever", "any unit": "whatever"}
NO_NUMBERS = {"text", "as asked"}


class Meaning(NamedTuple):
    """What one of a unit is: a factor, and the powers of the base units."""

    factor: Fraction
    powers: dict[str, int]


def meaning(symbol: str) -> Meaning:
    """Return what a symbol means; raise ValueError for one that is not in the tables above."""
    factor, powers = Fraction(1), Counter[str]()
    symbol = WORDS.get(symbol, symbol).translate(str.maketrans("²³", "23"))
    for i, part in enumerate(symbol.split("/")):
        for name, power in re.findall(r"([^\W\d]+)(-?\d+)?", part):
            exponent = int(power or 1) * (-1 if i else 1)
            size, base = _one(name)
            factor *= size**exponent
            for unit, times in re.findall(r"([A-Za-z]+)(-?\d+)?", base):
                powers[unit] += int(times or 1) * exponent
    return Meaning(factor, {unit: power for unit, power in powers.items() if power})


def _one(name: str) -> tuple[Fraction, str]:
    if name == "kg":
        return Fraction(1), "kg"
    if name in COHERENT:
        return Fraction(1), COHERENT[name]
    if name in OTHERS:
        return OTHERS[name]
    if name[0] in PREFIXES and name[1:] in COHERENT | OTHERS:
        size, base = _one(name[1:])
        return size * Fraction(10) ** PREFIXES[name[0]], base
    raise ValueError(f"what is {name}? tests/functions/test_units.py has its factor from no source yet")


def units_of(function: WorksheetFunction) -> list[Unit]:
    results = [row.unit for row in function.result.rows] or [function.unit]
    return [unit for unit in (*(a.unit for a in function.arguments), *results) if str(unit) not in NO_NUMBERS]


def test_a_unit_is_what_its_symbol_means() -> None:
    named = [unit for unit in vars(units).values() if isinstance(unit, Unit) and str(unit) not in NO_NUMBERS]
    for unit in {*named, *(unit for function in FUNCTIONS for unit in units_of(function))}:
        assert unit.factor == pytest.approx(float(meaning(str(unit)).factor), rel=1e-15), unit


NUMERIC = pytest.mark.parametrize("function", [f for f in FUNCTIONS if not f.takes_texts], ids=lambda f: f.name)


@NUMERIC
def test_arguments_are_the_quantities_that_compute_documents(function: WorksheetFunction) -> None:
    documented = _documented(function)
    for quantity in function.arguments:
        assert quantity.name in documented, f"compute's docstring gives no [unit] of {function.name}'s {quantity.name}"
        assert meaning(str(quantity.unit)).powers == meaning(documented[quantity.name]).powers, quantity.name


@NUMERIC
def test_compute_documents_si_units_without_a_factor(function: WorksheetFunction) -> None:
    assert {meaning(unit).factor for unit in (*_documented(function).values(), *_documented_results(function))} == {1}


@NUMERIC
def test_results_are_the_quantities_that_compute_documents(function: WorksheetFunction) -> None:
    if function.gives_text:
        return
    due = [meaning(str(row.unit)).powers for row in function.result.rows] or [meaning(str(function.unit)).powers]
    documented = [meaning(unit).powers for unit in _documented_results(function)]
    assert documented
    assert [powers for i, powers in enumerate(due) if not i or powers != due[i - 1]] == documented


def _documented(function: WorksheetFunction) -> dict[str, str]:
    """Return the SI unit of each parameter of the formula, by its numpydoc docstring."""
    parameters = _doc(function).partition("Parameters\n")[2].partition("Returns\n")[0]
    found = re.findall(r"^([\w, ]+) : .*\[([^\]]+)\]$", parameters, re.MULTILINE)
    return {name: unit for names, unit in found for name in names.split(", ")}


def _documented_results(function: WorksheetFunction) -> list[str]:
    returns = _doc(function).partition("Returns\n")[2].partition("Raises\n")[0]
    return re.findall(r"\[([^\]]+)\]", returns)


def _doc(function: WorksheetFunction) -> str:
    return inspect.getdoc(formula_of(function)) or ""


def test_a_quantity_has_one_unit_wherever_it_appears() -> None:
    used: dict[str, set[Unit]] = {}
    for function in FUNCTIONS:
        for quantity in function.arguments:
            used.setdefault(quantity.name, set()).add(quantity.unit)
    # GHK's permeabilities may have any unit, since only their ratios matter; a current needs them in cm/s.
    assert {name for name, found in used.items() if len(found) > 1} == {"permeability"}


def test_only_what_is_read_on_two_scales_says_both() -> None:
    for function in FUNCTIONS:
        for quantity in function.arguments:
            assert (str(quantity.unit) == "°C or K") == (not quantity.domain.reads_as_is)


def test_pure_numbers_show_no_unit_and_all_others_do() -> None:
    for function in FUNCTIONS:
        for unit in units_of(function):
            assert bool(unit.shown) == (str(unit) not in ("1", "")), unit
