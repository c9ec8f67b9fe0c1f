"""Active transport and diffusion: the Na⁺/K⁺ pump, ATP, the pump-leak cell, microdomains."""

from __future__ import annotations

from xlfuncs.functions import quantities as q
from xlfuncs.functions.entries import Category, Example, Result, WorksheetFunction

LAUGER = "Läuger, Electrogenic Ion Pumps, 1991, ch. 8"

PUMP_DG = WorksheetFunction(
    name="PUMP_DG",
    arguments=(q.NA_OUT, q.NA_IN, q.K_OUT, q.K_IN, q.VM, q.TEMPERATURE),
    unit="kJ/mol",
    summary="Work of one Na⁺/K⁺-ATPase cycle (3 Na⁺ out, 2 K⁺ in) per mole of ATP; positive means work is needed.",
    help="RT (3 ln(na_out/na_in) + 2 ln(k_in/k_out)) - F·vm: one net charge leaves the cell per cycle.",
    source=LAUGER,
    examples=(Example("PUMP_DG(145,15,4,140,-70,310)", "42.624"),),
    formula="""
        LET(
          kelvin, XLF.KELVIN(temperature),
          sodium, LN(XLF.POSITIVE(na_out))-LN(XLF.POSITIVE(na_in)),
          potassium, LN(XLF.POSITIVE(k_out))-LN(XLF.POSITIVE(k_in)),
          (3*sodium - 2*potassium - XLF.NUMBER(vm)/XLF.RT_F(kelvin)) * XLF.RT(kelvin))
    """,
)

PUMP_REVERSAL = WorksheetFunction(
    name="PUMP_REVERSAL",
    arguments=(q.NA_OUT, q.NA_IN, q.K_OUT, q.K_IN, q.ATP_DG, q.TEMPERATURE),
    unit="mV",
    summary="Membrane potential at which the Na⁺/K⁺ pump stalls for a given free energy of ATP hydrolysis.",
    help="Beyond it, more negative, the pump would run backwards and make ATP.",
    source=LAUGER,
    examples=(Example("PUMP_REVERSAL(145,15,4,140,-50,310)", "-146.445"),),
    formula="""
        LET(
          kelvin, XLF.KELVIN(temperature),
          sodium, LN(XLF.POSITIVE(na_out))-LN(XLF.POSITIVE(na_in)),
          potassium, LN(XLF.POSITIVE(k_out))-LN(XLF.POSITIVE(k_in)),
          (3*sodium - 2*potassium + XLF.NUMBER(dg_atp)/XLF.RT(kelvin)) * XLF.RT_F(kelvin))
    """,
)

ATP_DG = WorksheetFunction(
    name="ATP_DG",
    arguments=(q.ATP, q.ADP, q.PHOSPHATE, q.DG_STANDARD, q.TEMPERATURE),
    unit="kJ/mol",
    summary="Free energy of ATP hydrolysis in the cell: dg_standard + RT ln([ADP][Pi]/[ATP]).",
    help="Concentrations in mM, standard state 1 M. Cells keep it near -50 to -60 kJ/mol.",
    source="Nelson & Cox, Lehninger Principles of Biochemistry, 8th ed., 2021, ch. 13",
    examples=(Example("ATP_DG(5,0.5,5,-30.5,37)", "-50.1007"),),
    formula="""
        LET(
          kelvin, XLF.KELVIN(temperature),
          quotient, -LN(XLF.POSITIVE(atp)) + LN(XLF.POSITIVE(adp)) + LN(XLF.POSITIVE(phosphate)) - LN(1000),
          0*quotient + XLF.NUMBER(dg_standard) + XLF.RT(kelvin)*quotient)
    """,
)

PUMP_LEAK = WorksheetFunction(
    name="PUMP_LEAK",
    arguments=(q.NA_OUT, q.K_OUT, q.CL_OUT, q.G_NA, q.G_K, q.PUMP_CURRENT, q.Z_IMPERMEANT, q.TEMPERATURE),
    unit="mV, mM",
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
        IF(MAX(ROWS(na_out), ROWS(k_out), ROWS(cl_out), ROWS(g_na), ROWS(g_k), ROWS(pump_current), ROWS(z_impermeant),
            ROWS(temperature))>1,
          #VALUE!,
          LET(
            sodium, XLF.NOT_NEGATIVE(na_out),
            potassium, XLF.NOT_NEGATIVE(k_out),
            chloride, XLF.NOT_NEGATIVE(cl_out),
            leak_na, XLF.POSITIVE(g_na),
            leak_k, XLF.POSITIVE(g_k),
            given, XLF.NUMBER(pump_current),
            pump, IF(SIGN(given)=0, #NUM!, given),
            valence, XLF.NUMBER(z_impermeant),
            kelvin, XLF.KELVIN(temperature),
            fault, 0*sodium + 0*potassium + 0*chloride + 0*leak_na + 0*leak_k + 0*pump + 0*valence + 0*kelvin,
            phi, XLF.RT_F(kelvin),
            sodium_in, sodium*EXP(-3*pump/(leak_na*phi)),
            potassium_in, potassium*EXP(2*pump/(leak_k*phi)),
            cations, sodium_in + potassium_in,
            total, sodium + potassium + chloride,
            size, ABS(valence),
            product, 4*cations*chloride,
            root, SQRT(size^2*(total^2-product) + product),
            y, IF(valence>0,
              2*(1+size)*chloride/(size*total+root),
              (size*total+root)/(2*(1+size)*cations)),
            impermeant, total - cations*y - chloride/y,
            steady, fault + IFERROR(IF(impermeant/total>1E-12, 0, #NUM!), #NUM!),
            row, SEQUENCE(5),
            steady + IF(row=1, -phi*LN(y),
              IF(row=2, sodium_in*y, IF(row=3, potassium_in*y, IF(row=4, chloride/y, impermeant))))))
    """,
    result=Result.FIVE_ROWS,
)

MICRODOMAIN = WorksheetFunction(
    name="MICRODOMAIN",
    arguments=(q.CURRENT, q.DISTANCE, q.DIFFUSION, q.Z),
    unit="µM",
    summary="Rise of concentration near an open channel in a membrane: |i|/(2π·|z|·F·D·r).",
    help=("Steady state, half space, no mobile buffer. A source in the middle of a whole sphere gives half of it."),
    source="Neher 1986, Exp. Brain Res. Ser. 14:80; Neher 1998, Neuron 20:389",
    examples=(Example("MICRODOMAIN(0.2,20,220,2)", "37.49"),),
    formula="""
        ABS(XLF.NUMBER(current)) / XLF.POSITIVE(distance) / XLF.POSITIVE(diffusion) / ABS(XLF.CHARGE(z))
          * (1E12/(2*PI()*XLF.FARADAY()))
    """,
)

TRANSPORT = Category("Active transport and diffusion", (PUMP_DG, PUMP_REVERSAL, ATP_DG, PUMP_LEAK, MICRODOMAIN))
