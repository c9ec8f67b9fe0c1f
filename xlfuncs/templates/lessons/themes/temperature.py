"""What cooling does to equilibrium potentials, and what it does not explain."""

from __future__ import annotations

from xlfuncs.cases import BY_ID
from xlfuncs.templates.lessons import description as m

# Two concentrations that give the potential: 1 mM inside, and the one outside that goes with it. Both ions have z = 1.
_SLOPE_K = "NERNST_SLOPE(NERNST_OUT($e_k,1,1,$temperature),1,1)"
_SLOPE_NA = "NERNST_SLOPE(NERNST_OUT($e_na,1,1,$temperature),1,1)"
_SIGNED = "+0.000;-0.000;0.000"

_FORCE_K = 'DRIVINGFORCE($vm,NERNST($k_out,$k_in,"K+",{t}))'
_FORCE_CL = 'DRIVINGFORCE($vm,NERNST($cl_out,$cl_in,"Cl-",{t}))'
_COLD = m.Rule("a temperature from 0 to 45 °C", "AND({cell}>=0,{cell}<=45)")


def _percent(formula: str, at: str) -> str:
    return f"100*ABS({formula.format(t=at)})/ABS({formula.format(t=37)})"


LESSON = m.Lesson(
    idea=(
        "Thermal motion drives diffusion, so the voltage that balances a gradient is proportional to the absolute "
        "temperature. Cooling moves every equilibrium potential towards 0 mV, negative ones up and positive ones down, "
        "but only by about 3 % for ten degrees: 10 K out of 310 K."
    ),
    formula="dE/dT = E / T,   so that   ΔE = E · ΔT / T",
    inputs=(
        m.Input("e_k", "E_K before cooling", -90, "mV", m.ANY_NUMBER),
        m.Input("e_na", "E_Na before cooling", 67, "mV", m.ANY_NUMBER),
        m.temperature(310, label="Temperature before, °C or K"),
        m.Input("cooling", "Size of the cooling", 10, "K", m.ANY_NUMBER),
    ),
    steps=(
        m.KELVIN,
        m.Step("slope_k", "E_K / T", "$e_k/$kelvin", "mV/K", "+0.00000;-0.00000;0.00000"),
        m.Step("slope_na", "E_Na / T", "$e_na/$kelvin", "mV/K", "+0.00000;-0.00000;0.00000"),
        m.Step("cold_k", "E_K after cooling", "$e_k-$cooling*$slope_k", "mV", "+0.00;-0.00;0.00"),
        m.Step("cold_na", "E_Na after cooling", "$e_na-$cooling*$slope_na", "mV", "+0.00;-0.00;0.00"),
        m.Step("percent", "Change of every E", "-100*$cooling/$kelvin", "%", "+0.00;-0.00;0.00"),
    ),
    figures=(
        m.Figure(
            BY_ID["SA10c"],
            f"{_SLOPE_K}*(-$cooling)",
            "-$cooling*$slope_k",
            name="shift_k",
            shown=_SIGNED,
            label="Shift of E_K by the cooling",
        ),
        m.Figure(
            BY_ID["SA10d"],
            f"{_SLOPE_NA}*(-$cooling)",
            "-$cooling*$slope_na",
            name="shift_na",
            shown=_SIGNED,
            label="shift of E_Na by the cooling",
        ),
        m.Figure(
            BY_ID["SA10a"], "SIGN($shift_k)", "SIGN($shift_k)", label="E_K moves up (+1) or down (-1)", shown="+0;-0;0"
        ),
        m.Figure(
            BY_ID["SA10b"],
            "SIGN($shift_na)",
            "SIGN($shift_na)",
            label="E_Na moves up (+1) or down (-1)",
            shown="+0;-0;0",
        ),
        m.Figure(
            BY_ID["SA10e"],
            f"{_SLOPE_K}-$e_k/$kelvin",
            "1000*GAS_CONSTANT/FARADAY*LN(EXP(FARADAY*$e_k/(1000*GAS_CONSTANT*$kelvin)))-$slope_k",
            label="slope of E_K minus E_K/T",
            shown="0.0000",
        ),
    ),
    chart=m.Chart(
        title="Cooling moves every E towards 0 mV, but only a little",
        x=m.Axis("temperature (°C)", least=0, most=45),
        y=m.Axis("E (mV)"),
        start=0,
        stop=45,
        curves=(
            m.Curve("E_K", "NERNST(NERNST_OUT($e_k,1,1,$temperature),1,1,$x)"),
            m.Curve("E_Na", "NERNST(NERNST_OUT($e_na,1,1,$temperature),1,1,$x)"),
        ),
        markers=(
            m.Marker("$kelvin-ZERO_CELSIUS", "$e_k", "E_K before"),
            m.Marker("$kelvin-ZERO_CELSIUS-$cooling", "$cold_k", "E_K after cooling"),
            m.Marker("$kelvin-ZERO_CELSIUS-$cooling", "$cold_na", "E_Na after cooling"),
        ),
        alt=(
            "The equilibrium potentials of potassium, about -90 mV, and sodium, about +67 mV, against temperature: "
            "almost level lines that come slightly closer to 0 mV in the cold."
        ),
        question="Try: cool by 30 K. By how much does each E shrink? And does an E of 0 mV move at all?",
    ),
)

EXPLORE = m.Explore(
    invitation=(
        "The driving force on an ion is V − E. When cooling moves E towards 0 mV, some equilibrium potentials come "
        "closer to V and others move away from it. And there is something that cooling changes far more than any "
        "potential: how fast the channels open and close (their gating)."
    ),
    inputs=(
        m.Input("cold", "Temperature after cooling", 27, "°C", _COLD),
        m.potential("vm", "Membrane potential, V", -70),
        m.concentration("k_out", "Potassium outside, c_out", 5),
        m.concentration("k_in", "Potassium inside, c_in", 140),
        m.concentration("cl_out", "Chloride outside, c_out", 120),
        m.concentration("cl_in", "Chloride inside, c_in", 20),
        m.Input("gates_q", "Q10 of the gating", 3, "", m.POSITIVE),
    ),
    readouts=(
        m.Readout("force_k_warm", "V − E_K at 37 °C", _FORCE_K.format(t=37), "mV"),
        m.Readout("force_k", "V − E_K after cooling", _FORCE_K.format(t="$cold"), "mV"),
        m.Readout("force_cl_warm", "V − E_Cl at 37 °C", _FORCE_CL.format(t=37), "mV"),
        m.Readout("force_cl", "V − E_Cl after cooling", _FORCE_CL.format(t="$cold"), "mV"),
        m.Readout("gates", "Speed of the gating, 37 °C = 100", "100*$gates_q^(($cold-37)/10)", "%", "0"),
    ),
    charts=(
        m.Chart(
            title="Cooling can weaken a driving force or strengthen it",
            x=m.Axis("temperature (°C)", least=15, most=40),
            y=m.Axis("size of V − E (% of that at 37 °C)"),
            start=15,
            stop=40,
            curves=(
                m.Curve("V − E_K", _percent(_FORCE_K, "$x")),
                m.Curve("V − E_Cl", _percent(_FORCE_CL, "$x")),
            ),
            markers=(
                m.Marker("$cold", _percent(_FORCE_K, "$cold"), "your potassium"),
                m.Marker("$cold", _percent(_FORCE_CL, "$cold"), "your chloride"),
            ),
            alt=(
                "The size of the driving force against temperature, in percent of that at 37 °C: falling with cooling "
                "for potassium, rising for chloride."
            ),
            question="Try: hold V at -30 mV. What does cooling do to both driving forces now, and why?",
        ),
        m.Chart(
            title="Gating slows down a lot, E hardly changes",
            x=m.Axis("temperature (°C)", least=15, most=40),
            y=m.Axis("% of the value at 37 °C", least=0),
            start=15,
            stop=40,
            curves=(
                m.Curve("E_K", '100*NERNST($k_out,$k_in,"K+",$x)/NERNST($k_out,$k_in,"K+",37)'),
                m.Curve("speed of the gating", "100*$gates_q^(($x-37)/10)"),
            ),
            markers=(m.Marker("$cold", "$gates", "your channels"),),
            alt=(
                "Potassium's equilibrium potential and the speed of the gating against temperature, in percent of the "
                "values at 37 °C: the first is almost level, the second falls steeply with cooling."
            ),
            question="Try: which Q10 would make the gating as insensitive to temperature as E_K?",
        ),
    ),
)

_OTHER_COLD = "$e_ion*($cold+ZERO_CELSIUS)/($warm+ZERO_CELSIUS)"
_STRONGER = f"ABS(DRIVINGFORCE($vm,{_OTHER_COLD}))>ABS(DRIVINGFORCE($vm,$e_ion))"

EXERCISE = m.Exercise(
    story=(
        "A patient is cooled for heart surgery. Assume that in the nerve cells the concentrations and the membrane "
        "potential stay as they are. What happens to the equilibrium potentials?"
    ),
    givens=(
        m.Given("k_out", "Potassium outside", 4, 0.1, "mM"),
        m.Given("k_in", "Potassium inside", 140, 1, "mM"),
        m.Given("warm", "Temperature before", 37, 0, "°C"),
        m.Given("cold", "Temperature after", 31, -1, "°C"),
        m.Given("vm", "Membrane potential, V", -70, 0, "mV"),
        m.Given("e_ion", "E of another ion before", -40, -7, "mV"),
    ),
    questions=(
        m.Question(
            name="e_k",
            text="What is the equilibrium potential of potassium before the cooling?",
            answer='NERNST($k_out,$k_in,"K+",$warm)',
            unit="mV",
            tolerance=0.1,
            hint="E = RT/F · ln(out/in) gives volts: times 1000. T in kelvin.",
            traps=(
                m.Trap('NERNST($k_in,$k_out,"K+",$warm)', m.UPSIDE_DOWN),
                m.Trap("1000*GAS_CONSTANT*$warm/FARADAY*LN($k_out/$k_in)", m.NOT_IN_KELVIN),
                m.Trap("1000*GAS_CONSTANT*($warm+ZERO_CELSIUS)/FARADAY*LOG10($k_out/$k_in)", m.NOT_LN),
            ),
        ),
        m.Question(
            name="slope",
            text="By how much does it change for each kelvin of warming? Give the sign, too.",
            answer='NERNST_SLOPE($k_out,$k_in,"K+")',
            unit="mV/K",
            tolerance=0.002,
            hint="dE/dT = E/T, T in kelvin.",
            traps=(
                m.Trap("$e_k/$warm", "Divide by T in kelvin, not in °C."),
                m.Trap("-$e_k/($warm+ZERO_CELSIUS)", "E is negative, so warming makes it more so."),
                m.Trap("$e_k/($warm+ZERO_CELSIUS)/1000", "That is in volts per kelvin; mV/K are asked for."),
            ),
        ),
        m.Question(
            name="e_cold",
            text="What is the equilibrium potential of potassium after the cooling?",
            answer='NERNST($k_out,$k_in,"K+",$cold)',
            unit="mV",
            tolerance=0.1,
            hint="Multiply E by the ratio of the temperatures in kelvin.",
            traps=(
                m.Trap("$e_k*$cold/$warm", "Take the ratio of the temperatures in kelvin, not in °C."),
                m.Trap(
                    "$e_k*($warm+ZERO_CELSIUS)/($cold+ZERO_CELSIUS)", "Cooling makes E smaller in size, not larger."
                ),
                m.Trap("$e_k", "That is E before. E is proportional to T, so it has changed a little."),
            ),
        ),
        m.Question(
            name="force",
            text="V stays as it is. Does the cooling make the driving force on the other ion stronger or weaker?",
            answer=f'IF({_STRONGER},"stronger","weaker")',
            unit="",
            tolerance=0,
            hint="Its E moves towards 0 mV. Is it then farther from V, or closer?",
            traps=(
                m.Trap(f'IF({_STRONGER},"weaker","stronger")', "Its E moves towards 0 mV. Measure from V, not from 0."),
                m.Trap('"the same"', "E changes with T and V does not, so V − E changes."),
            ),
            choices=("stronger", "weaker", "the same"),
        ),
    ),
)

THEME = m.Theme(
    slug="temperature",
    title="Temperature and hypothermia",
    subtitle="Cooling shrinks every equilibrium potential a little and slows the channels a lot",
    question="What does cooling do to the equilibrium potentials, and is that why the cold numbs?",
    lesson=LESSON,
    explore=EXPLORE,
    exercise=EXERCISE,
)
