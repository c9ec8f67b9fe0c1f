"""What can be wrong with an input. Each kind of error is one spreadsheet error value."""

from __future__ import annotations

from typing import Any

import numpy as np


class XlfuncsError(ValueError):
    """Base of every error that this package raises on purpose; the text is the reason."""

    kind = "#VALUE!"


class MissingError(XlfuncsError):
    """An input cell is blank, or nothing is known under that name."""

    kind = "#N/A"


class InputError(XlfuncsError):
    """Text, TRUE or FALSE where a number belongs, or an unknown symbol."""

    kind = "#VALUE!"


class ShapeError(InputError):
    """Ranges that do not combine."""


class PassedError(XlfuncsError):
    """An input cell holds an error value, which comes out again unchanged."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind


class DomainError(XlfuncsError):
    """A number is outside the domain of the formula.

    Attributes
    ----------
    name : str or None
        The argument that breaks its rule; None when only the result does.
    rule : str
        What it must be, as words: "> 0".
    values : ndarray
        The argument as it was given (for a result: the quantity that `rule` speaks of).
    bad : ndarray of bool
        Where it breaks the rule, in the shape of `values`.
    """

    kind = "#NUM!"

    def __init__(self, name: str | None, rule: str, values: Any, bad: Any = True) -> None:
        self.name = name
        self.rule = rule
        self.values = np.asarray(values, dtype=float)
        self.bad = np.broadcast_to(np.asarray(bad, dtype=bool), self.values.shape)
        super().__init__(self.reason(self.values[self.bad].flat[0]))

    def reason(self, value: float) -> str:
        """Return the sentence for one offending value."""
        if self.name is None:
            return self.rule.format(value=value)
        return f"{self.name} must be {self.rule}, got {value:.15g}"


class ConvergenceError(DomainError):
    """A root was not found to the last bits."""
