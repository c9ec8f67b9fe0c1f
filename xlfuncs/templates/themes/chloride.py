"""Which way chloride goes: for an anion the ion and its current run opposite ways."""

from __future__ import annotations

from xlfuncs.cases import BY_ID
from xlfuncs.templates import model as m

_E = 'NERNST($cl_out,$cl_in,"Cl-",$temperature)'
# The text goes on with the potential as it prints it.
_E_PRINTED = f"ROUND({_E},1)"

_E_YOUNG = 'NERNST($cl_out,$x,"Cl-",$temperature)'
# All the ions carry one negative charge, so that Goldman's equation is Nernst's with weighted sums.
_OUT = "($cl_out+$p*$hco3_out)"

LESSON = m.Lesson(
    idea=(
        "V − E tells the direction of the current, and current counts positive charge. Chloride is negative, so it "
        "moves against its current: when V lies above E the current is outward and chloride comes in, and V is drawn "
        "down towards E. Multiply the force by the charge and the sign tells where the ion goes."
    ),
    formula="z · (V − E_{Cl}) < 0 :  Cl^{−} comes in,    z = -1",
    inputs=(
        m.concentration("cl_out", "Chloride outside, c_out", 110),
        m.concentration("cl_in", "Chloride inside, c_in", 5),
        m.temperature(37),
        m.potential("vm", "Membrane potential, V", -65),
    ),
    steps=(
        m.KELVIN,
        m.Step("rt_zf", "RT/zF with z = -1", "-1000*GAS_CONSTANT*$kelvin/FARADAY", "mV", "+0.0000;-0.0000"),
        m.Step("log", "ln(c_out / c_in)", "LN($cl_out/$cl_in)", "", "+0.00000;-0.00000"),
        m.Step("e_step", "E of chloride", "$rt_zf*$log", "mV", "+0.000;-0.000"),
        m.Step("force", "V − E: above 0 the current is outward", "$vm-$e_step", "mV", "+0.000;-0.000;0.000"),
        m.Step("push", "z · (V − E): below 0 the ion comes in", "-1*$force", "mV", "+0.000;-0.000;0.000"),
        m.Step(
            "energy", "the same as energy for coming in, zF(V − E)", "-FARADAY*$force/10^6", "kJ/mol", "+0.000;-0.000"
        ),
    ),
    figures=(
        m.Figure(
            BY_ID["SB5b"],
            f'FLUX_DIRECTION($vm,{_E},"Cl-")',
            'IF($push<0,"influx",IF($push>0,"efflux","none"))',
            label="Chloride itself moves",
        ),
        m.Figure(BY_ID["SB6"], _E, "$rt_zf*$log", label="E of chloride"),
        m.Figure(
            BY_ID["SB5a"],
            f"DRIVINGFORCE($vm,{_E_PRINTED})",
            "$vm-ROUND($e_step,1)",
            label="driving force, with E to 0.1 mV as printed",
        ),
    ),
    chart=m.Chart(
        title="Where a cation would climb, chloride runs down",
        x=m.Axis("membrane potential V (mV)", least=-140, most=0),
        y=m.Axis("energy of coming in (kJ/mol)"),
        start=-140,
        stop=0,
        curves=(
            m.Curve("chloride", 'ION_DG($cl_out,$cl_in,"Cl-",$x,$temperature)'),
            m.Curve("a cation with the same E", "ION_DG($cl_in,$cl_out,1,$x,$temperature)"),
        ),
        markers=(m.Marker("$vm", 'ION_DG($cl_out,$cl_in,"Cl-",$vm,$temperature)'),),
        alt=(
            "The free energy of one mole of ions coming in, against the membrane potential: falling for chloride, "
            "rising for a cation, both zero at the same potential E. At the reader's V chloride's energy is negative."
        ),
        question="Try: at which V does chloride stay where it is? Set V below it: where does chloride go?",
    ),
)

EXPLORE = m.Explore(
    invitation=(
        "GABA opens chloride channels. In a grown neuron chloride comes in and quietens it; a young one holds much "
        "chloride, which leaves and can excite it. The channels pass some bicarbonate, too, and that lifts the voltage "
        "at which their current turns round."
    ),
    inputs=(
        m.concentration("cl_out", "Chloride outside", 120),
        m.concentration("cl_in", "Chloride inside", 6),
        m.Input("hco3_out", "Bicarbonate outside", 26, "mM", m.NOT_NEGATIVE),
        m.Input("hco3_in", "Bicarbonate inside", 16, "mM", m.NOT_NEGATIVE),
        m.Input("p", "Permeability to bicarbonate, chloride 1", 0.2, "", m.NOT_NEGATIVE),
        m.potential("vm", "Membrane potential", -65),
        m.temperature(37),
    ),
    readouts=(
        m.Readout("e_cl", "E of chloride", _E, "mV"),
        m.Readout("e_gaba", "Current turns round at", f"NERNST({_OUT},$cl_in+$p*$hco3_in,-1,$temperature)", "mV"),
        m.Readout("force", "Driving force on chloride", "DRIVINGFORCE($vm,$e_cl)", "mV"),
        m.Readout("way", "Chloride moves", 'FLUX_DIRECTION($vm,$e_cl,"Cl-")', ""),
        m.Readout("effect", "GABA draws V", 'IF($e_gaba<$vm,"down",IF($e_gaba>$vm,"up","nowhere"))', ""),
    ),
    charts=(
        m.Chart(
            title="Chloride inside decides whether GABA draws V up or down",
            x=m.Axis("chloride inside (mM)", least=0, most=40),
            y=m.Axis("potential (mV)", most=0),
            start=2,
            stop=40,
            curves=(
                m.Curve("E of chloride", _E_YOUNG),
                m.Curve("GABA current turns round", f"NERNST({_OUT},$x+$p*$hco3_in,-1,$temperature)"),
                m.Curve("V", "$vm"),
            ),
            markers=(m.Marker("$cl_in", "$e_gaba", "your neuron"),),
            alt=(
                "The chloride potential and, somewhat above it, the reversal of the GABA current rise with chloride "
                "inside and cross the level line of the membrane potential; beyond the crossing GABA draws V up."
            ),
            question="Try: a young neuron with 25 mM inside. And if bicarbonate cannot pass at all?",
        ),
    ),
)

EXERCISE = m.Exercise(
    story=(
        "A brain slice at 37 °C, cells of all ages. You have measured chloride on both sides of one cell's membrane "
        "and its resting potential; now GABA opens channels that pass chloride only."
    ),
    givens=(
        m.Given("cl_out", "Chloride outside", 120, 1, "mM"),
        m.Given("cl_in", "Chloride inside", 5, 3, "mM"),
        m.Given("vm", "Membrane potential", -60, 0, "mV"),
        m.Given("temperature", "Temperature", 37, 0, "°C"),
    ),
    questions=(
        m.Question(
            name="e_cl",
            text="What is the equilibrium potential of chloride?",
            answer=_E,
            unit="mV",
            tolerance=0.1,
            hint="E = RT/(zF) · ln(out/in) with z = -1 and T in kelvin, in volts: times 1000.",
            traps=(
                m.Trap("NERNST($cl_out,$cl_in,1,$temperature)", "The valence of chloride is -1: E has the other sign."),
                m.Trap(
                    "-1000*GAS_CONSTANT*$temperature/FARADAY*LN($cl_out/$cl_in)", "T must be in kelvin: add 273.15."
                ),
                m.Trap(
                    "-1000*GAS_CONSTANT*($temperature+ZERO_CELSIUS)/FARADAY*LOG10($cl_out/$cl_in)",
                    "ln is the natural logarithm: 2.303 times the decimal one.",
                ),
            ),
        ),
        m.Question(
            name="force",
            text="How large is the driving force V − E on chloride, with its sign?",
            answer="DRIVINGFORCE($vm,$e_cl)",
            unit="mV",
            tolerance=0.2,
            hint="V − E: taking away a negative E adds its size.",
            traps=(
                m.Trap("$e_cl-$vm", "That is E − V. The charge of the ion does not turn V − E round."),
                m.Trap("$vm+$e_cl", "E is taken away, not added: minus a negative number is plus."),
            ),
        ),
        m.Question(
            name="way",
            text="Which way do chloride ions move on balance?",
            answer='FLUX_DIRECTION($vm,$e_cl,"Cl-")',
            unit="",
            tolerance=0,
            hint="Outward current carried by anions is anions coming in.",
            traps=(m.Trap("FLUX_DIRECTION($vm,$e_cl,1)", "That is the way of the current. Anions move against it."),),
            choices=("influx", "efflux", "none"),
        ),
        m.Question(
            name="cl_rest",
            text="With how much chloride inside would GABA not move this membrane potential at all?",
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

NOTES = (
    m.Note(
        "The text contradicts itself",
        "Its rule says that V above E pushes anions inward. Its example, V = -65 mV and E = -82.6 mV, then lets "
        "chloride flow out. The rule is right: V − E = +17.6 mV is an outward current, and chloride carries it by "
        "coming in. On the way it loses 1.70 kJ/mol; going out it would have to climb. V is drawn towards -82.6 mV.",
    ),
    m.Note(
        "Two questions, two functions",
        "DRIVINGFORCE gives V − E, the direction of the current, the same for every ion. FLUX_DIRECTION asks for the "
        "valence as well and says where the ion itself goes. It is the mixing of the two that leads astray. In the "
        "text's rules the sign < was lost as well: read V < E.",
    ),
    m.Note(
        "What it takes for granted",
        "Concentrations that stay as they are, equal activity coefficients, and channels for chloride alone. The text "
        "gives E of chloride without concentrations; 110 mM outside and 5 mM inside at 37 °C give it. Where chloride "
        "is not transported actively it settles until E is V, and the force vanishes.",
    ),
    m.Note(
        "Bicarbonate",
        "GABA channels pass bicarbonate about a fifth as well as chloride. As all these ions carry one negative "
        "charge, Goldman's equation becomes Nernst's with the weighted sums of both ions, which the page uses. "
        "Inhibition can also come without any change of V, by the open channels' shunt.",
    ),
    m.Note(
        "Sources",
        "Bormann, Hamill & Sakmann 1987, J. Physiol. 385:243 (anions in GABA channels); Rivera et al. 1999, Nature "
        "397:251 (KCC2, which keeps chloride low in grown neurons); Ben-Ari 2002, Nat. Rev. Neurosci. 3:728 (GABA "
        "in young neurons); Hille, Ion Channels of Excitable Membranes, 3rd ed., 2001.",
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
    notes=NOTES,
)
