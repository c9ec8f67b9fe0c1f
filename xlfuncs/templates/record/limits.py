"""What is possible in a record: tests of entries, which the checks and the rules for typing share."""

from __future__ import annotations

from datetime import date

from xlfuncs.compute.constants import ZERO_CELSIUS

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
_DAY_0 = date(1899, 12, 30)


def is_day(cell: str) -> str:
    """Return a formula that is true of a number that is a day in this record's years."""
    first, last = ((day - _DAY_0).days for day in (FIRST_DAY, LAST_DAY))
    return f"AND({cell}>={first},{cell}<{last + 1})"


def is_temperature(cell: str) -> str:
    """Return a formula that is true of a number within the limits, in °C or in K."""
    celsius = f"AND({cell}>=Temperature_low,{cell}<=Temperature_high)"
    kelvin = f"AND({cell}>=Temperature_low+{ZERO_CELSIUS},{cell}<=Temperature_high+{ZERO_CELSIUS})"
    return f"OR({celsius},{kelvin})"


def is_potential(cell: str) -> str:
    """Return a formula that is true of a number within the limits."""
    return f"ABS({cell})<=Potential_limit"
