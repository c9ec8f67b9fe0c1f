"""Elementary functions of a float or an array: a float never touches numpy, whose every call costs ten of math's.

What is said to be in the memory of x is for an x that the caller has just made: new memory costs as much as arithmetic.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np


def exp(x: Any) -> Any:
    """Return e to the power of x, in the memory of x if that is an array; infinity where that is too large."""
    if not isinstance(x, float):
        return np.exp(x, out=x)
    try:
        return math.exp(x)
    except OverflowError:
        return math.inf


def expm1(x: Any) -> Any:
    """Return exp(x) - 1, exact near 0; infinity where that is too large."""
    if not isinstance(x, float):
        return np.expm1(x)
    try:
        return math.expm1(x)
    except OverflowError:
        return math.inf


def log(x: Any) -> Any:
    """Return the natural logarithm of x > 0."""
    return math.log(x) if isinstance(x, float) else np.log(x)


def sqrt(x: Any) -> Any:
    """Return the square root of x >= 0."""
    return math.sqrt(x) if isinstance(x, float) else np.sqrt(x)


def times(x: Any, factor: Any) -> Any:
    """Return x times a factor, in the memory of x if that is an array and has room for the result."""
    if not isinstance(x, float) and (isinstance(factor, float) or factor.shape == x.shape):
        x *= factor
        return x
    return x * factor


def at_least_0(x: Any) -> Any:
    """Return x where it is above 0, else 0."""
    return max(x, 0.0) if isinstance(x, float) else np.maximum(x, 0.0)


def sign(x: Any) -> Any:
    """Return -1, 0 or 1; NaN for NaN."""
    if not isinstance(x, float):
        return np.sign(x)
    return math.copysign(1.0, x) if abs(x) > 0 else x
