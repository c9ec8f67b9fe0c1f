"""The energy of an ion: what a crossing yields or costs, per mole and per ion."""

from __future__ import annotations

from xlfuncs.cases import BY_ID
from xlfuncs.templates.lessons import description as m

_DG = "ION_DG($c_out,$c_in,$z,{vm},$temperature)"
_HERE = _DG.format(vm="$vm")
_SIGNED = "+0.0000;-0.0000;0.0000"

LESSON = m.Lesson(
    idea=(
        "The energy of an ion that enters a cell changes in two ways: chemically, because the concentrations differ, "
        "and electrically, because it crosses a voltage. The two parts add up, each with its own sign. With ΔG below "
        "zero the ion enters by itself. Above zero something must pay, at least this much."
    ),
    formula="ΔG = R T ln( c_{in} / c_{out} ) + z F V",
    inputs=(
        m.concentration("c_out", "Potassium outside, c_out", 4),
        m.concentration("c_in", "Potassium inside, c_in", 140),
        m.valence(),
        m.potential("vm", "Membrane potential, V", -70),
        m.temperature(310),
    ),
    steps=(
        m.KELVIN,
        m.Step("rt", "RT", "GAS_CONSTANT*$kelvin/1000", "kJ/mol"),
        m.Step("chemical", "Chemical part: RT · ln(c_in / c_out)", "$rt*LN($c_in/$c_out)", "kJ/mol", _SIGNED),
        m.Step("electrical", "Electrical part: z F V", "$z*FARADAY*$vm/1E6", "kJ/mol", _SIGNED),
        m.Step("e_ion", "Equilibrium potential, E", "1E6*$rt/($z*FARADAY)*LN($c_out/$c_in)", "mV", "+0.00;-0.00;0.00"),
        m.Step("force", "Driving force, V − E", "$vm-$e_ion", "mV", "+0.00;-0.00;0.00"),
        m.Step("each", "Energy per ion: z e (V − E)", "$z*$force", "meV", "+0.00;-0.00;0.00"),
    ),
    figures=(
        m.Figure(
            BY_ID["SB7b"],
            _HERE,
            "$chemical+$electrical",
            name="dg",
            shown=_SIGNED,
            label="Energy of potassium entering a neuron",
        ),
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
        title="At the equilibrium potential E the two parts cancel",
        x=m.Axis("membrane potential V (mV)", least=-140, most=60),
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
            m.Marker("NERNST($c_out,$c_in,$z,$temperature)", "0", "E"),
        ),
        alt=(
            "The energy of entering against the membrane potential: the chemical part is level, the electrical part "
            "a line through zero, their sum a line that crosses zero at the equilibrium potential."
        ),
        question="Try: at which V is entering free of cost? Then take chloride: z = -1, 120 mM outside, 10 mM inside.",
    ),
)

_ENTERING = 'ION_DG($na_out,$na_in,"Na+",{vm},$temperature)'
_RT = f"(GAS_CONSTANT*{m.KELVIN.formula}/1000)"
_COUNT = m.Rule("a whole number above 0", "AND({cell}>0,{cell}=INT({cell}))")
_LARGE = "[>=10]#,##0;0.00"

EXPLORE = m.Explore(
    invitation=(
        "Sodium that enters can pay for something else. In gut and kidney, carriers bring glucose into the cells "
        "together with one or two Na⁺. Glucose has no charge, so moving it costs only its concentration ratio. How far "
        "can a carrier empty the fluid outside?"
    ),
    inputs=(
        m.concentration("na_out", "Sodium outside, c_out", 145),
        m.concentration("na_in", "Sodium inside, c_in", 12),
        m.Input("coupled", "Na⁺ for each glucose", 2, "", _COUNT),
        m.concentration("glucose_in", "Glucose inside", 5),
        m.potential("vm", "Membrane potential, V", -60),
        m.temperature(37),
    ),
    readouts=(
        m.Readout("dg_na", "ΔG of Na⁺ entering", _ENTERING.format(vm="$vm"), "kJ/mol"),
        m.Readout("chemical", "Of which the chemical part", _ENTERING.format(vm="0"), "kJ/mol"),
        m.Readout("gain", "Energy for each glucose", "-$coupled*$dg_na", "kJ/mol"),
        m.Readout("ratio", "Highest ratio of glucose, in / out", f"EXP($gain/{_RT})", "", _LARGE),
        m.Readout("left", "Lowest glucose outside", "1000*$glucose_in/$ratio", "µM", "0.00"),
    ),
    charts=(
        m.Chart(
            title="A second Na⁺ squares the ratio that a carrier can build up",
            x=m.Axis("membrane potential V (mV)", least=-100, most=0),
            y=m.Axis("highest ratio of glucose, in / out", log=True, shown="#,##0"),
            start=-100,
            stop=0,
            curves=(
                m.Curve("your carrier", f"EXP(-$coupled*{_ENTERING.format(vm='$x')}/{_RT})"),
                m.Curve("with 1 Na⁺", f"EXP(-{_ENTERING.format(vm='$x')}/{_RT})"),
            ),
            markers=(m.Marker("$vm", "$ratio", "your cell"),),
            alt=(
                "The highest ratio of glucose inside to outside, on a logarithmic axis, against the membrane "
                "potential: straight lines that rise towards negative voltages, twice as steep with two sodium ions."
            ),
            question="Try: 1 Na⁺ for each glucose. How much glucose stays outside now, at best?",
        ),
        m.Chart(
            title="The carrier runs inwards only while sodium pays more than glucose costs",
            x=m.Axis("ratio of glucose, in / out", log=True, shown="#,##0"),
            y=m.Axis("ΔG of one turn (kJ/mol)"),
            start=1,
            stop=1000000,
            curves=(
                m.Curve("your carrier", f"{_RT}*LN($x)-$gain"),
                m.Curve("with 1 Na⁺", f"{_RT}*LN($x)+$dg_na"),
            ),
            markers=(m.Marker("$ratio", "0", "your carrier stops"),),
            alt=(
                "The free energy of one turn of the carrier against the ratio of glucose, on a logarithmic axis: "
                "rising straight lines, negative while the carrier runs inwards, zero at the highest ratio."
            ),
            question="Try: 60 mM sodium inside, as in a cell without oxygen. Where does the carrier stop now?",
        ),
    ),
)

_NA = "ION_DG($na_out,$na_in,{z},{vm},$temperature)"
_CA = "ION_DG($ca_out,$ca_in,{z},{vm},$temperature)"
_NA_RIGHT, _CA_RIGHT = _NA.format(z='"Na+"', vm="$vm"), _CA.format(z='"Ca2+"', vm="$vm")

EXERCISE = m.Exercise(
    story=(
        "A heart cell between two beats, at 37 °C. An exchanger in its membrane lets 3 Na⁺ in and carries 1 Ca²⁺ out, "
        "or the reverse. It uses no ATP: the energies of the ions decide on the direction."
    ),
    givens=(
        m.Given("na_out", "Sodium outside", 140, 1, "mM"),
        m.Given("na_in", "Sodium inside", 8, 0.2, "mM"),
        m.Given("ca_out", "Calcium outside", 1.8, 0.05, "mM"),
        m.Given("ca_in", "Calcium inside", 0.0001, 0, "mM"),
        m.Given("vm", "Membrane potential, V", -85, 1, "mV"),
        m.Given("temperature", "Temperature", 37, 0, "°C"),
    ),
    questions=(
        m.Question(
            name="dg_na",
            text="What is ΔG for one mole of sodium entering?",
            answer=_NA_RIGHT,
            unit="kJ/mol",
            tolerance=0.06,
            hint="RT ln(in/out) + zFV, with V in volts; RT is 2.579 kJ/mol.",
            traps=(
                m.Trap("-" + _NA.format(z="1", vm="-$vm"), "The ratio is upside down: here it is inside over outside."),
                m.Trap(_NA.format(z="1", vm="0"), "The electrical part, zFV, is missing."),
                m.Trap(f"{_NA.format(z='1', vm='0')}/LN(10)+FARADAY*$vm/1E6", m.NOT_LN),
                m.Trap(f"1000*{_NA_RIGHT}", m.IN_JOULES),
            ),
        ),
        m.Question(
            name="dg_ca",
            text="What is ΔG for one mole of calcium entering?",
            answer=_CA_RIGHT,
            unit="kJ/mol",
            tolerance=0.1,
            hint="The same with z = 2 in the electrical part only.",
            traps=(
                m.Trap(_CA.format(z="1", vm="$vm"), "Calcium carries two charges: z = 2."),
                m.Trap(f"2*{_CA.format(z='1', vm='$vm')}", "z belongs to the electrical part only."),
                m.Trap(_CA.format(z="2", vm="0"), "The electrical part, zFV, is missing."),
                m.Trap(_CA.format(z="2", vm="-$vm"), "V is negative: it helps a cation in."),
            ),
        ),
        m.Question(
            name="cycle",
            text="3 Na⁺ enter and 1 Ca²⁺ leaves. What is ΔG per mole of such cycles?",
            answer="3*$dg_na-$dg_ca",
            unit="kJ/mol",
            tolerance=0.25,
            hint="Three times sodium entering, minus calcium entering: it leaves.",
            traps=(
                m.Trap("$dg_na-$dg_ca", "Three sodium ions enter, not one."),
                m.Trap("2*$dg_na-$dg_ca", "Three sodium ions enter, not two."),
                m.Trap("3*$dg_na+$dg_ca", "Calcium leaves: change the sign of its ΔG."),
            ),
        ),
        m.Question(
            name="direction",
            text="Which way does the exchanger carry calcium between the beats?",
            answer='IF($cycle<0,"out of the cell","into the cell")',
            unit="",
            tolerance=0,
            hint="What runs by itself has a ΔG below zero: look at the sign of your cycle.",
            traps=(m.Trap('"neither way"', "It stands still only where ΔG is zero."),),
            choices=("out of the cell", "into the cell", "neither way"),
        ),
    ),
)

THEME = m.Theme(
    slug="energy-of-an-ion",
    title="The energy of an ion",
    subtitle="What it costs or yields to move an ion across a membrane: concentrations plus voltage",
    question="What does it cost to bring an ion in, and who pays?",
    lesson=LESSON,
    explore=EXPLORE,
    exercise=EXERCISE,
)
