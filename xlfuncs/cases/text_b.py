"""Text B: the Nernst equation, its limits, and the driving force on chloride."""

from __future__ import annotations

from xlfuncs.cases.worked_case import WorkedCase

RATIO = "Text B, what the concentration ratio does"
VALENCE = "Text B, magnesium and potassium at the same ratio"
CHLORIDE = "Text B, driving force on chloride at rest"
WORK = "Text B, least work of moving an ion against its gradient"

TENFOLD = "NERNST(10,1,1,37)"
INTO_NEURON = 'ION_DG(4,140,"K+",-70,310)'
NO_NUMBERS = "no figures given: 4/140 mM potassium, -70 mV and 310 K taken"
WITH_THE_FIELD = "the text has potassium pumped in against the electrical gradient too: inside negative helps it in"

NERNST_CASES = (
    WorkedCase(
        id="SB1",
        title="equal concentrations",
        formula='=NERNST(5,5,"K+",37)',
        printed=0.0,
        unit="mV",
        tolerance=1e-12,
        source=RATIO,
    ),
    WorkedCase(
        id="SB2a",
        title="every tenfold step is the same",
        formula=f"=(NERNST(100,1,1,37)-{TENFOLD})-({TENFOLD}-NERNST(1,1,1,37))",
        printed=0.0,
        unit="mV",
        tolerance=1e-9,
        source=RATIO,
        words="the same",
    ),
    WorkedCase(
        id="SB2b",
        title="size of the tenfold step at 37 °C",
        formula=f"=NERNST(100,1,1,37)-{TENFOLD}",
        printed=61.54041,
        unit="mV",
        tolerance=5e-6,
        source=RATIO,
        recomputed=True,
    ),
    WorkedCase(
        id="SB3",
        title="no potassium outside",
        formula='=NERNST(0,140,"K+",37)',
        printed="#NUM!",
        unit="",
        tolerance=0.0,
        source=RATIO,
        note="a limit, not a value: the cell must show an error and no number",
        words="-infinity",
    ),
    WorkedCase(
        id="SB4",
        title="magnesium needs half the voltage",
        formula='=NERNST(20,2,"Mg2+",37)/NERNST(20,2,"K+",37)',
        printed=0.5,
        unit="1",
        tolerance=1e-12,
        source=VALENCE,
        words="half",
    ),
    WorkedCase(
        id="SB5a",
        title="driving force at -65 mV",
        formula="=DRIVINGFORCE(-65,-82.6)",
        printed=17.6,
        unit="mV",
        tolerance=1e-12,
        source=CHLORIDE,
    ),
    WorkedCase(
        id="SB5b",
        title="chloride moves in",
        formula='=FLUX_DIRECTION(-65,-82.6,"Cl-")',
        printed="influx",
        unit="",
        tolerance=0.0,
        source=CHLORIDE,
        note="the text's rule says inward, its example outward: the rule is right",
        words="inward",
    ),
    WorkedCase(
        id="SB6",
        title="chloride potential",
        formula='=NERNST(110,5,"Cl-",37)',
        printed=-82.6,
        unit="mV",
        tolerance=0.03,
        source=CHLORIDE,
        note="concentrations not given: 110/5 mM at 37 °C taken",
    ),
    WorkedCase(
        id="SB7a",
        title="work is zF times the driving force",
        formula=f"={INTO_NEURON}-96485.33212331*DRIVINGFORCE(-70,NERNST(4,140,1,310))/1E6",
        printed=0.0,
        unit="kJ/mol",
        tolerance=1e-9,
        source=WORK,
        note=NO_NUMBERS,
        words="zF(V-E)",
    ),
    WorkedCase(
        id="SB7b",
        title="potassium into a neuron",
        formula=f"={INTO_NEURON}",
        printed=2.4099,
        unit="kJ/mol",
        tolerance=5e-5,
        source=WORK,
        note=WITH_THE_FIELD,
        recomputed=True,
    ),
    WorkedCase(
        id="SB7c",
        title="electrical part of it",
        formula=f'={INTO_NEURON}-ION_DG(4,140,"K+",0,310)',
        printed=-6.7540,
        unit="kJ/mol",
        tolerance=5e-5,
        source=WORK,
        note=WITH_THE_FIELD,
        recomputed=True,
    ),
)
