"""Real solutions: ionic strength, activity coefficients, the ion table."""

from __future__ import annotations

from xlfuncs.functions import quantities as q
from xlfuncs.functions.entries import Category, Example, Layout, Result, WorksheetFunction

IONIC_STRENGTH = WorksheetFunction(
    name="IONIC_STRENGTH",
    arguments=(q.C.laid_out(Layout.TABLE), q.Z.laid_out(Layout.IONS)),
    unit="mM",
    summary="Ionic strength of a solution: ½ Σ c z².",
    help="All ions of the solution count, not only the one of interest.",
    source="Lewis & Randall 1921, J. Am. Chem. Soc. 43:1112",
    examples=(Example('IONIC_STRENGTH({145,5,155,2.5},{"Na+","K+","Cl-","Ca2+"})', "157.5"),),
    formula="""
        LET(ions, ROWS(z)*COLUMNS(z),
          IF(AND(XLF.IS_LIST(z, ions), XLF.CONDITIONS(conc, ions)>0),
            LET(
              solution, XLF.TABLE(XLF.NOT_NEGATIVE(conc), ions),
              valence, TOROW(XLF.VALENCE(z)),
              XLF.FAULTS(solution) + XLF.ROW_SUMS(solution, valence^2)/2),
            #VALUE!))
    """,
    result=Result.PER_ROW,
)

DH_GAMMA = WorksheetFunction(
    name="DH_GAMMA",
    arguments=(q.IONIC_STRENGTH, q.Z, q.ION_SIZE, q.TEMPERATURE),
    unit="1",
    summary="Activity coefficient by Debye-Hückel: log10 γ = -A z² √I / (1 + B a √I).",
    help=(
        "Good to an ionic strength of about 100 mM; with ion_size 0, the limiting law, to about 5 mM. A and B come "
        "from the permittivity (IAPWS R8-97) and density of water at the temperature, 0 to 100 °C, molal scale, 1 mM "
        "taken as 1 mmol/kg."
    ),
    source="Debye & Hückel 1923, Phys. Z. 24:185; Kielland 1937, J. Am. Chem. Soc. 59:1675; IAPWS R8-97",
    examples=(Example('DH_GAMMA(100,"K+",300,25)', "0.753512"),),
    formula="""
        LET(
          root, SQRT(XLF.NOT_NEGATIVE(strength)/1000),
          valence, XLF.VALENCE(z),
          nanometres, XLF.NOT_NEGATIVE(ion_size)/1000,
          kelvin, XLF.LIQUID(temperature),
          0*root + 0*valence + 0*nanometres
            + EXP(-LN(10)*XLF.DEBYE_A(kelvin)*valence^2*root/(1+XLF.DEBYE_B(kelvin)*nanometres*root)))
    """,
)

DAVIES_GAMMA = WorksheetFunction(
    name="DAVIES_GAMMA",
    arguments=(q.IONIC_STRENGTH, q.Z, q.TEMPERATURE),
    unit="1",
    summary="Activity coefficient by the Davies equation: log10 γ = -A z² (√I/(1+√I) - 0.3 I).",
    help="Needs no ion size and serves to an ionic strength of about 500 mM, which covers physiological solutions.",
    source="Davies, Ion Association, 1962; A as in DH_GAMMA",
    examples=(Example("DAVIES_GAMMA(150,1,37)", "0.755164"),),
    formula="""
        LET(
          molal, XLF.NOT_NEGATIVE(strength)/1000,
          valence, XLF.VALENCE(z),
          kelvin, XLF.LIQUID(temperature),
          0*molal + 0*valence
            + EXP(-LN(10)*XLF.DEBYE_A(kelvin)*valence^2*(SQRT(molal)/(1+SQRT(molal))-0.3*molal)))
    """,
)

ION_PROPERTY = WorksheetFunction(
    name="ION_PROPERTY",
    arguments=(q.SYMBOL, q.PROPERTY),
    unit="as asked",
    summary="A property of an ion from the built-in table: valence, Kielland's ion size or molar mass.",
    help='"z" gives the valence, "size" the ion-size parameter in pm for DH_GAMMA, "mass" the molar mass in g/mol.',
    source="Kielland 1937, J. Am. Chem. Soc. 59:1675; IUPAC standard atomic weights 2021",
    examples=(Example('ION_PROPERTY("Ca2+","size")', "600"), Example('ION_PROPERTY("Cl-","z")', "-1")),
    formula="""
        LET(
          ion, XLF.TEXT(symbol),
          asked, XLF.TEXT(property),
          0*(ion="") + IF(asked="z", XLF.ION(ion, 2, #N/A),
            IF(asked="size", XLF.ION(ion, 3, #N/A),
              IF(asked="mass", XLF.ION(ion, 4, #N/A), #N/A))))
    """,
)

ACTIVITY = Category("Real solutions: activity", (IONIC_STRENGTH, DH_GAMMA, DAVIES_GAMMA, ION_PROPERTY))
