"""Calcium near an open channel: a cloud of ions, and what it does to the current."""

from __future__ import annotations

from xlfuncs.cases import BY_ID
from xlfuncs.templates import model as m

_RISE = 'MICRODOMAIN($current,$distance,$diffusion,"Ca2+")'
_ROUNDED = "ROUND($near,1-INT(LOG10($near)))"  # to two digits, as the text does

LESSON = m.Lesson(
    idea=(
        "A cell holds hardly any free calcium. Where a channel opens, ions pour in faster than they can spread, and "
        "for as long as it stays open a steep cloud hangs at its mouth: a thousand times the bulk at 20 nm, half that "
        "at twice the distance. A well stirred cell would never see it."
    ),
    formula="Δc = |i| / (2π |z| F D r)",
    inputs=(
        m.Input("current", "Current of the channel, i", 0.2, "pA", m.POSITIVE),
        m.Input("distance", "Distance from its mouth, r", 20, "nm", m.POSITIVE),
        m.Input("diffusion", "Diffusion coefficient, D", 60, "µm²/s", m.POSITIVE),
        m.concentration("bulk", "Calcium inside, bulk", 0.1, "µM"),
        m.concentration("ca_out", "Calcium outside", 2),
        m.temperature(310),
    ),
    steps=(
        m.Step("flow", "Calcium that enters: i / 2F", "$current*10^-12/(2*FARADAY)", "mol/s", "0.000E+00"),
        m.Step(
            "spread", "What diffusion clears: 2π D r", "2*PI()*$diffusion*10^-12*$distance*10^-9", "m³/s", "0.000E+00"
        ),
        m.Step("rise", "Rise: the one over the other", "1000*$flow/$spread", "µM", "0.00"),
        m.KELVIN,
        m.Step("rt_zf", "RT/2F", "1000*GAS_CONSTANT*$kelvin/(2*FARADAY)", "mV"),
    ),
    figures=(
        m.Figure(BY_ID["SA23a"], f"$bulk+{_RISE}", "$bulk+$rise", name="near"),
        m.Figure(BY_ID["SA23b"], "$near/$bulk>1000", "$near>1000*$bulk"),
        m.Figure(BY_ID["SA24"], 'NERNST($ca_out,$bulk/1000,"Ca2+",$temperature)', "$rt_zf*LN(1000*$ca_out/$bulk)"),
        m.Figure(
            BY_ID["SA25"],
            f'NERNST($ca_out,{_ROUNDED}/1000,"Ca2+",$temperature)',
            f"$rt_zf*LN(1000*$ca_out/{_ROUNDED})",
        ),
    ),
    chart=m.Chart(
        title="Ten times farther away, a tenth of the rise",
        x=m.Axis("distance from the channel (nm)", log=True),
        y=m.Axis("calcium (µM)", log=True),
        start=5,
        stop=5000,
        curves=(
            m.Curve("near the open channel", '$bulk+MICRODOMAIN($current,$x,$diffusion,"Ca2+")'),
            m.Curve("bulk", "$bulk+0*$x"),
        ),
        markers=(m.Marker("$distance", f"$bulk+{_RISE}"),),
        alt=(
            "Calcium against the distance from an open channel, both axes logarithmic: it falls in proportion to the "
            "distance and comes near the bulk only after micrometres."
        ),
        question="Try: D = 220 µm²/s, that of free calcium in water-like cytosol. What is left of the 140 µM?",
    ),
)


def _current(vm: str, inside: str) -> str:
    return f'GHK_CURRENT($permeability,{vm},$ca_out,{inside}/1000,"Ca2+",$temperature)'


def _force(vm: str, inside: str) -> str:
    return f'DRIVINGFORCE({vm},NERNST($ca_out,{inside}/1000,"Ca2+",$temperature))'


EXPLORE = m.Explore(
    invitation=(
        "With so much calcium inside, its potential falls by nearly 100 mV, and V − E with it. Does the current fall "
        "as much? No: next to no calcium flows back from inside, so that the curve of the current hardly moves. Watch "
        "both."
    ),
    inputs=(
        m.concentration("near", "Calcium near the channel", 140, "µM"),
        m.concentration("bulk", "Calcium in bulk", 0.1, "µM"),
        m.concentration("ca_out", "Calcium outside", 2),
        m.potential("vm", "Membrane potential", -20),
        m.Input("permeability", "Permeability", 0.0001, "cm/s", m.POSITIVE),
        m.temperature(310),
    ),
    readouts=(
        m.Readout("e_bulk", "E with the bulk inside", 'NERNST($ca_out,$bulk/1000,"Ca2+",$temperature)', "mV"),
        m.Readout("e_near", "E with the cloud inside", 'NERNST($ca_out,$near/1000,"Ca2+",$temperature)', "mV"),
        m.Readout("v_bulk", "V − E, bulk", "DRIVINGFORCE($vm,$e_bulk)", "mV"),
        m.Readout("v_near", "V − E, cloud", "DRIVINGFORCE($vm,$e_near)", "mV"),
        m.Readout("v_left", "so there is left of V − E", "100*$v_near/$v_bulk", "%", "0.0"),
        m.Readout("i_bulk", "Current, bulk", _current("$vm", "$bulk"), "µA/cm²", "+0.00;-0.00"),
        m.Readout("i_near", "Current, cloud", _current("$vm", "$near"), "µA/cm²", "+0.00;-0.00"),
        m.Readout("i_left", "so there is left of the current", "100*$i_near/$i_bulk", "%", "0.0"),
    ),
    charts=(
        m.Chart(
            title="The cloud hardly changes the current",
            x=m.Axis("membrane potential (mV)", least=-80, most=80),
            y=m.Axis("current, outward positive (µA/cm²)"),
            start=-80,
            stop=80,
            curves=(
                m.Curve("with the bulk inside", _current("$x", "$bulk")),
                m.Curve("with the cloud inside", _current("$x", "$near")),
            ),
            markers=(m.Marker("$vm", "$i_near"),),
            alt=(
                "Calcium current against voltage with the bulk and with the cloud inside. The two curves lie on each "
                "other at negative voltages and part above 0 mV."
            ),
            question="Try: at which V does the cloud begin to matter? And where does its current turn outward?",
        ),
        m.Chart(
            title="The driving force tells too dark a story",
            x=m.Axis("membrane potential (mV)", least=-80, most=40),
            y=m.Axis("left of what the bulk gives (%)", least=0, most=100),
            start=-80,
            stop=30,
            curves=(
                m.Curve("current", f"100*{_current('$x', '$near')}/{_current('$x', '$bulk')}"),
                m.Curve("V − E", f"100*{_force('$x', '$near')}/{_force('$x', '$bulk')}"),
            ),
            markers=(m.Marker("$vm", "$i_left"), m.Marker("$vm", "$v_left", "your V − E")),
            alt=(
                "What the cloud leaves of the current and of the driving force, in percent, against the voltage. The "
                "current stays near 100 % up to about -20 mV; the driving force has lost more than half by then."
            ),
            question="Try: how much calcium near the channel does it take to halve the current at -20 mV?",
        ),
    ),
)

_GIVEN_RISE = "MICRODOMAIN($current,$distance,220,2)"

EXERCISE = m.Exercise(
    story=(
        "A calcium channel opens at the edge of a synapse at 37 °C. A sensor for release sits nearby. Take 220 µm²/s "
        "for the diffusion coefficient, 2 mM calcium outside and next to none in the bulk inside."
    ),
    givens=(
        m.Given("current", "Current of the channel", 0.16, 0.02, "pA"),
        m.Given("distance", "Distance of the sensor", 20, 1, "nm"),
        m.Given("far", "Distance of a second sensor", 100, 5, "nm"),
        m.Given("vm", "Membrane potential", 25, 6, "mV"),
        m.Given("temperature", "Temperature", 37, 0, "°C"),
    ),
    questions=(
        m.Question(
            name="rise",
            text="By how much does calcium rise at the sensor?",
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
            text="And at the second sensor?",
            answer="$rise*$distance/$far",
            unit="µM",
            tolerance=0.05,
            hint="The rise goes with 1/r.",
            traps=(
                m.Trap("$rise*($distance/$far)^2", "It falls with the distance, not with its square."),
                m.Trap("$rise*$far/$distance", "Farther away there is less, not more."),
            ),
        ),
        m.Question(
            name="e_ca",
            text="What is the equilibrium potential of calcium for the concentration at the first sensor?",
            answer="NERNST(2,$rise/1000,2,$temperature)",
            unit="mV",
            tolerance=0.3,
            hint="RT/(2F) · ln(out/in), both in the same unit.",
            traps=(
                m.Trap("NERNST(2,$rise/1000,1,$temperature)", "Calcium has z = 2: half of that."),
                m.Trap("NERNST(2,$rise,2,$temperature)", "2 mM are 2000 µM: bring both to one unit."),
                m.Trap("1000*GAS_CONSTANT*$temperature/(2*FARADAY)*LN(2000/$rise)", "T must be in kelvin: add 273.15."),
                m.Trap("NERNST(2,$rise/1000,2,$temperature)/LN(10)", "ln is the natural logarithm, not the decimal."),
            ),
        ),
        m.Question(
            name="way",
            text="If a channel saw that concentration inside, which way would Ca²⁺ move at the potential given?",
            answer="FLUX_DIRECTION($vm,$e_ca,2)",
            unit="",
            tolerance=0,
            hint="A cation moves in where V is below its equilibrium potential, out where V is above.",
            traps=(m.Trap('"none"', "Nothing moves only where V equals the equilibrium potential."),),
            choices=("influx", "efflux", "none"),
        ),
    ),
)

NOTES = (
    m.Note(
        "What it takes for granted",
        "A point source in a flat membrane, diffusion into the half space behind it, a steady state (a few "
        "microseconds at 20 nm), nothing that binds calcium. The cloud is an average over time: with the lesson's "
        "numbers the half sphere of 20 nm holds about two ions at a time.",
    ),
    m.Note(
        "What the 140 µM stand on",
        "The text gives no diffusion coefficient. 140 µM need about 59 µm²/s in the half space, or 29 in a whole "
        "sphere, which does not fit a channel in a membrane. Free calcium has about 220: that gives 38 µM, still "
        "hundreds of times the bulk. Narrow clefts can hold more (Tadross, Tsien & Yue, PNAS 110:15794, 2013).",
    ),
    m.Note(
        "Do buffers raise the cloud?",
        "The text says that buffers hold it together by slowing diffusion. In the steady state they do not: once "
        "filled, bound ones change nothing, and mobile ones carry calcium off. At 20 nm, 10 mM EGTA would lower 38 to "
        "about 30 µM and 1 mM BAPTA to about 16 µM.",
    ),
    m.Note(
        "What the cloud does to the channel",
        "The text lets the fall of V − E reduce the influx profoundly and so inactivate the channel. At -20 mV V − E "
        "loses 64 %, but the GHK current 1.6 %; it matters only above about 0 mV. Calcium-dependent inactivation is a "
        "gate: calcium binds to calmodulin on the channel, and the channel shuts.",
    ),
    m.Note(
        "What it leaves out; literature",
        "Neighbouring channels, whose clouds add; and GHK takes ions to pass alone, where real calcium channels hold "
        "them at binding sites. Neher, Fortschr. Zool. 33:80, 1986, and Neuron 20:389, 1998; Crank, The Mathematics "
        "of Diffusion, 2nd ed., 1975; Hille, Ion Channels of Excitable Membranes, 3rd ed., 2001, ch. 14.",
    ),
)

THEME = m.Theme(
    slug="calcium-microdomain",
    title="Calcium near a channel",
    subtitle="A cloud of a few nanometres: how high it is, and what it does to the current",
    question="How much calcium is there at the mouth of an open channel, and does it stop the current?",
    lesson=LESSON,
    explore=EXPLORE,
    exercise=EXERCISE,
    notes=NOTES,
)
