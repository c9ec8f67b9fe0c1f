"""The energy of the sodium-potassium pump, and the ATP that pays for it."""

from __future__ import annotations

from xlfuncs.cases import BY_ID
from xlfuncs.templates import model as m

_CYCLE = "PUMP_DG($na_out,$na_in,$k_out,$k_in,{vm},$temperature)"
_STALL = "PUMP_REVERSAL($na_out,$na_in,$k_out,$k_in,$atp_dg,$temperature)"

LESSON = m.Lesson(
    idea=(
        "In one cycle the pump carries 3 Na⁺ out and 2 K⁺ in. Sodium has to climb its concentration gradient and leave "
        "a negative cell as well; potassium climbs too, but the voltage helps it. The bill is paid by one ATP, and it "
        "is nearly as high as what one ATP gives."
    ),
    formula="ΔG = 3RT ln(Na_{out}/Na_{in}) + 2RT ln(K_{in}/K_{out}) − FV",
    inputs=(
        m.concentration("na_out", "Sodium outside", 145),
        m.concentration("na_in", "Sodium inside", 15),
        m.concentration("k_out", "Potassium outside", 4),
        m.concentration("k_in", "Potassium inside", 140),
        m.potential("vm", "Membrane potential, V", -70),
        m.Input("atp_dg", "Free energy of ATP hydrolysis", -50, "kJ/mol", m.NEGATIVE),
        m.temperature(310),
    ),
    steps=(
        m.KELVIN,
        m.Step("rt", "RT", "GAS_CONSTANT*$kelvin/1000", "kJ/mol"),
        m.Step("fv", "F · V", "FARADAY*$vm/1000000", "kJ/mol", "+0.0000;-0.0000"),
        m.Step("one_na", "1 mol Na⁺ out: RT ln(out/in) − FV", "$rt*LN($na_out/$na_in)-$fv", "kJ/mol"),
        m.Step("one_k", "1 mol K⁺ in: RT ln(in/out) + FV", "$rt*LN($k_in/$k_out)+$fv", "kJ/mol"),
    ),
    figures=(
        m.Figure(BY_ID["SA19"], _CYCLE.format(vm="$vm"), "3*$one_na+2*$one_k", name="work"),
        m.Figure(
            BY_ID["SA20d"],
            _CYCLE.format(vm="0"),
            "$rt*(3*LN($na_out/$na_in)+2*LN($k_in/$k_out))",
            name="chemical",
        ),
        m.Figure(BY_ID["SA20c"], "$work-$chemical", "-$fv", name="electrical"),
        m.Figure(BY_ID["SA20a"], "$electrical+FARADAY*$vm/1000000", "$electrical+$fv", shown="0.0E+00"),
        m.Figure(
            BY_ID["SA20b"],
            '-3*ION_DG($na_out,$na_in,"Na+",$vm,$temperature)+2*ION_DG($k_out,$k_in,"K+",$vm,$temperature)-$work',
            "$chemical+$electrical-$work",
            shown="0.0E+00",
        ),
        m.Figure(BY_ID["SA21a"], "$work<-$atp_dg", "$work<-$atp_dg"),
        m.Figure(BY_ID["SA21b"], "-$atp_dg-$work", "-$atp_dg-$work"),
        m.Figure(BY_ID["SA21c"], _STALL, "1000000*($chemical+$atp_dg)/FARADAY"),
    ),
    chart=m.Chart(
        title="The more negative the cell, the more a cycle costs",
        x=m.Axis("membrane potential (mV)", least=-250, most=50),
        y=m.Axis("kJ per mol of ATP", least=20),
        start=-250,
        stop=50,
        curves=(
            m.Curve("one cycle costs", _CYCLE.format(vm="$x")),
            m.Curve("one ATP gives", "-$atp_dg+0*$x"),
        ),
        markers=(
            m.Marker("$vm", _CYCLE.format(vm="$vm")),
            m.Marker(_STALL, "-$atp_dg", "the pump stalls"),
        ),
        alt=(
            "The work of one pump cycle falls in a straight line as the membrane potential rises; what ATP gives is a "
            "level line. They cross where the pump stalls."
        ),
        question="Try: let ATP give -57 kJ/mol, as measured in the heart. Where does the pump stall now?",
    ),
)

EXPLORE = m.Explore(
    invitation=(
        "What one ATP gives depends on how much ATP, ADP and phosphate there is. It sets how far the pump can go: how "
        "negative the cell may be, and how low sodium inside can get. Here sodium outside is 145 mM; potassium is 4 "
        "outside and 140 inside."
    ),
    inputs=(
        m.concentration("atp", "ATP", 5),
        m.concentration("adp", "ADP, the free part", 0.05),
        m.concentration("phosphate", "Phosphate", 5),
        m.Input("dg_standard", "Standard free energy of ATP", -30.5, "kJ/mol", m.NEGATIVE),
        m.concentration("na_in", "Sodium inside", 15),
        m.potential("vm", "Membrane potential", -70),
        m.temperature(37),
    ),
    readouts=(
        m.Readout("gives", "Free energy of ATP", "ATP_DG($atp,$adp,$phosphate,$dg_standard,$temperature)", "kJ/mol"),
        m.Readout("costs", "Work of one cycle", "PUMP_DG(145,$na_in,4,140,$vm,$temperature)", "kJ/mol"),
        m.Readout("share", "Share of ATP that the work takes", "-100*$costs/$gives", "%", "0.0"),
        m.Readout("stall", "The pump stalls at", "PUMP_REVERSAL(145,$na_in,4,140,$gives,$temperature)", "mV"),
        m.Readout("lowest", "Lowest sodium inside", 'NERNST_IN(($vm-$stall)/3,$na_in,"Na+",$temperature)', "mM"),
    ),
    charts=(
        m.Chart(
            title="ATP sets how low sodium inside can get",
            x=m.Axis("sodium inside (mM)", log=True),
            y=m.Axis("kJ per mol of ATP", least=20),
            start=1,
            stop=100,
            curves=(
                m.Curve("one cycle costs", "PUMP_DG(145,$x,4,140,$vm,$temperature)"),
                m.Curve("one ATP gives", "-ATP_DG($atp,$adp,$phosphate,$dg_standard,$temperature)+0*$x"),
            ),
            markers=(
                m.Marker("$na_in", "$costs"),
                m.Marker("$lowest", "-$gives", "no lower than this"),
            ),
            alt=(
                "The work of one cycle rises as sodium inside falls, a straight line on a logarithmic axis. It crosses "
                "the level line of ATP at the lowest sodium that the pump can reach."
            ),
            question="Try: make the cell 10 mV more negative. What happens to the lowest sodium?",
        ),
        m.Chart(
            title="The more ADP there is, the less an ATP is worth",
            x=m.Axis("free ADP (mM)", log=True),
            y=m.Axis("kJ per mol of ATP", least=20),
            start=0.01,
            stop=10,
            curves=(
                m.Curve("one ATP gives", "-ATP_DG($atp,$x,$phosphate,$dg_standard,$temperature)"),
                m.Curve("one cycle costs", "PUMP_DG(145,$na_in,4,140,$vm,$temperature)+0*$x"),
            ),
            markers=(m.Marker("$adp", "-$gives"),),
            alt=(
                "What ATP gives falls by about 6 kJ/mol with each tenfold rise of ADP, and at the far right drops "
                "below the level line of what a pump cycle costs."
            ),
            question="Try: ATP 1 and phosphate 20 mM, as in a muscle without blood. Which ADP stops the pump now?",
        ),
    ),
)

_NA, _K = "($na_out,$na_in,1,{vm},$temperature)", "($k_out,$k_in,1,{vm},$temperature)"
_RT_CELSIUS = "GAS_CONSTANT*$temperature/1000"
_COST = "PUMP_DG($na_out,$na_in,$k_out,$k_in,$vm,$temperature)"

EXERCISE = m.Exercise(
    story=(
        "A muscle fibre has worked hard, and its ATP gives only what stands below. In each cycle its pump carries 3 "
        "Na⁺ out and 2 K⁺ in for one ATP."
    ),
    givens=(
        m.Given("na_out", "Sodium outside", 140, 1, "mM"),
        m.Given("na_in", "Sodium inside", 9, 0.5, "mM"),
        m.Given("k_out", "Potassium outside", 4, 0, "mM"),
        m.Given("k_in", "Potassium inside", 150, -1, "mM"),
        m.Given("vm", "Membrane potential", -85, 2, "mV"),
        m.Given("atp_dg", "Free energy of ATP", -42.9, -0.6, "kJ/mol"),
        m.Given("temperature", "Temperature", 37, 0, "°C"),
    ),
    questions=(
        m.Question(
            name="one_na",
            text="How much work does it take to carry one mole of Na⁺ out of the fibre?",
            answer=f"-ION_DG{_NA.format(vm='$vm')}",
            unit="kJ/mol",
            tolerance=0.05,
            hint="RT ln(out/in) - F·V, with V in volts, T in kelvin and R = 8.314 J/(mol K).",
            traps=(
                m.Trap(f"-ION_DG{_NA.format(vm='-$vm')}", "A negative inside holds Na⁺ back: the two parts add up."),
                m.Trap(f"-ION_DG{_NA.format(vm='0')}", "That is the concentrations only: the voltage pulls too."),
                m.Trap(f"{_RT_CELSIUS}*LN($na_out/$na_in)-FARADAY*$vm/1000000", "T must be in kelvin: add 273.15."),
                m.Trap(f"-1000*ION_DG{_NA.format(vm='$vm')}", "That is in J/mol; kJ/mol are asked for."),
            ),
        ),
        m.Question(
            name="one_k",
            text="And how much to carry one mole of K⁺ in?",
            answer=f"ION_DG{_K.format(vm='$vm')}",
            unit="kJ/mol",
            tolerance=0.05,
            hint="RT ln(in/out) + F·V: the negative inside draws K⁺ in.",
            traps=(
                m.Trap(f"ION_DG{_K.format(vm='-$vm')}", "K⁺ goes in with the voltage, not against it."),
                m.Trap(f"ION_DG{_K.format(vm='0')}", "That is the concentrations only: the voltage helps."),
                m.Trap(f"1000*ION_DG{_K.format(vm='$vm')}", "That is in J/mol; kJ/mol are asked for."),
            ),
        ),
        m.Question(
            name="cycle",
            text="What does one whole cycle cost, per mole of ATP?",
            answer=_COST,
            unit="kJ/mol",
            tolerance=0.25,
            hint="Three times the first answer and twice the second.",
            traps=(
                m.Trap("$one_na+$one_k", "A cycle carries three Na⁺ and two K⁺, not one of each."),
                m.Trap("2*$one_na+3*$one_k", "It is three Na⁺ and two K⁺."),
            ),
        ),
        m.Question(
            name="way",
            text="With ATP giving what stands above, which way does the pump tend to run?",
            answer=f'IF({_COST}<-$atp_dg,"forward","backward")',
            unit="",
            tolerance=0,
            hint="Compare the cost of a cycle with what one ATP gives.",
            traps=(m.Trap('"nowhere"', "It stalls only where cost and gain are equal."),),
            choices=("forward", "backward", "nowhere"),
        ),
    ),
)

NOTES = (
    m.Note(
        "What it takes for granted",
        "Exactly 3 Na⁺ and 2 K⁺ for each ATP; well stirred solutions; concentrations in place of activities. All is "
        "per mole of ATP, which is per mole of cycles. The standard energy of -30.5 kJ/mol is for pH 7; it shifts "
        "with pH, magnesium and temperature, and so it is a cell of its own.",
    ),
    m.Note(
        "What it leaves out",
        "How fast the pump runs. Energy says which way it can go, not at what rate: a real pump slows down long "
        "before it stalls, for want of sodium inside. What ATP gives beyond the work is not wasted: it is what keeps "
        "the cycle going forward.",
    ),
    m.Note(
        "Is -50 kJ/mol right?",
        "It is the low end. 5 mM ATP, 5 mM phosphate and 0.5 mM ADP would give it; but most of a cell's ADP is bound, "
        "and with the free part alone measured values are -54 to -58 kJ/mol in heart, liver and red cells. With -55 "
        "the pump of the lesson stalls at -198 mV, not at -146 mV.",
    ),
    m.Note(
        "Against both gradients?",
        "One text has K⁺ pumped in against its concentration gradient and the electrical one. The inside is negative: "
        "the voltage helps K⁺ in. With the lesson's numbers one mole costs 9.16 - 6.75 = 2.41 kJ, not 15.9. Only Na⁺ "
        "goes against both, and takes 89 % of the work.",
    ),
    m.Note(
        "Literature",
        "The energy of pumps: Läuger, Electrogenic Ion Pumps, 1991, ch. 8. The energy of ATP in living cells: The "
        "energetics of ion distribution, IUBMB Life 54:241, 2002 (PubMed 12587974); its formula: Nelson & Cox, "
        "Lehninger Principles of Biochemistry, 8th ed., 2021, ch. 13.",
    ),
)

THEME = m.Theme(
    slug="pump-energy",
    title="The price of a pump cycle",
    subtitle="Three sodium out, two potassium in: what it costs, and what one ATP can pay",
    question="How much work is one cycle of the Na⁺/K⁺ pump, and when can ATP no longer pay for it?",
    lesson=LESSON,
    explore=EXPLORE,
    exercise=EXERCISE,
    notes=NOTES,
)
