"""Calcium near an open channel: how much there is, and what it does to the current."""

from __future__ import annotations

from xlfuncs.cases import BY_ID
from xlfuncs.templates.lessons import description as m

_RISE = 'MICRODOMAIN($current,$distance,$diffusion,"Ca2+")'
_ROUNDED = "ROUND($near,1-INT(LOG10($near)))"  # to two digits, as the text does

LESSON = m.Lesson(
    idea=(
        "A cell holds hardly any free calcium. While a channel is open, the ions that enter pile up at its mouth until "
        "diffusion carries them away as fast as they come. The rise is inversely proportional to the distance: within "
        "tens of nanometres calcium is hundreds of times its bulk concentration or more."
    ),
    formula="Δc = |i| / (2π |z| F D r)",
    inputs=(
        m.Input("current", "Current of the channel, i", 0.2, "pA", m.POSITIVE),
        m.Input("distance", "Distance from the channel, r", 20, "nm", m.POSITIVE),
        m.Input("diffusion", "Diffusion coefficient, D", 60, "µm²/s", m.POSITIVE),
        m.concentration("bulk", "Calcium in the bulk, inside", 0.1, "µM"),
        m.concentration("ca_out", "Calcium outside, c_out", 2),
        m.temperature(310),
    ),
    steps=(
        m.Step("flow", "Calcium that enters: i / 2F", "$current*10^-12/(2*FARADAY)", "mol/s", "0.000E+00"),
        m.Step(
            "spread",
            "What diffusion carries away: 2π D r",
            "2*PI()*$diffusion*10^-12*$distance*10^-9",
            "m³/s",
            "0.000E+00",
        ),
        m.Step("rise", "Rise: the first divided by the second", "1000*$flow/$spread", "µM", "0.00"),
        m.KELVIN,
        m.Step("rt_zf", "RT/2F", "1000*GAS_CONSTANT*$kelvin/(2*FARADAY)", "mV"),
    ),
    figures=(
        m.Figure(BY_ID["SA23a"], f"$bulk+{_RISE}", "$bulk+$rise", name="near", label="Calcium near the open channel"),
        m.Figure(BY_ID["SA23b"], "$near/$bulk>1000", "$near>1000*$bulk"),
        m.Figure(
            BY_ID["SA24"],
            'NERNST($ca_out,$bulk/1000,"Ca2+",$temperature)',
            "$rt_zf*LN(1000*$ca_out/$bulk)",
            label="E_Ca with the bulk inside",
        ),
        m.Figure(
            BY_ID["SA25"],
            f'NERNST($ca_out,{_ROUNDED}/1000,"Ca2+",$temperature)',
            f"$rt_zf*LN(1000*$ca_out/{_ROUNDED})",
            label="E_Ca near the channel (two digits)",
        ),
    ),
    chart=m.Chart(
        title="At ten times the distance there is a tenth of the rise",
        x=m.Axis("distance from the channel (nm)", log=True, least=1, most=10000),
        y=m.Axis("calcium (µM)", log=True, least=0.01),
        start=5,
        stop=5000,
        curves=(
            m.Curve("near the open channel", '$bulk+MICRODOMAIN($current,$x,$diffusion,"Ca2+")'),
            m.Curve("bulk", "$bulk+0*$x"),
        ),
        markers=(m.Marker("$distance", f"$bulk+{_RISE}"),),
        alt=(
            "Calcium against the distance from an open channel, both axes logarithmic: it falls in inverse proportion "
            "to the distance and comes close to the bulk only after micrometres."
        ),
        question="Try: D = 220 µm²/s, as measured for free calcium. What is left of the 140 µM?",
    ),
)


def _current(vm: str, inside: str) -> str:
    return f'GHK_CURRENT($permeability,{vm},$ca_out,{inside}/1000,"Ca2+",$temperature)'


def _force(vm: str, inside: str) -> str:
    return f'DRIVINGFORCE({vm},NERNST($ca_out,{inside}/1000,"Ca2+",$temperature))'


EXPLORE = m.Explore(
    invitation=(
        "Near the open channel E_Ca is nearly 100 mV lower than in the bulk, so the driving force is much smaller. "
        "Does the current fall as much? No: even near the channel there is far less calcium than outside, and hardly "
        "any flows back. Compare the driving force with the GHK current."
    ),
    inputs=(
        m.concentration("near", "Calcium near the channel", 140, "µM"),
        m.concentration("bulk", "Calcium in the bulk, inside", 0.1, "µM"),
        m.concentration("ca_out", "Calcium outside, c_out", 2),
        m.potential("vm", "Membrane potential, V", -20),
        m.Input("permeability", "Permeability, P", 0.0001, "cm/s", m.POSITIVE),
        m.temperature(310),
    ),
    readouts=(
        m.Readout("e_bulk", "E_Ca with the bulk inside", 'NERNST($ca_out,$bulk/1000,"Ca2+",$temperature)', "mV"),
        m.Readout("e_near", "E_Ca near the channel", 'NERNST($ca_out,$near/1000,"Ca2+",$temperature)', "mV"),
        m.Readout("v_bulk", "V − E_Ca, bulk", "DRIVINGFORCE($vm,$e_bulk)", "mV"),
        m.Readout("v_near", "V − E_Ca, near the channel", "DRIVINGFORCE($vm,$e_near)", "mV"),
        m.Readout("v_left", "Left of the driving force", "100*$v_near/$v_bulk", "%", "0.0"),
        m.Readout("i_bulk", "GHK current, bulk", _current("$vm", "$bulk"), "µA/cm²", "+0.00;-0.00"),
        m.Readout("i_near", "GHK current, near the channel", _current("$vm", "$near"), "µA/cm²", "+0.00;-0.00"),
        m.Readout("i_left", "Left of the current", "100*$i_near/$i_bulk", "%", "0.0"),
    ),
    charts=(
        m.Chart(
            title="Below 0 mV the calcium near the channel hardly changes the current",
            x=m.Axis("membrane potential V (mV)", least=-80, most=80),
            y=m.Axis("current, outward positive (µA/cm²)"),
            start=-80,
            stop=80,
            curves=(
                m.Curve("bulk inside", _current("$x", "$bulk")),
                m.Curve("near the channel", _current("$x", "$near")),
            ),
            markers=(m.Marker("$vm", "$i_near"),),
            alt=(
                "Calcium current against voltage with the bulk concentration and with that near the channel. The two "
                "curves coincide at negative voltages and separate above 0 mV."
            ),
            question="Try: at which V has the current lost a tenth? Set V and watch the results.",
        ),
        m.Chart(
            title="The driving force falls far more than the current",
            x=m.Axis("membrane potential V (mV)", least=-80, most=40),
            y=m.Axis("% of the value with the bulk inside", least=0, most=100),
            start=-80,
            stop=30,
            curves=(
                m.Curve("current", f"100*{_current('$x', '$near')}/{_current('$x', '$bulk')}"),
                m.Curve("driving force", f"100*{_force('$x', '$near')}/{_force('$x', '$bulk')}"),
            ),
            markers=(m.Marker("$vm", "$i_left", "your current"), m.Marker("$vm", "$v_left", "your driving force")),
            alt=(
                "What is left near the channel of the current and of the driving force, in percent, against V. The "
                "current stays near 100 % up to about -20 mV; the driving force has lost more than half by then."
            ),
            question="Try: how much calcium near the channel would halve the current at -20 mV? Is that possible?",
        ),
    ),
)

_GIVEN_RISE = "MICRODOMAIN($current,$distance,220,2)"

EXERCISE = m.Exercise(
    story=(
        "A calcium channel opens in a nerve terminal at 37 °C. The calcium sensor of a synaptic vesicle is close by. "
        "Take a diffusion coefficient of 220 µm²/s, 2 mM calcium outside and almost none in the bulk inside."
    ),
    givens=(
        m.Given("current", "Current of the channel", 0.16, 0.02, "pA"),
        m.Given("distance", "Distance of the first sensor", 20, 1, "nm"),
        m.Given("far", "Distance of a second sensor", 100, 5, "nm"),
        m.Given("vm", "Membrane potential, V", 25, 6, "mV"),
        m.Given("temperature", "Temperature", 37, 0, "°C"),
    ),
    questions=(
        m.Question(
            name="rise",
            text="By how much does calcium rise at the first sensor?",
            answer=_GIVEN_RISE,
            unit="µM",
            tolerance=0.2,
            hint="|i|/(2π · 2 · F · D · r), all in SI units; 1 mol/m³ is 1000 µM.",
            traps=(
                m.Trap(f"2*{_GIVEN_RISE}", "Each Ca²⁺ carries two charges: divide by z = 2."),
                m.Trap(f"{_GIVEN_RISE}/2", "It spreads on one side of the membrane only: 2π, not 4π."),
                m.Trap(f"{_GIVEN_RISE}/1000", "That is in mM; µM are asked for."),
            ),
        ),
        m.Question(
            name="rise_far",
            text="By how much does it rise at the second sensor?",
            answer="$rise*$distance/$far",
            unit="µM",
            tolerance=0.05,
            hint="The rise is proportional to 1/r.",
            traps=(
                m.Trap("$rise*($distance/$far)^2", "It falls with 1/r, not with 1/r²."),
                m.Trap("$rise*$far/$distance", "Farther away there is less, not more."),
            ),
        ),
        m.Question(
            name="e_ca",
            text="What is E_Ca with the concentration of the first sensor inside?",
            answer="NERNST(2,$rise/1000,2,$temperature)",
            unit="mV",
            tolerance=0.3,
            hint="RT/(2F) · ln(out/in), both in the same unit.",
            traps=(
                m.Trap("NERNST(2,$rise/1000,1,$temperature)", "Calcium has z = 2: half of that."),
                m.Trap("NERNST(2,$rise,2,$temperature)", "2 mM are 2000 µM: bring both to one unit."),
                m.Trap("1000*GAS_CONSTANT*$temperature/(2*FARADAY)*LN(2000/$rise)", m.NOT_IN_KELVIN),
                m.Trap("NERNST(2,$rise/1000,2,$temperature)/LN(10)", m.NOT_LN),
            ),
        ),
        m.Question(
            name="way",
            text="With that concentration inside, which way is the net movement of Ca²⁺ at the given V?",
            answer="FLUX_DIRECTION($vm,$e_ca,2)",
            unit="",
            tolerance=0,
            hint="A cation moves in where V is below its E, out where V is above.",
            traps=(m.Trap('"none"', "There is no net movement only where V equals E."),),
            choices=("influx", "efflux", "none"),
        ),
    ),
)

THEME = m.Theme(
    slug="calcium-microdomain",
    title="Calcium near a channel",
    subtitle="A cloud some tens of nanometres wide: how concentrated it is, and what it does to the current",
    question="How much calcium is there at the mouth of an open channel, and does it stop the current?",
    lesson=LESSON,
    explore=EXPLORE,
    exercise=EXERCISE,
)
