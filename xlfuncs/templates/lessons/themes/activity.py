"""Activities: the part of a concentration that a membrane feels."""

from __future__ import annotations

from xlfuncs.cases import BY_ID
from xlfuncs.templates.lessons import description as m

# Water by IAPWS R8-97 and Kell 1975, the constants of each formula rolled into one number.
_WATER_KELVIN = "($water_c+ZERO_CELSIUS)"
_DENSITY = (
    "(999.83952+$water_c*(16.945176+$water_c*(-7.9870401E-3+$water_c*(-46.170461E-6"
    "+$water_c*(105.56302E-9-280.54253E-12*$water_c)))))/(1+16.87985E-3*$water_c)"
)
_DIPOLES = (
    "(1+SUMPRODUCT({0.978224486826,-0.957771379375,0.237511794148,0.714692244396,-0.298217036956,-0.108863472196,"
    "0.949327488264E-1,-0.980469816509E-2,0.16516763497E-4,0.937359795772E-4,-0.12317921872E-9},"
    "($density/322)^{1,1,1,2,3,3,4,5,6,7,10},"
    f"(647.096/{_WATER_KELVIN})^{{0.25,1,2.5,1.5,1.5,2.5,2,2,5,0.5,10}})"
    f"+0.196096504426E-2*$density/322*({_WATER_KELVIN}/228-1)^-1.2)"
)
_POLAR = f"1+10.3021722469034*$density/{_WATER_KELVIN}*{_DIPOLES}+5*2.05884284242079E-4*$density"
_B = "2.05884284242079E-4*$density"
_PERMITTIVITY = f"($polar+SQRT($polar^2+8*(1+2*{_B})*(1-{_B})))/(4*(1-{_B}))"
_DEBYE_A = f"57705.6134929684*SQRT($density)/($permittivity*{_WATER_KELVIN})^1.5"

LESSON = m.Lesson(
    idea=(
        "In a crowd, ions attract and screen one another and act as if there were fewer of them. What counts is their "
        "activity: the activity coefficient γ times the concentration. But E compares two sides. Where γ is about the "
        "same on both, it cancels out; only a difference between the two γ shifts E."
    ),
    formula="E = (R T / z F) · ln( a_{out} / a_{in} ),  a = γ c",
    inputs=(
        m.concentration("k_out", "Potassium outside, c_out", 5),
        m.concentration("k_in", "Potassium inside, c_in", 140),
        m.Input("gamma_out", "γ outside, as in the text", 0.92, "", m.POSITIVE),
        m.Input("gamma_in", "γ inside, as in the text", 0.65, "", m.POSITIVE),
        m.temperature(310),
        m.Input("water", "Temperature for γ, °C or K", 25, "°C or K", m.LIQUID),
    ),
    steps=(
        m.KELVIN,
        m.Step("rt_f", "RT/F", "1000*GAS_CONSTANT*$kelvin/FARADAY", "mV"),
        m.Step(
            "water_c",
            "Water: temperature",
            f"IF($water<={m.HIGHEST_CELSIUS:g},$water,$water-ZERO_CELSIUS)",
            "°C",
            "0.00",
        ),
        m.Step("density", "Water: density (Kell)", _DENSITY, "kg/m³", "0.000"),
        m.Step("polar", "Water: 1 + a + 5b (IAPWS)", _POLAR, "", "0.000"),
        m.Step("permittivity", "Water: permittivity ε (IAPWS)", _PERMITTIVITY, "", "0.000"),
        m.Step("debye_a", "A, in proportion to √density / (ε T)^1.5", _DEBYE_A, "", "0.00000"),
    ),
    figures=(
        m.Figure(
            BY_ID["SA15"],
            'NERNST($gamma_out*$k_out,$gamma_in*$k_in,"K+",$temperature)',
            "$rt_f*LN($gamma_out*$k_out/($gamma_in*$k_in))",
            label="E_K with activities",
        ),
        m.Figure(
            BY_ID["SA14"],
            'NERNST($gamma_out,$gamma_in,"K+",$temperature)',
            "$rt_f*LN($gamma_out/$gamma_in)",
            label="shift of E_K by the two γ",
        ),
        m.Figure(
            BY_ID["SA12"],
            'DH_GAMMA($k_out,"K+",0,$water)',
            "10^(-$debye_a*SQRT($k_out/1000))",
            label="limiting law: γ outside",
        ),
        m.Figure(
            BY_ID["SA13"],
            'DH_GAMMA($k_in,"K+",0,$water)',
            "10^(-$debye_a*SQRT($k_in/1000))",
            label="limiting law: γ inside",
        ),
    ),
    chart=m.Chart(
        title="Only a difference between the two γ shifts E",
        x=m.Axis("γ inside", least=0.5, most=1, shown="0.0"),
        y=m.Axis("shift of E_K by activities (mV)"),
        start=0.5,
        stop=1,
        curves=(
            m.Curve("with activities", 'NERNST($gamma_out,$x,"K+",$temperature)'),
            m.Curve("with concentrations", "0"),
        ),
        markers=(
            m.Marker("$gamma_in", 'NERNST($gamma_out,$gamma_in,"K+",$temperature)'),
            m.Marker("$gamma_out", "0", "equal γ on both sides"),
        ),
        alt=(
            "The shift of the potassium potential against the activity coefficient inside: a falling curve that "
            "crosses zero at equal coefficients on both sides, where concentrations alone would do."
        ),
        question="Try: 0.75 outside and 0.74 inside, as at the true ionic strengths. What is left of the 9 mV?",
    ),
)

_DAVIES_SHIFT = "NERNST(DAVIES_GAMMA($i_out,$z,$temperature),DAVIES_GAMMA({inside},$z,$temperature),$z,$temperature)"
_SIZED_SHIFT = (
    "NERNST(DH_GAMMA($i_out,$z,{size},$temperature),DH_GAMMA({inside},$z,{size},$temperature),$z,$temperature)"
)

EXPLORE = m.Explore(
    invitation=(
        "Ionic strength counts every ion, by its charge squared: about 160 mM outside a cell and 150 to 250 mM inside, "
        "never potassium alone. Three laws estimate γ from it. How far can each be trusted, and how much of the shift "
        "of E is left? For calcium take z = 2 and size 600 pm."
    ),
    inputs=(
        m.Input("i_out", "Ionic strength outside", 160, "mM", m.NOT_NEGATIVE),
        m.Input("i_in", "Ionic strength inside", 200, "mM", m.NOT_NEGATIVE),
        m.valence(),
        m.Input("ion_size", "Ion size (extended law)", 300, "pm", m.NOT_NEGATIVE),
        m.Input("temperature", "Temperature, °C or K", 37, "°C or K", m.LIQUID),
    ),
    readouts=(
        m.Readout("davies_out", "γ outside, Davies", "DAVIES_GAMMA($i_out,$z,$temperature)", "", "0.000"),
        m.Readout("davies_in", "γ inside, Davies", "DAVIES_GAMMA($i_in,$z,$temperature)", "", "0.000"),
        m.Readout("by_davies", "Shift of E, Davies", _DAVIES_SHIFT.format(inside="$i_in"), "mV"),
        m.Readout("by_size", "Shift, extended law", _SIZED_SHIFT.format(inside="$i_in", size="$ion_size"), "mV"),
        m.Readout("by_limit", "Shift, limiting law", _SIZED_SHIFT.format(inside="$i_in", size="0"), "mV"),
    ),
    charts=(
        m.Chart(
            title="Above a few millimolar the limiting law makes γ too small",
            x=m.Axis("ionic strength (mM)", least=0, most=400),
            y=m.Axis("γ", least=0, most=1, shown="0.0"),
            start=0,
            stop=400,
            curves=(
                m.Curve("Davies", "DAVIES_GAMMA($x,$z,$temperature)"),
                m.Curve("extended Debye-Hückel", "DH_GAMMA($x,$z,$ion_size,$temperature)"),
                m.Curve("limiting law", "DH_GAMMA($x,$z,0,$temperature)"),
            ),
            markers=(m.Marker("$i_out", "$davies_out", "outside"), m.Marker("$i_in", "$davies_in", "inside")),
            alt=(
                "The activity coefficient against ionic strength by three laws: all start at 1; the limiting law goes "
                "on falling, the extended law levels off, Davies is nearly flat from 100 mM on."
            ),
            question="Try: 5 mM on both sides. Do the laws agree? Then 160 mM, z = 2, size 600 pm: how low is γ?",
        ),
        m.Chart(
            title="Even twice the ionic strength inside shifts E by less than 3 mV",
            x=m.Axis("ionic strength inside (mM)", least=100, most=400),
            y=m.Axis("shift of E (mV)"),
            start=100,
            stop=400,
            curves=(
                m.Curve("Davies", _DAVIES_SHIFT.format(inside="$x")),
                m.Curve("extended Debye-Hückel", _SIZED_SHIFT.format(inside="$x", size="$ion_size")),
                m.Curve("limiting law (not valid here)", _SIZED_SHIFT.format(inside="$x", size="0")),
            ),
            markers=(m.Marker("$i_in", "$by_davies"),),
            alt=(
                "The shift of the equilibrium potential against the ionic strength inside by three laws: at twice the "
                "strength outside about 1 mV by Davies, 2.4 mV by the extended law, more by the limiting law."
            ),
            question="Try: 5 mM outside and 140 mM inside, as in the text. Which law comes close to its 9 mV?",
        ),
    ),
)

_IONS = '$na:$cl,{"Na+";"K+";"Ca2+";"Cl-"}'

EXERCISE = m.Exercise(
    story=(
        "A cell lies in the saline below at 25 °C. An ion-selective electrode has shown γ of potassium inside. For the "
        "saline use the Davies equation, A = 0.51, I in mol/L: log10 γ = −A z² (√I/(1+√I) − 0.3 I)."
    ),
    givens=(
        m.Given("na", "Sodium outside", 130, 2, "mM"),
        m.Given("k", "Potassium outside", 4, 0.2, "mM"),
        m.Given("ca", "Calcium outside", 2, 0.1, "mM"),
        m.Given("cl", "Chloride outside", 138, 2.4, "mM"),
        m.Given("k_in", "Potassium inside", 130, 2, "mM"),
        m.Given("gamma_in", "γ of potassium inside", 0.72, 0, ""),
        m.Given("temperature", "Temperature", 25, 0, "°C"),
    ),
    questions=(
        m.Question(
            name="strength",
            text="What is the ionic strength of the saline?",
            answer=f"IONIC_STRENGTH({_IONS})",
            unit="mM",
            tolerance=0.4,
            hint="Half the sum of c z² over all four ions: for calcium z² is 4.",
            traps=(
                m.Trap("SUM($na:$cl)/2", "The charge counts squared: z² = 4 for calcium."),
                m.Trap("SUM($na:$cl)", "That is the sum of concentrations: c z² is summed, and halved."),
                m.Trap(f"2*IONIC_STRENGTH({_IONS})", "Take half the sum of c z²."),
                m.Trap("$k", "All ions count, not potassium alone."),
            ),
        ),
        m.Question(
            name="gamma",
            text="What is γ of potassium in the saline, by Davies?",
            answer='DAVIES_GAMMA($strength,"K+",$temperature)',
            unit="",
            tolerance=0.004,
            hint="Put I in mol/L: divide by 1000. At the end take 10 to the power of the result.",
            traps=(
                m.Trap(
                    'DH_GAMMA($strength,"K+",0,$temperature)', "That is the limiting law: it fails at this strength."
                ),
                m.Trap('DAVIES_GAMMA($strength,"K+",$temperature)^(1/LN(10))', "log10: take 10 to the power, not e."),
                m.Trap("10^(-0.51*SQRT($strength/1000)/(1+SQRT($strength/1000)))", "The term 0.3 I is missing."),
            ),
        ),
        m.Question(
            name="e_k",
            text="What is E_K with activities on both sides?",
            answer='NERNST($gamma*$k,$gamma_in*$k_in,"K+",$temperature)',
            unit="mV",
            tolerance=0.3,
            hint="RT/F · ln(γ_out c_out / (γ_in c_in)), T in kelvin; RT/F is 25.69 mV.",
            traps=(
                m.Trap('NERNST($k,$k_in,"K+",$temperature)', "Those are the concentrations: multiply each by its γ."),
                m.Trap('NERNST($gamma_in*$k,$gamma*$k_in,"K+",$temperature)', "The two γ have changed places."),
                m.Trap("1000*GAS_CONSTANT*$temperature/FARADAY*LN($gamma*$k/($gamma_in*$k_in))", m.NOT_IN_KELVIN),
                m.Trap('1/LN(10)*NERNST($gamma*$k,$gamma_in*$k_in,"K+",$temperature)', m.NOT_LN),
            ),
        ),
        m.Question(
            name="direction",
            text="γ is lower inside than outside. What does that do to E_K?",
            answer='IF($e_k>NERNST($k,$k_in,"K+",$temperature),"less negative","more negative")',
            unit="",
            tolerance=0,
            hint="Compare your E_K with the one from concentrations alone.",
            traps=(
                m.Trap('"more negative"', "A lower γ inside acts like less potassium inside: out/in is larger."),
                m.Trap('"no change"', "γ cancels out only where it is the same on both sides."),
            ),
            choices=("less negative", "more negative", "no change"),
        ),
    ),
)

THEME = m.Theme(
    slug="activity",
    title="Activity",
    subtitle="What a concentration is worth in a crowd of ions, and when that matters for E",
    question="Do all the ions of a solution count in full, and does that change E?",
    lesson=LESSON,
    explore=EXPLORE,
    exercise=EXERCISE,
)
