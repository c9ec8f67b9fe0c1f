"""One ion at equilibrium: Nernst potential, driving force, the energy of moving an ion."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from xlfuncs.compute.constants import FARADAY, GAS_CONSTANT
from xlfuncs.compute.elementary import exp, log, sign, times
from xlfuncs.compute.rules import CHARGE_NUMBER, FINITE, NOT_NEGATIVE, POSITIVE, VALENCE, elementwise

# Outside these a ratio of two doubles has lost digits or left the range of numbers.
_SMALLEST_RATIO, _LARGEST_RATIO = 1e-300, 1e300


def log_ratio(numerator: Any, denominator: Any) -> Any:
    """Return ln(numerator/denominator), finite for every pair of positive doubles."""
    ratio = numerator / denominator
    if isinstance(ratio, float):
        if _SMALLEST_RATIO <= ratio <= _LARGEST_RATIO:
            return math.log(ratio)
        return log(numerator) - log(denominator)
    least, most = np.minimum.reduce(ratio, axis=None), np.maximum.reduce(ratio, axis=None)
    if least >= _SMALLEST_RATIO and most <= _LARGEST_RATIO:
        return np.log(ratio, out=ratio)
    return log(numerator) - log(denominator)


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
    return times(log_ratio(c_out, c_in), GAS_CONSTANT * temperature / (z * FARADAY))


@elementwise(c_out=POSITIVE, c_in=POSITIVE, z=VALENCE)
def nernst_slope(c_out: Any, c_in: Any, z: Any) -> Any:
    """Return how the equilibrium potential grows with temperature: dE/dT = E/T = R/(zF) ln(c_out/c_in).

    Parameters
    ----------
    c_out, c_in : array_like [mol/m3]
        Concentration outside and inside, > 0, taken not to depend on temperature.
    z : array_like [1]
        Signed charge number, whole and not 0.

    Returns
    -------
    float or ndarray [V/K]

    Raises
    ------
    DomainError
        If a value that is not NaN breaks its rule.

    References
    ----------
    Hille, Ion Channels of Excitable Membranes, 3rd ed., 2001, ch. 1.
    """
    return times(log_ratio(c_out, c_in), GAS_CONSTANT / (z * FARADAY))


@elementwise(e_ion=FINITE, c_in=NOT_NEGATIVE, z=VALENCE, temperature=POSITIVE)
def nernst_out(e_ion: Any, c_in: Any, z: Any, temperature: Any) -> Any:
    """Return the concentration outside that gives the equilibrium potential: c_in exp(zF e_ion/(RT)).

    Parameters
    ----------
    e_ion : array_like [V]
        Equilibrium potential, inside minus outside.
    c_in : array_like [mol/m3]
        Concentration inside, >= 0.
    z : array_like [1]
        Signed charge number, whole and not 0.
    temperature : array_like [K]
        > 0.

    Returns
    -------
    float or ndarray [mol/m3]

    Raises
    ------
    DomainError
        If a value that is not NaN breaks its rule, or the result is too large.

    References
    ----------
    Hille, Ion Channels of Excitable Membranes, 3rd ed., 2001, ch. 1.
    """
    return times(exp(z * FARADAY / (GAS_CONSTANT * temperature) * e_ion), c_in)


@elementwise(e_ion=FINITE, c_out=NOT_NEGATIVE, z=VALENCE, temperature=POSITIVE)
def nernst_in(e_ion: Any, c_out: Any, z: Any, temperature: Any) -> Any:
    """Return the concentration inside that gives the equilibrium potential: c_out exp(-zF e_ion/(RT)).

    Parameters
    ----------
    e_ion : array_like [V]
        Equilibrium potential, inside minus outside.
    c_out : array_like [mol/m3]
        Concentration outside, >= 0.
    z : array_like [1]
        Signed charge number, whole and not 0.
    temperature : array_like [K]
        > 0.

    Returns
    -------
    float or ndarray [mol/m3]

    Raises
    ------
    DomainError
        If a value that is not NaN breaks its rule, or the result is too large.

    References
    ----------
    Hille, Ion Channels of Excitable Membranes, 3rd ed., 2001, ch. 1.
    """
    return times(exp(-z * FARADAY / (GAS_CONSTANT * temperature) * e_ion), c_out)


@elementwise(vm=FINITE, e_ion=FINITE)
def driving_force(vm: Any, e_ion: Any) -> Any:
    """Return vm - e_ion; where it is positive, the ion's current is outward.

    Parameters
    ----------
    vm, e_ion : array_like [V]
        Membrane potential and equilibrium potential, inside minus outside.

    Returns
    -------
    float or ndarray [V]

    Raises
    ------
    DomainError
        If a value is infinite.

    References
    ----------
    Hille, Ion Channels of Excitable Membranes, 3rd ed., 2001, ch. 1.
    """
    return vm - e_ion


@elementwise(vm=FINITE, e_ion=FINITE, z=VALENCE)
def flux_direction(vm: Any, e_ion: Any, z: Any) -> Any:
    """Return the net direction in which the ion itself moves: 1 into the cell, -1 out of it, 0 at equilibrium.

    An anion moves against its current: with vm above e_ion the current is outward and the ion moves in.

    Parameters
    ----------
    vm, e_ion : array_like [V]
        Membrane potential and equilibrium potential, inside minus outside.
    z : array_like [1]
        Signed charge number, whole and not 0.

    Returns
    -------
    float or ndarray [1]

    Raises
    ------
    DomainError
        If a value that is not NaN breaks its rule.

    References
    ----------
    Hille, Ion Channels of Excitable Membranes, 3rd ed., 2001, ch. 1.
    """
    return sign(z) * sign(e_ion - vm)


@elementwise(c_out=POSITIVE, c_in=POSITIVE, z=CHARGE_NUMBER, vm=FINITE, temperature=POSITIVE)
def ion_free_energy(c_out: Any, c_in: Any, z: Any, vm: Any, temperature: Any) -> Any:
    """Return the free energy of moving an ion from outside to inside: RT ln(c_in/c_out) + zF vm.

    Parameters
    ----------
    c_out, c_in : array_like [mol/m3]
        Concentration outside and inside, > 0.
    z : array_like [1]
        Signed charge number, whole; 0 for an uncharged solute.
    vm : array_like [V]
        Membrane potential, inside minus outside.
    temperature : array_like [K]
        > 0.

    Returns
    -------
    float or ndarray [J/mol]

    Raises
    ------
    DomainError
        If a value that is not NaN breaks its rule.

    References
    ----------
    Alberts et al., Molecular Biology of the Cell, 6th ed., 2014, ch. 11.
    """
    return GAS_CONSTANT * temperature * log_ratio(c_in, c_out) + z * FARADAY * vm
