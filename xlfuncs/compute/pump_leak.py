"""The pump-leak model: how a cell holds its volume and potential against impermeant molecules inside."""

from __future__ import annotations

from typing import Any

import numpy as np

from xlfuncs.compute.constants import FARADAY, GAS_CONSTANT
from xlfuncs.compute.rows import rowwise
from xlfuncs.compute.rules import FINITE, NOT_NEGATIVE, POSITIVE, Rule
from xlfuncs.errors import DomainError

_PUMPING = Rule("other than 0: with no pump the cell swells without limit", nonzero=True)
NO_STEADY_STATE = "no steady state: at no voltage do charge and osmosis balance with impermeant molecules inside"
# An impermeant concentration below this share of the osmolarity is rounding: it is a difference of sums.
_LEAST_IMPERMEANT = 1e-12


def pump_leak_state(
    na_out: Any, k_out: Any, cl_out: Any, g_na: Any, g_k: Any, pump_current: Any, z_impermeant: Any, temperature: Any
) -> Any:
    """Return the steady state of a cell with a Na/K pump (3 Na+ out, 2 K+ in), leaks and impermeant molecules.

    At rest the pump's currents, 3j of Na+ and -2j of K+, are the leaks g (V - E), chloride is at equilibrium, the
    inside is electroneutral and as concentrated as the outside. With φ = RT/F, y = exp(-V/φ),
    A = [Na]out exp(-3j/(g_Na φ)) + [K]out exp(2j/(g_K φ)) and Π the concentration outside, that is
    (1 - z) A y² + z Π y - (1 + z) [Cl]out = 0.

    Parameters
    ----------
    na_out, k_out, cl_out : array_like [mol/m3]
        Concentrations outside, >= 0.
    g_na, g_k : array_like [S/m2]
        Leak conductances, > 0.
    pump_current : array_like [A/m2]
        Net current of the pump, outward positive, one charge per cycle; not 0.
    z_impermeant : array_like [1]
        Mean charge of the impermeant molecules.
    temperature : array_like [K]
        > 0.

    Returns
    -------
    ndarray (5, ...)
        Membrane potential [V], then Na+, K+, Cl- and impermeant concentration inside [mol/m3].

    Raises
    ------
    DomainError
        If a value that is not NaN breaks its rule, or no steady state exists.

    References
    ----------
    Kay, How cells can control their size by pumping ions, Front. Cell Dev. Biol. 5:41, 2017.
    """
    arguments = (na_out, k_out, cl_out, g_na, g_k, pump_current, z_impermeant, temperature)
    return np.moveaxis(_state(*arguments), -1, 0)


@rowwise(
    5,
    na_out=NOT_NEGATIVE,
    k_out=NOT_NEGATIVE,
    cl_out=NOT_NEGATIVE,
    g_na=POSITIVE,
    g_k=POSITIVE,
    pump_current=_PUMPING,
    z_impermeant=FINITE,
    temperature=POSITIVE,
)
def _state(
    na_out: Any, k_out: Any, cl_out: Any, g_na: Any, g_k: Any, pump_current: Any, z_impermeant: Any, temperature: Any
) -> Any:
    phi = GAS_CONSTANT * temperature / FARADAY
    na = na_out * np.exp(-3 * pump_current / (g_na * phi))
    k = k_out * np.exp(2 * pump_current / (g_k * phi))
    total = na_out + k_out + cl_out
    y = _boltzmann_factor(na + k, cl_out, total, z_impermeant)
    impermeant = total - (na + k) * y - cl_out / y
    bad = ~(impermeant > _LEAST_IMPERMEANT * total)
    if bad.any():
        raise DomainError(None, NO_STEADY_STATE, impermeant, bad)
    return np.stack(np.broadcast_arrays(-phi * np.log(y), na * y, k * y, cl_out / y, impermeant), axis=-1)


def _boltzmann_factor(cations: Any, cl_out: Any, total: Any, z: Any) -> Any:
    """Return the root y of (1 - z) A y² + z Π y - (1 + z) Cl = 0 that leaves room for impermeant molecules.

    Charge balance asks A y - Cl/y = -z X, so y is above √(Cl/A) where z < 0 and below it where z > 0. Of two roots
    that is the larger or the smaller one, here written without a difference of like numbers.
    """
    size = np.abs(z)
    product = 4 * cations * cl_out
    numerator = size * total + np.sqrt(size * size * (total * total - product) + product)
    return np.where(z > 0, 2 * (1 + size) * cl_out / numerator, numerator / (2 * (1 + size) * cations))
