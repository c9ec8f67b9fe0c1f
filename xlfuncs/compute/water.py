"""Liquid water at one atmosphere: relative permittivity and density."""

from __future__ import annotations

import math
from typing import Any

from xlfuncs.compute.constants import ZERO_CELSIUS
from xlfuncs.compute.elementary import sqrt
from xlfuncs.compute.rules import Rule, elementwise

LIQUID = Rule("from 0 to 100 °C", low=ZERO_CELSIUS, high=ZERO_CELSIUS + 100)

# Kell 1975, eq. 16: coefficients of t^0 .. t^5 [kg/m3], and of t in the denominator.
_KELL = (999.83952, 16.945176, -7.9870401e-3, -46.170461e-6, 105.56302e-9, -280.54253e-12)
_KELL_DENOMINATOR = 16.879850e-3

# IAPWS R8-97, table 1: N_k, exponent of density i_k, exponent of inverse temperature j_k in eq. 3.
_IAPWS = (
    (0.978224486826, 1, 0.25),
    (-0.957771379375, 1, 1),
    (0.237511794148, 1, 2.5),
    (0.714692244396, 2, 1.5),
    (-0.298217036956, 3, 1.5),
    (-0.108863472196, 3, 2.5),
    (0.949327488264e-1, 4, 2),
    (-0.980469816509e-2, 5, 2),
    (0.165167634970e-4, 6, 5),
    (0.937359795772e-4, 7, 0.5),
    (-0.123179218720e-9, 10, 10),
)
_IAPWS_LAST = 0.196096504426e-2  # N_12, which multiplies (T/228 K - 1)^-1.2
# IAPWS R8-97, table 2: the constants that the coefficients were fitted with, not today's.
_CRITICAL_TEMPERATURE = 647.096  # K
_CRITICAL_DENSITY = 322.0  # kg/m3
_POLARIZABILITY = 1.636e-40  # C2 m2/J
_DIPOLE_MOMENT = 6.138e-30  # C m
_BOLTZMANN = 1.380658e-23  # J/K
_AVOGADRO = 6.0221367e23  # 1/mol
_PERMITTIVITY_OF_VACUUM = 1 / (4e-7 * math.pi * 299792458**2)  # C2/(J m)
_MOLAR_MASS = 0.018015268  # kg/mol


@elementwise(temperature=LIQUID)
def water_density(temperature: Any) -> Any:
    """Return the density of water at one atmosphere.

    Parameters
    ----------
    temperature : array_like [K]
        From 0 to 100 °C.

    Returns
    -------
    float or ndarray [kg/m3]

    Raises
    ------
    DomainError
        If a temperature that is not NaN is out of range.

    References
    ----------
    Kell, Density, thermal expansivity, and compressibility of liquid water from 0 to 150 °C,
    J. Chem. Eng. Data 20:97-105, 1975, eq. 16.
    """
    return density_at(temperature)


@elementwise(temperature=LIQUID)
def water_permittivity(temperature: Any) -> Any:
    """Return the relative permittivity (static dielectric constant) of water at one atmosphere.

    Parameters
    ----------
    temperature : array_like [K]
        From 0 to 100 °C.

    Returns
    -------
    float or ndarray [1]

    Raises
    ------
    DomainError
        If a temperature that is not NaN is out of range.

    References
    ----------
    IAPWS R8-97, Release on the Static Dielectric Constant of Ordinary Water Substance, 1997.
    """
    return permittivity_at(temperature, density_at(temperature))


def density_at(temperature: Any) -> Any:
    """Return the density [kg/m3] at a temperature [K] that is known to be in range."""
    t = temperature - ZERO_CELSIUS
    polynomial: Any = 0.0
    for coefficient in reversed(_KELL):
        polynomial = polynomial * t + coefficient
    return polynomial / (1 + _KELL_DENOMINATOR * t)


def permittivity_at(temperature: Any, density: Any) -> Any:
    """Return the relative permittivity at a temperature [K] and density [kg/m3] that are known to be in range."""
    g = _dipole_correlation(temperature, density)
    number_density = density * _AVOGADRO / _MOLAR_MASS
    a = number_density * _DIPOLE_MOMENT**2 * g / (_PERMITTIVITY_OF_VACUUM * _BOLTZMANN * temperature)
    b = number_density * _POLARIZABILITY / (3 * _PERMITTIVITY_OF_VACUUM)
    return (1 + a + 5 * b + sqrt(9 + 2 * a + 18 * b + a * a + 10 * a * b + 9 * b * b)) / (4 - 4 * b)


def _dipole_correlation(temperature: Any, density: Any) -> Any:
    """Return Kirkwood's factor g, which counts how neighbouring dipoles line up."""
    delta, tau = density / _CRITICAL_DENSITY, _CRITICAL_TEMPERATURE / temperature
    g = 1 + _IAPWS_LAST * delta * (temperature / 228 - 1) ** -1.2
    for n, i, j in _IAPWS:
        g = g + n * delta**i * tau**j
    return g
