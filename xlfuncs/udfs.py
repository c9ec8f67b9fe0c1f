"""The worksheet functions, in laboratory units: the functions that a spreadsheet's cells call.

Called from Python with numbers, lists or arrays they give the number (or raise an XlfuncsError, which is a
ValueError, with the reason); in a range a bad element gives NaN there only. Hosts call them with Cells, or by
`from_cells`, and get Cells, with an error value in each bad one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import numpy as np

from xlfuncs import compute
from xlfuncs.calling.call import WorksheetCall
from xlfuncs.compute.ions import without_blanks
from xlfuncs.errors import MissingError
from xlfuncs.functions import BY_NAME
from xlfuncs.functions.units import G_PER_MOL, PM


def worksheet_function(formula: Callable[..., Any]) -> WorksheetCall:
    """Make a formula in SI units into the worksheet function that the list describes, in the laboratory's units."""
    return WorksheetCall(BY_NAME[formula.__name__], formula)


@worksheet_function
def NERNST(c_out: Any, c_in: Any, z: Any, temperature: Any) -> Any:
    return compute.nernst_potential(c_out, c_in, z, temperature)


@worksheet_function
def NERNST_SLOPE(c_out: Any, c_in: Any, z: Any) -> Any:
    return compute.nernst_slope(c_out, c_in, z)


@worksheet_function
def NERNST_OUT(e_ion: Any, c_in: Any, z: Any, temperature: Any) -> Any:
    return compute.nernst_out(e_ion, c_in, z, temperature)


@worksheet_function
def NERNST_IN(e_ion: Any, c_out: Any, z: Any, temperature: Any) -> Any:
    return compute.nernst_in(e_ion, c_out, z, temperature)


@worksheet_function
def DRIVINGFORCE(vm: Any, e_ion: Any) -> Any:
    return compute.driving_force(vm, e_ion)


@worksheet_function
def FLUX_DIRECTION(vm: Any, e_ion: Any, z: Any) -> Any:
    direction = compute.flux_direction(vm, e_ion, z)
    if isinstance(direction, float):
        return _DIRECTIONS[int(direction)] if direction == direction else direction
    return np.array(_DIRECTIONS, dtype=object)[np.nan_to_num(direction).astype(int)]


_DIRECTIONS = ("none", "influx", "efflux")  # indices 0, +1 and -1, as compute gives the direction


@worksheet_function
def ION_DG(c_out: Any, c_in: Any, z: Any, vm: Any, temperature: Any) -> Any:
    return compute.ion_free_energy(c_out, c_in, z, vm, temperature)


@worksheet_function
def GHK(permeability: Any, c_out: Any, c_in: Any, z: Any, temperature: Any) -> Any:
    return compute.ghk_potential(permeability, c_out, c_in, z, temperature)


@worksheet_function
def GHK_CURRENT(permeability: Any, vm: Any, c_out: Any, c_in: Any, z: Any, temperature: Any) -> Any:
    return compute.ghk_current(permeability, vm, c_out, c_in, z, temperature)


@worksheet_function
def IONIC_STRENGTH(c: Any, z: Any) -> Any:
    return compute.ionic_strength(c, z)


@worksheet_function
def DH_GAMMA(ionic_strength: Any, z: Any, ion_size: Any, temperature: Any) -> Any:
    return compute.dh_gamma(ionic_strength, z, ion_size, temperature)


@worksheet_function
def DAVIES_GAMMA(ionic_strength: Any, z: Any, temperature: Any) -> Any:
    return compute.davies_gamma(ionic_strength, z, temperature)


@worksheet_function
def ION_PROPERTY(symbol: Any, property: Literal["z", "size", "mass"]) -> Any:
    ion = compute.find_ion(symbol)
    asked = without_blanks(property).lower()
    values = {
        "z": ion.z,
        "valence": ion.z,
        "size": ion.size and ion.size / PM.factor,
        "mass": ion.molar_mass / G_PER_MOL.factor,
    }
    value = values.get(asked)
    if value is None:
        raise MissingError(f'no property "{asked:.40}" is known of {ion.symbol}; there are z, size and mass')
    return float(value)


@worksheet_function
def DONNAN(c_out: Any, z: Any, impermeant: Any, z_impermeant: Any, temperature: Any) -> Any:
    return compute.donnan_potential(c_out, z, impermeant, z_impermeant, temperature)


@worksheet_function
def DONNAN_IN(c_out: Any, z: Any, impermeant: Any, z_impermeant: Any) -> Any:
    return compute.donnan_concentrations(c_out, z, impermeant, z_impermeant)


@worksheet_function
def DONNAN_OSMOTIC(c_out: Any, z: Any, impermeant: Any, z_impermeant: Any, temperature: Any) -> Any:
    return compute.donnan_osmotic_pressure(c_out, z, impermeant, z_impermeant, temperature)


@worksheet_function
def OSMOTIC_PRESSURE(c_in: Any, c_out: Any, temperature: Any) -> Any:
    return compute.osmotic_pressure(c_in, c_out, temperature)


@worksheet_function
def PUMP_DG(na_out: Any, na_in: Any, k_out: Any, k_in: Any, vm: Any, temperature: Any) -> Any:
    return compute.pump_free_energy(na_out, na_in, k_out, k_in, vm, temperature)


@worksheet_function
def PUMP_REVERSAL(na_out: Any, na_in: Any, k_out: Any, k_in: Any, atp_dg: Any, temperature: Any) -> Any:
    return compute.pump_reversal_potential(na_out, na_in, k_out, k_in, atp_dg, temperature)


@worksheet_function
def ATP_DG(atp: Any, adp: Any, phosphate: Any, dg_standard: Any, temperature: Any) -> Any:
    return compute.atp_free_energy(atp, adp, phosphate, dg_standard, temperature)


@worksheet_function
def PUMP_LEAK(
    na_out: Any, k_out: Any, cl_out: Any, g_na: Any, g_k: Any, pump_current: Any, z_impermeant: Any, temperature: Any
) -> Any:
    return compute.pump_leak_state(na_out, k_out, cl_out, g_na, g_k, pump_current, z_impermeant, temperature)


@worksheet_function
def MICRODOMAIN(current: Any, distance: Any, diffusion: Any, z: Any) -> Any:
    return compute.microdomain_rise(current, distance, diffusion, z)
