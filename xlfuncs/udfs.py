"""The worksheet functions, in laboratory units: the functions that a spreadsheet's cells call.

Called from Python with numbers, lists or arrays they give the number (or raise an XlfuncsError, which is a
ValueError, with the reason); in a range a bad element gives NaN there only. Called by a host with Cells they
give Cells, with an error value in each bad one.
"""

from __future__ import annotations

import functools
import inspect
import math
from collections.abc import Callable
from typing import Any, Literal

import numpy as np

from xlfuncs import compute
from xlfuncs.calling import call as worksheet
from xlfuncs.calling.cells import Cells
from xlfuncs.compute.rules import overflow
from xlfuncs.errors import MissingError, XlfuncsError
from xlfuncs.functions import BY_NAME, Result, WorksheetFunction

# What one laboratory unit is in SI (Bureau international des poids et mesures, SI Brochure, 9th ed., 2019).
MILLI = 1e-3  # mV, mS, ...
KILO = 1e3  # kJ/mol, kPa
PICO = 1e-12  # pA; pm of the ion size
NANO = 1e-9  # nm
SQUARE_MICROMETRE = 1e-12  # m2, of µm²/s
MICROAMPERE_PER_CM2 = 1e-2  # A/m2
MILLISIEMENS_PER_CM2 = 10.0  # S/m2
CENTIMETRE = 1e-2  # m, of cm/s
# mM is mol/m3: no factor.


def worksheet_function(formula: Callable[..., Any]) -> Callable[..., Any]:
    """Make a formula in laboratory units (but K) into the worksheet function that the list describes."""
    entry = BY_NAME[formula.__name__]
    function = _for_hosts(formula, entry, worksheet.call_with_arrays, worksheet.call_with_cells)
    return _quick_with_single_values(function, entry) if entry.result is Result.ELEMENTWISE else function


def lookup_function(look_up_one: Callable[..., Any]) -> Callable[..., Any]:
    """Make a look-up by texts into the worksheet function that the list describes."""
    return _for_hosts(look_up_one, BY_NAME[look_up_one.__name__], worksheet.look_up, worksheet.look_up_with_cells)


def _for_hosts(
    formula: Callable[..., Any],
    entry: WorksheetFunction,
    call_with_arrays: Callable[..., Any],
    call_with_cells: Callable[..., Any],
) -> Callable[..., Any]:
    signature = inspect.signature(formula)

    @functools.wraps(formula)
    def function(*args: Any, **named: Any) -> Any:
        if named or len(args) != len(entry.arguments):
            args = signature.bind(*args, **named).args
        if any(isinstance(a, Cells) for a in args):
            return call_with_cells(entry, formula, args)
        return call_with_arrays(entry, formula, args)

    function.__doc__ = entry.summary
    return function


def _quick_with_single_values(careful: Callable[..., Any], entry: WorksheetFunction) -> Callable[..., Any]:
    quick = worksheet.with_single_values(entry, inspect.unwrap(careful))

    @functools.wraps(careful)
    def function(*args: Any, **named: Any) -> Any:
        if named or len(args) != len(entry.arguments):
            return careful(*args, **named)
        try:
            if type(args[0]) is not Cells:
                return quick(*args)
            if all(type(a) is Cells and worksheet.is_single_value(a) for a in args):
                return Cells([[quick(*(a.rows[0][0] for a in args))]])
        except XlfuncsError:
            pass  # the careful way says what is wrong
        return careful(*args)

    return function


@worksheet_function
def NERNST(c_out: Any, c_in: Any, z: Any, temperature: Any) -> Any:
    return _scaled(compute.nernst_potential(c_out, c_in, z, temperature), 1 / MILLI)


@worksheet_function
def NERNST_SLOPE(c_out: Any, c_in: Any, z: Any) -> Any:
    return _scaled(compute.nernst_slope(c_out, c_in, z), 1 / MILLI)


@worksheet_function
def NERNST_OUT(e_ion: Any, c_in: Any, z: Any, temperature: Any) -> Any:
    return compute.nernst_out(e_ion * MILLI, c_in, z, temperature)


@worksheet_function
def NERNST_IN(e_ion: Any, c_out: Any, z: Any, temperature: Any) -> Any:
    return compute.nernst_in(e_ion * MILLI, c_out, z, temperature)


@worksheet_function
def DRIVINGFORCE(vm: Any, e_ion: Any) -> Any:
    return compute.driving_force(vm, e_ion)


@worksheet_function
def FLUX_DIRECTION(vm: Any, e_ion: Any, z: Any) -> Any:
    direction = compute.flux_direction(vm, e_ion, z)
    if isinstance(direction, float) and direction == direction:
        return _DIRECTIONS[int(direction)]
    return np.array(_DIRECTIONS, dtype=object)[np.nan_to_num(direction).astype(int)]


_DIRECTIONS = ("none", "influx", "efflux")  # indices 0, +1 and -1, as compute gives the direction


@worksheet_function
def ION_DG(c_out: Any, c_in: Any, z: Any, vm: Any, temperature: Any) -> Any:
    return _scaled(compute.ion_free_energy(c_out, c_in, z, vm * MILLI, temperature), 1 / KILO)


@worksheet_function
def GHK(permeability: Any, c_out: Any, c_in: Any, z: Any, temperature: Any) -> Any:
    return _scaled(compute.ghk_potential(permeability, c_out, c_in, z, temperature), 1 / MILLI)


@worksheet_function
def GHK_CURRENT(permeability: Any, vm: Any, c_out: Any, c_in: Any, z: Any, temperature: Any) -> Any:
    current = compute.ghk_current(permeability * CENTIMETRE, vm * MILLI, c_out, c_in, z, temperature)
    return _magnified(current, 1 / MICROAMPERE_PER_CM2)


@worksheet_function
def IONIC_STRENGTH(c: Any, z: Any) -> Any:
    return compute.ionic_strength(c, z)


@worksheet_function
def DH_GAMMA(ionic_strength: Any, z: Any, ion_size: Any, temperature: Any) -> Any:
    return compute.dh_gamma(ionic_strength, z, ion_size * PICO, temperature)


@worksheet_function
def DAVIES_GAMMA(ionic_strength: Any, z: Any, temperature: Any) -> Any:
    return compute.davies_gamma(ionic_strength, z, temperature)


@lookup_function
def ION_PROPERTY(symbol: Any, property: Literal["z", "size", "mass"]) -> Any:
    ion = compute.find_ion(symbol)
    values = {"z": ion.z, "size": ion.size and ion.size / PICO, "mass": ion.molar_mass * KILO}
    value = values.get(property.lower())
    if value is None:
        raise MissingError(f'no property "{property:.40}" is known of {ion.symbol}; there are z, size and mass')
    return float(value)


@worksheet_function
def DONNAN(c_out: Any, z: Any, impermeant: Any, z_impermeant: Any, temperature: Any) -> Any:
    return _scaled(compute.donnan_potential(c_out, z, impermeant, z_impermeant, temperature), 1 / MILLI)


@worksheet_function
def DONNAN_IN(c_out: Any, z: Any, impermeant: Any, z_impermeant: Any) -> Any:
    return compute.donnan_concentrations(c_out, z, impermeant, z_impermeant)


@worksheet_function
def DONNAN_OSMOTIC(c_out: Any, z: Any, impermeant: Any, z_impermeant: Any, temperature: Any) -> Any:
    return _scaled(compute.donnan_osmotic_pressure(c_out, z, impermeant, z_impermeant, temperature), 1 / KILO)


@worksheet_function
def OSMOTIC_PRESSURE(c_in: Any, c_out: Any, temperature: Any) -> Any:
    return _scaled(compute.osmotic_pressure(c_in, c_out, temperature), 1 / KILO)


@worksheet_function
def PUMP_DG(na_out: Any, na_in: Any, k_out: Any, k_in: Any, vm: Any, temperature: Any) -> Any:
    return _scaled(compute.pump_free_energy(na_out, na_in, k_out, k_in, vm * MILLI, temperature), 1 / KILO)


@worksheet_function
def PUMP_REVERSAL(na_out: Any, na_in: Any, k_out: Any, k_in: Any, atp_dg: Any, temperature: Any) -> Any:
    stall = compute.pump_reversal_potential(na_out, na_in, k_out, k_in, atp_dg * KILO, temperature)
    return _scaled(stall, 1 / MILLI)


@worksheet_function
def ATP_DG(atp: Any, adp: Any, phosphate: Any, dg_standard: Any, temperature: Any) -> Any:
    return _scaled(compute.atp_free_energy(atp, adp, phosphate, dg_standard * KILO, temperature), 1 / KILO)


@worksheet_function
def PUMP_LEAK(
    na_out: Any, k_out: Any, cl_out: Any, g_na: Any, g_k: Any, pump_current: Any, z_impermeant: Any, temperature: Any
) -> Any:
    g_na, g_k = g_na * MILLISIEMENS_PER_CM2, g_k * MILLISIEMENS_PER_CM2
    pump_current = pump_current * MICROAMPERE_PER_CM2
    state = compute.pump_leak_state(na_out, k_out, cl_out, g_na, g_k, pump_current, z_impermeant, temperature)
    state[0] /= MILLI
    return state


@worksheet_function
def MICRODOMAIN(current: Any, distance: Any, diffusion: Any, z: Any) -> Any:
    rise = compute.microdomain_rise(current * PICO, distance * NANO, diffusion * SQUARE_MICROMETRE, z)
    return _magnified(rise, 1 / MILLI)


def _scaled(value: Any, factor: float) -> Any:
    """Return value times factor, in place where value is a fresh array."""
    value *= factor
    return value


def _magnified(value: Any, factor: float) -> Any:
    """Do the same where the laboratory's unit is smaller and the value may be of any size."""
    value = _scaled(value, factor)
    too_large = math.isinf(value) if type(value) is float else np.isinf(value)
    if np.any(too_large):
        raise overflow(value, too_large)
    return value
