"""One ion at equilibrium: Nernst potential, driving force, the energy of moving an ion."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from xlfuncs.compute.constants import FARADAY, GAS_CONSTANT
from xlfuncs.compute.rules import FINITE, NOT_NEGATIVE, POSITIVE, VALENCE, elementwise

# Outside these a ratio of two doubles has lost digits or left the range of numbers.
_SMALLEST_RATIO, _LARGEST_RATIO = 1e-300, 1e300


def log_ratio(numerator: Any, denominator: Any) -> Any:
    """Return ln(numerator/denominator), finite for every pair of positive doubles."""
    ratio = numerator / denominator
    if isinstance(ratio, float):
        if _SMALLEST_RATIO <= ratio <= _LARGEST_RATIO:
            return math.log(ratio)
    elif ratio.min() >= _SMALLEST_RATIO and ratio.max() <= _LARGEST_RATIO:
        return np.log(ratio)
    return np.log(numerator) - np.log(denominator)


@elementwise(c_out=POSITIVE, c_in=POSITIVE, z=VALENCE, temperature=POSITIVE)
def nernst_potential(c_out: Any, c_in: Any, z: Any, temperature: Any) -> Any:
    """Return the equilibrium potential of one ion, inside minus outside: RT/(zF) ln(c_out/c_in).

    Arguments broadcast together; NaN in gives NaN out.

    Parameters
    ----------
    c_out, c_in : array_like [mol/m3]
        Concentration (strictly: activity) outside and inside, > 0.
    z : array_like [1]
        Signed charge number, whole and not 0.
    temperature : array_like [K]
        > 0.

    Returns
    -------
    float or ndarray [V]

    Raises
    ------
    DomainError
        If a value that is not NaN breaks its rule.

    References
    ----------
    Hille, Ion Channels of Excitable Membranes, 3rd ed., 2001, ch. 1.
    """
    return GAS_CONSTANT * temperature / (z * FARADAY) * log_ratio(c_out, c_in)
