"""The glossary: every argument of every worksheet function, once."""

from __future__ import annotations

from xlfuncs.functions.entries import Kind, Layout, Quantity

C_OUT = Quantity("c_out", "mM", "concentration (or activity) outside the cell")
C_IN = Quantity("c_in", "mM", "concentration (or activity) inside the cell")
C = Quantity("c", "mM", "concentration", lambda_name="conc")
Z = Quantity("z", "1", 'valence with its sign, or the symbol of an ion such as "K+"', Kind.VALENCE)
TEMPERATURE = Quantity(
    "temperature", "°C or K", "temperature: -20 to 120 is °C, 253.15 to 393.15 is K", Kind.TEMPERATURE
)
VM = Quantity("vm", "mV", "membrane potential, inside minus outside")
E_ION = Quantity("e_ion", "mV", "equilibrium (Nernst) potential of the ion")
PERMEABILITY = Quantity("permeability", "any one unit", "permeability of each ion; only their ratios matter")
PERMEABILITY_CM_S = Quantity("permeability", "cm/s", "permeability of the membrane to the ion")
IONIC_STRENGTH = Quantity("ionic_strength", "mM", "ionic strength of the solution", lambda_name="strength")
ION_SIZE = Quantity("ion_size", "pm", "ion-size parameter (Kielland); 0 gives the limiting law")
IMPERMEANT = Quantity("impermeant", "mM", "concentration of impermeant molecules inside", layout=Layout.SPECIES)
Z_IMPERMEANT = Quantity("z_impermeant", "1", "mean charge of the impermeant molecules; may be a fraction")
NA_OUT = Quantity("na_out", "mM", "sodium outside")
NA_IN = Quantity("na_in", "mM", "sodium inside")
K_OUT = Quantity("k_out", "mM", "potassium outside")
K_IN = Quantity("k_in", "mM", "potassium inside")
CL_OUT = Quantity("cl_out", "mM", "chloride outside")
ATP = Quantity("atp", "mM", "ATP")
ADP = Quantity("adp", "mM", "free ADP")
PHOSPHATE = Quantity("phosphate", "mM", "inorganic phosphate")
ATP_DG = Quantity(
    "atp_dg", "kJ/mol", "free energy of ATP hydrolysis in the cell, a negative number", lambda_name="dg_atp"
)
DG_STANDARD = Quantity("dg_standard", "kJ/mol", "standard free energy of ATP hydrolysis at 1 M, a negative number")
G_NA = Quantity("g_na", "mS/cm²", "sodium conductance")
G_K = Quantity("g_k", "mS/cm²", "potassium conductance")
PUMP_CURRENT = Quantity("pump_current", "µA/cm²", "net current density of the Na⁺/K⁺ pump, one charge per cycle")
CURRENT = Quantity("current", "pA", "current through the open channel, either sign")
DISTANCE = Quantity("distance", "nm", "distance from the channel's mouth")
DIFFUSION = Quantity("diffusion", "µm²/s", "diffusion coefficient of the ion")
SYMBOL = Quantity("symbol", "", 'symbol of an ion, such as "Ca2+"', Kind.TEXT)
PROPERTY = Quantity(
    "property",
    "",
    '"z", "size" (pm, Kielland) or "mass" (g/mol)',
    Kind.TEXT,
    choices=("z", "size", "mass"),
    meanings=("valence with its sign", "ion-size parameter in pm (Kielland)", "molar mass in g/mol"),
)
C_INSIDE_TOTAL = Quantity("c_in", "mM", "concentration of all dissolved particles inside")
C_OUTSIDE_TOTAL = Quantity("c_out", "mM", "concentration of all dissolved particles outside")
