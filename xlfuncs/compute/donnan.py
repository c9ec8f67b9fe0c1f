"""Gibbs-Donnan equilibrium: permeant ions distribute between a bath and a cell that holds charged impermeant ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from xlfuncs.compute.constants import FARADAY, GAS_CONSTANT
from xlfuncs.compute.equilibrium import log_ratio
from xlfuncs.compute.roots import increasing_root
from xlfuncs.compute.rows import PerSpecies, dot, rowwise
from xlfuncs.compute.rules import CHARGE_NUMBER, FINITE, NOT_NEGATIVE, POSITIVE, elementwise
from xlfuncs.errors import DomainError

_MOST_IMBALANCE = 1e-3  # of the total charge outside: what rounding a recipe to its printed digits leaves
NO_CHARGE = "no ion outside carries a charge"
NOT_ELECTRONEUTRAL = "the outside must be electroneutral: positive minus negative charge is {value:.6g} mM"

_BATH: dict[str, PerSpecies] = {"c_out": PerSpecies(NOT_NEGATIVE), "z": PerSpecies(CHARGE_NUMBER)}
_CELL: dict[str, PerSpecies] = {
    "impermeant": PerSpecies(NOT_NEGATIVE, "impermeant species"),
    "z_impermeant": PerSpecies(FINITE, "impermeant species"),
}


@rowwise(**_BATH, **_CELL, temperature=POSITIVE)
def donnan_potential(c_out: Any, z: Any, impermeant: Any, z_impermeant: Any, temperature: Any) -> Any:
    """Return the Gibbs-Donnan potential, inside minus outside.

    It is the V at which the inside is electroneutral: Σ z c_out exp(-zFV/(RT)) + Σ z_impermeant impermeant = 0.

    Parameters
    ----------
    c_out : array_like (..., ions) [mol/m3]
        Concentrations of permeant ions outside, >= 0; leading axes are conditions.
    z : array_like (..., ions) [1]
        Their signed charge numbers, whole.
    impermeant : array_like (..., impermeant species) [mol/m3]
        Concentrations of impermeant species inside, >= 0.
    z_impermeant : array_like (..., impermeant species) [1]
        Their mean charges.
    temperature : array_like (...) [K]
        > 0.

    Returns
    -------
    float or ndarray (...) [V]

    Raises
    ------
    DomainError
        If a value that is not NaN breaks its rule, the outside is not electroneutral or holds no ion.
    ConvergenceError
        If the root is not found to the last digit.

    References
    ----------
    Donnan, The theory of membrane equilibria, Chem. Rev. 1:73-90, 1924.
    """
    return GAS_CONSTANT * temperature / FARADAY * _reduced_potential(c_out, z, impermeant, z_impermeant)


@rowwise("ions", **_BATH, **_CELL)
def donnan_concentrations(c_out: Any, z: Any, impermeant: Any, z_impermeant: Any) -> Any:
    """Return the concentrations of the permeant ions inside at Gibbs-Donnan equilibrium: c_out exp(-zFV/(RT)).

    Parameters
    ----------
    c_out : array_like (..., ions) [mol/m3]
        Concentrations of permeant ions outside, >= 0; leading axes are conditions.
    z : array_like (..., ions) [1]
        Their signed charge numbers, whole.
    impermeant : array_like (..., impermeant species) [mol/m3]
        Concentrations of impermeant species inside, >= 0.
    z_impermeant : array_like (..., impermeant species) [1]
        Their mean charges.

    Returns
    -------
    ndarray (..., ions) [mol/m3]

    Raises
    ------
    DomainError
        If a value that is not NaN breaks its rule, the outside is not electroneutral or holds no ion.
    ConvergenceError
        If the root is not found to the last digit.

    References
    ----------
    Donnan, The theory of membrane equilibria, Chem. Rev. 1:73-90, 1924.
    """
    return c_out * np.exp(-z * _reduced_potential(c_out, z, impermeant, z_impermeant)[:, None])


@rowwise(**_BATH, **_CELL, temperature=POSITIVE)
def donnan_osmotic_pressure(c_out: Any, z: Any, impermeant: Any, z_impermeant: Any, temperature: Any) -> Any:
    """Return the osmotic pressure of a Gibbs-Donnan equilibrium by van 't Hoff's law, inside minus outside.

    Parameters
    ----------
    c_out : array_like (..., ions) [mol/m3]
        Concentrations of permeant ions outside, >= 0; leading axes are conditions.
    z : array_like (..., ions) [1]
        Their signed charge numbers, whole.
    impermeant : array_like (..., impermeant species) [mol/m3]
        Concentrations of impermeant species inside, >= 0.
    z_impermeant : array_like (..., impermeant species) [1]
        Their mean charges.
    temperature : array_like (...) [K]
        > 0.

    Returns
    -------
    float or ndarray (...) [Pa]

    Raises
    ------
    DomainError
        If a value that is not NaN breaks its rule, the outside is not electroneutral or holds no ion.
    ConvergenceError
        If the root is not found to the last digit.

    References
    ----------
    Donnan, The theory of membrane equilibria, Chem. Rev. 1:73-90, 1924.
    """
    gained = np.expm1(-z * _reduced_potential(c_out, z, impermeant, z_impermeant)[:, None])
    return GAS_CONSTANT * temperature * ((c_out * gained).sum(axis=1) + impermeant.sum(axis=1))


@elementwise(c_in=NOT_NEGATIVE, c_out=NOT_NEGATIVE, temperature=POSITIVE)
def osmotic_pressure(c_in: Any, c_out: Any, temperature: Any) -> Any:
    """Return the osmotic pressure by van 't Hoff's law, inside minus outside: RT (c_in - c_out).

    Parameters
    ----------
    c_in, c_out : array_like [mol/m3]
        Sum of all dissolved particles inside and outside, >= 0.
    temperature : array_like [K]
        > 0.

    Returns
    -------
    float or ndarray [Pa]

    Raises
    ------
    DomainError
        If a value that is not NaN breaks its rule.

    References
    ----------
    van 't Hoff, Die Rolle des osmotischen Druckes, Z. Phys. Chem. 1:481-508, 1887.
    """
    return GAS_CONSTANT * temperature * (c_in - c_out)


def _reduced_potential(
    c_out: np.ndarray, z: np.ndarray, impermeant: np.ndarray, z_impermeant: np.ndarray
) -> np.ndarray:
    """Return u = FV/(RT), the root of ln(negative charge inside) - ln(positive charge inside).

    Were all ions monovalent the root would be u1 = asinh(Q/(2 √(C₊C₋))) + ½ ln(C₊/C₋), with C₊ and C₋ the charge of
    cations and of anions outside and Q that of the impermeant species. Ions of more charge respond more strongly,
    up to the largest |z| times: the root is between u1/|z| and u1.
    """
    positive, negative = dot(c_out, np.maximum(z, 0)), dot(c_out, np.maximum(-z, 0))
    _require_electroneutral(positive, negative)
    fixed = dot(impermeant, z_impermeant)
    half = fixed / 2
    root = np.hypot(half, np.sqrt(positive) * np.sqrt(negative))
    # asinh(Q/(2 √(C₊C₋))) + ½ ln(C₊/C₋), also where that quotient is too large a number
    more = half > 0
    u = log_ratio(np.where(more, half + root, positive), np.where(more, negative, root - half))
    most = np.abs(z).max(initial=1)
    if most == 1:
        return u
    start = u * (positive + negative) / dot(c_out, z * z)  # exact to first order in u
    return increasing_root(_log_balance(c_out, z, fixed), start, np.minimum(u, u / most), np.maximum(u, u / most))


def _require_electroneutral(positive: np.ndarray, negative: np.ndarray) -> None:
    total, imbalance = positive + negative, positive - negative
    if not total.min(initial=1) > 0:
        raise DomainError(None, NO_CHARGE, total, total == 0)
    bad = np.abs(imbalance) > _MOST_IMBALANCE * total
    if bad.any():
        raise DomainError(None, NOT_ELECTRONEUTRAL, imbalance, bad)


def _log_balance(
    c_out: np.ndarray, z: np.ndarray, fixed: np.ndarray
) -> Callable[[np.ndarray, Any], tuple[np.ndarray, np.ndarray]]:
    """Return the function of u (and rows) that gives ln(negative/positive charge inside) and its slope."""
    valences = np.unique(z[z != 0])[:, None]
    charge = np.stack(np.broadcast_arrays(*(dot(c_out, one * (z == one)) for one in valences[:, 0]), fixed))
    charge, fixed = charge[:-1], charge[-1]
    anions = np.count_nonzero(valences < 0)

    def function(u: np.ndarray, rows: Any) -> tuple[np.ndarray, np.ndarray]:
        inside = charge[:, rows] * np.exp(-valences * u)
        negative = np.maximum(-fixed[rows], 0) - inside[:anions].sum(axis=0)
        positive = np.maximum(fixed[rows], 0) + inside[anions:].sum(axis=0)
        inside[:anions] /= negative
        inside[anions:] /= positive
        return np.log(negative / positive), (valences * inside).sum(axis=0)

    return function
