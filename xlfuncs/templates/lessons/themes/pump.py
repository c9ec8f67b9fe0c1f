"""The energy of the sodium-potassium pump, and the ATP that pays for it."""

from __future__ import annotations

from xlfuncs.cases import BY_ID
from xlfuncs.templates.lessons import description as m

_CYCLE = "PUMP_DG($na_out,$na_in,$k_out,$k_in,{vm},$temperature)"
_STALL = "PUMP_REVERSAL($na_out,$na_in,$k_out,$k_in,$atp_dg,$temperature)"

LESSON = m.Lesson(
    idea=(
        "In each cycle the pump moves 3 Na⁺ out and 2 K⁺ in. Sodium goes against its concentration gradient and "
        "against the voltage; potassium goes against its gradient too, but the voltage helps it. One ATP pays for the "
        "cycle, and the cycle costs nearly as much as one ATP gives."
    ),
    formula="ΔG = 3RT ln(Na_{out}/Na_{in}) + 2RT ln(K_{in}/K_{out}) − FV",
    inputs=(
        m.concentration("na_out", "Sodium outside, Na_out", 145),
        m.concentration("na_in", "Sodium inside, Na_in", 15),
        m.concentration("k_out", "Potassium outside, K_out", 4),
        m.concentration("k_in", "Potassium inside, K_in", 140),
        m.potential("vm", "Membrane potential, V", -70),
        m.Input("atp_dg", "Free energy of ATP, ΔG_ATP", -50, "kJ/mol", m.NEGATIVE),
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
        m.Figure(BY_ID["SA19"], _CYCLE.format(vm="$vm"), "3*$one_na+2*$one_k", name="work", label="Cost of one cycle"),
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
            label="3 Na⁺ out and 2 K⁺ in minus the cycle",
        ),
        m.Figure(BY_ID["SA21a"], "$work<-$atp_dg", "$work<-$atp_dg"),
        m.Figure(BY_ID["SA21b"], "-$atp_dg-$work", "-$atp_dg-$work", label="ATP energy minus cost"),
        m.Figure(BY_ID["SA21c"], _STALL, "1000000*($chemical+$atp_dg)/FARADAY"),
    ),
    chart=m.Chart(
        title="The more negative the cell, the more a pump cycle costs",
        x=m.Axis("membrane potential V (mV)", least=-250, most=50),
        y=m.Axis("energy (kJ per mol of ATP)", least=20),
        start=-250,
        stop=50,
        curves=(
            m.Curve("cost of one cycle", _CYCLE.format(vm="$x")),
            m.Curve("energy from one ATP", "-$atp_dg+0*$x"),
        ),
        markers=(
            m.Marker("$vm", _CYCLE.format(vm="$vm")),
            m.Marker(_STALL, "-$atp_dg", "the pump stalls"),
        ),
        alt=(
            "The work of one pump cycle falls in a straight line as the membrane potential rises; what ATP gives is a "
            "level line. They cross where the pump stalls."
        ),
        question="Try: ΔG_ATP = -57 kJ/mol, as measured in the heart. At which V does the pump stall now?",
    ),
)

EXPLORE = m.Explore(
    invitation=(
        "How much energy one ATP gives depends on the concentrations of ATP, ADP and phosphate. It sets the limits of "
        "the pump: how negative the cell can be, and how low it can bring sodium inside. Here sodium outside is "
        "145 mM; potassium is 4 mM outside and 140 mM inside."
    ),
    inputs=(
        m.concentration("atp", "ATP", 5),
        m.concentration("adp", "ADP, free", 0.05),
        m.concentration("phosphate", "Inorganic phosphate", 5),
        m.Input("dg_standard", "Standard free energy of ATP, ΔG°′", -30.5, "kJ/mol", m.NEGATIVE),
        m.concentration("na_in", "Sodium inside, Na_in", 15),
        m.potential("vm", "Membrane potential, V", -70),
        m.temperature(37),
    ),
    readouts=(
        m.Readout(
            "gives", "Free energy of ATP, ΔG_ATP", "ATP_DG($atp,$adp,$phosphate,$dg_standard,$temperature)", "kJ/mol"
        ),
        m.Readout("costs", "Cost of one cycle", "PUMP_DG(145,$na_in,4,140,$vm,$temperature)", "kJ/mol"),
        m.Readout("share", "Part of the ATP energy that is used", "-100*$costs/$gives", "%", "0.0"),
        m.Readout("stall", "V at which the pump stalls", "PUMP_REVERSAL(145,$na_in,4,140,$gives,$temperature)", "mV"),
        m.Readout(
            "lowest", "Lowest possible sodium inside", 'NERNST_IN(($vm-$stall)/3,$na_in,"Na+",$temperature)', "mM"
        ),
    ),
    charts=(
        m.Chart(
            title="The energy of ATP limits how low sodium inside can get",
            x=m.Axis("sodium inside (mM)", log=True),
            y=m.Axis("energy (kJ per mol of ATP)", least=20),
            start=1,
            stop=100,
            curves=(
                m.Curve("cost of one cycle", "PUMP_DG(145,$x,4,140,$vm,$temperature)"),
                m.Curve("energy from one ATP", "-ATP_DG($atp,$adp,$phosphate,$dg_standard,$temperature)+0*$x"),
            ),
            markers=(
                m.Marker("$na_in", "$costs"),
                m.Marker("$lowest", "-$gives", "lowest possible"),
            ),
            alt=(
                "The work of one cycle rises as sodium inside falls, a straight line on a logarithmic axis. It crosses "
                "the level line of ATP at the lowest sodium that the pump can reach."
            ),
            question="Try: make V 10 mV more negative. What happens to the lowest possible sodium?",
        ),
        m.Chart(
            title="The more ADP there is, the less energy one ATP gives",
            x=m.Axis("free ADP (mM)", log=True),
            y=m.Axis("energy (kJ per mol of ATP)", least=20),
            start=0.01,
            stop=10,
            curves=(
                m.Curve("energy from one ATP", "-ATP_DG($atp,$x,$phosphate,$dg_standard,$temperature)"),
                m.Curve("cost of one cycle", "PUMP_DG(145,$na_in,4,140,$vm,$temperature)+0*$x"),
            ),
            markers=(m.Marker("$adp", "-$gives"),),
            alt=(
                "What ATP gives falls by about 6 kJ/mol with each tenfold rise of ADP, and at the far right drops "
                "below the level line of what a pump cycle costs."
            ),
            question="Try: ATP 1 mM, phosphate 20 mM, as in muscle without blood flow. Which ADP stops the pump now?",
        ),
    ),
)

_NA, _K = "($na_out,$na_in,1,{vm},$temperature)", "($k_out,$k_in,1,{vm},$temperature)"
_RT_CELSIUS = "GAS_CONSTANT*$temperature/1000"
_COST = "PUMP_DG($na_out,$na_in,$k_out,$k_in,$vm,$temperature)"

EXERCISE = m.Exercise(
    story=(
        "A muscle fibre has worked hard, and its ATP gives only the energy shown below. In each cycle its pump moves 3 "
        "Na⁺ out and 2 K⁺ in for one ATP."
    ),
    givens=(
        m.Given("na_out", "Sodium outside", 140, 1, "mM"),
        m.Given("na_in", "Sodium inside", 9, 0.5, "mM"),
        m.Given("k_out", "Potassium outside", 4, 0, "mM"),
        m.Given("k_in", "Potassium inside", 150, -1, "mM"),
        m.Given("vm", "Membrane potential, V", -85, 2, "mV"),
        m.Given("atp_dg", "Free energy of ATP, ΔG_ATP", -42.9, -0.6, "kJ/mol"),
        m.Given("temperature", "Temperature", 37, 0, "°C"),
    ),
    questions=(
        m.Question(
            name="one_na",
            text="How much work does it take to carry one mole of Na⁺ out of the fibre?",
            answer=f"-ION_DG{_NA.format(vm='$vm')}",
            unit="kJ/mol",
            tolerance=0.05,
            hint="RT ln(out/in) − F·V, with V in volts, T in kelvin and R = 8.314 J/(mol K).",
            traps=(
                m.Trap(
                    f"-ION_DG{_NA.format(vm='-$vm')}", "A negative inside holds Na⁺ back: here the two parts add up."
                ),
                m.Trap(
                    f"-ION_DG{_NA.format(vm='0')}",
                    "That is the chemical part only: Na⁺ also moves against the voltage.",
                ),
                m.Trap(f"{_RT_CELSIUS}*LN($na_out/$na_in)-FARADAY*$vm/1000000", m.NOT_IN_KELVIN),
                m.Trap(f"-1000*ION_DG{_NA.format(vm='$vm')}", m.IN_JOULES),
            ),
        ),
        m.Question(
            name="one_k",
            text="How much work does it take to carry one mole of K⁺ in?",
            answer=f"ION_DG{_K.format(vm='$vm')}",
            unit="kJ/mol",
            tolerance=0.05,
            hint="RT ln(in/out) + F·V: the negative inside attracts K⁺.",
            traps=(
                m.Trap(f"ION_DG{_K.format(vm='-$vm')}", "K⁺ goes in with the voltage, not against it."),
                m.Trap(f"ION_DG{_K.format(vm='0')}", "That is the chemical part only: the voltage helps K⁺ in."),
                m.Trap(f"1000*ION_DG{_K.format(vm='$vm')}", m.IN_JOULES),
            ),
        ),
        m.Question(
            name="cycle",
            text="What does one whole cycle cost, per mole of ATP?",
            answer=_COST,
            unit="kJ/mol",
            tolerance=0.25,
            hint="Three times the first answer plus twice the second.",
            traps=(
                m.Trap("$one_na+$one_k", "A cycle carries three Na⁺ and two K⁺, not one of each."),
                m.Trap("2*$one_na+3*$one_k", "It is three Na⁺ and two K⁺."),
            ),
        ),
        m.Question(
            name="way",
            text="With the ATP energy given above, in which direction does the pump tend to run?",
            answer=f'IF({_COST}<-$atp_dg,"forward","backward")',
            unit="",
            tolerance=0,
            hint="Compare the cost of a cycle with what one ATP gives.",
            traps=(m.Trap('"neither"', "It stalls only where cost and ATP energy are equal."),),
            choices=("forward", "backward", "neither"),
        ),
    ),
)

THEME = m.Theme(
    slug="pump-energy",
    title="The price of a pump cycle",
    subtitle="Three sodium ions out, two potassium ions in: what it costs, and what one ATP gives",
    question="How much energy does one cycle of the Na⁺/K⁺ pump cost, and when can ATP no longer pay for it?",
    lesson=LESSON,
    explore=EXPLORE,
    exercise=EXERCISE,
)
