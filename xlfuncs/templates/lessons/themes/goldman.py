"""Goldman, Hodgkin and Katz: where several ions balance one another, and the nicotinic receptor."""

from __future__ import annotations

from xlfuncs.cases import BY_ID
from xlfuncs.templates.lessons import description as m

_E_K = "NERNST($k_out,$k_in,1,$temperature)"
_E_NA = "NERNST($na_out,$na_in,1,$temperature)"

LESSON = m.Lesson(
    idea=(
        "A channel that lets several ions through has no single equilibrium. At its reversal potential the net current "
        "is zero because one ion carries in as much charge as the other carries out: both still flow. The "
        "permeabilities P weight the concentrations, so E_rev is not an average of the equilibrium potentials."
    ),
    formula="E_{rev} = (R T / F) · ln( Σ P c_{out} / Σ P c_{in} )",
    inputs=(
        m.Input("p_k", "Permeability to potassium, P", 3, "relative", m.NOT_NEGATIVE),
        m.Input("p_na", "Permeability to sodium, P", 1, "relative", m.NOT_NEGATIVE),
        m.concentration("k_out", "Potassium outside, c_out", 5),
        m.concentration("na_out", "Sodium outside, c_out", 150),
        m.concentration("k_in", "Potassium inside, c_in", 140),
        m.concentration("na_in", "Sodium inside, c_in", 12),
        m.temperature(310),
    ),
    steps=(
        m.KELVIN,
        m.Step("rt_f", "RT/F", "1000*GAS_CONSTANT*$kelvin/FARADAY", "mV"),
        m.Step("sum_out", "Σ P c outside", "$p_k*$k_out+$p_na*$na_out", "", "0.00"),
        m.Step("sum_in", "Σ P c inside", "$p_k*$k_in+$p_na*$na_in", "", "0.00"),
        m.Step("e_k", "E_K", "$rt_f*LN($k_out/$k_in)", "mV", "+0.00;-0.00;0.00"),
        m.Step("e_na", "E_Na", "$rt_f*LN($na_out/$na_in)", "mV", "+0.00;-0.00;0.00"),
        m.Step(
            "mean",
            "Not the answer: mean of both E, weighted by P",
            "($p_k*$e_k+$p_na*$e_na)/($p_k+$p_na)",
            "mV",
            "+0.00;-0.00;0.00",
        ),
    ),
    figures=(
        m.Figure(
            BY_ID["SA18c"],
            "GHK($p_k:$p_na,$k_out:$na_out,$k_in:$na_in,{1;1},$temperature)",
            "$rt_f*LN($sum_out/$sum_in)",
            name="e_rev",
        ),
        m.Figure(BY_ID["SA18a"], f"AND({_E_K}<$e_rev,$e_rev<{_E_NA})", "AND($e_k<$e_rev,$e_rev<$e_na)"),
        m.Figure(BY_ID["SA18b"], f"$e_rev-{_E_K}<{_E_NA}-$e_rev", "$e_rev-$e_k<$e_na-$e_rev"),
    ),
    chart=m.Chart(
        title="The reversal potential is not a weighted mean of E_K and E_Na",
        x=m.Axis("permeability to K⁺ / permeability to Na⁺", log=True, least=0.01, most=1000),
        y=m.Axis("potential (mV)"),
        start=0.01,
        stop=1000,
        columns=(m.Column("share_k", "$x"), m.Column("share_na", "1")),
        curves=(
            m.Curve(
                "reversal potential (GHK)", "GHK($share_k:$share_na,$k_out:$na_out,$k_in:$na_in,{1;1},$temperature)"
            ),
            m.Curve("mean weighted by P", f"($x*{_E_K}+{_E_NA})/($x+1)"),
            m.Curve("E_K", _E_K),
            m.Curve("E_Na", _E_NA),
        ),
        markers=(m.Marker("$p_k/$p_na", "$e_rev"),),
        alt=(
            "The reversal potential against the ratio of permeabilities, from the level of E_Na down to that of "
            "E_K; the weighted mean falls more steeply and is off by up to 25 mV."
        ),
        question="Try: which permeability to K⁺ puts the reversal at -70 mV? The weighted mean needs only about 7.",
    ),
)

_OPEN = "GHK($p_k:$p_na,$k_out:$na_out,$k_in:$na_in,{1;1},37)"
_K_CURRENT = "GHK_CURRENT($p_k*1E-6,{vm},$k_out,$k_in,1,37)"
_NA_CURRENT = "GHK_CURRENT($p_na*1E-6,{vm},$na_out,$na_in,1,37)"

EXPLORE = m.Explore(
    invitation=(
        "Acetylcholine opens the nicotinic receptor of a muscle fibre at 37 °C. It lets potassium and sodium through "
        "almost equally well; yet at rest nearly all the current is sodium coming in, because potassium is close to "
        "its equilibrium. At which V do the two currents cancel?"
    ),
    inputs=(
        m.Input("p_k", "Permeability to potassium, P", 1.1, "10⁻⁶ cm/s", m.NOT_NEGATIVE),
        m.Input("p_na", "Permeability to sodium, P", 1, "10⁻⁶ cm/s", m.NOT_NEGATIVE),
        m.concentration("k_out", "Potassium outside, c_out", 4.5),
        m.concentration("na_out", "Sodium outside, c_out", 145),
        m.concentration("k_in", "Potassium inside, c_in", 150),
        m.concentration("na_in", "Sodium inside, c_in", 12),
        m.potential("vm", "Membrane potential, V", -85),
    ),
    readouts=(
        m.Readout("e_rev", "Reversal potential", _OPEN, "mV"),
        m.Readout("e_k", "E_K", "NERNST($k_out,$k_in,1,37)", "mV"),
        m.Readout("e_na", "E_Na", "NERNST($na_out,$na_in,1,37)", "mV"),
        m.Readout("i_na", "Sodium current", _NA_CURRENT.format(vm="$vm"), "µA/cm²", "+0.00;-0.00;0.00"),
        m.Readout("i_k", "Potassium current", _K_CURRENT.format(vm="$vm"), "µA/cm²", "+0.00;-0.00;0.00"),
        m.Readout("net", "Net current", "$i_na+$i_k", "µA/cm²", "+0.00;-0.00;0.00"),
    ),
    charts=(
        m.Chart(
            title="At the reversal potential both ions still flow, but their currents cancel",
            x=m.Axis("membrane potential V (mV)", least=-120, most=60),
            y=m.Axis("current, outward positive (µA/cm²)"),
            start=-120,
            stop=60,
            curves=(
                m.Curve("net current", f"{_NA_CURRENT.format(vm='$x')}+{_K_CURRENT.format(vm='$x')}"),
                m.Curve("sodium", _NA_CURRENT.format(vm="$x")),
                m.Curve("potassium", _K_CURRENT.format(vm="$x")),
            ),
            markers=(m.Marker("$vm", "$net", "net current at your V"), m.Marker("$e_rev", "0", "reversal potential")),
            alt=(
                "Sodium, potassium and net current against the membrane potential: sodium inward, potassium outward; "
                "the net current crosses zero where they are equal and opposite, a little below 0 mV."
            ),
            question="Try: set V to E_K, about -94 mV. Which current is left?",
        ),
        m.Chart(
            title="The less sodium outside, the more negative the reversal potential",
            x=m.Axis("sodium outside (mM)", least=0, most=200),
            y=m.Axis("potential (mV)"),
            start=2,
            stop=200,
            columns=(m.Column("bath_k", "$k_out"), m.Column("bath_na", "$x")),
            curves=(
                m.Curve("reversal of the receptor", "GHK($p_k:$p_na,$bath_k:$bath_na,$k_in:$na_in,{1;1},37)"),
                m.Curve("E_Na", "NERNST($x,$na_in,1,37)"),
                m.Curve("E_K", "$e_k"),
            ),
            markers=(m.Marker("$na_out", "$e_rev"),),
            alt=(
                "The receptor's reversal potential against sodium outside: it rises with sodium, steeply at first, "
                "always between the two equilibrium potentials while sodium's lies above potassium's."
            ),
            question="Try: P = 1 for both ions. Is the reversal potential now midway between E_K and E_Na?",
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
        "The giant axon of a squid at 20 °C. Hodgkin and Katz estimated permeabilities K : Na : Cl of 1 : 0.04 : 0.45 "
        "at rest and 1 : 20 : 0.45 at the peak of the action potential. Your axon has the concentrations below."
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
            hint="Cations: outside on top. Chloride: inside on top. RT/F is 25.26 mV.",
            traps=(
                m.Trap(_goldman(_REST, "{1;1;1}"), "Chloride is an anion: its inside concentration goes on top."),
                m.Trap(_goldman("{1;0.04;0}"), "Chloride counts, too."),
                m.Trap(_nernst_mean("0.04"), "P weights concentrations, not equilibrium potentials."),
                m.Trap(f"{_goldman(_REST)}/LN(10)", m.NOT_LN),
            ),
        ),
        m.Question(
            name="peak",
            text="What is it at the peak of the action potential?",
            answer=_goldman(_PEAK),
            unit="mV",
            tolerance=0.3,
            hint="The same with 20 for sodium: the potential becomes positive.",
            traps=(
                m.Trap(_goldman(_PEAK, "{1;1;1}"), "Chloride is an anion: its inside concentration goes on top."),
                m.Trap("NERNST($na_out,$na_in,1,$temperature)", "That is sodium alone; the others hold it back."),
                m.Trap(_nernst_mean("20"), "P weights concentrations, not equilibrium potentials."),
                m.Trap(f"{_goldman(_PEAK)}/LN(10)", m.NOT_LN),
            ),
        ),
        m.Question(
            name="force",
            text="What is the driving force on potassium at the peak?",
            answer="DRIVINGFORCE($peak,NERNST($k_out,$k_in,1,$temperature))",
            unit="mV",
            tolerance=0.5,
            hint="Membrane potential at the peak minus E_K.",
            traps=(
                m.Trap("DRIVINGFORCE($rest,NERNST($k_out,$k_in,1,$temperature))", "That is at rest, not at the peak."),
                m.Trap("$peak+NERNST($k_out,$k_in,1,$temperature)", "Subtract E_K: minus a negative number is plus."),
                m.Trap("$peak-$rest", "That is the height of the action potential: subtract E_K, not rest."),
            ),
        ),
        m.Question(
            name="chloride",
            text="At rest, which way is the net movement of chloride ions?",
            answer='FLUX_DIRECTION($rest,NERNST($cl_out,$cl_in,"Cl-",$temperature),"Cl-")',
            unit="",
            tolerance=0,
            hint="Compare the resting potential with E_Cl, and remember the sign of the charge.",
            traps=(m.Trap('"influx"', "The current is inward, and an anion moves against its current."),),
            choices=("influx", "efflux", "none"),
        ),
    ),
)

THEME = m.Theme(
    slug="goldman",
    title="Several ions at once",
    subtitle="The Goldman–Hodgkin–Katz (GHK) equation: the voltage at which all currents cancel",
    question="At which voltage does the current of a channel reverse that lets several ions through?",
    lesson=LESSON,
    explore=EXPLORE,
    exercise=EXERCISE,
)
