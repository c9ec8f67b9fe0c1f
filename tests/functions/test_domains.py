"""The domains of the list against compute's own rules, number by number, at their bounds and beside them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.support.example_calls import example_in_si, formula_of
from xlfuncs.errors import DomainError
from xlfuncs.functions import FUNCTIONS, Quantity, WorksheetFunction

NUMBERS = [
    *(0.0, 1e-300, 1e-9, 0.5, 1.0, 1.5, 2.0, 37.0, 100.0, 300.0, 310.15, 999.0, 1000.0, 1e6, 1e300, math.inf),
    *(-1e-300, -1e-9, -0.5, -1.0, -2.0, -300.0, -1e300, -math.inf),
]
each_domain = pytest.mark.parametrize(
    "quantity", {a.domain: a for f in FUNCTIONS for a in f.arguments}.values(), ids=lambda q: q.domain.rule
)
ARGUMENTS = [(f, i) for f in FUNCTIONS if not f.takes_texts for i in range(len(f.arguments))]


@pytest.mark.parametrize(
    ("function", "position"), ARGUMENTS, ids=[f"{f.name}-{f.arguments[i].name}" for f, i in ARGUMENTS]
)
def test_what_the_list_allows_and_refuses_compute_allows_and_refuses(
    function: WorksheetFunction, position: int
) -> None:
    quantity = function.arguments[position]
    for number in (*NUMBERS, *_bounds(quantity)):
        allowed = bool(quantity.domain.allows(np.array(number)))
        assert allowed == (_on_a_scale(quantity, number) and _compute_allows(function, position, number)), number


def _bounds(quantity: Quantity) -> list[float]:
    """Return the bounds of a domain, other than 0, and the numbers next to them."""
    bounds = {b for interval in quantity.domain.intervals for b in (interval.rule.low, interval.rule.high)}
    finite = sorted(bound for bound in bounds if math.isfinite(bound) and bound)
    return [x for b in finite for x in (math.nextafter(b, -math.inf), b, math.nextafter(b, math.inf))]


def _compute_allows(function: WorksheetFunction, position: int, number: float) -> bool:
    """Whether compute takes a number of the worksheet; a result that does not exist is no fault of one argument."""
    quantity, values = function.arguments[position], example_in_si(function)
    in_si = float(quantity.domain.read(np.array(number))) * quantity.unit.factor
    values[position] = [in_si, *values[position][1:]] if quantity.shape.axis else in_si
    try:
        formula_of(function)(*values)
    except DomainError as error:
        return error.name != quantity.name
    return True


def _on_a_scale(quantity: Quantity, number: float) -> bool:
    """Whether a number is a temperature that the worksheet knows, in °C or in K; compute takes any above 0 K."""
    return quantity.name.partition("_")[0] != "temperature" or -20 <= number <= 120 or 253.15 <= number <= 393.15


@each_domain
def test_the_examples_of_a_domain_are_what_they_are_called(quantity: Quantity) -> None:
    domain = quantity.domain
    assert domain.good
    assert all(domain.allows(np.array(x)) for x in domain.good if not isinstance(x, str))
    assert not any(domain.allows(np.array(x)) for x in domain.bad)
    # A rule that refuses numbers has an example of each side of each bound.
    for bound in {b for i in domain.intervals for b in (i.rule.low, i.rule.high) if math.isfinite(b)}:
        assert any(abs(x - bound) <= 1 for x in domain.bad), bound


@each_domain
def test_blanks_and_truth_values_are_bad_everywhere(quantity: Quantity) -> None:
    refused = {(repr(cell), kind) for cell, kind in quantity.domain.bad_cells}
    assert refused >= {("None", "#N/A"), ("''", "#N/A"), ("True", "#VALUE!"), ("False", "#VALUE!")}
    other = float if quantity.domain.kind == "text" else str  # text where a number belongs, or the other way round
    assert {kind for cell, kind in quantity.domain.bad_cells if type(cell) is other and cell != ""} >= {"#VALUE!"}


def test_temperatures_are_read_as_kelvin_on_either_scale() -> None:
    domain = next(a.domain for f in FUNCTIONS for a in f.arguments if a.name == "temperature")
    # 0 °C is 273.15 K: CIPM 1954, SI brochure.
    assert domain.read(np.array([-20.0, 0.0, 37.0, 253.15, 310.15])).tolist() == pytest.approx(
        [253.15, 273.15, 310.15, 253.15, 310.15], abs=1e-12
    )
