"""The rules that arguments obey, and the one way to apply a formula to scalars and arrays."""

from __future__ import annotations

import functools
import inspect
import math
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from xlfuncs.errors import DomainError, ShapeError

TOO_LARGE = "the result is too large for a number"

# Rows worked on at a time: a few arrays of this many doubles stay in a core's own cache,
# which makes checking them nearly free (measured: tests/benchmarks).
BLOCK = 32_768

_LARGEST = sys.float_info.max


@dataclass(frozen=True)
class Rule:
    """An interval of the finite numbers, perhaps of whole ones only. NaN means "missing" and passes."""

    text: str
    low: float = -math.inf
    high: float = math.inf
    includes_bounds: bool = True
    whole: bool = False
    nonzero: bool = False

    @cached_property
    def bounds(self) -> tuple[float, float]:
        """The least and the greatest number that it may allow."""
        low, high = self.low, self.high
        if not self.includes_bounds:
            low, high = math.nextafter(low, math.inf), math.nextafter(high, -math.inf)
        return max(low, -_LARGEST), min(high, _LARGEST)

    def allows(self, x: float) -> bool:
        """Return whether one number obeys the rule. False for NaN and infinity."""
        low, high = self.bounds
        return low <= x <= high and not (self.whole and x != math.floor(x)) and not (self.nonzero and x == 0)

    def holds(self, x: np.ndarray) -> np.ndarray:
        """Return where x obeys the rule. False for NaN."""
        inside = (self.low <= x) & (x <= self.high) if self.includes_bounds else (self.low < x) & (x < self.high)
        inside = inside & np.isfinite(x)
        if self.whole:
            inside = inside & (np.floor(x) == x)
        if self.nonzero:
            inside = inside & (x != 0)
        return inside

    def holds_everywhere(self, x: np.ndarray) -> bool:
        """Answer quickly for a block that is not empty: extremes need no mask. NaN anywhere answers False."""
        if x.size == 1:
            return self.allows(x.item())
        low, high = np.minimum.reduce(x, axis=None), np.maximum.reduce(x, axis=None)
        if not (low >= self.low and high <= self.high and low > -math.inf and high < math.inf):
            return False
        if not self.includes_bounds and not (low > self.low and high < self.high):
            return False
        return not (self.whole or self.nonzero) or bool(self.holds(x).all())


POSITIVE = Rule("> 0", low=0, includes_bounds=False)
NOT_NEGATIVE = Rule(">= 0", low=0)
FINITE = Rule("a finite number")
VALENCE = Rule("a whole number other than 0", whole=True, nonzero=True)
CHARGE_NUMBER = Rule("a whole number", whole=True)

Checks = tuple[tuple[str, Rule], ...]


def require(name: str, rule: Rule, value: np.ndarray) -> None:
    """Raise DomainError where value breaks the rule and is not NaN."""
    if value.size and not rule.holds_everywhere(value):
        bad = ~(rule.holds(value) | np.isnan(value))
        if bad.any():
            raise DomainError(name, rule.text, value, bad)


def require_all(checks: Checks, arrays: tuple[np.ndarray, ...]) -> None:
    """Raise DomainError for the first argument at fault, with all of its faults."""
    for (name, rule), array in zip(checks, arrays, strict=True):
        require(name, rule, array)


def combined_shape(*arrays: np.ndarray) -> tuple[int, ...]:
    """Return the shape the arrays broadcast to, or raise ShapeError."""
    try:
        return np.broadcast(*arrays).shape
    except ValueError:
        shapes = ", ".join("x".join(map(str, a.shape)) or "1" for a in arrays)
        raise ShapeError(f"the sizes of the ranges do not combine: {shapes}") from None


def elementwise(**rules: Rule) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a formula for one element into a function that checks, broadcasts and stays in cache.

    The formula takes floats or arrays and uses only operations that numpy does element by element.
    """

    def decorate(formula: Callable[..., Any]) -> Callable[..., Any]:
        signature = inspect.signature(formula)
        checks = tuple((name, rules[name]) for name in signature.parameters)
        tests = tuple((*rule.bounds, rule.whole, rule.nonzero) for _, rule in checks)

        @functools.wraps(formula)
        def function(*args: Any, **named: Any) -> Any:
            if named or len(args) != len(checks):
                args = signature.bind(*args, **named).args
            # To be strict would take a tenth of the time, and the lengths are known.
            for (low, high, whole, nonzero), a in zip(tests, args):  # noqa: B905
                if type(a) is not float or not low <= a <= high or (whole and a % 1) or (nonzero and not a):
                    return _carefully(formula, checks, args)
            try:
                result = formula(*args)
            except ArithmeticError:
                return _carefully(formula, checks, args)
            return result if -_LARGEST <= result <= _LARGEST else _carefully(formula, checks, args)

        return function

    return decorate


def _carefully(formula: Callable[..., Any], checks: Checks, args: tuple[Any, ...]) -> Any:
    """Apply a formula to more than plain good numbers, or find out what is wrong with them."""
    if not all(isinstance(a, (float, int)) for a in args):
        with np.errstate(all="ignore"):
            return _for_arrays(formula, checks, args)
    numbers = tuple(map(float, args))
    require_all(checks, tuple(map(np.asarray, numbers)))
    try:
        result = float(formula(*numbers))
    except ArithmeticError:  # where an array gets infinity, or 0/0
        result = math.nan
    if not math.isfinite(result) and not any(map(math.isnan, numbers)):
        raise overflow(result)
    return result


def _for_arrays(formula: Callable[..., Any], checks: Checks, args: tuple[Any, ...]) -> Any:
    arrays = tuple(np.asarray(a, dtype=float) for a in args)
    out = np.empty(combined_shape(*arrays))
    try:
        finite = _fill(out, formula, checks, arrays)
    except DomainError:
        require_all(checks, arrays)
        raise
    if not finite:
        missing = functools.reduce(np.logical_or, (np.isnan(a) for a in arrays))
        bad = ~(np.isfinite(out) | missing)
        if bad.any():
            raise overflow(out, bad)
    return out if out.ndim else float(out)


def _fill(out: np.ndarray, formula: Callable[..., Any], checks: Checks, arrays: tuple[np.ndarray, ...]) -> bool:
    for (name, rule), array in zip(checks, arrays, strict=True):
        if array.size <= BLOCK:
            require(name, rule, array)
    long = tuple((i, *checks[i]) for i, a in enumerate(arrays) if a.size > BLOCK)
    finite = True
    for block, *parts in blocks(out, *arrays):
        block[...] = formula(*parts)
        finite = finite and FINITE.holds_everywhere(block)
        # Only now are the arguments in the cache, where looking at them again costs least.
        for i, name, rule in long:
            require(name, rule, parts[i])
    return finite


def overflow(result: Any, bad: Any = True) -> DomainError:
    """Return the error for a result that no finite number holds."""
    return DomainError(None, TOO_LARGE, result, bad)


def blocks(out: np.ndarray, *arrays: np.ndarray) -> Iterator[tuple[Any, ...]]:
    """Yield matching pieces of out and of what broadcasts to it, each small enough for the cache.

    An array of one element is yielded as a float: a formula's constant part then costs next to nothing.
    """
    if not out.size:
        return
    parts: list[Any] = [float(a.reshape(())) if a.size == 1 else a for a in arrays]
    if out.size <= BLOCK:
        yield (out, *parts)
        return
    if all(isinstance(a, float) or a.shape == out.shape for a in parts):
        out = out.reshape(-1)
        parts = [a if isinstance(a, float) else a.reshape(-1) for a in parts]
    rows = max(1, BLOCK // (out.size // len(out)))
    for start in range(0, len(out), rows):
        piece = slice(start, start + rows)
        yield (out[piece], *(a[piece] if _has_rows(a, out) else a for a in parts))


def _has_rows(a: Any, out: np.ndarray) -> bool:
    return not isinstance(a, float) and a.ndim == out.ndim and len(a) == len(out)
