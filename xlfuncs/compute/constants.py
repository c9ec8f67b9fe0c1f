"""Physical constants, SI.

Typed here and not imported from scipy.constants, which takes longer to import than everything else together;
a test holds them to scipy's, bit for bit.
"""

# Exact by the definition of the units: Bureau international des poids et mesures, SI Brochure, 9th ed., 2019, ch. 2.
AVOGADRO = 6.02214076e23  # 1/mol
BOLTZMANN = 1.380649e-23  # J/K
ELEMENTARY_CHARGE = 1.602176634e-19  # C
ZERO_CELSIUS = 273.15  # K

# Hence exact too (CODATA 2018 and 2022).
GAS_CONSTANT = BOLTZMANN * AVOGADRO  # J/(mol K)
FARADAY = ELEMENTARY_CHARGE * AVOGADRO  # C/mol

# Measured: CODATA 2022, Mohr et al. 2025, Rev. Mod. Phys. 97:025002; standard uncertainty 0.0000000014e-12.
VACUUM_PERMITTIVITY = 8.8541878188e-12  # F/m
