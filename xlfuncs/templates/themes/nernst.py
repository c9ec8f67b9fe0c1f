"""The Nernst potential and the concentration ratio."""

from __future__ import annotations

from xlfuncs.cases import BY_ID
from xlfuncs.templates import model as m

_POTENTIAL = "$rt_zf*LN($ratio)"

LESSON = m.Lesson(
    idea=(
        "Ions run down their concentration gradient and, being charged, build up a voltage that pulls them back. At "
        "one voltage the two pulls are equal and nothing moves on balance: the ion's equilibrium or Nernst potential, "
        "inside minus outside. Only the ratio of the concentrations counts, not their size."
    ),
    formula="E = (R T / z F) · ln( [K^{+}]_{out} / [K^{+}]_{in} )",
    inputs=(
        m.concentration("c_out", "Potassium outside, c_out", 5),
        m.concentration("c_in", "Potassium inside, c_in", 140),
        m.valence(),
        m.temperature(310),
    ),
    steps=(
        m.KELVIN,
        m.Step("rt_zf", "RT/zF", "1000*GAS_CONSTANT*$kelvin/($z*FARADAY)", "mV"),
        m.Step("ratio", "c_out / c_in", "$c_out/$c_in", "", "0.00000"),
        m.Step("log", "ln of the ratio", "LN($ratio)", "", "+0.00000;-0.00000"),
    ),
    figures=(
        m.Figure(BY_ID["SA11"], "NERNST($c_out,$c_in,$z,$temperature)", "$rt_zf*$log"),
        m.Figure(BY_ID["SB1"], "NERNST($c_in,$c_in,$z,$temperature)", "$rt_zf*LN($c_in/$c_in)"),
        m.Figure(
            BY_ID["SB2b"],
            "NERNST(100,1,1,37)-NERNST(10,1,1,37)",
            "1000*GAS_CONSTANT*(37+ZERO_CELSIUS)/FARADAY*LN(10)",
        ),
        m.Figure(
            BY_ID["SB2a"],
            "(NERNST(100,1,1,37)-NERNST(10,1,1,37))-(NERNST(10,1,1,37)-NERNST(1,1,1,37))",
            "1000*GAS_CONSTANT*(37+ZERO_CELSIUS)/FARADAY*((LN(100)-LN(10))-(LN(10)-LN(1)))",
        ),
        m.Figure(BY_ID["SB3"], "NERNST(0,$c_in,$z,$temperature)", "$rt_zf*LN(0/$c_in)"),
    ),
    chart=m.Chart(
        title="Ten times more outside is always the same step up",
        x=m.Axis("potassium outside (mM)", log=True),
        y=m.Axis("E (mV)"),
        start=1,
        stop=1000,
        curves=(m.Curve("E against c_out", "NERNST($x,$c_in,$z,$temperature)"),),
        markers=(m.Marker("$c_out", "NERNST($c_out,$c_in,$z,$temperature)"),),
        alt="The Nernst potential against the concentration outside, on a logarithmic axis: a straight line.",
        question="Try: make c_out ten times larger. How far does E move? And with z = 2?",
    ),
)

EXPLORE = m.Explore(
    invitation=(
        "On an ordinary axis the same line is a curve: steep where there is little outside, flat where there is much. "
        "That is why a few millimolar of potassium more in the blood are dangerous, and a few of sodium are not."
    ),
    inputs=(
        m.concentration("k_out", "Potassium outside", 5),
        m.concentration("k_in", "Potassium inside", 140),
        m.Input("rise", "Rise of potassium outside", 2.5, "mM", m.NOT_NEGATIVE),
        m.temperature(37),
    ),
    readouts=(
        m.Readout("before", "E before", 'NERNST($k_out,$k_in,"K+",$temperature)', "mV"),
        m.Readout("after", "E after the rise", 'NERNST($k_out+$rise,$k_in,"K+",$temperature)', "mV"),
        m.Readout("shift", "Shift", "$after-$before", "mV"),
        m.Readout("tenfold", "Shift for a tenfold rise", 'NERNST(10,1,"K+",$temperature)', "mV"),
    ),
    charts=(
        m.Chart(
            title="The first millimolar shift the potential most",
            x=m.Axis("potassium outside (mM)", least=0),
            y=m.Axis("E (mV)"),
            start=0.5,
            stop=30,
            curves=(m.Curve("E of potassium", 'NERNST($x,$k_in,"K+",$temperature)'),),
            markers=(
                m.Marker("$k_out", "$before", "before"),
                m.Marker("$k_out+$rise", "$after", "after the rise"),
            ),
            alt="The potassium potential against potassium outside: steep at low concentrations, flat at high ones.",
            question="Try: which rise from 5 mM shifts E by 10 mV? And from 10 mM?",
        ),
    ),
)

EXERCISE = m.Exercise(
    story=(
        "A muscle fibre lies in a bath at 20 °C, and you are told its ions. Chloride is an anion: its valence is -1."
    ),
    givens=(
        m.Given("na_out", "Sodium outside", 120, 2, "mM"),
        m.Given("na_in", "Sodium inside", 9, 0.5, "mM"),
        m.Given("cl_out", "Chloride outside", 118, 1, "mM"),
        m.Given("cl_in", "Chloride inside", 3.5, 0.25, "mM"),
        m.Given("k_in", "Potassium inside", 125, 1, "mM"),
        m.Given("e_k", "E of potassium", -90, 0.5, "mV"),
        m.Given("temperature", "Temperature", 20, 0, "°C"),
    ),
    questions=(
        m.Question(
            name="e_na",
            text="What is the equilibrium potential of sodium?",
            answer='NERNST($na_out,$na_in,"Na+",$temperature)',
            unit="mV",
            tolerance=0.1,
            hint="E = RT/(zF) · ln(out/in), in volts: times 1000. T in kelvin.",
            traps=(
                m.Trap('NERNST($na_in,$na_out,"Na+",$temperature)', "Outside goes over inside, not under it."),
                m.Trap("1000*GAS_CONSTANT*$temperature/FARADAY*LN($na_out/$na_in)", "T must be in kelvin: add 273.15."),
                m.Trap(
                    "1000*GAS_CONSTANT*($temperature+ZERO_CELSIUS)/FARADAY*LOG10($na_out/$na_in)",
                    "ln is the natural logarithm: 2.303 times the decimal one.",
                ),
                m.Trap('NERNST($na_out,$na_in,"Na+",$temperature)/1000', "That is in volts; millivolts are asked for."),
            ),
        ),
        m.Question(
            name="e_cl",
            text="And that of chloride?",
            answer='NERNST($cl_out,$cl_in,"Cl-",$temperature)',
            unit="mV",
            tolerance=0.1,
            hint="The same formula with z = -1.",
            traps=(m.Trap("-NERNST($cl_out,$cl_in,-1,$temperature)", "Mind the valence of chloride: z = -1."),),
        ),
        m.Question(
            name="k_out",
            text="Of potassium you know E and how much is inside. How much is outside?",
            answer='NERNST_OUT($e_k,$k_in,"K+",$temperature)',
            unit="mM",
            tolerance=0.02,
            hint="Solve the formula for c_out: c_in · exp(zFE/RT), with E in volts.",
            traps=(m.Trap('NERNST_OUT(-$e_k,$k_in,"K+",$temperature)', "E is negative: less is outside than inside."),),
        ),
    ),
)

NOTES = (
    m.Note(
        "What it takes for granted",
        "The membrane lets only this one ion through; the solutions are well stirred; activity coefficients are the "
        "same on both sides, so that concentrations stand in for activities.",
    ),
    m.Note(
        "What it leaves out",
        "How long it takes to get there, and how few ions that needs: about one in a hundred thousand crosses.",
    ),
    m.Note(
        "Where the texts are loose",
        "One text calls this potential the reversal potential. That holds only for a perfectly selective channel; a "
        "channel that lets two ions through reverses in between. A reversal at 0 mV means equal concentrations under "
        "the same condition only.",
    ),
)

THEME = m.Theme(
    slug="nernst-potential",
    title="The Nernst potential",
    subtitle="Where one ion is at rest: the voltage that balances its concentration gradient",
    question="Which voltage holds an ion in place, and what does the concentration ratio do to it?",
    lesson=LESSON,
    explore=EXPLORE,
    exercise=EXERCISE,
    notes=NOTES,
)
