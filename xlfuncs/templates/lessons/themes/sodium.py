"""The driving force on sodium, and the potential at which its current reverses."""

from __future__ import annotations

from xlfuncs.cases import BY_ID
from xlfuncs.templates.lessons import description as m

_E = 'NERNST($na_out,$na_in,"Na+",$temperature)'
_E_LESS = 'NERNST($na_out*$part/100,$na_in,"Na+",$temperature)'

LESSON = m.Lesson(
    idea=(
        "What drives sodium is not the membrane potential V itself but its distance from sodium's equilibrium "
        "potential E: the driving force V − E. Below E the current is inward and sodium comes in. Above E it goes out, "
        "although there is more of it outside. Exactly at E the current reverses."
    ),
    formula="V − E,   E = (R T / F) · ln( c_{out} / c_{in} )",
    inputs=(
        m.concentration("na_out", "Sodium outside, c_out", 150),
        m.concentration("na_in", "Sodium inside, c_in", 12),
        m.potential("vm", "First membrane potential, V", -20),
        m.potential("vm_two", "Second membrane potential, V", 80),
        m.temperature(309),
    ),
    steps=(
        m.KELVIN,
        m.Step("rt_f", "RT/F", "1000*GAS_CONSTANT*$kelvin/FARADAY", "mV"),
        m.Step("ratio", "c_out / c_in", "$na_out/$na_in", "", "0.000"),
        m.Step("log", "ln of the ratio", "LN($ratio)", "", "+0.00000;-0.00000"),
        m.Step("e_step", "E_Na", "$rt_f*$log", "mV", "+0.000;-0.000"),
        m.Step("force_two", "V − E_Na at the second V", "$vm_two-$e_step", "mV", "+0.000;-0.000;0.000"),
    ),
    figures=(
        m.Figure(
            BY_ID["SA2"],
            f"DRIVINGFORCE($vm,{_E})",
            "$vm-$e_step",
            label="Driving force at the first V",
        ),
        m.Figure(BY_ID["SA1"], _E, "$rt_f*$log", name="e_na", label="E_Na, where the current reverses"),
        m.Figure(BY_ID["SA3"], "DRIVINGFORCE($vm_two,$e_na)", "$vm_two-$e_na", label="driving force at the second V"),
        m.Figure(BY_ID["SA4"], "DRIVINGFORCE($e_na,$e_na)", "$e_na-$e_step", label="driving force where V is E_Na"),
    ),
    chart=m.Chart(
        title="The driving force on sodium changes its sign at E_Na",
        x=m.Axis("membrane potential V (mV)", least=-100, most=120),
        y=m.Axis("driving force V − E_Na (mV)"),
        start=-100,
        stop=120,
        curves=(m.Curve("V − E_Na", f"DRIVINGFORCE($x,{_E})"),),
        markers=(
            m.Marker("$vm", f"DRIVINGFORCE($vm,{_E})", "first V"),
            m.Marker("$vm_two", f"DRIVINGFORCE($vm_two,{_E})", "second V"),
            m.Marker(_E, "0", "E_Na, no driving force"),
        ),
        alt=(
            "The driving force on sodium against the membrane potential: a rising straight line, negative at the "
            "first voltage, zero at the sodium potential, positive at the second."
        ),
        question="Try: lower sodium inside to 5 mM. Where does the current reverse now? Which way is it at +80 mV?",
    ),
)

EXPLORE = m.Explore(
    invitation=(
        "A classical test for the ion that carries a current: replace part of the sodium around a squid axon and find "
        "the voltage at which the current reverses. If this reversal potential shifts as the Nernst equation predicts, "
        "sodium is the carrier. Do the experiment here."
    ),
    inputs=(
        m.concentration("na_out", "Sodium in sea water, c_out", 460),
        m.Input("part", "Part of that sodium left", 30, "%", m.Rule("a percentage above 0", "{cell}>0")),
        m.concentration("na_in", "Sodium inside the axon, c_in", 50),
        m.potential("vm", "Membrane potential, V", 40),
        m.Input("g", "Conductance of the open channels, g", 20, "mS/cm²", m.NOT_NEGATIVE),
        m.temperature(8.5),
    ),
    readouts=(
        m.Readout("e_full", "E_Na in sea water", _E, "mV"),
        m.Readout("e_less", "E_Na with less sodium", _E_LESS, "mV"),
        m.Readout("shift", "Shift of the reversal potential", "$e_less-$e_full", "mV"),
        m.Readout("way_full", "Movement of sodium, in sea water", 'FLUX_DIRECTION($vm,$e_full,"Na+")', ""),
        m.Readout("way_less", "Movement of sodium, with less", 'FLUX_DIRECTION($vm,$e_less,"Na+")', ""),
        m.Readout("i_full", "Current in sea water", "$g*DRIVINGFORCE($vm,$e_full)/1000", "mA/cm²", "+0.00;-0.00;0.00"),
        m.Readout(
            "i_less", "Current with less sodium", "$g*DRIVINGFORCE($vm,$e_less)/1000", "mA/cm²", "+0.00;-0.00;0.00"
        ),
    ),
    charts=(
        m.Chart(
            title="With less sodium outside, the current reverses at a lower voltage",
            x=m.Axis("membrane potential V (mV)", least=-40, most=100),
            y=m.Axis("current, outward positive (mA/cm²)", shown="0.0"),
            start=-40,
            stop=100,
            curves=(
                m.Curve("in sea water", f"$g*DRIVINGFORCE($x,{_E})/1000"),
                m.Curve("with less sodium", f"$g*DRIVINGFORCE($x,{_E_LESS})/1000"),
            ),
            markers=(
                m.Marker("$vm", "$i_full", "your V, sea water"),
                m.Marker("$vm", "$i_less", "your V, less sodium"),
            ),
            alt=(
                "Sodium current against voltage, two parallel rising lines: with less sodium outside the line crosses "
                "zero at a lower voltage, so that at the chosen voltage the current is outward instead of inward."
            ),
            question="Try: at which percentage does the current at +40 mV vanish? Does g move the reversal potential?",
        ),
        m.Chart(
            title="As sodium builds up inside, the inward driving force fades and reverses",
            x=m.Axis("sodium inside (mM)", least=0, most=200),
            y=m.Axis("driving force V − E_Na (mV)"),
            start=5,
            stop=200,
            curves=(
                m.Curve("in sea water", 'DRIVINGFORCE($vm,NERNST($na_out,$x,"Na+",$temperature))'),
                m.Curve("with less sodium", 'DRIVINGFORCE($vm,NERNST($na_out*$part/100,$x,"Na+",$temperature))'),
            ),
            markers=(
                m.Marker("$na_in", "DRIVINGFORCE($vm,$e_full)", "your axon, sea water"),
                m.Marker("$na_in", "DRIVINGFORCE($vm,$e_less)", "your axon, less sodium"),
            ),
            alt=(
                "The driving force against sodium inside, for two amounts outside: it rises from strongly inward, "
                "steeply at first, and crosses zero where V is the sodium potential."
            ),
            question="Try: at +40 mV, above which concentration inside does no more sodium enter? And at +60 mV?",
        ),
    ),
)

EXERCISE = m.Exercise(
    story=(
        "With a voltage clamp you hold a neuron at one voltage after another, at 37 °C, and open its sodium channels. "
        "Predict what sodium will do at each step."
    ),
    givens=(
        m.Given("na_out", "Sodium outside", 140, 2, "mM"),
        m.Given("na_in", "Sodium inside", 8, 0.5, "mM"),
        m.Given("vm", "First step, V", -45, 2, "mV"),
        m.Given("vm_two", "Second step, V", 55, 3, "mV"),
        m.Given("temperature", "Temperature", 37, 0, "°C"),
    ),
    questions=(
        m.Question(
            name="e_na",
            text="At which voltage does the sodium current reverse?",
            answer=_E,
            unit="mV",
            tolerance=0.1,
            hint="At E_Na = RT/F · ln(out/in), which gives volts: times 1000. T in kelvin.",
            traps=(
                m.Trap('NERNST($na_in,$na_out,"Na+",$temperature)', m.UPSIDE_DOWN),
                m.Trap("1000*GAS_CONSTANT*$temperature/FARADAY*LN($na_out/$na_in)", m.NOT_IN_KELVIN),
                m.Trap("1000*GAS_CONSTANT*($temperature+ZERO_CELSIUS)/FARADAY*LOG10($na_out/$na_in)", m.NOT_LN),
            ),
        ),
        m.Question(
            name="force",
            text="How large is the driving force on sodium at the first step, with its sign?",
            answer="DRIVINGFORCE($vm,$e_na)",
            unit="mV",
            tolerance=0.2,
            hint="Driving force = V − E. Mind the sign of V.",
            traps=(
                m.Trap("$e_na-$vm", "That is E − V. By convention it is V − E: negative means inward."),
                m.Trap("$vm+$e_na", "Subtract E from V, do not add it."),
                m.Trap("-$vm-$e_na", "V is negative at this step: keep its sign."),
                m.Trap("$vm", "That is V itself. The driving force is its distance from E."),
            ),
        ),
        m.Question(
            name="way",
            text="Which way is the net movement of sodium at the second step?",
            answer='FLUX_DIRECTION($vm_two,$e_na,"Na+")',
            unit="",
            tolerance=0,
            hint="Compare V with E: below E sodium comes in, above E it goes out.",
            traps=(
                m.Trap('FLUX_DIRECTION($e_na,$vm_two,"Na+")', "A cation comes in below its E and goes out above it."),
            ),
            choices=("influx", "efflux", "none"),
        ),
        m.Question(
            name="na_full",
            text="After much activity the current reverses at +50 mV. How much sodium is inside now?",
            answer='NERNST_IN(50,$na_out,"Na+",$temperature)',
            unit="mM",
            tolerance=0.1,
            hint="Solve for c_in: c_out · exp(−FE/RT), with E in volts.",
            traps=(
                m.Trap(
                    'NERNST_OUT(50,$na_in,"Na+",$temperature)',
                    "That is sodium outside, for the old concentration inside.",
                ),
                m.Trap(
                    'NERNST_IN(-50,$na_out,"Na+",$temperature)', "E is positive: there is less inside than outside."
                ),
                m.Trap("$na_out/10^(50/(1000*GAS_CONSTANT*310.15/FARADAY))", "Take e to the power, not 10."),
            ),
        ),
    ),
)

THEME = m.Theme(
    slug="sodium-driving-force",
    title="The driving force on sodium",
    subtitle="How strongly an ion is driven, which way, and where its current reverses",
    question="Why does sodium rush in at -20 mV but leave at +80 mV, through the same channel?",
    lesson=LESSON,
    explore=EXPLORE,
    exercise=EXERCISE,
)
