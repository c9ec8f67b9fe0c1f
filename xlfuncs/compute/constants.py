"""Physical constants, SI. Exact since the 2019 redefinition, as CODATA 2018 and 2022 list them."""

from scipy.constants import N_A as AVOGADRO  # 1/mol
from scipy.constants import R as GAS_CONSTANT  # J/(mol K)
from scipy.constants import e as ELEMENTARY_CHARGE  # C
from scipy.constants import epsilon_0 as VACUUM_PERMITTIVITY  # F/m, measured
from scipy.constants import k as BOLTZMANN  # J/K
from scipy.constants import zero_Celsius as ZERO_CELSIUS  # K

FARADAY = ELEMENTARY_CHARGE * AVOGADRO  # C/mol

__all__ = [
    "AVOGADRO",
    "BOLTZMANN",
    "ELEMENTARY_CHARGE",
    "FARADAY",
    "GAS_CONSTANT",
    "VACUUM_PERMITTIVITY",
    "ZERO_CELSIUS",
]
