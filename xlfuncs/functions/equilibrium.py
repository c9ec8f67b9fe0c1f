"""One ion at equilibrium, and the force on it away from equilibrium."""

from __future__ import annotations

from xlfuncs.functions import quantities as q
from xlfuncs.functions import units as u
from xlfuncs.functions.domains import ABOVE_ZERO
from xlfuncs.functions.entries import Category, Example, WorksheetFunction

HILLE = "Hille, Ion Channels of Excitable Membranes, 3rd ed., 2001, ch. 1"

_OUTSIDE, _INSIDE = q.C_OUT.within(ABOVE_ZERO), q.C_IN.within(ABOVE_ZERO)

NERNST = WorksheetFunction(
    name="NERNST",
    arguments=(_OUTSIDE, _INSIDE, q.Z, q.TEMPERATURE),
    unit=u.MV,
    summary="Equilibrium potential of one ion: RT/(zF) · ln(c_out/c_in), inside minus outside.",
    help=(
        "The membrane potential at which the ion's concentration gradient and the voltage balance, so that none "
        "moves on the whole. A tenfold ratio gives 61.5 mV at 37 °C for a monovalent ion, half of it for a divalent "
        "one."
    ),
    source=f"Nernst 1889, Z. Phys. Chem. 4:129; {HILLE}",
    examples=(
        Example("NERNST(5,140,1,37)", "-89.06"),
        Example('NERNST(2,0.0001,"Ca2+",37)', "132.34"),
    ),
    formula="LOG_RATIO(c_out, c_in) * (1/z*RT_F(temperature))",
)

NERNST_SLOPE = WorksheetFunction(
    name="NERNST_SLOPE",
    arguments=(_OUTSIDE, _INSIDE, q.Z),
    unit=u.MV_PER_K,
    summary="Change of the equilibrium potential per kelvin: dE/dT = E/T = R/(zF) · ln(c_out/c_in).",
    help="How far E moves when the temperature rises by one degree and the concentrations stay as they are.",
    source=HILLE,
    examples=(Example("NERNST_SLOPE(3,140,1)", "-0.331167"),),
    formula="LOG_RATIO(c_out, c_in) * (1/z*RT_F(1))",
)

NERNST_OUT = WorksheetFunction(
    name="NERNST_OUT",
    arguments=(q.E_ION, q.C_IN, q.Z, q.TEMPERATURE),
    unit=u.MM,
    summary="Concentration outside that gives the equilibrium potential: c_in · exp(zFE/RT).",
    help="The Nernst equation solved for the outside, for example to read a concentration off a reversal potential.",
    source=HILLE,
    examples=(Example("NERNST_OUT(-89.06,140,1,37)", "4.9998"),),
    formula="c_in*EXP(z*e_ion/RT_F(temperature))",
)

NERNST_IN = WorksheetFunction(
    name="NERNST_IN",
    arguments=(q.E_ION, q.C_OUT, q.Z, q.TEMPERATURE),
    unit=u.MM,
    summary="Concentration inside that gives the equilibrium potential: c_out · exp(-zFE/RT).",
    help="The Nernst equation solved for the inside, for example to read intracellular chloride off E_Cl.",
    source=HILLE,
    examples=(Example("NERNST_IN(-82.6,110,-1,37)", "5.002"),),
    formula="c_out*EXP(-z*e_ion/RT_F(temperature))",
)

DRIVINGFORCE = WorksheetFunction(
    name="DRIVINGFORCE",
    arguments=(q.VM, q.E_ION),
    unit=u.MV,
    summary="Driving force on an ion: vm - e_ion. Positive means outward current.",
    help="For an anion an outward current is an inward movement of the ion: see FLUX_DIRECTION.",
    source=HILLE,
    examples=(Example("DRIVINGFORCE(-65,-82.6)", "17.6"),),
    formula="vm-e_ion",
)

FLUX_DIRECTION = WorksheetFunction(
    name="FLUX_DIRECTION",
    arguments=(q.VM, q.E_ION, q.Z),
    unit=u.TEXT,
    summary='Net movement of the ion itself: "influx", "efflux" or "none".',
    help=(
        "Current counts positive charge, so an anion moves against its current: chloride with vm above E_Cl "
        "carries outward current and moves in."
    ),
    source=HILLE,
    examples=(Example("FLUX_DIRECTION(-65,-82.6,-1)", "influx"), Example("FLUX_DIRECTION(-70,67,1)", "influx")),
    formula='LET(outward, SIGN(vm-e_ion)*SIGN(z), IF(outward>0, "efflux", IF(outward<0, "influx", "none")))',
)

ION_DG = WorksheetFunction(
    name="ION_DG",
    arguments=(_OUTSIDE, _INSIDE, q.Z_OR_0, q.VM, q.TEMPERATURE),
    unit=u.KJ_PER_MOL,
    summary="Free energy of moving one mole of the ion from outside to inside: RT ln(c_in/c_out) + zF·vm.",
    help="Negative means that the ion runs in by itself; positive is the least work that a transporter must do.",
    source="Nelson & Cox, Lehninger Principles of Biochemistry, 8th ed., 2021, ch. 11 (solute transport)",
    examples=(Example("ION_DG(4,140,1,-70,310)", "2.4099"),),
    formula="(LOG_RATIO(c_in, c_out) + z*vm/RT_F(temperature)) * RT(temperature)",
)

EQUILIBRIUM = Category(
    "One ion at equilibrium",
    (NERNST, NERNST_SLOPE, NERNST_OUT, NERNST_IN, DRIVINGFORCE, FLUX_DIRECTION, ION_DG),
)
