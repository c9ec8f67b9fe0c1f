"""Activity coefficients of ions in water: Debye and Hückel, Davies."""

from __future__ import annotations

import math
from typing import Any

from xlfuncs.compute.constants import AVOGADRO, BOLTZMANN, ELEMENTARY_CHARGE, VACUUM_PERMITTIVITY
from xlfuncs.compute.elementary import exp, sqrt
from xlfuncs.compute.rows import PerSpecies, dot, rowwise
from xlfuncs.compute.rules import CHARGE_NUMBER, NOT_NEGATIVE, Rule, elementwise
from xlfuncs.compute.water import LIQUID, density_at, permittivity_at

_LN10 = math.log(10)
_MMOL_PER_MOL = 1000.0
_DAVIES = 0.3  # Davies, Ion Association, 1962, p. 41 (0.2 in his paper of 1938)
# Above, the last term turns the coefficient upwards.
_DAVIES_RANGE = Rule("from 0 to 1000 mol/m3", low=0, high=1000)


@rowwise(c=PerSpecies(NOT_NEGATIVE), z=PerSpecies(CHARGE_NUMBER))
def ionic_strength(c: Any, z: Any) -> Any:
    """Return the ionic strength of a solution: half the sum of c z².

    Parameters
    ----------
    c : array_like (..., ions) [mol/m3]
        Concentrations, >= 0; leading axes are solutions.
    z : array_like (..., ions) [1]
        Signed charge numbers, whole.

    Returns
    -------
    float or ndarray [mol/m3]

    Raises
    ------
    DomainError
        If a value that is not NaN breaks its rule.

    References
    ----------
    Lewis and Randall, J. Am. Chem. Soc. 43:1112-1154, 1921.
    """
    return dot(c, z * z) / 2


def debye_huckel_constants(temperature: Any) -> tuple[Any, Any]:
    """Return A and B of the Debye-Hückel law for water at one atmosphere, on the molal scale.

    Parameters
    ----------
    temperature : array_like [K]
        From 0 to 100 °C.

    Returns
    -------
    A : float or ndarray [kg^0.5 mol^-0.5]
        For decadic logarithms.
    B : float or ndarray [kg^0.5 mol^-0.5 m^-1]

    Raises
    ------
    DomainError
        If a temperature that is not NaN is out of range.

    References
    ----------
    Robinson and Stokes, Electrolyte Solutions, 2nd ed., 1959, ch. 9.
    """
    return _constant_A(temperature), _constant_B(temperature)


def _constants(temperature: Any) -> tuple[Any, Any]:
    density = density_at(temperature)
    energy = VACUUM_PERMITTIVITY * permittivity_at(temperature, density) * BOLTZMANN * temperature
    screening = ELEMENTARY_CHARGE * sqrt(2 * AVOGADRO * density / energy)
    return ELEMENTARY_CHARGE**2 * screening / (8 * math.pi * _LN10 * energy), screening


@elementwise(temperature=LIQUID)
def _constant_A(temperature: Any) -> Any:
    return _constants(temperature)[0]


@elementwise(temperature=LIQUID)
def _constant_B(temperature: Any) -> Any:
    return _constants(temperature)[1]


@elementwise(ionic_strength=NOT_NEGATIVE, z=CHARGE_NUMBER, ion_size=NOT_NEGATIVE, temperature=LIQUID)
def dh_gamma(ionic_strength: Any, z: Any, ion_size: Any, temperature: Any) -> Any:
    """Return the activity coefficient by the extended Debye-Hückel law: log10 γ = -A z² √I / (1 + B a √I).

    Good to an ionic strength of about 100 mol/m3. With ion_size 0 it is the limiting law, good to about 5 mol/m3.

    Parameters
    ----------
    ionic_strength : array_like [mol/m3]
        >= 0; taken as mmol per kg of water.
    z : array_like [1]
        Signed charge number, whole.
    ion_size : array_like [m]
        Distance of closest approach, >= 0.
    temperature : array_like [K]
        From 0 to 100 °C.

    Returns
    -------
    float or ndarray [1]

    Raises
    ------
    DomainError
        If a value that is not NaN breaks its rule.

    References
    ----------
    Kielland, Individual activity coefficients of ions in aqueous solutions, J. Am. Chem. Soc. 59:1675-1678, 1937.
    """
    A, B = _constants(temperature)
    root = sqrt(ionic_strength / _MMOL_PER_MOL)
    return exp(-_LN10 * A * (z * z) * root / (1 + B * ion_size * root))


@elementwise(ionic_strength=_DAVIES_RANGE, z=CHARGE_NUMBER, temperature=LIQUID)
def davies_gamma(ionic_strength: Any, z: Any, temperature: Any) -> Any:
    """Return the activity coefficient by the Davies equation: log10 γ = -A z² (√I / (1 + √I) - 0.3 I).

    Good to an ionic strength of about 500 mol/m3.

    Parameters
    ----------
    ionic_strength : array_like [mol/m3]
        From 0 to 1000; taken as mmol per kg of water.
    z : array_like [1]
        Signed charge number, whole.
    temperature : array_like [K]
        From 0 to 100 °C.

    Returns
    -------
    float or ndarray [1]

    Raises
    ------
    DomainError
        If a value that is not NaN breaks its rule, or the result is too large.

    References
    ----------
    Davies, Ion Association, 1962, ch. 3.
    """
    A, _ = _constants(temperature)
    molality = ionic_strength / _MMOL_PER_MOL
    root = sqrt(molality)
    return exp(-_LN10 * A * (z * z) * (root / (1 + root) - _DAVIES * molality))
