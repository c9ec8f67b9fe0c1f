"""Impermeant molecules: Gibbs-Donnan equilibrium and osmotic pressure."""

from __future__ import annotations

from xlfuncs.compute.donnan import NO_CHARGE, NOT_ELECTRONEUTRAL
from xlfuncs.compute.roots import NOT_FOUND
from xlfuncs.functions import quantities as q
from xlfuncs.functions import units as u
from xlfuncs.functions.entries import Category, Example, Refusal, WorksheetFunction
from xlfuncs.functions.shapes import IONS, PER_CONDITION, SPECIES, like

DONNAN_1911 = "Donnan 1911, Z. Elektrochem. 17:572; Overbeek 1956, Prog. Biophys. 6:57"

_IONS = (q.C_OUT.shaped(IONS), q.Z_OR_0.shaped(IONS))
_IMPERMEANT = (q.IMPERMEANT, q.Z_IMPERMEANT.shaped(SPECIES))
_REFUSALS = (
    Refusal("SUM(ABS(z)*c_out)=0", NO_CHARGE),
    Refusal("ABS(SUM(z*c_out))>0.001*SUM(ABS(z)*c_out)", NOT_ELECTRONEUTRAL, "SUM(z*c_out)"),
    Refusal("IF(MAX(ABS(z))>1, ISERROR(DONNAN_U(c_out, z, impermeant, z_impermeant)), FALSE)", NOT_FOUND),
)

DONNAN = WorksheetFunction(
    name="DONNAN",
    arguments=(*_IONS, *_IMPERMEANT, q.TEMPERATURE),
    unit=u.MV,
    summary="Gibbs-Donnan potential of a cell that holds impermeant charged molecules.",
    help=(
        "Any number and valence of permeant ions outside (they must be electroneutral to 0.1 %) and of impermeant "
        "species inside. At equilibrium every permeant ion has this Nernst potential."
    ),
    source=DONNAN_1911,
    examples=(Example("DONNAN({145,145},{1,-1},100,-1,37)", "-9.04258"),),
    formula="DONNAN_U(c_out, z, impermeant, z_impermeant) * RT_F(temperature)",
    result=PER_CONDITION,
    refusals=_REFUSALS,
    varied="impermeant",
)

DONNAN_IN = WorksheetFunction(
    name="DONNAN_IN",
    arguments=(*_IONS, *_IMPERMEANT),
    unit=u.MM,
    summary="Concentrations of the permeant ions inside at Gibbs-Donnan equilibrium; spills.",
    help="In the order and shape of c_out. They do not depend on the temperature.",
    source=DONNAN_1911,
    examples=(Example("DONNAN_IN({145,145},{1,-1},120,-1)", "216.9235, 96.9235"),),
    formula="c_out*EXP(-z*DONNAN_U(c_out, z, impermeant, z_impermeant))",
    result=like("c_out"),
    refusals=_REFUSALS,
    varied="impermeant",
)

DONNAN_OSMOTIC = WorksheetFunction(
    name="DONNAN_OSMOTIC",
    arguments=(*_IONS, *_IMPERMEANT, q.TEMPERATURE),
    unit=u.KPA,
    summary="Osmotic pressure at Gibbs-Donnan equilibrium, inside minus outside.",
    help="Van 't Hoff's law for all particles: a cell without a pump would have to bear this pressure or swell.",
    source=f"{DONNAN_1911}; van 't Hoff 1887, Z. Phys. Chem. 1:481",
    examples=(Example("DONNAN_OSMOTIC({145,145},{1,-1},120,-1,37)", "370.943"),),
    formula="""
        LET(
          u, DONNAN_U(c_out, z, impermeant, z_impermeant),
          (SUM(c_out*EXP(-z*u)) + SUM(impermeant) - SUM(c_out)) * RT(temperature))
    """,
    result=PER_CONDITION,
    refusals=_REFUSALS,
    varied="impermeant",
)

OSMOTIC_PRESSURE = WorksheetFunction(
    name="OSMOTIC_PRESSURE",
    arguments=(q.C_INSIDE_TOTAL, q.C_OUTSIDE_TOTAL, q.TEMPERATURE),
    unit=u.KPA,
    summary="Osmotic pressure by van 't Hoff: RT (c_in - c_out).",
    help="Positive when the inside holds more particles: water is drawn in. 1 mM is about 2.6 kPa at 37 °C.",
    source="van 't Hoff 1887, Z. Phys. Chem. 1:481",
    examples=(Example("OSMOTIC_PRESSURE(291,290,37)", "2.5787"),),
    formula="(c_in-c_out) * RT(temperature)",
)

DONNAN_EQUILIBRIUM = Category(
    "Impermeant molecules: Donnan equilibrium and osmosis", (DONNAN, DONNAN_IN, DONNAN_OSMOTIC, OSMOTIC_PRESSURE)
)
