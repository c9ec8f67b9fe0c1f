"""What the charge of an ion does to its equilibrium potential and to the energy of moving it."""

from __future__ import annotations

from xlfuncs.cases import BY_ID
from xlfuncs.templates import model as m

_E_ONE = "NERNST($c_out,$c_in,$z_one,$temperature)"
_E_TWO = "NERNST($c_out,$c_in,$z_two,$temperature)"
_SCALED = "[>=10]0;[>=0.1]0.00;0.0000"

LESSON = m.Lesson(
    idea=(
        "An ion with two charges feels a voltage twice as strongly, so half the voltage balances the same gradient. "
        "Its driving force in millivolts can then be the smaller one, and yet it is pulled harder: what counts for "
        "each ion is charge times voltage, an energy."
    ),
    formula="E = (RT/zF) · ln( c_{out} / c_{in} ),   energy = z (V − E)",
    inputs=(
        m.concentration("c_out", "Either ion outside, c_out", 10),
        m.concentration("c_in", "Either ion inside, c_in", 1),
        m.valence("z_one", "Valence of the first ion", 1),
        m.valence("z_two", "Valence of the second ion", 2),
        m.temperature(310),
        m.potential("vm", "Membrane potential, V", -70),
    ),
    steps=(
        m.KELVIN,
        m.Step("rt_f", "RT/F", "1000*GAS_CONSTANT*$kelvin/FARADAY", "mV"),
        m.Step("log", "ln(c_out / c_in)", "LN($c_out/$c_in)", "", "+0.00000;-0.00000;0.00000"),
        m.Step("e_one", "E of the first ion", "$rt_f*$log/$z_one", "mV", "+0.000;-0.000;0.000"),
        m.Step("e_two", "E of the second ion", "$rt_f*$log/$z_two", "mV", "+0.000;-0.000;0.000"),
        m.Step("w_one", "energy of a first ion coming in", "$z_one*($vm-$e_one)", "meV", "+0.0;-0.0;0.0"),
        m.Step("w_two", "energy of a second ion coming in", "$z_two*($vm-$e_two)", "meV", "+0.0;-0.0;0.0"),
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
        title="Twice the charge needs half the voltage, at every ratio",
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
        question="Try: valence -1 for the second ion. What does a negative charge do to the line?",
    ),
)

EXPLORE = m.Explore(
    invitation=(
        "Calcium is scarce in the cell: a ten-thousandth of what is outside. How hard is it pulled in, and how much "
        "would the inside hold if calcium were left to come to rest at this voltage? Change the charge and see what "
        "one more is worth."
    ),
    inputs=(
        m.concentration("c_out", "Outside", 1.2),
        m.concentration("c_in", "Inside", 0.0001),
        m.valence(value=2),
        m.potential("vm", "Membrane potential", -70),
        m.temperature(37),
    ),
    readouts=(
        m.Readout("e_ion", "E", "NERNST($c_out,$c_in,$z,$temperature)", "mV"),
        m.Readout("force", "Driving force", "DRIVINGFORCE($vm,$e_ion)", "mV"),
        m.Readout("energy", "Energy of coming in", "ION_DG($c_out,$c_in,$z,$vm,$temperature)", "kJ/mol"),
        m.Readout("held", "Inside over outside at rest", "NERNST_IN($vm,1,$z,$temperature)", "", _SCALED),
        m.Readout("full", "Inside at rest", "NERNST_IN($vm,$c_out,$z,$temperature)", "mM", _SCALED),
    ),
    charts=(
        m.Chart(
            title="At 0 mV the charge does not matter; each charge adds its share of V",
            x=m.Axis("membrane potential V (mV)", least=-100, most=60),
            y=m.Axis("energy of coming in (kJ/mol)"),
            start=-100,
            stop=60,
            curves=(
                m.Curve("your charge", "ION_DG($c_out,$c_in,$z,$x,$temperature)"),
                m.Curve("charge +1", "ION_DG($c_out,$c_in,1,$x,$temperature)"),
                m.Curve("charge -1", "ION_DG($c_out,$c_in,-1,$x,$temperature)"),
            ),
            markers=(m.Marker("$vm", "$energy", "your ion"),),
            alt=(
                "The free energy of one mole of ions coming in, against the membrane potential: straight lines that "
                "meet at 0 mV, twice as steep for two charges as for one, falling for a negative charge."
            ),
            question="Try: equal amounts inside and outside. Which part of the energy is left, and who is pulled in?",
        ),
        m.Chart(
            title="A second charge squares the ratio that a voltage can hold",
            x=m.Axis("membrane potential V (mV)", least=-100, most=60),
            y=m.Axis("inside over outside at rest", log=True),
            start=-100,
            stop=60,
            curves=(
                m.Curve("your charge", "NERNST_IN($x,1,$z,$temperature)"),
                m.Curve("charge +1", "NERNST_IN($x,1,1,$temperature)"),
            ),
            markers=(m.Marker("$vm", "$held", "your ion"),),
            alt=(
                "The ratio of inside to outside at equilibrium, on a logarithmic axis, against the membrane potential: "
                "1 at 0 mV, at -70 mV about 14 for one charge and about 190 for two."
            ),
            question="Try: at which V would your calcium, 0.0001 mM inside, be at rest? Read it off E as well.",
        ),
    ),
)

EXERCISE = m.Exercise(
    story=(
        "A resting cell at 37 °C. A dye tells you the calcium inside, in nanomolar: one million nM are 1 mM. How hard "
        "is calcium pulled in, in millivolts and in energy?"
    ),
    givens=(
        m.Given("ca_out", "Calcium outside", 1.2, 0.1, "mM"),
        m.Given("ca_in", "Calcium inside", 100, 10, "nM"),
        m.Given("vm", "Membrane potential", -70, 2, "mV"),
        m.Given("temperature", "Temperature", 37, 0, "°C"),
    ),
    questions=(
        m.Question(
            name="e_ca",
            text="What is the equilibrium potential of calcium?",
            answer='NERNST($ca_out,$ca_in/10^6,"Ca2+",$temperature)',
            unit="mV",
            tolerance=0.1,
            hint="E = RT/(zF) · ln(out/in) with z = 2, both in mM, T in kelvin, times 1000.",
            traps=(
                m.Trap("NERNST($ca_out,$ca_in/10^6,1,$temperature)", "Calcium carries two charges: z = 2."),
                m.Trap("NERNST($ca_out,$ca_in/10^3,2,$temperature)", "1 nM is a millionth of 1 mM, not a thousandth."),
                m.Trap("NERNST($ca_out,$ca_in,2,$temperature)", "Inside is in nM: bring both to the same unit."),
                m.Trap(
                    "1000*GAS_CONSTANT*$temperature/(2*FARADAY)*LN($ca_out/$ca_in*10^6)",
                    "T must be in kelvin: add 273.15.",
                ),
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
                m.Trap("2*DRIVINGFORCE($vm,$e_ca)", "The force in mV is V − E; the charge comes in with the energy."),
                m.Trap("$vm+$e_ca", "E is taken away from V, not added to it."),
                m.Trap("$vm-2*$e_ca", "That is with E for one charge. Calcium has two."),
            ),
        ),
        m.Question(
            name="energy",
            text="How much does the free energy change when one mole of calcium comes in?",
            answer='ION_DG($ca_out,$ca_in/10^6,"Ca2+",$vm,$temperature)',
            unit="kJ/mol",
            tolerance=0.1,
            hint="zF(V − E) with z = 2 and volts gives joules: divide by 1000.",
            traps=(
                m.Trap("FARADAY*$force/10^6", "Each ion carries two charges: times z."),
                m.Trap("2*FARADAY*$force/1000", "That is in joules; kilojoules are asked for."),
                m.Trap("2*$force", "That is in meV for one ion; in kJ/mol it is F times as many volts."),
                m.Trap("2*FARADAY*$vm/10^6", "That is the electrical part only. The gradient pulls as well."),
            ),
        ),
        m.Question(
            name="harder",
            text="Another cation has the same concentrations and one charge. Per ion, which is pulled in harder?",
            answer=(
                "IF(ION_DG($ca_out,$ca_in/10^6,2,$vm,$temperature)<ION_DG($ca_out,$ca_in/10^6,1,$vm,$temperature),"
                '"two charges","one charge")'
            ),
            unit="",
            tolerance=0,
            hint="Compare z · (V − E) of both.",
            traps=(
                m.Trap('"one charge"', "It has more millivolts, but the energy is charge times voltage."),
                m.Trap('"both alike"', "That holds at 0 mV only. Here V pulls on each charge."),
            ),
            choices=("one charge", "two charges", "both alike"),
        ),
    ),
)

NOTES = (
    m.Note(
        "Smaller in millivolts only",
        "The text calls the inward driving force on the doubly charged ion smaller: -100.75 mV against -131.5 mV. In "
        "millivolts that is so. But each ion carries two charges, so that coming in sets free 2 · 100.75 = 201.5 meV "
        "against 131.5 meV: the doubly charged ion is pulled harder.",
    ),
    m.Note(
        "Why the charge cancels",
        "Bringing an ion against its gradient takes RT · ln(ratio) per mole, whatever its charge. The voltage that "
        "supplies this energy is shared by z charges, hence E = energy/(zF). At a given V the charge comes back: the "
        "electrical part is zFV, and with it the energy depends on z again.",
    ),
    m.Note(
        "What it takes for granted",
        "The same ratio for both ions, one kind of ion at a time, equal activity coefficients on both sides. For "
        "doubly charged ions the last is the boldest: their coefficients depend on z², at 155 mM about 0.3 for two "
        "charges where it is 0.75 for one, so that a difference between the sides counts more.",
    ),
    m.Note(
        "What it leaves out",
        "How many ions go. For calcium, with ten thousand times less inside, current is far from proportional to "
        "V − E: GHK_CURRENT gives the curve. Free calcium and magnesium are meant; most of both is bound in the cell.",
    ),
    m.Note(
        "Sources",
        "Nernst 1889, Z. Phys. Chem. 4:129; Hille, Ion Channels of Excitable Membranes, 3rd ed., 2001, ch. 1; Nelson & "
        "Cox, Lehninger Principles of Biochemistry, 8th ed., 2021, ch. 11 (energy of transport).",
    ),
)

THEME = m.Theme(
    slug="valence",
    title="What the charge of an ion does",
    subtitle="Twice the charge, half the voltage, and yet a harder pull",
    question="Two ions have the same concentrations, one has two charges. What changes, and who is pulled harder?",
    lesson=LESSON,
    explore=EXPLORE,
    exercise=EXERCISE,
    notes=NOTES,
)
