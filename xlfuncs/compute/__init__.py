"""The formulas: numbers in, numbers out, SI units, broadcasting. No spreadsheet, no I/O."""

from xlfuncs.compute.activity import davies_gamma, debye_huckel_constants, dh_gamma, ionic_strength
from xlfuncs.compute.donnan import donnan_concentrations, donnan_osmotic_pressure, donnan_potential, osmotic_pressure
from xlfuncs.compute.equilibrium import (
    driving_force,
    flux_direction,
    ion_free_energy,
    nernst_in,
    nernst_out,
    nernst_potential,
    nernst_slope,
)
from xlfuncs.compute.goldman import ghk_current, ghk_potential
from xlfuncs.compute.ions import Ion, find_ion, ions
from xlfuncs.compute.microdomain import microdomain_rise
from xlfuncs.compute.pump_leak import pump_leak_state
from xlfuncs.compute.transport import atp_free_energy, pump_free_energy, pump_reversal_potential
from xlfuncs.compute.water import water_density, water_permittivity

__all__ = [
    "Ion",
    "atp_free_energy",
    "davies_gamma",
    "debye_huckel_constants",
    "dh_gamma",
    "donnan_concentrations",
    "donnan_osmotic_pressure",
    "donnan_potential",
    "driving_force",
    "find_ion",
    "flux_direction",
    "ghk_current",
    "ghk_potential",
    "ion_free_energy",
    "ionic_strength",
    "ions",
    "microdomain_rise",
    "nernst_in",
    "nernst_out",
    "nernst_potential",
    "nernst_slope",
    "osmotic_pressure",
    "pump_free_energy",
    "pump_leak_state",
    "pump_reversal_potential",
    "water_density",
    "water_permittivity",
]
