"""Several permeant ions: the Goldman-Hodgkin-Katz potential and current."""

from __future__ import annotations

from typing import Any

import numpy as np

from xlfuncs.compute.constants import FARADAY, GAS_CONSTANT
from xlfuncs.compute.elementary import at_least_0, expm1
from xlfuncs.compute.equilibrium import log_ratio
from xlfuncs.compute.roots import increasing_root
from xlfuncs.compute.rows import PerSpecies, dot, rowwise
from xlfuncs.compute.rules import FINITE, NOT_NEGATIVE, POSITIVE, VALENCE, elementwise
from xlfuncs.errors import DomainError

NOTHING_INWARD = "no reversal potential: nothing can carry inward current (permeant cations outside, anions inside)"
NOTHING_OUTWARD = "no reversal potential: nothing can carry outward current (permeant cations inside, anions outside)"
_SMALL = 1e-4  # below this |x| two terms of the series of (1 - B(x))/x are exact and the formula loses digits


def _bernoulli(x: Any) -> Any:
    """Return x/(exp(x) - 1), which is 1 at 0."""
    x = x + (x == 0) * 1e-300
    return x / expm1(x)


@elementwise(
    permeability=NOT_NEGATIVE, vm=FINITE, c_out=NOT_NEGATIVE, c_in=NOT_NEGATIVE, z=VALENCE, temperature=POSITIVE
)
def ghk_current(permeability: Any, vm: Any, c_out: Any, c_in: Any, z: Any, temperature: Any) -> Any:
    """Return the Goldman-Hodgkin-Katz current density of one ion, outward positive.

    With w = zF vm/(RT) it is P z F w (c_in - c_out exp(-w)) / (1 - exp(-w)), smooth through vm = 0.

    Parameters
    ----------
    permeability : array_like [m/s]
        >= 0.
    vm : array_like [V]
        Membrane potential, inside minus outside.
    c_out, c_in : array_like [mol/m3]
        Concentration outside and inside, >= 0.
    z : array_like [1]
        Signed charge number, whole and not 0.
    temperature : array_like [K]
        > 0.

    Returns
    -------
    float or ndarray [A/m2]

    Raises
    ------
    DomainError
        If a value that is not NaN breaks its rule, or the result is too large.

    References
    ----------
    Hille, Ion Channels of Excitable Membranes, 3rd ed., 2001, ch. 14.
    """
    w = z * (FARADAY / (GAS_CONSTANT * temperature) * vm)
    # With B(-x) = B(x) + x there is no difference of like numbers, neither of large x nor of c.
    flow = (c_in - c_out) * _bernoulli(abs(w)) + c_in * at_least_0(w) - c_out * at_least_0(-w)
    return permeability * z * FARADAY * flow


@rowwise(
    permeability=PerSpecies(NOT_NEGATIVE),
    c_out=PerSpecies(NOT_NEGATIVE),
    c_in=PerSpecies(NOT_NEGATIVE),
    z=PerSpecies(VALENCE),
    temperature=POSITIVE,
)
def ghk_potential(permeability: Any, c_out: Any, c_in: Any, z: Any, temperature: Any) -> Any:
    """Return the reversal potential: where the Goldman-Hodgkin-Katz currents of all ions sum to zero.

    Where all ions are monovalent it is RT/F ln((Σ P c_out + Σ P c_in) / (Σ P c_in + Σ P c_out)), the first sum of each
    pair over cations and the second over anions; otherwise the root of the sum of currents.

    Parameters
    ----------
    permeability : array_like (..., ions) [any unit]
        >= 0; only ratios matter.
    c_out, c_in : array_like (..., ions) [mol/m3]
        Concentrations outside and inside, >= 0; leading axes are conditions.
    z : array_like (..., ions) [1]
        Signed charge numbers, whole and not 0.
    temperature : array_like (...) [K]
        > 0.

    Returns
    -------
    float or ndarray (...) [V]

    Raises
    ------
    DomainError
        If a value that is not NaN breaks its rule, or no voltage stops the current.
    ConvergenceError
        If the root is not found to the last digit.

    References
    ----------
    Hodgkin and Katz, J. Physiol. 108:37-77, 1949; Lewis, J. Physiol. 286:417-445, 1979 (divalent ions).
    """
    inward, outward = _exchange(permeability * np.abs(z), c_out, c_in, z)
    _require_both(inward, outward)
    u = log_ratio(inward, outward)
    if np.abs(z).max(initial=1) > 1:
        u = _reversal(permeability, c_out, c_in, z, u)
    return GAS_CONSTANT * temperature / FARADAY * u


def _exchange(weight: np.ndarray, c_out: np.ndarray, c_in: np.ndarray, z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the weighted sums of what carries inward current at 0 V (cations outside, anions inside) and outward."""
    cations, anions = weight * (z > 0), weight * (z < 0)
    if not anions.any():
        return dot(c_out, cations), dot(c_in, cations)
    return dot(c_out, cations) + dot(c_in, anions), dot(c_in, cations) + dot(c_out, anions)


def _require_both(inward: np.ndarray, outward: np.ndarray) -> None:
    for carried, reason in ((inward, NOTHING_INWARD), (outward, NOTHING_OUTWARD)):
        if carried.min(initial=1) <= 0:
            raise DomainError(None, reason, carried, carried == 0)


def _reversal(
    permeability: np.ndarray, c_out: np.ndarray, c_in: np.ndarray, z: np.ndarray, at_zero: np.ndarray
) -> np.ndarray:
    """Return u = FV/(RT) where outward and inward current are equal, ln(outward/inward) = 0.

    With s = |z| and B(x) = x/(exp(x) - 1), outward current is the sum of P s c B(-su) over what carries it, inward
    current the sum of P s c B(su). The logarithm is -at_zero at u = 0, and as B(-x) and 1/B(x) grow the faster the
    larger s is, its slope lies between 1 and the largest s everywhere: that is the bracket.
    """
    size = np.abs(z)
    s = np.unique(size)[:, None]
    groups = [_exchange(permeability * size * (size == one), c_out, c_in, z) for one in s[:, 0]]
    sums = np.stack(np.broadcast_arrays(*(one for group in groups for one in group), at_zero)[:-1])
    inward, outward = sums[0::2], sums[1::2]

    def log_balance(u: np.ndarray, rows: Any) -> tuple[np.ndarray, np.ndarray]:
        x = s * u
        b = _bernoulli(x)
        out_terms, in_terms = outward[:, rows] * _bernoulli(-x), inward[:, rows] * b
        out_sum, in_sum = out_terms.sum(axis=0), in_terms.sum(axis=0)
        growth = np.where(np.abs(x) < _SMALL, 0.5 - x / 12, (1 - b) / x)  # of ln B(-x); that of ln B(x) is 1 less
        slope = (out_terms * s * growth).sum(axis=0) / out_sum + (in_terms * s * (1 - growth)).sum(axis=0) / in_sum
        return log_ratio(out_sum, in_sum), slope

    _, slope = log_balance(np.zeros_like(at_zero), slice(None))
    ends = at_zero, at_zero / s.max()
    return increasing_root(log_balance, at_zero / slope, np.minimum(*ends), np.maximum(*ends))
