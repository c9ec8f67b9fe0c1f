"""The root of an increasing function, for all rows at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from xlfuncs.errors import ConvergenceError

# Newton's error after a step is of the order of the square of the step, so a last step this short leaves
# nothing that a double can hold.
_LAST_STEP = 1e-9
_MOST_STEPS = 100


def increasing_root(
    function: Callable[[np.ndarray, Any], tuple[np.ndarray, np.ndarray]],
    start: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
) -> np.ndarray:
    """Return where an increasing function is zero: Newton's steps, halvings of the bracket where one leaves it.

    Parameters
    ----------
    function : callable
        ``function(x, rows)`` gives value and slope at x for those rows of the problem (a slice or an index array).
    start, low, high : ndarray
        First guess and bracket, one element per row.

    Raises
    ------
    ConvergenceError
        For the rows whose last step is not negligible.
    """
    root = start.copy()
    x, low, high = start, low.copy(), high.copy()
    rows: Any = slice(None)
    for _ in range(_MOST_STEPS):
        value, slope = function(x, rows)
        step = -value / slope
        np.copyto(low, x, where=value < 0)
        np.copyto(high, x, where=value > 0)
        last = np.abs(step) <= _LAST_STEP * np.maximum(1, np.abs(x))
        following = x + step
        inside = last | ((following > low) & (following < high))
        x = np.where(inside, following, (low + high) / 2)
        root[rows] = x
        if last.all():
            return root
        if last.any():
            rows = np.flatnonzero(~last) if isinstance(rows, slice) else rows[~last]
            x, low, high = x[~last], low[~last], high[~last]
    bad = np.zeros(root.shape, dtype=bool)
    bad[rows] = True
    raise ConvergenceError(None, "the root was not found to the last digit", root, bad)
