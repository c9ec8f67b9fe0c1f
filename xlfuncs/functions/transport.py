"""Active transport and diffusion: the Na⁺/K⁺ pump, ATP, the pump-leak cell, microdomains."""

from __future__ import annotations

from xlfuncs.compute.pump_leak import NO_STEADY_STATE
from xlfuncs.functions import quantities as q
from xlfuncs.functions import units as u
from xlfuncs.functions.domains import FROM_ZERO
from xlfuncs.functions.entries import Category, Example, Refusal, WorksheetFunction
from xlfuncs.functions.shapes import named_rows
from xlfuncs.functions.units import Unit

LAUGER = "Läuger, Electrogenic Ion Pumps, 1991, ch. 8"

PUMP_DG = WorksheetFunction(
    name="PUMP_DG",
    arguments=(q.NA_OUT, q.NA_IN, q.K_OUT, q.K_IN, q.VM, q.TEMPERATURE),
    unit=u.KJ_PER_MOL,
    summary="Work of one Na⁺/K⁺-ATPase cycle (3 Na⁺ out, 2 K⁺ in) per mole of ATP; positive means work is needed.",
    help="RT (3 ln(na_out/na_in) + 2 ln(k_in/k_out)) - F·vm: one net charge leaves the cell per cycle.",
    source=LAUGER,
    examples=(Example("PUMP_DG(145,15,4,140,-70,310)", "42.624"),),
    formula="(3*LOG_RATIO(na_out, na_in) - 2*LOG_RATIO(k_out, k_in) - vm/RT_F(temperature)) * RT(temperature)",
    varied="vm",
)

PUMP_REVERSAL = WorksheetFunction(
    name="PUMP_REVERSAL",
    arguments=(q.NA_OUT, q.NA_IN, q.K_OUT, q.K_IN, q.ATP_DG, q.TEMPERATURE),
    unit=u.MV,
    summary="Membrane potential at which the Na⁺/K⁺ pump stalls for a given free energy of ATP hydrolysis.",
    help="Beyond it, more negative, the pump would run backwards and make ATP.",
    source=LAUGER,
    examples=(Example("PUMP_REVERSAL(145,15,4,140,-50,310)", "-146.445"),),
    formula="""
        (3*LOG_RATIO(na_out, na_in) - 2*LOG_RATIO(k_out, k_in) + atp_dg/RT(temperature)) * RT_F(temperature)
    """,
)

ATP_DG = WorksheetFunction(
    name="ATP_DG",
    arguments=(q.ATP, q.ADP, q.PHOSPHATE, q.DG_STANDARD, q.TEMPERATURE),
    unit=u.KJ_PER_MOL,
    summary="Free energy of ATP hydrolysis in the cell: dg_standard + RT ln([ADP][Pi]/[ATP]).",
    help="Concentrations in mM, standard state 1 M. Cells keep it near -50 to -60 kJ/mol.",
    source="Nelson & Cox, Lehninger Principles of Biochemistry, 8th ed., 2021, ch. 13",
    examples=(Example("ATP_DG(5,0.5,5,-30.5,37)", "-50.1007"),),
    formula="dg_standard + RT(temperature)*(-LN(atp) + LN(adp) + LN(phosphate) - LN(1000))",
    varied="adp",
)

PUMP_LEAK = WorksheetFunction(
    name="PUMP_LEAK",
    arguments=(
        q.NA_OUT.within(FROM_ZERO),
        q.K_OUT.within(FROM_ZERO),
        q.CL_OUT,
        q.G_NA,
        q.G_K,
        q.PUMP_CURRENT,
        q.Z_IMPERMEANT,
        q.TEMPERATURE,
    ),
    unit=Unit("mV, mM"),
    summary="Pump-leak steady state: vm (mV), then sodium, potassium, chloride and impermeant inside (mM); 5 rows.",
    help=(
        "The cell that neither swells nor shrinks: electroneutral, in osmotic balance, chloride passive, leaks of "
        "sodium and potassium made good by the pump. With no pump it would swell without limit: #NUM!. Rows of "
        "arguments give one column each."
    ),
    source=(
        "Tosteson & Hoffman 1960, J. Gen. Physiol. 44:169; "
        "Keener & Sneyd, Mathematical Physiology, 2nd ed., 2009, ch. 2"
    ),
    examples=(Example("PUMP_LEAK(145,5,150,0.01,0.3,0.5,-1.2,37)", "-87.4212, 13.9475, 149.171, 5.69563, 131.186"),),
    formula="""
        LET(
          rt_f, RT_F(temperature),
          sodium_in, na_out*EXP(-3*pump_current/(g_na*rt_f)),
          potassium_in, k_out*EXP(2*pump_current/(g_k*rt_f)),
          cations, sodium_in + potassium_in,
          total, na_out + k_out + cl_out,
          size, ABS(z_impermeant),
          quadruple, 4*cations*cl_out,
          root, SQRT(size^2*(total^2-quadruple) + quadruple),
          y, IF(z_impermeant>0,
            2*(1+size)*cl_out/(size*total+root),
            (size*total+root)/(2*(1+size)*cations)),
          impermeant, total - cations*y - cl_out/y,
          steady, IFERROR(IF(impermeant/total>1E-12, 0, #NUM!), #NUM!),
          line, SEQUENCE(5),
          steady + IF(line=1, -rt_f*LN(y),
            IF(line=2, sodium_in*y, IF(line=3, potassium_in*y, IF(line=4, cl_out/y, impermeant)))))
    """,
    result=named_rows(
        ("vm", u.MV, "membrane potential"),
        ("na_in", u.MM, "sodium inside"),
        ("k_in", u.MM, "potassium inside"),
        ("cl_in", u.MM, "chloride inside"),
        ("impermeant", u.MM, "impermeant molecules inside"),
    ),
    refusals=(Refusal("TRUE", NO_STEADY_STATE),),
    varied="pump_current",
)

MICRODOMAIN = WorksheetFunction(
    name="MICRODOMAIN",
    arguments=(q.CURRENT, q.DISTANCE, q.DIFFUSION, q.Z),
    unit=u.UM,
    summary="Rise of concentration near an open channel in a membrane: |i|/(2π·|z|·F·D·r).",
    help=("Steady state, half space, no mobile buffer. A source in the middle of a whole sphere gives half of it."),
    source="Neher 1986, Exp. Brain Res. Ser. 14:80; Neher 1998, Neuron 20:389",
    examples=(Example("MICRODOMAIN(0.2,20,220,2)", "37.49"),),
    formula="ABS(current) / distance / diffusion / ABS(z) * (1E12/(2*PI()*FARADAY()))",
    varied="distance",
)

TRANSPORT = Category("Active transport and diffusion", (PUMP_DG, PUMP_REVERSAL, ATP_DG, PUMP_LEAK, MICRODOMAIN))
