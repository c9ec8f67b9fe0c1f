"""The energy of an ion: what a crossing yields or costs, per mole and per ion."""

from __future__ import annotations

from xlfuncs.cases import BY_ID
from xlfuncs.templates import model as m

_DG = "ION_DG($c_out,$c_in,$z,{vm},$temperature)"
_HERE = _DG.format(vm="$vm")
_SIGNED = "+0.0000;-0.0000;0.0000"

LESSON = m.Lesson(
    idea=(
        "An ion that enters a cell gains or loses energy twice: by chemistry, since the inside is fuller or emptier "
        "than the outside, and by electricity, since it crosses a voltage. The two add up, each with its own sign. "
        "Below zero the ion comes in by itself. Above zero something must pay, at least this much."
    ),
    formula="ΔG = R T ln( c_{in} / c_{out} ) + z F V_{m}",
    inputs=(
        m.concentration("c_out", "Potassium outside, c_out", 4),
        m.concentration("c_in", "Potassium inside, c_in", 140),
        m.valence(),
        m.potential("vm", "Membrane potential, Vm", -70),
        m.temperature(310),
    ),
    steps=(
        m.KELVIN,
        m.Step("rt", "RT", "GAS_CONSTANT*$kelvin/1000", "kJ/mol"),
        m.Step("chemical", "Chemical part: RT · ln(c_in / c_out)", "$rt*LN($c_in/$c_out)", "kJ/mol", _SIGNED),
        m.Step("electrical", "Electrical part: z F Vm", "$z*FARADAY*$vm/1E6", "kJ/mol", _SIGNED),
        m.Step("e_ion", "Nernst potential, E", "1E6*$rt/($z*FARADAY)*LN($c_out/$c_in)", "mV", "+0.00;-0.00;0.00"),
        m.Step("force", "Driving force, Vm - E", "$vm-$e_ion", "mV", "+0.00;-0.00;0.00"),
        m.Step("each", "For one ion: z (Vm - E)", "$z*$force", "meV", "+0.00;-0.00;0.00"),
    ),
    figures=(
        m.Figure(BY_ID["SB7b"], _HERE, "$chemical+$electrical", name="dg", shown=_SIGNED),
        m.Figure(
            BY_ID["SB7c"],
            f"$dg-{_DG.format(vm='0')}",
            "$electrical",
            shown=_SIGNED,
        ),
        m.Figure(
            BY_ID["SB7a"],
            "$dg-$z*FARADAY*DRIVINGFORCE($vm,NERNST($c_out,$c_in,$z,$temperature))/1E6",
            "$dg-$z*FARADAY*$force/1E6",
            shown="0.0E+00",
        ),
    ),
    chart=m.Chart(
        title="At the Nernst potential the two parts cancel",
        x=m.Axis("membrane potential (mV)", least=-140, most=60),
        y=m.Axis("energy of entering (kJ/mol)"),
        start=-140,
        stop=60,
        curves=(
            m.Curve("total, ΔG", _DG.format(vm="$x")),
            m.Curve("chemical part", _DG.format(vm="0")),
            m.Curve("electrical part", f"{_DG.format(vm='$x')}-{_DG.format(vm='0')}"),
        ),
        markers=(
            m.Marker("$vm", _HERE),
            m.Marker("NERNST($c_out,$c_in,$z,$temperature)", "0", "Nernst potential"),
        ),
        alt=(
            "The energy of entering against the membrane potential: the chemical part is level, the electrical part "
            "a line through zero, their sum a line that crosses zero at the Nernst potential."
        ),
        question="Try: at which Vm does it go in for nothing? Then chloride: z = -1, 120 outside and 10 inside.",
    ),
)

_FORCE = "DRIVINGFORCE({vm},NERNST($c_out,$c_in,{z},$temperature))"
_ENERGY = "ION_DG($c_out,$c_in,{z},{vm},$temperature)"
_FIRST, _OTHER = {"vm": "$vm", "z": "1"}, {"vm": "$vm", "z": "$z_other"}

EXPLORE = m.Explore(
    invitation=(
        "Two ions, the same tenfold ratio, one with charge +1 and one with +2. In millivolts the double charge feels "
        "the weaker force. But each of its ions carries two charges through that force. Which one comes in with more "
        "energy?"
    ),
    inputs=(
        m.concentration("c_out", "Outside, both ions", 10),
        m.concentration("c_in", "Inside, both ions", 1),
        m.valence("z_other", "Valence of the other ion", 2),
        m.potential("vm", "Membrane potential", -70),
        m.temperature(310),
    ),
    readouts=(
        m.Readout("force_one", "Force, charge +1", _FORCE.format(**_FIRST), "mV"),
        m.Readout("force_other", "Force, other ion", _FORCE.format(**_OTHER), "mV"),
        m.Readout("dg_one", "Energy, charge +1", _ENERGY.format(**_FIRST), "kJ/mol"),
        m.Readout("dg_other", "Energy, other ion", _ENERGY.format(**_OTHER), "kJ/mol"),
        m.Readout("each_one", "One ion, charge +1", "$force_one", "meV", "+0.0;-0.0;0.0"),
        m.Readout("each_other", "One of the other", "$z_other*$force_other", "meV", "+0.0;-0.0;0.0"),
    ),
    charts=(
        m.Chart(
            title="In millivolts the double charge looks weaker",
            x=m.Axis("membrane potential (mV)", least=-120, most=60),
            y=m.Axis("driving force, Vm - E (mV)"),
            start=-120,
            stop=60,
            curves=(
                m.Curve("charge +1", _FORCE.format(vm="$x", z="1")),
                m.Curve("other ion", _FORCE.format(vm="$x", z="$z_other")),
            ),
            markers=(
                m.Marker("$vm", "$force_one", "charge +1, your Vm"),
                m.Marker("$vm", "$force_other", "other, your Vm"),
            ),
            alt=(
                "Driving force against membrane potential for two valences: two parallel lines; at -70 mV that of the "
                "double charge is nearer to zero."
            ),
            question="Try: make the other ion an anion, z = -1. What sign has its force, and which way does it go?",
        ),
        m.Chart(
            title="In energy, below 0 mV, it is the stronger one",
            x=m.Axis("membrane potential (mV)", least=-120, most=60),
            y=m.Axis("energy of entering (kJ/mol)"),
            start=-120,
            stop=60,
            curves=(
                m.Curve("charge +1", _ENERGY.format(vm="$x", z="1")),
                m.Curve("other ion", _ENERGY.format(vm="$x", z="$z_other")),
            ),
            markers=(m.Marker("$vm", "$dg_one", "charge +1, your Vm"), m.Marker("$vm", "$dg_other", "other, your Vm")),
            alt=(
                "Energy of entering against membrane potential for two valences: the line of the double charge is "
                "twice as steep; the lines cross at 0 mV."
            ),
            question="Try: Vm = 0. Why are the energies now equal, and the forces not?",
        ),
    ),
)

_NA = "ION_DG($na_out,$na_in,{z},{vm},$temperature)"
_CA = "ION_DG($ca_out,$ca_in,{z},{vm},$temperature)"
_NA_RIGHT, _CA_RIGHT = _NA.format(z='"Na+"', vm="$vm"), _CA.format(z='"Ca2+"', vm="$vm")

EXERCISE = m.Exercise(
    story=(
        "A heart cell between two beats, at 37 °C. An exchanger in its membrane lets 3 Na⁺ in and carries 1 Ca²⁺ out, "
        "or the other way round. No ATP is spent: the ions themselves decide."
    ),
    givens=(
        m.Given("na_out", "Sodium outside", 140, 1, "mM"),
        m.Given("na_in", "Sodium inside", 8, 0.2, "mM"),
        m.Given("ca_out", "Calcium outside", 1.8, 0.05, "mM"),
        m.Given("ca_in", "Calcium inside", 0.0001, 0, "mM"),
        m.Given("vm", "Membrane potential", -85, 1, "mV"),
        m.Given("temperature", "Temperature", 37, 0, "°C"),
    ),
    questions=(
        m.Question(
            name="dg_na",
            text="What is ΔG of one mole of sodium coming in?",
            answer=_NA_RIGHT,
            unit="kJ/mol",
            tolerance=0.06,
            hint="RT ln(in/out) + zF Vm, with Vm in volts; RT is 2.579 kJ/mol.",
            traps=(
                m.Trap("-" + _NA.format(z="1", vm="-$vm"), "The ratio is upside down: inside over outside here."),
                m.Trap(_NA.format(z="1", vm="0"), "The electrical part, zF Vm, is missing."),
                m.Trap(f"{_NA.format(z='1', vm='0')}/LN(10)+FARADAY*$vm/1E6", "ln, the natural logarithm, not log10."),
                m.Trap(f"1000*{_NA_RIGHT}", "That is in J/mol; kJ/mol are asked for."),
            ),
        ),
        m.Question(
            name="dg_ca",
            text="And of one mole of calcium coming in?",
            answer=_CA_RIGHT,
            unit="kJ/mol",
            tolerance=0.1,
            hint="The same with z = 2 in the electrical part only.",
            traps=(
                m.Trap(_CA.format(z="1", vm="$vm"), "Calcium carries two charges: z = 2."),
                m.Trap(f"2*{_CA.format(z='1', vm='$vm')}", "z belongs to the electrical part only."),
                m.Trap(_CA.format(z="2", vm="0"), "The electrical part, zF Vm, is missing."),
                m.Trap(_CA.format(z="2", vm="-$vm"), "Vm is negative: it helps a cation in."),
            ),
        ),
        m.Question(
            name="cycle",
            text="3 Na⁺ come in and 1 Ca²⁺ goes out. What is ΔG, per mole of such cycles?",
            answer="3*$dg_na-$dg_ca",
            unit="kJ/mol",
            tolerance=0.25,
            hint="Three times sodium in; calcium out is calcium in with the sign turned.",
            traps=(
                m.Trap("$dg_na-$dg_ca", "Three sodium ions come in."),
                m.Trap("2*$dg_na-$dg_ca", "Three sodium ions come in, not two."),
                m.Trap("3*$dg_na+$dg_ca", "Calcium goes out: turn the sign of its ΔG."),
            ),
        ),
        m.Question(
            name="direction",
            text="Which way does the exchanger carry calcium between the beats?",
            answer='IF($cycle<0,"out of the cell","into the cell")',
            unit="",
            tolerance=0,
            hint="What runs by itself has a ΔG below zero.",
            choices=("out of the cell", "into the cell", "neither way"),
        ),
    ),
)

NOTES = (
    m.Note(
        "What it takes for granted",
        "γ is the same on both sides, and the voltage and the concentrations stay as they are while the ions cross: a "
        "few ions, not the whole gradient. ΔG is the least work; a real pump spends more. It says nothing of how fast.",
    ),
    m.Note(
        "Where the text is wrong: potassium against both gradients",
        "It has potassium pumped in against its electrical gradient as well. A negative inside attracts a cation: for "
        "4 and 140 mM at -70 mV, chemistry costs 9.16 kJ/mol, the voltage gives 6.75 back, and 2.41 are left to pay. "
        "It is sodium that leaves against both: 12.6 kJ/mol with 145 and 15 mM.",
    ),
    m.Note(
        "Where the text is loose: magnitude",
        "The least work is called the magnitude of the change. Only a positive ΔG has to be paid for; a negative one "
        "of the same size is a gift, and a transporter may use it to carry something else uphill.",
    ),
    m.Note(
        "Where the other text is loose: a smaller force",
        "At a tenfold ratio and -70 mV a divalent ion is given the smaller inward force: 100.75 against 131.5 mV. True "
        "in millivolts. But each ion carries two charges: 201.5 meV against 131.5 for one ion, 19.4 against 12.7 kJ "
        "for a mole.",
    ),
    m.Note(
        "Sources",
        "Nelson & Cox, Lehninger Principles of Biochemistry, 8th ed., 2021, ch. 11; Hille, Ion Channels of Excitable "
        "Membranes, 3rd ed., 2001, ch. 1; exchanger: Blaustein & Lederer 1999, Physiol. Rev. 79:763.",
    ),
)

THEME = m.Theme(
    slug="energy-of-an-ion",
    title="The energy of an ion",
    subtitle="What it costs or yields to move an ion across a membrane, by chemistry and by voltage",
    question="What does it cost to bring an ion in, and who pays?",
    lesson=LESSON,
    explore=EXPLORE,
    exercise=EXERCISE,
    notes=NOTES,
)
