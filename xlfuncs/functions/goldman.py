"""Several ions at once: the constant-field (Goldman-Hodgkin-Katz) equations."""

from __future__ import annotations

from xlfuncs.functions import quantities as q
from xlfuncs.functions.entries import Category, Example, Layout, Result, WorksheetFunction

GOLDMAN = "Goldman 1943, J. Gen. Physiol. 27:37; Hodgkin & Katz 1949, J. Physiol. 108:37"

GHK = WorksheetFunction(
    name="GHK",
    arguments=(
        q.PERMEABILITY.laid_out(Layout.IONS),
        q.C_OUT.laid_out(Layout.TABLE),
        q.C_IN.laid_out(Layout.TABLE),
        q.Z.laid_out(Layout.IONS),
        q.TEMPERATURE,
    ),
    unit="mV",
    summary="Reversal potential of several ions: the voltage at which their GHK currents sum to zero.",
    help=(
        "Any mix of valences. With monovalent ions only it is the familiar closed form, otherwise the one root of the "
        "total current. A zero concentration is allowed as long as something can move each way."
    ),
    source=GOLDMAN,
    examples=(
        Example("GHK({1,0.05},{5,145},{140,10},{1,1},37)", "-65.2045"),
        Example('GHK({1,0.05,0.45},{5,145,110},{140,10,10},{"K+","Na+","Cl-"},37)', "-64.9091"),
    ),
    formula="""
        LET(
          ions, ROWS(z)*COLUMNS(z),
          conditions_out, XLF.CONDITIONS(c_out, ions),
          conditions_in, XLF.CONDITIONS(c_in, ions),
          conditions, MAX(conditions_out, conditions_in),
          IF(AND(
              XLF.IS_LIST(z, ions),
              XLF.IS_LIST(permeability, ions),
              MIN(conditions_out, conditions_in)>0,
              XLF.FIT(HSTACK(conditions_out, conditions_in, ROWS(temperature)), COLUMNS(temperature))),
            LET(
              weight, TOROW(XLF.NOT_NEGATIVE(permeability)),
              outside, XLF.TABLE(XLF.NOT_NEGATIVE(c_out), ions),
              inside, XLF.TABLE(XLF.NOT_NEGATIVE(c_in), ions),
              valence, TOROW(XLF.CHARGE(z)),
              kelvin, XLF.KELVIN(temperature),
              zeros, EXPAND(0, conditions, 1, 0),
              fault, zeros + SUM(0*weight) + XLF.FAULTS(outside) + XLF.FAULTS(inside) + SUM(0*valence),
              last, IFERROR(XMATCH(0, fault, 0, -1), 1),
              u, XLF.GHK_U(weight, TAKE(outside, last), TAKE(inside, last), valence),
              fault + 0*kelvin + IF(ROWS(u)=1, u, EXPAND(u, conditions))*XLF.RT_F(kelvin)),
            #VALUE!))
    """,
    result=Result.PER_ROW,
)

GHK_CURRENT = WorksheetFunction(
    name="GHK_CURRENT",
    arguments=(q.PERMEABILITY_CM_S, q.VM, q.C_OUT, q.C_IN, q.Z, q.TEMPERATURE),
    unit="µA/cm²",
    summary="Current density of one ion by the GHK current equation, outward positive.",
    help=(
        "Unlike a conductance times the driving force it rectifies with the concentrations; for calcium the difference "
        "is large. Smooth through vm = 0."
    ),
    source=GOLDMAN,
    examples=(Example("GHK_CURRENT(0.000001,-20,2,0.00014,2,37)", "-0.744222"),),
    formula="""
        LET(
          weight, XLF.NOT_NEGATIVE(permeability),
          potential, XLF.NUMBER(vm),
          outside, XLF.NOT_NEGATIVE(c_out),
          inside, XLF.NOT_NEGATIVE(c_in),
          valence, XLF.CHARGE(z),
          kelvin, XLF.KELVIN(temperature),
          w, valence*potential/XLF.RT_F(kelvin),
          size, ABS(w),
          decay, EXP(-size),
          slope, IF(size<0.05, 1 + size/2 + size^2/12 - size^4/720 + size^6/30240, size/(1-decay)),
          net, IF(w>0, inside-outside*decay, inside*decay-outside),
          0*weight + 0*potential + 0*outside + 0*inside + weight*valence*XLF.FARADAY()*slope*net)
    """,
)

GOLDMAN_HODGKIN_KATZ = Category("Several ions: Goldman-Hodgkin-Katz", (GHK, GHK_CURRENT))
