"""What a worked case is, and when it counts as reproduced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlfuncs.calling.cells import ERROR_VALUES


@dataclass(frozen=True)
class WorkedCase:
    """One figure or claim of a text, and the worksheet formula that must give it.

    `printed` is compared with the formula's value: a number within `tolerance`, a truth value, a
    text or the name of an error value exactly. `words` is what the text says where that is not the
    figure itself. A `recomputed` figure is not in the text but was worked out independently.
    """

    id: str
    title: str
    formula: str
    printed: float | bool | str
    unit: str
    tolerance: float
    source: str
    note: str = ""
    words: str = ""
    recomputed: bool = False

    @property
    def says(self) -> str:
        """What the table shows as printed; in brackets what is not."""
        return f"[{show(self.printed)}]" if self.recomputed else self.words or show(self.printed)

    def reproduced_by(self, value: Any) -> bool:
        """Return whether the value is the printed one."""
        if isinstance(self.printed, bool):
            return isinstance(value, bool) and value is self.printed
        if isinstance(self.printed, str):
            is_error = not isinstance(value, str)
            return str(value) == self.printed and is_error == (self.printed in ERROR_VALUES)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return is_number and abs(value - self.printed) <= self.tolerance

    def verdict(self, value: Any) -> str:
        """Say in a word how the value compares."""
        if not self.reproduced_by(value):
            return "DIFFERS"
        return "error, rightly" if self.printed in ERROR_VALUES else "reproduced"


@dataclass(frozen=True)
class Outcome:
    """A case and what its formula gave."""

    case: WorkedCase
    value: Any

    @property
    def verdict(self) -> str:
        """How the value compares with the printed one."""
        return self.case.verdict(self.value)


def differing(outcomes: Sequence[Outcome]) -> list[str]:
    """Return the ids of the cases that are not reproduced."""
    return [outcome.case.id for outcome in outcomes if not outcome.case.reproduced_by(outcome.value)]


def show(value: Any) -> str:
    """Write a value for the table: numbers to seven digits, truth values as a worksheet does."""
    if isinstance(value, bool):
        return str(value).upper()
    return f"{value:.7g}" if isinstance(value, int | float) else str(value)
