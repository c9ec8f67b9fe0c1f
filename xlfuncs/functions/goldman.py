"""Several ions at once: the constant-field (Goldman-Hodgkin-Katz) equations."""

from __future__ import annotations

from xlfuncs.compute.goldman import NOTHING_INWARD, NOTHING_OUTWARD
from xlfuncs.compute.roots import NOT_FOUND
from xlfuncs.functions import quantities as q
from xlfuncs.functions import units as u
from xlfuncs.functions.entries import Category, Example, Refusal, WorksheetFunction
from xlfuncs.functions.shapes import IONS, PER_CONDITION, TABLE

GOLDMAN = "Goldman 1943, J. Gen. Physiol. 27:37; Hodgkin & Katz 1949, J. Physiol. 108:37"

GHK = WorksheetFunction(
    name="GHK",
    arguments=(
        q.PERMEABILITY.shaped(IONS),
        q.C_OUT.shaped(TABLE),
        q.C_IN.shaped(TABLE),
        q.Z.shaped(IONS),
        q.TEMPERATURE,
    ),
    unit=u.MV,
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
    formula="GHK_U(permeability, c_out, c_in, z) * RT_F(temperature)",
    result=PER_CONDITION,
    refusals=(
        Refusal("SUM(permeability*ABS(z)*IF(z>0, c_out, c_in))=0", NOTHING_INWARD),
        Refusal("SUM(permeability*ABS(z)*IF(z>0, c_in, c_out))=0", NOTHING_OUTWARD),
        Refusal("MAX(ABS(z))>1", NOT_FOUND),
    ),
)

GHK_CURRENT = WorksheetFunction(
    name="GHK_CURRENT",
    arguments=(q.PERMEABILITY_CM_S, q.VM, q.C_OUT, q.C_IN, q.Z, q.TEMPERATURE),
    unit=u.UA_PER_CM2,
    summary="Current density of one ion by the GHK current equation, outward positive.",
    help=(
        "Unlike a conductance times the driving force it rectifies with the concentrations; for calcium the difference "
        "is large. Smooth through vm = 0."
    ),
    source=GOLDMAN,
    examples=(Example("GHK_CURRENT(0.000001,-20,2,0.00014,2,37)", "-0.744222"),),
    formula="""
        LET(
          w, z*vm/RT_F(temperature),
          size, ABS(w),
          decay, EXP(-size),
          FLUX(size)*IF(w>0, c_in-c_out*decay, c_in*decay-c_out)*permeability*z*FARADAY())
    """,
    varied="vm",
)

GOLDMAN_HODGKIN_KATZ = Category("Several ions: Goldman-Hodgkin-Katz", (GHK, GHK_CURRENT))
