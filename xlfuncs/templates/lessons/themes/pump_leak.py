"""The pump-leak steady state: rest that has to be paid for."""

from __future__ import annotations

from xlfuncs.cases import BY_ID
from xlfuncs.templates.lessons import description as m

_E_K = "NERNST($k_out,$k_in,1,$temperature)"
_E_NA = "NERNST($na_out,$na_in,1,$temperature)"

LESSON = m.Lesson(
    idea=(
        "A resting cell is not at equilibrium: potassium leaks out all the time and sodium leaks in. Nothing changes "
        "only because the pump carries just as much back, 3 Na⁺ out for 2 K⁺ in. Each leak is a conductance g times a "
        "driving force, and j is the net current of the pump. Stop the pump, and everything runs down."
    ),
    formula="g_{Na} (V − E_{Na}) = −3 j      g_{K} (V − E_{K}) = +2 j",
    inputs=(
        m.concentration("na_out", "Sodium outside, Na_out", 145),
        m.concentration("na_in", "Sodium inside, Na_in", 15),
        m.concentration("k_out", "Potassium outside, K_out", 4),
        m.concentration("k_in", "Potassium inside, K_in", 140),
        m.potential("vm", "Membrane potential, V", -70),
        m.temperature(310),
    ),
    steps=(
        m.KELVIN,
        m.Step("rt_f", "RT/F", "1000*GAS_CONSTANT*$kelvin/FARADAY", "mV"),
        m.Step("log_k", "ln(out/in) of potassium", "LN($k_out/$k_in)", "", "+0.0000;-0.0000"),
        m.Step("log_na", "ln(out/in) of sodium", "LN($na_out/$na_in)", "", "+0.0000;-0.0000"),
        m.Step("drive_k", "V − E_K", "$vm-$rt_f*$log_k", "mV", "+0.000;-0.000"),
        m.Step("drive_na", "V − E_Na", "$vm-$rt_f*$log_na", "mV", "+0.000;-0.000"),
        m.Step("leaks", "g_Na / g_K for a steady state", "-3/2*$drive_k/$drive_na"),
    ),
    figures=(
        m.Figure(BY_ID["SA22d"], _E_K, "$rt_f*$log_k", name="e_k", label="E_K with the pump's concentrations"),
        m.Figure(BY_ID["SA22e"], _E_NA, "$rt_f*$log_na", name="e_na", label="E_Na with the pump's concentrations"),
        m.Figure(
            BY_ID["SA22a"],
            "AND($e_k<$vm,$vm<$e_na)",
            "AND($drive_k>0,$drive_na<0)",
            label="V is neither ion's equilibrium",
        ),
        m.Figure(BY_ID["SA22b"], "NERNST(5,140,1,$temperature)", "$rt_f*LN(5/140)", label="E_K that the text quotes"),
        m.Figure(BY_ID["SA22c"], "NERNST(150,12,1,$temperature)", "$rt_f*LN(150/12)", label="E_Na that it quotes"),
    ),
    chart=m.Chart(
        title="In a resting cell neither ion is at equilibrium",
        x=m.Axis("membrane potential V (mV)", least=-150, most=100),
        y=m.Axis("driving force V − E (mV)"),
        start=-150,
        stop=100,
        curves=(
            m.Curve("V − E_K (above 0: K⁺ leaves)", f"DRIVINGFORCE($x,{_E_K})"),
            m.Curve("V − E_Na (below 0: Na⁺ enters)", f"DRIVINGFORCE($x,{_E_NA})"),
        ),
        markers=(
            m.Marker("$vm", f"DRIVINGFORCE($vm,{_E_K})", "potassium in your cell"),
            m.Marker("$vm", f"DRIVINGFORCE($vm,{_E_NA})", "sodium in your cell"),
        ),
        alt=(
            "The driving forces on potassium and sodium against the membrane potential: two parallel lines. At rest "
            "the one is above zero, potassium leaks out, and the other far below, sodium leaks in."
        ),
        question="Try: at which V is potassium at equilibrium? Can both ions be at equilibrium at once?",
    ),
)

_CELL = "PUMP_LEAK($na_out,$k_out,$na_out+$k_out,$g_na,$g_k,{pump},$z_imp,$temperature)"
_YOURS, _WITH_X = _CELL.format(pump="$pump"), _CELL.format(pump="$x")
_PHI = f"(1000*GAS_CONSTANT*{m.KELVIN.formula}/FARADAY)"
_ROOT = "SQRT(($z_imp*2*$cations)^2+4*(1-$z_imp^2)*$held*$cl_out)"

EXPLORE = m.Explore(
    invitation=(
        "A whole cell, free to swell: volume, ions and V settle where the pump balances the leaks. The values below "
        "reproduce the neuron of the lesson. Outside, chloride balances Na⁺ and K⁺. Compare the cell with a rigid bag "
        "that holds the same impermeant molecules but has no pump."
    ),
    inputs=(
        m.concentration("na_out", "Sodium outside, Na_out", 145),
        m.concentration("k_out", "Potassium outside, K_out", 4),
        m.Input("g_na", "Leak conductance to sodium, g_Na", 0.0115, "mS/cm²", m.POSITIVE),
        m.Input("g_k", "Leak conductance to potassium, g_K", 0.04, "mS/cm²", m.POSITIVE),
        m.Input("pump", "Net current of the pump, j", 0.5, "µA/cm²", m.POSITIVE),
        m.Input("z_imp", "Mean charge, impermeant molecules", -1.09, "", m.NEGATIVE),
        m.temperature(310),
    ),
    readouts=(
        m.Readout("vm", "Membrane potential, V", f"INDEX({_YOURS},1)", "mV"),
        m.Readout("na_in", "Sodium inside", f"INDEX({_YOURS},2)", "mM"),
        m.Readout("k_in", "Potassium inside", f"INDEX({_YOURS},3)", "mM"),
        m.Readout("cl_in", "Chloride inside", f"INDEX({_YOURS},4)", "mM"),
        m.Readout("kept", "Impermeant molecules inside", f"INDEX({_YOURS},5)", "mM"),
        m.Readout("volume", "Volume with 1 pmol of them", "1000/$kept", "pL", "0.00"),
        m.Readout("cations", "Na⁺ and K⁺ outside", "$na_out+$k_out", "mM"),
        m.Readout("cl_out", "Chloride outside", "$na_out+$k_out", "mM"),
        m.Readout("rule", "K·Cl inside / K·Cl outside", "$k_in*$cl_in/($k_out*$cl_out)", "", "0.00"),
        m.Readout(
            "bag", "Rigid bag without pump: V", "DONNAN($cations:$cl_out,{1;-1},$kept,$z_imp,$temperature)", "mV"
        ),
        m.Readout(
            "burst",
            "Rigid bag: osmotic pressure",
            "DONNAN_OSMOTIC($cations:$cl_out,{1;-1},$kept,$z_imp,$temperature)",
            "kPa",
        ),
        m.Readout(
            "held",
            "A, by hand (see the notes)",
            f"$na_out*EXP(-3*$pump/($g_na*{_PHI}))+$k_out*EXP(2*$pump/($g_k*{_PHI}))",
            "mM",
            "0.0000",
        ),
        m.Readout(
            "y", "y, by hand: root of the quadratic", f"(-$z_imp*2*$cations+{_ROOT})/(2*(1-$z_imp)*$held)", "", "0.0000"
        ),
        m.Readout(
            "off",
            "Largest difference, by hand − ours",
            f"MAX(ABS($vm+{_PHI}*LN($y)),ABS($na_in-$na_out*EXP(-3*$pump/($g_na*{_PHI}))*$y),"
            f"ABS($k_in-$k_out*EXP(2*$pump/($g_k*{_PHI}))*$y),ABS($cl_in-$cl_out/$y),"
            "ABS($kept-(2*$cations-$held*$y-$cl_out/$y)))",
            "",
            "0.0E+00",
        ),
    ),
    charts=(
        m.Chart(
            title="Without the pump the cell swells without limit",
            x=m.Axis("net current of the pump, j (µA/cm²)", least=0, most=1.6, shown="0.0"),
            y=m.Axis("volume with 1 pmol (pL)", least=0, most=40),
            start=0.02,
            stop=1.6,
            curves=(m.Curve("volume", f"1000/INDEX({_WITH_X},5)"),),
            markers=(m.Marker("$pump", "$volume"),),
            alt=(
                "Cell volume against pump current: it grows without limit as the pump stops, is least at a medium "
                "current, and grows again when the pump works too hard."
            ),
            question="Try: which pump current makes the cell smallest? And which with twice the g_Na?",
        ),
        m.Chart(
            title="The pump drives E_Na and E_K apart; V stays closer to E_K",
            x=m.Axis("net current of the pump, j (µA/cm²)", least=0, most=0.8, shown="0.0"),
            y=m.Axis("potential (mV)"),
            start=0.02,
            stop=0.8,
            curves=(
                m.Curve("E_Na", f"NERNST($na_out,INDEX({_WITH_X},2),1,$temperature)"),
                m.Curve("V", f"INDEX({_WITH_X},1)"),
                m.Curve("E_K", f"NERNST($k_out,INDEX({_WITH_X},3),1,$temperature)"),
            ),
            markers=(m.Marker("$pump", "$vm"),),
            alt=(
                "Membrane potential and the potentials of sodium and potassium against pump current. All three meet "
                "near 0 mV with hardly any pump, and move apart as it works."
            ),
            question="Try: block most of the pump, as ouabain does (j = 0.02). What is left of the gradients and of V?",
        ),
    ),
)

_DRIVE_K, _DRIVE_NA = "($vm-$e_k)", "(NERNST($na_out,$na_in,1,$temperature)-$vm)"

EXERCISE = m.Exercise(
    story=(
        "A nerve cell has rested for hours, and nothing in it changes any more. Whatever leaks through its membrane "
        "the pump brings back: 3 Na⁺ out and 2 K⁺ in with each cycle."
    ),
    givens=(
        m.Given("na_out", "Sodium outside", 140, 0, "mM"),
        m.Given("na_in", "Sodium inside", 10, 0.5, "mM"),
        m.Given("k_out", "Potassium outside", 5, 0, "mM"),
        m.Given("k_in", "Potassium inside", 120, 2, "mM"),
        m.Given("vm", "Membrane potential, V", -68, 0.5, "mV"),
        m.Given("g_k", "Leak conductance to potassium, g_K", 0.05, 0.005, "mS/cm²"),
        m.Given("temperature", "Temperature", 37, 0, "°C"),
    ),
    questions=(
        m.Question(
            name="e_k",
            text="At which membrane potential would there be no net leak of potassium?",
            answer="NERNST($k_out,$k_in,1,$temperature)",
            unit="mV",
            tolerance=0.1,
            hint="At its equilibrium potential, RT/F · ln(out/in).",
            traps=(
                m.Trap("NERNST($k_in,$k_out,1,$temperature)", m.UPSIDE_DOWN),
                m.Trap("1000*GAS_CONSTANT*$temperature/FARADAY*LN($k_out/$k_in)", m.NOT_IN_KELVIN),
                m.Trap("NERNST($k_out,$k_in,1,$temperature)/LN(10)", m.NOT_LN),
                m.Trap("NERNST($k_out,$k_in,1,$temperature)/1000", m.IN_VOLTS),
            ),
        ),
        m.Question(
            name="pump",
            text="One net charge leaves with each cycle. How large is the net current j of the pump?",
            answer=f"$g_k*{_DRIVE_K}/2",
            unit="µA/cm²",
            tolerance=0.01,
            hint="K⁺ leaks with g_K (V − E_K). The pump returns 2 K⁺ per net charge: 2 j.",
            traps=(
                m.Trap(f"$g_k*{_DRIVE_K}", "That is the whole K⁺ current: two K⁺ come back for each net charge."),
                m.Trap(f"$g_k*{_DRIVE_K}/3", "The pump brings back two K⁺ per cycle, not three."),
                m.Trap("$g_k*ABS($vm)/2", "V alone does not drive K⁺: take V − E_K."),
            ),
        ),
        m.Question(
            name="g_na",
            text="Which leak conductance to sodium, g_Na, makes this a steady state?",
            answer=f"3*$pump/{_DRIVE_NA}",
            unit="mS/cm²",
            tolerance=0.0003,
            hint="The pump carries out 3 j of sodium, so g_Na (E_Na − V) = 3 j.",
            traps=(
                m.Trap(f"$pump/{_DRIVE_NA}", "Three Na⁺ go out for each net charge."),
                m.Trap(f"2*$pump/{_DRIVE_NA}", "The 2 is for potassium: three Na⁺ go out."),
                m.Trap("3*$pump/ABS($vm)", "V alone does not drive Na⁺: take E_Na − V."),
            ),
        ),
        m.Question(
            name="poison",
            text="Ouabain blocks the pump for a long time. What happens to the size of the cell?",
            answer='"swells"',
            unit="",
            tolerance=0,
            hint="Sodium is no longer carried out. What follows it in, to keep charge and osmosis balanced?",
            traps=(
                m.Trap('"shrinks"', "More Na⁺ and Cl⁻ enter than K⁺ leaves, and water follows."),
                m.Trap('"keeps its size"', "Only the pump kept the volume: the impermeant molecules draw in water."),
            ),
            choices=("swells", "shrinks", "keeps its size"),
        ),
    ),
)

THEME = m.Theme(
    slug="pump-leak",
    title="Pump and leak",
    subtitle="A resting cell is not at equilibrium: the pump brings back what leaks",
    question="Why does a resting cell neither run down nor burst?",
    lesson=LESSON,
    explore=EXPLORE,
    exercise=EXERCISE,
)
