"""The Nernst potential and the concentration ratio."""

from __future__ import annotations

from xlfuncs.cases import BY_ID
from xlfuncs.templates.lessons import description as m

_POTENTIAL = "$rt_zf*LN($ratio)"

LESSON = m.Lesson(
    idea=(
        "Ions diffuse down their concentration gradient and, being charged, build up a voltage that pulls them back. "
        "At one voltage the two effects are equal and there is no net movement: the ion's equilibrium or Nernst "
        "potential E, inside minus outside. Only the ratio of the concentrations matters, not their size."
    ),
    formula="E = (R T / z F) · ln( c_{out} / c_{in} )",
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
        m.Figure(
            BY_ID["SA11"],
            "NERNST($c_out,$c_in,$z,$temperature)",
            "$rt_zf*$log",
            label="Equilibrium potential of potassium",
        ),
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
        title="Every tenfold rise outside adds the same step to E",
        x=m.Axis("potassium outside (mM)", log=True),
        y=m.Axis("E (mV)"),
        start=1,
        stop=1000,
        curves=(m.Curve("equilibrium potential E", "NERNST($x,$c_in,$z,$temperature)"),),
        markers=(m.Marker("$c_out", "NERNST($c_out,$c_in,$z,$temperature)"),),
        alt="The Nernst potential against the concentration outside, on a logarithmic axis: a straight line.",
        question="Try: make c_out ten times larger. By how many mV does E change? And with z = 2?",
    ),
)

EXPLORE = m.Explore(
    invitation=(
        "On a linear axis the same line becomes a curve: steep where there is little potassium outside, flat where "
        "there is a lot. This is one reason why a rise of a few millimolar of potassium in the blood is dangerous, "
        "while the same rise of sodium is not."
    ),
    inputs=(
        m.concentration("k_out", "Potassium outside, c_out", 5),
        m.concentration("k_in", "Potassium inside, c_in", 140),
        m.Input("rise", "Rise of the concentration outside", 2.5, "mM", m.NOT_NEGATIVE),
        m.temperature(37),
    ),
    readouts=(
        m.Readout("before", "E_K before the rise", 'NERNST($k_out,$k_in,"K+",$temperature)', "mV"),
        m.Readout("after", "E_K after the rise", 'NERNST($k_out+$rise,$k_in,"K+",$temperature)', "mV"),
        m.Readout("shift", "Shift of E_K", "$after-$before", "mV"),
        m.Readout("sodium", "Shift of E_Na by the same rise", 'NERNST(145+$rise,145,"Na+",$temperature)', "mV"),
        m.Readout("tenfold", "Shift for a tenfold rise", 'NERNST(10,1,"K+",$temperature)', "mV"),
    ),
    charts=(
        m.Chart(
            title="The less potassium there is outside, the more each millimolar counts",
            x=m.Axis("potassium outside (mM)", least=0, most=30),
            y=m.Axis("E_K (mV)"),
            start=0.5,
            stop=30,
            curves=(m.Curve("E_K", 'NERNST($x,$k_in,"K+",$temperature)'),),
            markers=(
                m.Marker("$k_out", "$before", "before"),
                m.Marker("$k_out+$rise", "$after", "after the rise"),
            ),
            alt="The potassium potential against potassium outside: steep at low concentrations, flat at high ones.",
            question="Try: which rise from 5 mM shifts E_K by 10 mV? And which from 10 mM?",
        ),
        m.Chart(
            title="The same rise hardly matters where there was a lot before",
            x=m.Axis("concentration outside before the rise (mM)", log=True, least=1, most=1000),
            y=m.Axis("shift of E (mV)", least=0),
            start=1,
            stop=1000,
            curves=(m.Curve("shift by the rise", 'NERNST($x+$rise,$x,"K+",$temperature)'),),
            markers=(
                m.Marker("$k_out", "$shift", "your potassium"),
                m.Marker("145", "$sodium", "sodium, 145 mM outside"),
            ),
            alt=(
                "The shift of the equilibrium potential by the same rise, against the concentration there was before: "
                "large at a few millimolar of potassium, next to nothing at the 145 mM of sodium."
            ),
            question="Try: double the rise. Does the shift of E_K double? And that of E_Na?",
        ),
    ),
)

EXERCISE = m.Exercise(
    story=(
        "A frog muscle fibre lies in a bath at 20 °C, and you know most of the concentrations. Chloride is an anion: "
        "its valence is -1."
    ),
    givens=(
        m.Given("na_out", "Sodium outside", 120, 2, "mM"),
        m.Given("na_in", "Sodium inside", 9, 0.5, "mM"),
        m.Given("cl_out", "Chloride outside", 118, 1, "mM"),
        m.Given("cl_in", "Chloride inside", 3.5, 0.25, "mM"),
        m.Given("k_in", "Potassium inside", 125, 1, "mM"),
        m.Given("e_k", "Equilibrium potential, E_K", -90, 0.5, "mV"),
        m.Given("temperature", "Temperature", 20, 0, "°C"),
    ),
    questions=(
        m.Question(
            name="e_na",
            text="What is the equilibrium potential of sodium?",
            answer='NERNST($na_out,$na_in,"Na+",$temperature)',
            unit="mV",
            tolerance=0.1,
            hint="E = RT/(zF) · ln(out/in) gives volts: times 1000. T in kelvin.",
            traps=(
                m.Trap('NERNST($na_in,$na_out,"Na+",$temperature)', m.UPSIDE_DOWN),
                m.Trap("1000*GAS_CONSTANT*$temperature/FARADAY*LN($na_out/$na_in)", m.NOT_IN_KELVIN),
                m.Trap("1000*GAS_CONSTANT*($temperature+ZERO_CELSIUS)/FARADAY*LOG10($na_out/$na_in)", m.NOT_LN),
                m.Trap('NERNST($na_out,$na_in,"Na+",$temperature)/1000', m.IN_VOLTS),
            ),
        ),
        m.Question(
            name="e_cl",
            text="What is the equilibrium potential of chloride?",
            answer='NERNST($cl_out,$cl_in,"Cl-",$temperature)',
            unit="mV",
            tolerance=0.1,
            hint="The same formula with z = -1.",
            traps=(m.Trap("-NERNST($cl_out,$cl_in,-1,$temperature)", "Mind the valence of chloride: z = -1."),),
        ),
        m.Question(
            name="k_out",
            text="For potassium you know E_K and the concentration inside. What is the concentration outside?",
            answer='NERNST_OUT($e_k,$k_in,"K+",$temperature)',
            unit="mM",
            tolerance=0.02,
            hint="Solve the formula for c_out: c_in · exp(zFE/RT), with E in volts.",
            traps=(
                m.Trap(
                    'NERNST_OUT(-$e_k,$k_in,"K+",$temperature)', "E_K is negative: there is less outside than inside."
                ),
            ),
        ),
    ),
)

THEME = m.Theme(
    slug="nernst-potential",
    title="The Nernst potential",
    subtitle="The voltage that balances the concentration gradient of one ion",
    question="Which voltage balances an ion's concentration gradient, and how does it depend on the concentrations?",
    lesson=LESSON,
    explore=EXPLORE,
    exercise=EXERCISE,
)
