"""What the charge of an ion does to its equilibrium potential and to the energy of moving it."""

from __future__ import annotations

from xlfuncs.cases import BY_ID
from xlfuncs.templates.lessons import description as m

_E_ONE = "NERNST($c_out,$c_in,$z_one,$temperature)"
_E_TWO = "NERNST($c_out,$c_in,$z_two,$temperature)"
_SCALED = "[>=10]0;[>=0.1]0.00;0.0000"

LESSON = m.Lesson(
    idea=(
        "A voltage acts twice as strongly on an ion with two charges, so half the voltage balances the same gradient. "
        "The driving force V − E can then be smaller in millivolts, and yet the ion is pulled harder: what counts for "
        "each ion is charge times voltage, which is an energy."
    ),
    formula="E = (RT/zF) · ln( c_{out} / c_{in} ),   energy = z e (V − E)",
    inputs=(
        m.concentration("c_out", "Each ion outside, c_out", 10),
        m.concentration("c_in", "Each ion inside, c_in", 1),
        m.valence("z_one", "Valence of the first ion, z", 1),
        m.valence("z_two", "Valence of the second ion, z", 2),
        m.potential("vm", "Membrane potential, V", -70),
        m.temperature(310),
    ),
    steps=(
        m.KELVIN,
        m.Step("rt_f", "RT/F", "1000*GAS_CONSTANT*$kelvin/FARADAY", "mV"),
        m.Step("log", "ln(c_out / c_in)", "LN($c_out/$c_in)", "", "+0.00000;-0.00000;0.00000"),
        m.Step("e_one", "E of the first ion", "$rt_f*$log/$z_one", "mV", "+0.000;-0.000;0.000"),
        m.Step("e_two", "E of the second ion", "$rt_f*$log/$z_two", "mV", "+0.000;-0.000;0.000"),
        m.Step("w_one", "First ion, energy of entering: z e (V − E)", "$z_one*($vm-$e_one)", "meV", "+0.0;-0.0;0.0"),
        m.Step("w_two", "Second ion, energy of entering: z e (V − E)", "$z_two*($vm-$e_two)", "meV", "+0.0;-0.0;0.0"),
    ),
    figures=(
        m.Figure(BY_ID["SA6"], _E_TWO, "$rt_f*$log/$z_two", name="second", label="E of the second ion"),
        m.Figure(BY_ID["SA5"], _E_ONE, "$rt_f*$log/$z_one", name="first", label="E of the first ion"),
        m.Figure(BY_ID["SA7"], f"{_E_TWO}/{_E_ONE}", "$z_one/$z_two", label="second E over first E"),
        m.Figure(
            BY_ID["SB4"],
            'NERNST($c_out,$c_in,"Mg2+",$temperature)/NERNST($c_out,$c_in,"K+",$temperature)',
            "($rt_f*$log/2)/($rt_f*$log)",
            label="the same for magnesium over potassium",
        ),
        m.Figure(BY_ID["SA9"], "DRIVINGFORCE($vm,$second)", "$vm-$second", label="driving force on the second ion"),
        m.Figure(BY_ID["SA8"], "DRIVINGFORCE($vm,$first)", "$vm-$first", label="driving force on the first ion"),
    ),
    chart=m.Chart(
        title="Twice the charge needs half the voltage, at any concentration ratio",
        x=m.Axis("concentration outside (mM)", log=True),
        y=m.Axis("E (mV)"),
        start=0.01,
        stop=1000,
        curves=(
            m.Curve("first ion", "NERNST($x,$c_in,$z_one,$temperature)"),
            m.Curve("second ion", "NERNST($x,$c_in,$z_two,$temperature)"),
        ),
        markers=(
            m.Marker("$c_out", _E_ONE, "your first ion"),
            m.Marker("$c_out", _E_TWO, "your second ion"),
        ),
        alt=(
            "The equilibrium potentials of both ions against the concentration outside, on a logarithmic axis: two "
            "straight lines through 0 mV where the concentrations are equal, the second half as steep."
        ),
        question="Try: valence -1 for the second ion. What does a negative charge do to its line?",
    ),
)

EXPLORE = m.Explore(
    invitation=(
        "Free calcium is scarce in a cell: about a ten-thousandth of that outside. How strongly is it driven in, and "
        "how much would there be inside if calcium came to equilibrium at this voltage? Change the valence to see what "
        "one more charge is worth."
    ),
    inputs=(
        m.concentration("c_out", "Concentration outside, c_out", 1.2),
        m.concentration("c_in", "Concentration inside, c_in", 0.0001),
        m.valence(value=2),
        m.potential("vm", "Membrane potential, V", -70),
        m.temperature(37),
    ),
    readouts=(
        m.Readout("e_ion", "Equilibrium potential, E", "NERNST($c_out,$c_in,$z,$temperature)", "mV"),
        m.Readout("force", "Driving force, V − E", "DRIVINGFORCE($vm,$e_ion)", "mV"),
        m.Readout("energy", "Energy of entering", "ION_DG($c_out,$c_in,$z,$vm,$temperature)", "kJ/mol"),
        m.Readout("held", "Inside / outside at equilibrium", "NERNST_IN($vm,1,$z,$temperature)", "", _SCALED),
        m.Readout("full", "Inside at equilibrium", "NERNST_IN($vm,$c_out,$z,$temperature)", "mM", _SCALED),
    ),
    charts=(
        m.Chart(
            title="At 0 mV the charge does not matter; elsewhere each charge adds its share",
            x=m.Axis("membrane potential V (mV)", least=-100, most=60),
            y=m.Axis("energy of entering (kJ/mol)"),
            start=-100,
            stop=60,
            curves=(
                m.Curve("your valence", "ION_DG($c_out,$c_in,$z,$x,$temperature)"),
                m.Curve("z = +1", "ION_DG($c_out,$c_in,1,$x,$temperature)"),
                m.Curve("z = -1", "ION_DG($c_out,$c_in,-1,$x,$temperature)"),
            ),
            markers=(m.Marker("$vm", "$energy", "your ion"),),
            alt=(
                "The free energy of one mole of ions entering, against the membrane potential: straight lines that "
                "meet at 0 mV, twice as steep for two charges as for one, falling for a negative charge."
            ),
            question="Try: equal concentrations on both sides. What is left of the energy? Which ions are drawn in?",
        ),
        m.Chart(
            title="A second charge squares the ratio that a voltage can hold",
            x=m.Axis("membrane potential V (mV)", least=-100, most=150),
            y=m.Axis("inside / outside at equilibrium", log=True, shown="0E+0"),
            start=-100,
            stop=150,
            curves=(
                m.Curve("your valence", "NERNST_IN($x,1,$z,$temperature)"),
                m.Curve("z = +1", "NERNST_IN($x,1,1,$temperature)"),
            ),
            markers=(m.Marker("$vm", "$held", "your ion"),),
            alt=(
                "The ratio of inside to outside at equilibrium, on a logarithmic axis, against the membrane potential: "
                "1 at 0 mV, at -70 mV about 14 for one charge and about 190 for two."
            ),
            question="Try: at which V would 0.0001 mM of calcium inside be at equilibrium? Compare that V with E.",
        ),
    ),
)

EXERCISE = m.Exercise(
    story=(
        "A resting cell at 37 °C. A fluorescent dye shows the free calcium inside, in nanomolar: one million nM are "
        "1 mM. How strongly is calcium driven in, in millivolts and as an energy?"
    ),
    givens=(
        m.Given("ca_out", "Calcium outside", 1.2, 0.1, "mM"),
        m.Given("ca_in", "Calcium inside", 100, 10, "nM"),
        m.Given("vm", "Membrane potential, V", -70, 2, "mV"),
        m.Given("temperature", "Temperature", 37, 0, "°C"),
    ),
    questions=(
        m.Question(
            name="e_ca",
            text="What is the equilibrium potential of calcium?",
            answer='NERNST($ca_out,$ca_in/10^6,"Ca2+",$temperature)',
            unit="mV",
            tolerance=0.1,
            hint="E = RT/(zF) · ln(out/in), z = 2, both in mM, T in kelvin, times 1000.",
            traps=(
                m.Trap("NERNST($ca_out,$ca_in/10^6,1,$temperature)", "Calcium carries two charges: z = 2."),
                m.Trap("NERNST($ca_out,$ca_in/10^3,2,$temperature)", "1 nM is a millionth of 1 mM, not a thousandth."),
                m.Trap("NERNST($ca_out,$ca_in,2,$temperature)", "Inside is in nM: bring both to the same unit."),
                m.Trap("1000*GAS_CONSTANT*$temperature/(2*FARADAY)*LN($ca_out/$ca_in*10^6)", m.NOT_IN_KELVIN),
            ),
        ),
        m.Question(
            name="force",
            text="How large is the driving force on calcium, with its sign?",
            answer="DRIVINGFORCE($vm,$e_ca)",
            unit="mV",
            tolerance=0.2,
            hint="V − E, whatever the charge.",
            traps=(
                m.Trap(
                    "2*DRIVINGFORCE($vm,$e_ca)",
                    "The driving force in mV is V − E; the charge comes in with the energy.",
                ),
                m.Trap("$vm+$e_ca", "Subtract E from V, do not add it."),
                m.Trap("$vm-2*$e_ca", "That is with E for one charge. Calcium has two."),
            ),
        ),
        m.Question(
            name="energy",
            text="By how much does the free energy change when one mole of calcium enters?",
            answer='ION_DG($ca_out,$ca_in/10^6,"Ca2+",$vm,$temperature)',
            unit="kJ/mol",
            tolerance=0.1,
            hint="zF(V − E) with z = 2 and volts gives joules: divide by 1000.",
            traps=(
                m.Trap("FARADAY*$force/10^6", "Each ion carries two charges: times z."),
                m.Trap("2*FARADAY*$force/1000", "That is in joules; kilojoules are asked for."),
                m.Trap("2*$force", "That is in meV for one ion; for a mole multiply by F instead of e."),
                m.Trap(
                    "2*FARADAY*$vm/10^6", "That is the electrical part only. The concentration gradient counts, too."
                ),
            ),
        ),
        m.Question(
            name="harder",
            text="Another cation has the same concentrations but one charge. Which is pulled in harder, per ion?",
            answer=(
                "IF(ION_DG($ca_out,$ca_in/10^6,2,$vm,$temperature)<ION_DG($ca_out,$ca_in/10^6,1,$vm,$temperature),"
                '"two charges","one charge")'
            ),
            unit="",
            tolerance=0,
            hint="Compare z · (V − E) of both.",
            traps=(
                m.Trap('"one charge"', "It has more millivolts, but the energy is charge times voltage."),
                m.Trap('"both alike"', "That holds only at 0 mV. Here V acts on each charge."),
            ),
            choices=("one charge", "two charges", "both alike"),
        ),
    ),
)

THEME = m.Theme(
    slug="valence",
    title="What the charge of an ion does",
    subtitle="Twice the charge, half the voltage, and yet a stronger pull",
    question="Two ions have the same concentrations, but one has two charges. Which is pulled harder, and why?",
    lesson=LESSON,
    explore=EXPLORE,
    exercise=EXERCISE,
)
