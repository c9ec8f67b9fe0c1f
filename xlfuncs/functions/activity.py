"""Real solutions: ionic strength, activity coefficients, the ion table."""

from __future__ import annotations

from xlfuncs.functions import quantities as q
from xlfuncs.functions import units as u
from xlfuncs.functions.domains import within
from xlfuncs.functions.entries import Category, Example, WorksheetFunction
from xlfuncs.functions.shapes import IONS, PER_CONDITION, TABLE

IONIC_STRENGTH = WorksheetFunction(
    name="IONIC_STRENGTH",
    arguments=(q.C.shaped(TABLE), q.Z_OR_0.shaped(IONS)),
    unit=u.MM,
    summary="Ionic strength of a solution: ½ Σ c z².",
    help="All ions of the solution count, not only the one of interest.",
    source="Lewis & Randall 1921, J. Am. Chem. Soc. 43:1112",
    examples=(Example('IONIC_STRENGTH({145,5,155,2.5},{"Na+","K+","Cl-","Ca2+"})', "157.5"),),
    formula="MMULT(c/2^40, TRANSPOSE(z*z))*2^39",  # so that a row that is too large spoils no other
    result=PER_CONDITION,
)

DH_GAMMA = WorksheetFunction(
    name="DH_GAMMA",
    arguments=(q.IONIC_STRENGTH, q.Z_OR_0, q.ION_SIZE, q.WATER_TEMPERATURE),
    unit=u.PURE,
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
          root, SQRT(ionic_strength/1000),
          EXP(-LN(10)*DEBYE_A(temperature)*z^2*root/(1+DEBYE_B(temperature)*ion_size/1000*root)))
    """,
)

DAVIES_GAMMA = WorksheetFunction(
    name="DAVIES_GAMMA",
    arguments=(q.IONIC_STRENGTH.within(within(0, 1000)), q.Z_OR_0, q.WATER_TEMPERATURE),
    unit=u.PURE,
    summary="Activity coefficient by the Davies equation: log10 γ = -A z² (√I/(1+√I) - 0.3 I).",
    help=(
        "Needs no ion size and serves to an ionic strength of about 500 mM, which covers physiological solutions. "
        "Above 1000 mM, where its last term turns the coefficient upwards, it gives #NUM!."
    ),
    source="Davies, Ion Association, 1962; A as in DH_GAMMA",
    examples=(Example("DAVIES_GAMMA(150,1,37)", "0.755164"),),
    formula="""
        LET(
          molal, ionic_strength/1000,
          EXP(-LN(10)*DEBYE_A(temperature)*z^2*(SQRT(molal)/(1+SQRT(molal))-0.3*molal)))
    """,
)

ION_PROPERTY = WorksheetFunction(
    name="ION_PROPERTY",
    arguments=(q.SYMBOL, q.PROPERTY),
    unit=u.AS_ASKED,
    summary="A property of an ion from the built-in table: valence, Kielland's ion size or molar mass.",
    help='"z" gives the valence, "size" the ion-size parameter in pm for DH_GAMMA, "mass" the molar mass in g/mol.',
    source="Kielland 1937, J. Am. Chem. Soc. 59:1675; IUPAC standard atomic weights 2021",
    examples=(Example('ION_PROPERTY("Ca2+","size")', "600"), Example('ION_PROPERTY("Cl-","z")', "-1")),
    formula="""
        LET(
          asked, XLF.TRIM(property),
          IFERROR(
            IF((asked="z")+(asked="valence"), XLF.ION(symbol, 0, 2),
              IF(asked="size", XLF.ION(symbol, 2, 4), IF(asked="mass", XLF.ION(symbol, 6, 8)/10000, #N/A))),
            #N/A))
    """,
)

ACTIVITY = Category("Real solutions: activity", (IONIC_STRENGTH, DH_GAMMA, DAVIES_GAMMA, ION_PROPERTY))
