"""The typed constants against scipy's copy of the CODATA list, and the SI's definitions."""

import scipy.constants

from xlfuncs.compute import constants


def test_the_constants_are_scipys_to_the_last_bit():
    assert scipy.constants.N_A == constants.AVOGADRO
    assert scipy.constants.k == constants.BOLTZMANN
    assert scipy.constants.e == constants.ELEMENTARY_CHARGE
    assert scipy.constants.zero_Celsius == constants.ZERO_CELSIUS
    assert scipy.constants.R == constants.GAS_CONSTANT
    assert scipy.constants.value("Faraday constant") == constants.FARADAY
    assert scipy.constants.epsilon_0 == constants.VACUUM_PERMITTIVITY
