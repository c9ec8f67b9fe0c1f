"""Energy of active transport: the Na/K pump and the ATP that drives it."""

from __future__ import annotations

from typing import Any

from xlfuncs.compute.constants import FARADAY, GAS_CONSTANT
from xlfuncs.compute.equilibrium import log_ratio
from xlfuncs.compute.rules import FINITE, POSITIVE, elementwise

STANDARD_CONCENTRATION = 1000.0  # mol/m3: the biochemical standard state is 1 mol/L


def _chemical_work(na_out: Any, na_in: Any, k_out: Any, k_in: Any, temperature: Any) -> Any:
    """Return the work of carrying 3 Na+ out and 2 K+ in without a potential [J/mol]."""
    return GAS_CONSTANT * temperature * (3 * log_ratio(na_out, na_in) + 2 * log_ratio(k_in, k_out))


@elementwise(na_out=POSITIVE, na_in=POSITIVE, k_out=POSITIVE, k_in=POSITIVE, vm=FINITE, temperature=POSITIVE)
def pump_free_energy(na_out: Any, na_in: Any, k_out: Any, k_in: Any, vm: Any, temperature: Any) -> Any:
    """Return the work of one Na/K pump cycle, 3 Na+ out and 2 K+ in, per mole of ATP; positive means work is needed.

    Parameters
    ----------
    na_out, na_in, k_out, k_in : array_like [mol/m3]
        Concentrations outside and inside, > 0.
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
    Läuger, Electrogenic Ion Pumps, 1991, ch. 8.
    """
    return _chemical_work(na_out, na_in, k_out, k_in, temperature) - FARADAY * vm


@elementwise(na_out=POSITIVE, na_in=POSITIVE, k_out=POSITIVE, k_in=POSITIVE, atp_dg=FINITE, temperature=POSITIVE)
def pump_reversal_potential(na_out: Any, na_in: Any, k_out: Any, k_in: Any, atp_dg: Any, temperature: Any) -> Any:
    """Return the membrane potential at which the Na/K pump stalls: its work equals what ATP gives.

    Parameters
    ----------
    na_out, na_in, k_out, k_in : array_like [mol/m3]
        Concentrations outside and inside, > 0.
    atp_dg : array_like [J/mol]
        Free energy of ATP hydrolysis, a negative number in a living cell.
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
    Läuger, Electrogenic Ion Pumps, 1991, ch. 8.
    """
    return (_chemical_work(na_out, na_in, k_out, k_in, temperature) + atp_dg) / FARADAY


@elementwise(atp=POSITIVE, adp=POSITIVE, phosphate=POSITIVE, dg_standard=FINITE, temperature=POSITIVE)
def atp_free_energy(atp: Any, adp: Any, phosphate: Any, dg_standard: Any, temperature: Any) -> Any:
    """Return the free energy of ATP hydrolysis: dg_standard + RT ln([ADP][Pi]/[ATP]), standard state 1 mol/L.

    Parameters
    ----------
    atp, adp, phosphate : array_like [mol/m3]
        Concentrations, > 0.
    dg_standard : array_like [J/mol]
        Standard transformed free energy at the pH and free Mg2+ in question.
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
    Alberts et al., Molecular Biology of the Cell, 6th ed., 2014, ch. 2.
    """
    quotient = log_ratio(adp, atp) + log_ratio(phosphate, STANDARD_CONCENTRATION)
    return dg_standard + GAS_CONSTANT * temperature * quotient
