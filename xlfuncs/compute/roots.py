"""The root of an increasing function, for all rows at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from xlfuncs.errors import ConvergenceError

NOT_FOUND = "the root was not found to the last digit"
# Newton's error after a step is of the order of the square of the step, so a last step this short leaves
# nothing that a double can hold.
_LAST_STEP = 1e-8
_MOST_STEPS = 100
_ALL: Any = slice(None)


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
    root, x, rows = start.copy(), start, _ALL
    for _ in range(_MOST_STEPS):
        value, slope = function(x, rows)
        step = value / slope
        last = np.abs(step) <= _LAST_STEP * np.maximum(1, np.abs(x))
        if last.all():
            root[rows] = x - step
            return root
        below = value < 0
        low, high = np.where(below, x, low), np.where(below, high, x)
        following = x - step
        x = np.where(last | ((following > low) & (following < high)), following, (low + high) / 2)
        # Leaving finished rows out costs a copy of the others, so it pays only where they are many.
        if np.count_nonzero(last) > len(x) / 2:
            root[rows] = x
            rows = np.flatnonzero(~last) if rows is _ALL else rows[~last]
            x, low, high = x[~last], low[~last], high[~last]
            last = last[~last]
    bad = np.zeros(root.shape, dtype=bool)
    bad[rows] = ~last
    raise ConvergenceError(None, NOT_FOUND, root, bad)
