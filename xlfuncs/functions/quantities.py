"""The glossary: every argument of every worksheet function, once."""

from __future__ import annotations

from dataclasses import replace

from xlfuncs.functions import domains as d
from xlfuncs.functions import units as u
from xlfuncs.functions.entries import Quantity
from xlfuncs.functions.shapes import SPECIES


def _temperature(domain: d.Domain) -> Quantity:
    celsius, kelvin = (interval.rule for interval in domain.intervals)
    scales = f"{celsius.low:g} to {celsius.high:g} is °C, {kelvin.low:g} to {kelvin.high:g} is K"
    return Quantity("temperature", u.CELSIUS_OR_KELVIN, f"temperature: {scales}", domain)


C_OUT = Quantity("c_out", u.MM, "concentration (or activity) outside the cell", d.FROM_ZERO)
C_IN = Quantity("c_in", u.MM, "concentration (or activity) inside the cell", d.FROM_ZERO)
C = Quantity("c", u.MM, "concentration", d.FROM_ZERO, lambda_name="conc")
Z = Quantity("z", u.PURE, 'valence with its sign, or the symbol of an ion such as "K+"', d.ION_CHARGE)
Z_OR_0 = Z.within(d.CHARGE)
TEMPERATURE, WATER_TEMPERATURE = _temperature(d.TEMPERATURE), _temperature(d.LIQUID)
VM = Quantity("vm", u.MV, "membrane potential, inside minus outside")
E_ION = Quantity("e_ion", u.MV, "equilibrium (Nernst) potential of the ion")
PERMEABILITY = Quantity(
    "permeability",
    u.ANY_ONE,
    "permeability of each ion; only their ratios matter",
    replace(d.FROM_ZERO, takes_unit=False),
)
PERMEABILITY_CM_S = Quantity("permeability", u.CM_PER_S, "permeability of the membrane to the ion", d.FROM_ZERO)
IONIC_STRENGTH = Quantity("ionic_strength", u.MM, "ionic strength of the solution", d.FROM_ZERO, lambda_name="strength")
ION_SIZE = Quantity("ion_size", u.PM, "ion-size parameter (Kielland); 0 gives the limiting law", d.FROM_ZERO)
IMPERMEANT = Quantity("impermeant", u.MM, "concentration of impermeant molecules inside", d.FROM_ZERO, SPECIES)
Z_IMPERMEANT = Quantity("z_impermeant", u.PURE, "mean charge of the impermeant molecules; may be a fraction")
NA_OUT = Quantity("na_out", u.MM, "sodium outside", d.ABOVE_ZERO)
NA_IN = Quantity("na_in", u.MM, "sodium inside", d.ABOVE_ZERO)
K_OUT = Quantity("k_out", u.MM, "potassium outside", d.ABOVE_ZERO)
K_IN = Quantity("k_in", u.MM, "potassium inside", d.ABOVE_ZERO)
CL_OUT = Quantity("cl_out", u.MM, "chloride outside", d.FROM_ZERO)
ATP = Quantity("atp", u.MM, "ATP", d.ABOVE_ZERO)
ADP = Quantity("adp", u.MM, "free ADP", d.ABOVE_ZERO)
PHOSPHATE = Quantity("phosphate", u.MM, "inorganic phosphate", d.ABOVE_ZERO)
ATP_DG = Quantity(
    "atp_dg", u.KJ_PER_MOL, "free energy of ATP hydrolysis in the cell, a negative number", lambda_name="dg_atp"
)
DG_STANDARD = Quantity("dg_standard", u.KJ_PER_MOL, "standard free energy of ATP hydrolysis at 1 M, a negative number")
G_NA = Quantity("g_na", u.MS_PER_CM2, "sodium conductance", d.ABOVE_ZERO)
G_K = Quantity("g_k", u.MS_PER_CM2, "potassium conductance", d.ABOVE_ZERO)
PUMP_CURRENT = Quantity(
    "pump_current",
    u.UA_PER_CM2,
    "net current density of the Na⁺/K⁺ pump, one charge per cycle",
    replace(d.NONZERO, rule="other than 0: with no pump the cell swells without limit"),
)
CURRENT = Quantity("current", u.PA, "current through the open channel, either sign")
DISTANCE = Quantity("distance", u.NM, "distance from the channel's mouth", d.ABOVE_ZERO)
DIFFUSION = Quantity("diffusion", u.UM2_PER_S, "diffusion coefficient of the ion", d.ABOVE_ZERO)
SYMBOL = Quantity("symbol", u.NONE, 'symbol of an ion, such as "Ca2+"', d.WORD)
PROPERTY = Quantity(
    "property",
    u.NONE,
    '"z" (also "valence"), "size" (pm, Kielland) or "mass" (g/mol)',
    d.WORD,
    choices=("z", "size", "mass"),
    meanings=("valence with its sign", "ion-size parameter in pm (Kielland)", "molar mass in g/mol"),
)
C_INSIDE_TOTAL = Quantity("c_in", u.MM, "concentration of all dissolved particles inside", d.FROM_ZERO)
C_OUTSIDE_TOTAL = Quantity("c_out", u.MM, "concentration of all dissolved particles outside", d.FROM_ZERO)
