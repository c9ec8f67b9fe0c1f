"""Goldman, Hodgkin and Katz: where several ions balance one another, and the nicotinic receptor."""

from __future__ import annotations

from xlfuncs.cases import BY_ID
from xlfuncs.templates import model as m

_E_K = "NERNST($k_out,$k_in,1,$temperature)"
_E_NA = "NERNST($na_out,$na_in,1,$temperature)"

LESSON = m.Lesson(
    idea=(
        "A channel that lets several ions through has no one equilibrium. Its current is zero at a voltage in between, "
        "where one ion carries in as much charge as the other carries out: nothing stands still. Permeability, how "
        "easily an ion passes, decides who gets the upper hand. It is not an average of the Nernst potentials."
    ),
    formula="E_{rev} = (R T / F) · ln( Σ P c_{out} / Σ P c_{in} )",
    inputs=(
        m.Input("p_k", "Permeability to potassium, P", 3, "any", m.NOT_NEGATIVE),
        m.Input("p_na", "Permeability to sodium, P", 1, "any", m.NOT_NEGATIVE),
        m.concentration("k_out", "Potassium outside", 5),
        m.concentration("na_out", "Sodium outside", 150),
        m.concentration("k_in", "Potassium inside", 140),
        m.concentration("na_in", "Sodium inside", 12),
        m.temperature(310),
    ),
    steps=(
        m.KELVIN,
        m.Step("rt_f", "RT/F", "1000*GAS_CONSTANT*$kelvin/FARADAY", "mV"),
        m.Step("push_in", "Σ P c outside", "$p_k*$k_out+$p_na*$na_out", "", "0.00"),
        m.Step("push_out", "Σ P c inside", "$p_k*$k_in+$p_na*$na_in", "", "0.00"),
        m.Step("e_k", "E of potassium", "$rt_f*LN($k_out/$k_in)", "mV", "+0.00;-0.00;0.00"),
        m.Step("e_na", "E of sodium", "$rt_f*LN($na_out/$na_in)", "mV", "+0.00;-0.00;0.00"),
        m.Step(
            "mean",
            "Not the answer: their mean, weighted by P",
            "($p_k*$e_k+$p_na*$e_na)/($p_k+$p_na)",
            "mV",
            "+0.00;-0.00;0.00",
        ),
    ),
    figures=(
        m.Figure(
            BY_ID["SA18c"],
            "GHK($p_k:$p_na,$k_out:$na_out,$k_in:$na_in,{1;1},$temperature)",
            "$rt_f*LN($push_in/$push_out)",
            name="e_rev",
        ),
        m.Figure(BY_ID["SA18a"], f"AND({_E_K}<$e_rev,$e_rev<{_E_NA})", "AND($e_k<$e_rev,$e_rev<$e_na)"),
        m.Figure(BY_ID["SA18b"], f"$e_rev-{_E_K}<{_E_NA}-$e_rev", "$e_rev-$e_k<$e_na-$e_rev"),
    ),
    chart=m.Chart(
        title="The reversal potential is no weighted mean",
        x=m.Axis("P of potassium / P of sodium", log=True, least=0.01, most=1000),
        y=m.Axis("potential (mV)"),
        start=0.01,
        stop=1000,
        columns=(m.Column("share_k", "$x"), m.Column("share_na", "1")),
        curves=(
            m.Curve("reversal (GHK)", "GHK($share_k:$share_na,$k_out:$na_out,$k_in:$na_in,{1;1},$temperature)"),
            m.Curve("mean weighted by P", f"($x*{_E_K}+{_E_NA})/($x+1)"),
            m.Curve("E of potassium", _E_K),
            m.Curve("E of sodium", _E_NA),
        ),
        markers=(m.Marker("$p_k/$p_na", "$e_rev"),),
        alt=(
            "The reversal potential against the ratio of permeabilities, from the level of sodium's Nernst potential "
            "down to potassium's; the weighted mean falls more steeply and is off by up to 25 mV."
        ),
        question="Try: how many times more permeable to K⁺ must it be to reverse at -70 mV? The mean would say 7.",
    ),
)

_OPEN = "GHK($p_k:$p_na,$k_out:$na_out,$k_in:$na_in,{1;1},37)"
_K_CURRENT = "GHK_CURRENT($p_k*1E-6,{vm},$k_out,$k_in,1,37)"
_NA_CURRENT = "GHK_CURRENT($p_na*1E-6,{vm},$na_out,$na_in,1,37)"

EXPLORE = m.Explore(
    invitation=(
        "Acetylcholine opens the nicotinic receptor of a muscle fibre at 37 °C. It lets potassium and sodium through "
        "almost alike; yet at rest nearly all the current is sodium coming in, for potassium is close to its own "
        "equilibrium. Where do the two cancel?"
    ),
    inputs=(
        m.Input("p_k", "Permeability to potassium", 1.1, "10⁻⁶ cm/s", m.NOT_NEGATIVE),
        m.Input("p_na", "Permeability to sodium", 1, "10⁻⁶ cm/s", m.NOT_NEGATIVE),
        m.concentration("k_out", "Potassium outside", 4.5),
        m.concentration("na_out", "Sodium outside", 145),
        m.concentration("k_in", "Potassium inside", 150),
        m.concentration("na_in", "Sodium inside", 12),
        m.potential("vm", "Membrane potential", -85),
    ),
    readouts=(
        m.Readout("e_rev", "Reversal potential", _OPEN, "mV"),
        m.Readout("i_na", "Sodium current", _NA_CURRENT.format(vm="$vm"), "µA/cm²", "+0.00;-0.00;0.00"),
        m.Readout("i_k", "Potassium current", _K_CURRENT.format(vm="$vm"), "µA/cm²", "+0.00;-0.00;0.00"),
        m.Readout("net", "Net current", "$i_na+$i_k", "µA/cm²", "+0.00;-0.00;0.00"),
    ),
    charts=(
        m.Chart(
            title="At the reversal potential both still flow, and cancel",
            x=m.Axis("membrane potential (mV)", least=-120, most=60),
            y=m.Axis("current, outward positive (µA/cm²)"),
            start=-120,
            stop=60,
            curves=(
                m.Curve("net", f"{_NA_CURRENT.format(vm='$x')}+{_K_CURRENT.format(vm='$x')}"),
                m.Curve("sodium", _NA_CURRENT.format(vm="$x")),
                m.Curve("potassium", _K_CURRENT.format(vm="$x")),
            ),
            markers=(m.Marker("$vm", "$net", "net at your Vm"), m.Marker("$e_rev", "0", "reversal")),
            alt=(
                "Sodium, potassium and net current against the membrane potential: sodium inward, potassium outward; "
                "the net current crosses zero where they are equal and opposite, a little below 0 mV."
            ),
            question="Try: set Vm to potassium's Nernst potential, about -94 mV. Which current is left?",
        ),
        m.Chart(
            title="Take sodium away outside, and the reversal turns negative",
            x=m.Axis("sodium outside (mM)", least=0, most=200),
            y=m.Axis("potential (mV)"),
            start=2,
            stop=200,
            columns=(m.Column("bath_k", "$k_out"), m.Column("bath_na", "$x")),
            curves=(
                m.Curve("reversal of the receptor", "GHK($p_k:$p_na,$bath_k:$bath_na,$k_in:$na_in,{1;1},37)"),
                m.Curve("E of sodium", "NERNST($x,$na_in,1,37)"),
                m.Curve("E of potassium", "NERNST($k_out,$k_in,1,37)"),
            ),
            markers=(m.Marker("$na_out", "$e_rev"),),
            alt=(
                "The receptor's reversal potential against sodium outside: it rises with sodium, steeply at first, "
                "always between the two Nernst potentials while sodium's lies above potassium's."
            ),
            question="Try: make the receptor equally permeable, P = 1 and 1. Is the reversal then midway? Why not?",
        ),
    ),
)

_OUT, _IN = "$k_out:$cl_out", "$k_in:$cl_in"
_REST, _PEAK = "{1;0.04;0.45}", "{1;20;0.45}"


def _goldman(permeability: str, valences: str = "{1;1;-1}", temperature: str = "$temperature") -> str:
    return f"GHK({permeability},{_OUT},{_IN},{valences},{temperature})"


def _nernst_mean(sodium: str) -> str:
    potentials = (f"NERNST(${ion}_out,${ion}_in,{z},$temperature)" for ion, z in (("k", 1), ("na", 1), ("cl", -1)))
    k, na, cl = potentials
    return f"({k}+{sodium}*{na}+0.45*{cl})/(1.45+{sodium})"


EXERCISE = m.Exercise(
    story=(
        "The giant axon of the squid, at 20 °C. Hodgkin and Katz found K : Na : Cl permeabilities of 1 : 0.04 : 0.45 "
        "at rest and 1 : 20 : 0.45 at the peak of the impulse. Your axon has these ions."
    ),
    givens=(
        m.Given("k_out", "Potassium outside", 10, 1, "mM"),
        m.Given("na_out", "Sodium outside", 460, -1, "mM"),
        m.Given("cl_out", "Chloride outside", 540, 0, "mM"),
        m.Given("k_in", "Potassium inside", 400, 2, "mM"),
        m.Given("na_in", "Sodium inside", 50, 1, "mM"),
        m.Given("cl_in", "Chloride inside", 52, 1, "mM"),
        m.Given("temperature", "Temperature", 20, 0, "°C"),
    ),
    questions=(
        m.Question(
            name="rest",
            text="What is the membrane potential at rest?",
            answer=_goldman(_REST),
            unit="mV",
            tolerance=0.3,
            hint="Cations: outside on top. Chloride: inside on top. RT/F is 25.26 mV at 20 °C.",
            traps=(
                m.Trap(_goldman(_REST, "{1;1;1}"), "Chloride is an anion: its inside stands on top."),
                m.Trap(_goldman("{1;0.04;0}"), "Chloride counts, too."),
                m.Trap(_nernst_mean("0.04"), "GHK weighs concentrations, not Nernst potentials."),
                m.Trap(f"{_goldman(_REST)}/LN(10)", "ln is the natural logarithm: 2.303 times the decimal one."),
            ),
        ),
        m.Question(
            name="peak",
            text="And at the peak of the impulse?",
            answer=_goldman(_PEAK),
            unit="mV",
            tolerance=0.3,
            hint="The same with 20 for sodium: the sign of the potential turns round.",
            traps=(
                m.Trap(_goldman(_PEAK, "{1;1;1}"), "Chloride is an anion: its inside stands on top."),
                m.Trap("NERNST($na_out,$na_in,1,$temperature)", "That is sodium alone; the others hold it back."),
                m.Trap(_nernst_mean("20"), "GHK weighs concentrations, not Nernst potentials."),
                m.Trap(f"{_goldman(_PEAK)}/LN(10)", "ln is the natural logarithm: 2.303 times the decimal one."),
            ),
        ),
        m.Question(
            name="force",
            text="What is the driving force on potassium at the peak?",
            answer="DRIVINGFORCE($peak,NERNST($k_out,$k_in,1,$temperature))",
            unit="mV",
            tolerance=0.5,
            hint="Membrane potential at the peak minus the Nernst potential of potassium.",
            traps=(
                m.Trap("DRIVINGFORCE($rest,NERNST($k_out,$k_in,1,$temperature))", "That is at rest, not at the peak."),
                m.Trap("$peak+NERNST($k_out,$k_in,1,$temperature)", "Minus a negative potential: it adds up."),
                m.Trap("$peak-$rest", "That is the height of the impulse; take E of potassium, not rest."),
            ),
        ),
        m.Question(
            name="chloride",
            text="At rest, which way do chloride ions move?",
            answer='FLUX_DIRECTION($rest,NERNST($cl_out,$cl_in,"Cl-",$temperature),"Cl-")',
            unit="",
            tolerance=0,
            hint="Compare the rest with E of chloride, and remember the sign of its charge.",
            traps=(m.Trap('"influx"', "The current is inward, and an anion moves against its current."),),
            choices=("influx", "efflux", "none"),
        ),
    ),
)

NOTES = (
    m.Note(
        "What it takes for granted",
        "A constant electric field through the membrane, ions that cross without heeding one another, permeabilities "
        "that do not change with voltage or concentration, and γ equal on both sides. Only ratios of permeabilities "
        "count for the potential. The text gives 3 : 1 but no concentrations: ours are those of its other examples.",
    ),
    m.Note(
        "Where the text is loose: no weighted average",
        "The text calls the reversal a weighted average of the Nernst potentials. Permeabilities weigh concentrations, "
        "inside the logarithm: -26 mV here, where the average would be -50. An average is right with conductances "
        "(chord conductance equation); but those depend on the concentrations and the voltage.",
    ),
    m.Note(
        "Where the text is loose: reversal and Nernst potential",
        "They are the same for a perfectly selective channel only. So a reversal at 0 mV does not mean equal "
        "concentrations: the nicotinic receptor reverses near 0 mV with thirtyfold gradients of potassium. And in GHK "
        "zero net current is no equilibrium: both ions go on running down.",
    ),
    m.Note(
        "What it leaves out",
        "The pump. It moves 3 Na⁺ out for 2 K⁺ in, so at a true steady state the leaks are 3 : 2 and not equal; rest "
        "is then some millivolts more negative than GHK, at most 11 (Mullins & Noda 1963, J. Gen. Physiol. 47:117). "
        "The receptor lets some calcium through as well.",
    ),
    m.Note(
        "Sources",
        "Goldman 1943, J. Gen. Physiol. 27:37; Hodgkin & Katz 1949, J. Physiol. 108:37. Receptor: Adams, Dwyer & Hille "
        "1980, J. Gen. Physiol. 75:493, permeability to K⁺ 1.1 times that to Na⁺.",
    ),
)

THEME = m.Theme(
    slug="goldman",
    title="Several ions at once",
    subtitle="The Goldman-Hodgkin-Katz equation: the voltage at which the currents of all ions cancel",
    question="Where does a channel reverse that lets several ions through?",
    lesson=LESSON,
    explore=EXPLORE,
    exercise=EXERCISE,
    notes=NOTES,
)
