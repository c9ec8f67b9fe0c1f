"""When an input makes sense and what the page has to say if it does not, thought out apart from the workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from xlfuncs.templates.lessons.description import Input

FINE = "✓ All inputs make sense."


def _between(*ranges: tuple[float, float]) -> Callable[[float, Any], bool]:
    return lambda x, _: any(least <= x <= most for least, most in ranges)


# By the words that the reader is told; each is asked of the number and of the value of the input above it.
HOLDS: dict[str, Callable[[float, Any], bool]] = {
    "a number": lambda x, _: True,
    "a number above 0": lambda x, _: x > 0,
    "a percentage above 0": lambda x, _: x > 0,
    "0 or a number above": lambda x, _: x >= 0,
    "a number below 0": lambda x, _: x < 0,
    "a whole number other than 0, with its sign": lambda x, _: x != 0 and x == int(x),
    "a whole number above 0": lambda x, _: x > 0 and x == int(x),
    "a temperature in °C (-20 to 120) or in K (253.15 to 393.15)": _between((-20, 120), (253.15, 393.15)),
    "a temperature of liquid water in °C (0 to 100) or in K (273.15 to 373.15)": _between((0, 100), (273.15, 373.15)),
    "a temperature from 0 to 45 °C": _between((0, 45)),
    "equal to the cation outside (the line above)": lambda x, above: x > 0 and abs(x - above) <= 0.001 * (x + above),
}


def status(inputs: Sequence[Input], values: Sequence[Any]) -> str:
    """Return what the page has to say about the inputs: the first at fault, or that all is well."""
    above = None
    for item, value in zip(inputs, values, strict=True):
        label = item.label.split(",")[0]
        if value is None:
            return f"✗ {label} is missing."
        if isinstance(value, bool | str):
            return f"✗ {label} is not a number."
        if not HOLDS[item.rule.words](value, above):
            return f"✗ {label} must be {item.rule.words}."
        above = value
    return FINE
