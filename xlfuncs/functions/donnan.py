"""Impermeant molecules: Gibbs-Donnan equilibrium and osmotic pressure."""

from __future__ import annotations

from xlfuncs.functions import quantities as q
from xlfuncs.functions.entries import Category, Example, Layout, Result, WorksheetFunction

DONNAN_1911 = "Donnan 1911, Z. Elektrochem. 17:572; Overbeek 1956, Prog. Biophys. 6:57"

_IONS = (q.C_OUT.laid_out(Layout.IONS), q.Z.laid_out(Layout.IONS))
_IMPERMEANT = (q.IMPERMEANT, q.Z_IMPERMEANT.laid_out(Layout.SPECIES))

DONNAN = WorksheetFunction(
    name="DONNAN",
    arguments=(*_IONS, *_IMPERMEANT, q.TEMPERATURE),
    unit="mV",
    summary="Gibbs-Donnan potential of a cell that holds impermeant charged molecules.",
    help=(
        "Any number and valence of permeant ions outside (they must be electroneutral to 0.1 %) and of impermeant "
        "species inside. At equilibrium every permeant ion has this Nernst potential."
    ),
    source=DONNAN_1911,
    examples=(Example("DONNAN({145,145},{1,-1},100,-1,37)", "-9.04258"),),
    formula="""
        IF(XLF.DONNAN_FITS(c_out, z, impermeant, z_impermeant),
          LET(kelvin, XLF.KELVIN(temperature),
            XLF.DONNAN_FAULT(c_out, z, impermeant, z_impermeant) + 0*kelvin
              + XLF.DONNAN_U(c_out, z, impermeant, z_impermeant)*XLF.RT_F(kelvin)),
          #VALUE!)
    """,
    result=Result.PER_ROW,
)

DONNAN_IN = WorksheetFunction(
    name="DONNAN_IN",
    arguments=(*_IONS, *_IMPERMEANT),
    unit="mM",
    summary="Concentrations of the permeant ions inside at Gibbs-Donnan equilibrium; spills.",
    help="In the order and shape of c_out. They do not depend on the temperature.",
    source=DONNAN_1911,
    examples=(Example("DONNAN_IN({145,145},{1,-1},120,-1)", "216.9235, 96.9235"),),
    formula="""
        IF(XLF.DONNAN_FITS(c_out, z, impermeant, z_impermeant),
          LET(
            u, XLF.DONNAN_U(c_out, z, impermeant, z_impermeant),
            fault, XLF.DONNAN_FAULT(c_out, z, impermeant, z_impermeant) + 0*u,
            inside, fault + TOROW(c_out)*EXP(-TOROW(XLF.VALENCE(z))*u),
            IF(ROWS(c_out)>1, TRANSPOSE(inside), inside)),
          #VALUE!)
    """,
    result=Result.LIKE_C_OUT,
)

DONNAN_OSMOTIC = WorksheetFunction(
    name="DONNAN_OSMOTIC",
    arguments=(*_IONS, *_IMPERMEANT, q.TEMPERATURE),
    unit="kPa",
    summary="Osmotic pressure at Gibbs-Donnan equilibrium, inside minus outside.",
    help="Van 't Hoff's law for all particles: a cell without a pump would have to bear this pressure or swell.",
    source=f"{DONNAN_1911}; van 't Hoff 1887, Z. Phys. Chem. 1:481",
    examples=(Example("DONNAN_OSMOTIC({145,145},{1,-1},120,-1,37)", "370.943"),),
    formula="""
        IF(XLF.DONNAN_FITS(c_out, z, impermeant, z_impermeant),
          LET(
            kelvin, XLF.KELVIN(temperature),
            outside, TOROW(c_out),
            u, XLF.DONNAN_U(c_out, z, impermeant, z_impermeant),
            gained, SUM(outside*EXP(-TOROW(XLF.VALENCE(z))*u)) + SUM(impermeant) - SUM(outside),
            XLF.DONNAN_FAULT(c_out, z, impermeant, z_impermeant) + 0*kelvin + gained*XLF.RT(kelvin)),
          #VALUE!)
    """,
    result=Result.PER_ROW,
)

OSMOTIC_PRESSURE = WorksheetFunction(
    name="OSMOTIC_PRESSURE",
    arguments=(q.C_INSIDE_TOTAL, q.C_OUTSIDE_TOTAL, q.TEMPERATURE),
    unit="kPa",
    summary="Osmotic pressure by van 't Hoff: RT (c_in - c_out).",
    help="Positive when the inside holds more particles: water is drawn in. 1 mM is about 2.6 kPa at 37 °C.",
    source="van 't Hoff 1887, Z. Phys. Chem. 1:481",
    examples=(Example("OSMOTIC_PRESSURE(291,290,37)", "2.5787"),),
    formula="(XLF.NOT_NEGATIVE(c_in)-XLF.NOT_NEGATIVE(c_out)) * XLF.RT(XLF.KELVIN(temperature))",
)

DONNAN_EQUILIBRIUM = Category(
    "Impermeant molecules: Donnan equilibrium and osmosis", (DONNAN, DONNAN_IN, DONNAN_OSMOTIC, OSMOTIC_PRESSURE)
)
