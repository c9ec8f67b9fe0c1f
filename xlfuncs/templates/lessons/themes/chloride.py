"""Which way chloride goes: for an anion the ion and its current run opposite ways."""

from __future__ import annotations

from xlfuncs.cases import BY_ID
from xlfuncs.templates.lessons import description as m

_E = 'NERNST($cl_out,$cl_in,"Cl-",$temperature)'
# The text goes on with the potential as it prints it.
_E_PRINTED = f"ROUND({_E},1)"

_E_YOUNG = 'NERNST($cl_out,$x,"Cl-",$temperature)'
# All the ions carry one negative charge, so that Goldman's equation is Nernst's with weighted sums.
_OUT = "($cl_out+$p*$hco3_out)"

LESSON = m.Lesson(
    idea=(
        "V − E gives the direction of the current, and current counts positive charge. Chloride is negative, so it "
        "moves against its current: when V is above E the current is outward and chloride comes in, which pulls V down "
        "towards E. Multiply the driving force by the valence, and the sign tells where the ion goes."
    ),
    formula="z (V − E_{Cl}) < 0:  Cl^{−} comes in    (z = −1)",
    inputs=(
        m.concentration("cl_out", "Chloride outside, c_out", 110),
        m.concentration("cl_in", "Chloride inside, c_in", 5),
        m.potential("vm", "Membrane potential, V", -65),
        m.temperature(37),
    ),
    steps=(
        m.KELVIN,
        m.Step("rt_zf", "RT/zF with z = -1", "-1000*GAS_CONSTANT*$kelvin/FARADAY", "mV", "+0.0000;-0.0000"),
        m.Step("log", "ln(c_out / c_in)", "LN($cl_out/$cl_in)", "", "+0.00000;-0.00000"),
        m.Step("e_step", "E_Cl", "$rt_zf*$log", "mV", "+0.000;-0.000"),
        m.Step("force", "V − E_Cl: above 0 the current is outward", "$vm-$e_step", "mV", "+0.000;-0.000;0.000"),
        m.Step("drive", "z (V − E_Cl): below 0 the ion comes in", "-1*$force", "mV", "+0.000;-0.000;0.000"),
        m.Step("energy", "Energy of entering, zF (V − E_Cl)", "-FARADAY*$force/10^6", "kJ/mol", "+0.000;-0.000;0.000"),
    ),
    figures=(
        m.Figure(
            BY_ID["SB5b"],
            f'FLUX_DIRECTION($vm,{_E},"Cl-")',
            'IF($drive<0,"influx",IF($drive>0,"efflux","none"))',
            label="Net movement of chloride",
        ),
        m.Figure(BY_ID["SB6"], _E, "$rt_zf*$log", label="E_Cl"),
        m.Figure(
            BY_ID["SB5a"],
            f"DRIVINGFORCE($vm,{_E_PRINTED})",
            "$vm-ROUND($e_step,1)",
            label="driving force, E_Cl to 0.1 mV as printed",
        ),
    ),
    chart=m.Chart(
        title="Above E chloride enters where a cation would leave; below E it is the reverse",
        x=m.Axis("membrane potential V (mV)", least=-140, most=0),
        y=m.Axis("energy of entering (kJ/mol)"),
        start=-140,
        stop=0,
        curves=(
            m.Curve("chloride", 'ION_DG($cl_out,$cl_in,"Cl-",$x,$temperature)'),
            m.Curve("a cation with the same E", "ION_DG($cl_in,$cl_out,1,$x,$temperature)"),
        ),
        markers=(m.Marker("$vm", 'ION_DG($cl_out,$cl_in,"Cl-",$vm,$temperature)'),),
        alt=(
            "The free energy of one mole of ions entering, against the membrane potential: falling for chloride, "
            "rising for a cation, both zero at the same potential E. At the reader's V chloride's energy is negative."
        ),
        question="Try: at which V is there no net movement of chloride? Set V below that: where does chloride go?",
    ),
)

EXPLORE = m.Explore(
    invitation=(
        "GABA opens chloride channels. In a mature neuron chloride enters and calms the cell; a young neuron holds "
        "much chloride, which leaves and can excite it. The channels also let some bicarbonate through, which makes "
        "the reversal potential of their current less negative."
    ),
    inputs=(
        m.concentration("cl_out", "Chloride outside, c_out", 120),
        m.concentration("cl_in", "Chloride inside, c_in", 6),
        m.Input("hco3_out", "Bicarbonate outside", 26, "mM", m.NOT_NEGATIVE),
        m.Input("hco3_in", "Bicarbonate inside", 16, "mM", m.NOT_NEGATIVE),
        m.Input("p", "Bicarbonate permeability, Cl⁻ = 1", 0.2, "relative", m.NOT_NEGATIVE),
        m.potential("vm", "Membrane potential, V", -65),
        m.temperature(37),
    ),
    readouts=(
        m.Readout("e_cl", "E_Cl", _E, "mV"),
        m.Readout("e_gaba", "Reversal of the GABA current", f"NERNST({_OUT},$cl_in+$p*$hco3_in,-1,$temperature)", "mV"),
        m.Readout("force", "Driving force on chloride", "DRIVINGFORCE($vm,$e_cl)", "mV"),
        m.Readout("way", "Net movement of chloride", 'FLUX_DIRECTION($vm,$e_cl,"Cl-")', ""),
        m.Readout("effect", "GABA moves V", 'IF($e_gaba<$vm,"down",IF($e_gaba>$vm,"up","not at all"))', ""),
    ),
    charts=(
        m.Chart(
            title="Chloride inside decides whether GABA moves V up or down",
            x=m.Axis("chloride inside (mM)", least=0, most=40),
            y=m.Axis("potential (mV)", most=0),
            start=2,
            stop=40,
            curves=(
                m.Curve("E_Cl", _E_YOUNG),
                m.Curve("reversal of the GABA current", f"NERNST({_OUT},$x+$p*$hco3_in,-1,$temperature)"),
                m.Curve("membrane potential V", "$vm"),
            ),
            markers=(m.Marker("$cl_in", "$e_gaba", "your neuron"),),
            alt=(
                "The chloride potential and, somewhat above it, the reversal of the GABA current rise with chloride "
                "inside and cross the level line of the membrane potential; beyond the crossing GABA moves V up."
            ),
            question="Try: a young neuron with 25 mM inside. Which way does GABA move V, and chloride itself?",
        ),
        m.Chart(
            title="The more bicarbonate passes, the less GABA can lower V",
            x=m.Axis("permeability to bicarbonate (chloride = 1)", least=0, most=1, shown="0.0"),
            y=m.Axis("potential (mV)"),
            start=0,
            stop=1,
            curves=(
                m.Curve("E_Cl", "$e_cl"),
                m.Curve(
                    "reversal of the GABA current", "NERNST($cl_out+$x*$hco3_out,$cl_in+$x*$hco3_in,-1,$temperature)"
                ),
                m.Curve("membrane potential V", "$vm"),
            ),
            markers=(m.Marker("$p", "$e_gaba", "your neuron"),),
            alt=(
                "The reversal of the GABA current against the permeability to bicarbonate: without bicarbonate it is "
                "the chloride potential, and it rises from there until it crosses the membrane potential."
            ),
            question="Try: with 6 mM chloride inside, from which permeability on does GABA move V up?",
        ),
    ),
)

EXERCISE = m.Exercise(
    story=(
        "A brain slice at 37 °C. Of one cell you have measured chloride on both sides of the membrane and the membrane "
        "potential. Now GABA opens channels that let only chloride through."
    ),
    givens=(
        m.Given("cl_out", "Chloride outside", 120, 1, "mM"),
        m.Given("cl_in", "Chloride inside", 5, 3, "mM"),
        m.Given("vm", "Membrane potential, V", -60, 0, "mV"),
        m.Given("temperature", "Temperature", 37, 0, "°C"),
    ),
    questions=(
        m.Question(
            name="e_cl",
            text="What is the equilibrium potential of chloride?",
            answer=_E,
            unit="mV",
            tolerance=0.1,
            hint="E = RT/(zF) · ln(out/in), z = -1, T in kelvin, gives volts: times 1000.",
            traps=(
                m.Trap("NERNST($cl_out,$cl_in,1,$temperature)", "The valence of chloride is -1: E has the other sign."),
                m.Trap("-1000*GAS_CONSTANT*$temperature/FARADAY*LN($cl_out/$cl_in)", m.NOT_IN_KELVIN),
                m.Trap("-1000*GAS_CONSTANT*($temperature+ZERO_CELSIUS)/FARADAY*LOG10($cl_out/$cl_in)", m.NOT_LN),
            ),
        ),
        m.Question(
            name="force",
            text="How large is the driving force V − E on chloride, with its sign?",
            answer="DRIVINGFORCE($vm,$e_cl)",
            unit="mV",
            tolerance=0.2,
            hint="V − E: subtracting a negative E adds its size.",
            traps=(
                m.Trap("$e_cl-$vm", "That is E − V. The driving force is V − E for anions, too."),
                m.Trap("$vm+$e_cl", "Subtract E, do not add it: minus a negative number is plus."),
            ),
        ),
        m.Question(
            name="way",
            text="Which way is the net movement of chloride ions?",
            answer='FLUX_DIRECTION($vm,$e_cl,"Cl-")',
            unit="",
            tolerance=0,
            hint="Outward current carried by anions means that anions come in.",
            traps=(
                m.Trap("FLUX_DIRECTION($vm,$e_cl,1)", "That is the direction of the current. Anions move against it."),
            ),
            choices=("influx", "efflux", "none"),
        ),
        m.Question(
            name="cl_rest",
            text="With which concentration of chloride inside would GABA not change V at all?",
            answer='NERNST_IN($vm,$cl_out,"Cl-",$temperature)',
            unit="mM",
            tolerance=0.1,
            hint="E must be V: c_in = c_out · exp(−zFV/RT), here c_out · exp(FV/RT).",
            traps=(
                m.Trap("NERNST_IN($vm,$cl_out,1,$temperature)", "Mind z = -1: a negative inside keeps chloride out."),
                m.Trap(
                    "$cl_out*10^($vm/(1000*GAS_CONSTANT*($temperature+ZERO_CELSIUS)/FARADAY))",
                    "Take e to the power, not 10.",
                ),
            ),
        ),
    ),
)

THEME = m.Theme(
    slug="chloride-direction",
    title="Which way chloride goes",
    subtitle="An anion moves against its current: the sign of V − E is only half of the answer",
    question="V − E of chloride is +17.6 mV at rest. Does chloride come in or go out?",
    lesson=LESSON,
    explore=EXPLORE,
    exercise=EXERCISE,
)
