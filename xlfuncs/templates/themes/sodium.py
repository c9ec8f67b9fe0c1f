"""The driving force on sodium, and the voltage at which its current turns round."""

from __future__ import annotations

from xlfuncs.cases import BY_ID
from xlfuncs.templates import model as m

_E = 'NERNST($na_out,$na_in,"Na+",$temperature)'
_E_LESS = 'NERNST($na_out*$part/100,$na_in,"Na+",$temperature)'

LESSON = m.Lesson(
    idea=(
        "What pushes sodium is not the membrane potential but its distance from sodium's own equilibrium potential: "
        "the driving force V − E. Below E the ion comes in, above E it goes out, even though there is more of it "
        "outside, and exactly at E the current turns round."
    ),
    formula="V − E,   E = (R T / F) · ln( c_{out} / c_{in} )",
    inputs=(
        m.concentration("na_out", "Sodium outside, c_out", 150),
        m.concentration("na_in", "Sodium inside, c_in", 12),
        m.temperature(309),
        m.potential("vm", "First membrane potential, V", -20),
        m.potential("vm_two", "Second membrane potential, V", 80),
    ),
    steps=(
        m.KELVIN,
        m.Step("rt_f", "RT/F", "1000*GAS_CONSTANT*$kelvin/FARADAY", "mV"),
        m.Step("ratio", "c_out / c_in", "$na_out/$na_in", "", "0.000"),
        m.Step("log", "ln of the ratio", "LN($ratio)", "", "+0.00000;-0.00000"),
        m.Step("e_step", "E of sodium", "$rt_f*$log", "mV", "+0.000;-0.000"),
        m.Step("force_two", "second V − E", "$vm_two-$e_step", "mV", "+0.000;-0.000;0.000"),
    ),
    figures=(
        m.Figure(
            BY_ID["SA2"],
            f"DRIVINGFORCE($vm,{_E})",
            "$vm-$e_step",
            label="Driving force at the first V",
        ),
        m.Figure(BY_ID["SA1"], _E, "$rt_f*$log", name="e_na", label="E of sodium, where it is at rest"),
        m.Figure(BY_ID["SA3"], "DRIVINGFORCE($vm_two,$e_na)", "$vm_two-$e_na", label="driving force at the second V"),
        m.Figure(BY_ID["SA4"], "DRIVINGFORCE($e_na,$e_na)", "$e_na-$e_step", label="no force where V is E"),
    ),
    chart=m.Chart(
        title="The push on sodium turns round at one voltage, its own",
        x=m.Axis("membrane potential V (mV)", least=-100, most=120),
        y=m.Axis("driving force V − E (mV)"),
        start=-100,
        stop=120,
        curves=(m.Curve("V − E of sodium", f"DRIVINGFORCE($x,{_E})"),),
        markers=(
            m.Marker("$vm", f"DRIVINGFORCE($vm,{_E})", "first V"),
            m.Marker("$vm_two", f"DRIVINGFORCE($vm_two,{_E})", "second V"),
            m.Marker(_E, "0", "E: no push"),
        ),
        alt=(
            "The driving force on sodium against the membrane potential: a rising straight line, negative at the "
            "first voltage, zero at the sodium potential, positive at the second."
        ),
        question="Try: lower sodium inside to 5 mM. Which way is sodium pushed at +80 mV now, and where is it at rest?",
    ),
)

EXPLORE = m.Explore(
    invitation=(
        "The classical test that a current is carried by sodium: replace part of the sodium around a squid axon and "
        "look for the voltage at which the current turns round. If it moves as Nernst says, sodium is the carrier. Do "
        "the experiment here."
    ),
    inputs=(
        m.concentration("na_out", "Sodium in sea water", 460),
        m.Input("part", "Part of it left", 30, "%", m.Rule("a percentage above 0", "{cell}>0")),
        m.concentration("na_in", "Sodium inside the axon", 50),
        m.potential("vm", "Membrane potential", 40),
        m.Input("g", "Open conductance", 20, "mS/cm²", m.NOT_NEGATIVE),
        m.temperature(8.5),
    ),
    readouts=(
        m.Readout("e_full", "E in sea water", _E, "mV"),
        m.Readout("e_less", "E with less sodium", _E_LESS, "mV"),
        m.Readout("shift", "Shift of the reversal", "$e_less-$e_full", "mV"),
        m.Readout("way_full", "Sodium moves, in sea water", 'FLUX_DIRECTION($vm,$e_full,"Na+")', ""),
        m.Readout("way_less", "Sodium moves, with less", 'FLUX_DIRECTION($vm,$e_less,"Na+")', ""),
        m.Readout("i_less", "Current with less", "$g*DRIVINGFORCE($vm,$e_less)/1000", "mA/cm²", "+0.00;-0.00;0.00"),
    ),
    charts=(
        m.Chart(
            title="With less sodium outside the current turns round earlier",
            x=m.Axis("membrane potential V (mV)", least=-40, most=100),
            y=m.Axis("sodium current (mA/cm²)", shown="0.0"),
            start=-40,
            stop=100,
            curves=(
                m.Curve("in sea water", f"$g*DRIVINGFORCE($x,{_E})/1000"),
                m.Curve("with less sodium", f"$g*DRIVINGFORCE($x,{_E_LESS})/1000"),
            ),
            markers=(
                m.Marker("$vm", "$g*DRIVINGFORCE($vm,$e_full)/1000", "your V, sea water"),
                m.Marker("$vm", "$i_less", "your V, less sodium"),
            ),
            alt=(
                "Sodium current against voltage, two parallel rising lines: with less sodium outside the line crosses "
                "zero at a lower voltage, so that at the chosen voltage the current is outward instead of inward."
            ),
            question="Try: at which part of the sodium does the current at +40 mV vanish? And does g change the place?",
        ),
        m.Chart(
            title="Sodium that gathers inside weakens its own push",
            x=m.Axis("sodium inside (mM)", least=0, most=200),
            y=m.Axis("driving force V − E (mV)"),
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
            question="Try: from how much sodium inside does none enter any more at +40 mV? And at +60 mV?",
        ),
    ),
)

EXERCISE = m.Exercise(
    story=(
        "You hold a neuron at one voltage after another with a voltage clamp, at 37 °C, and open its sodium channels. "
        "Say before each step what sodium will do."
    ),
    givens=(
        m.Given("na_out", "Sodium outside", 140, 2, "mM"),
        m.Given("na_in", "Sodium inside", 8, 0.5, "mM"),
        m.Given("temperature", "Temperature", 37, 0, "°C"),
        m.Given("vm", "First step, V", -45, 2, "mV"),
        m.Given("vm_two", "Second step, V", 55, 3, "mV"),
    ),
    questions=(
        m.Question(
            name="e_na",
            text="At which voltage is there no net push on sodium?",
            answer=_E,
            unit="mV",
            tolerance=0.1,
            hint="That is E = RT/F · ln(out/in), in volts: times 1000. T in kelvin.",
            traps=(
                m.Trap('NERNST($na_in,$na_out,"Na+",$temperature)', "Outside goes over inside, not under it."),
                m.Trap("1000*GAS_CONSTANT*$temperature/FARADAY*LN($na_out/$na_in)", "T must be in kelvin: add 273.15."),
                m.Trap(
                    "1000*GAS_CONSTANT*($temperature+ZERO_CELSIUS)/FARADAY*LOG10($na_out/$na_in)",
                    "ln is the natural logarithm: 2.303 times the decimal one.",
                ),
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
                m.Trap("$vm+$e_na", "E is taken away from V, not added to it."),
                m.Trap("-$vm-$e_na", "V is negative at this step: keep its sign."),
                m.Trap("$vm", "That is V itself. The force is its distance from E."),
            ),
        ),
        m.Question(
            name="way",
            text="Which way does sodium move on balance at the second step?",
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
            text="After much activity the current turns round at +50 mV. How much sodium is inside now?",
            answer='NERNST_IN(50,$na_out,"Na+",$temperature)',
            unit="mM",
            tolerance=0.1,
            hint="Solve for c_in: c_out · exp(−FE/RT), with E in volts.",
            traps=(
                m.Trap('NERNST_OUT(50,$na_in,"Na+",$temperature)', "That is sodium outside for the old inside."),
                m.Trap('NERNST_IN(-50,$na_out,"Na+",$temperature)', "E is positive: less is inside than outside."),
                m.Trap("$na_out/10^(50/(1000*GAS_CONSTANT*310.15/FARADAY))", "Take e to the power, not 10."),
            ),
        ),
    ),
)

NOTES = (
    m.Note(
        "What it takes for granted",
        "Channels that let sodium through and nothing else; concentrations that stay as they are while current flows; "
        "the same activity coefficients on both sides. The explore room also takes a current in proportion to the "
        "driving force (Ohm's law), which real channels follow only roughly; GHK_CURRENT gives the curved line.",
    ),
    m.Note(
        "What it leaves out",
        "Whether any channel is open. The driving force says which way and how hard; how many ions go is the "
        "conductance times the force. At rest the push on sodium is the largest of the common monovalent ions, and "
        "little comes in, because few channels are open.",
    ),
    m.Note(
        "Reversal is not always E",
        "The text calls E the reversal potential. That is right for a channel that only sodium passes. The real "
        "sodium channel also lets potassium through, about one for twelve in permeability: with 5 mM potassium outside "
        "and 140 mM inside its current would turn round near +49 mV, and not at +67 mV (GHK gives it).",
    ),
    m.Note(
        "A lost sign",
        "In the text's rules the sign < has been lost: read 'V < E: inward current'. The rules are for cations, and "
        "they tell the direction of the current. A cation moves with its current, an anion against it: see the theme "
        "on chloride. 150 over 12 mM at 309 K is +67.254 mV, so that +67.3 would be the rounded figure.",
    ),
    m.Note(
        "Sources",
        "Hodgkin & Katz 1949, J. Physiol. 108:37, and Hodgkin & Huxley 1952, J. Physiol. 116:449 (less sodium around "
        "the squid axon); Chandler & Meves 1965, J. Physiol. 180:788 (selectivity of its sodium channels); Hille, Ion "
        "Channels of Excitable Membranes, 3rd ed., 2001.",
    ),
)

THEME = m.Theme(
    slug="sodium-driving-force",
    title="The driving force on sodium",
    subtitle="How hard an ion is pushed, which way, and where its current turns round",
    question="Why does sodium rush in at -20 mV and go out at +80 mV, through the same channel?",
    lesson=LESSON,
    explore=EXPLORE,
    exercise=EXERCISE,
    notes=NOTES,
)
