"""Activities: the part of a concentration that a membrane feels."""

from __future__ import annotations

from xlfuncs.cases import BY_ID
from xlfuncs.templates import model as m

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
        "Ions in a crowd screen one another and act as if there were fewer of them. What counts is their activity: "
        "γ, the activity coefficient, times their concentration. But a voltage compares two sides. Where γ is much "
        "the same on both, it cancels; only a difference between the two γ moves E."
    ),
    formula="E = (R T / z F) · ln( a_{out} / a_{in} ),  a = γ c",
    inputs=(
        m.concentration("k_out", "Potassium outside, c_out", 5),
        m.concentration("k_in", "Potassium inside, c_in", 140),
        m.Input("gamma_out", "γ outside, as the text has it", 0.92, "", m.POSITIVE),
        m.Input("gamma_in", "γ inside, as the text has it", 0.65, "", m.POSITIVE),
        m.temperature(310),
        m.Input("water", "Temperature for the law of γ", 25, "°C or K", m.LIQUID),
    ),
    steps=(
        m.KELVIN,
        m.Step("rt_f", "RT/F", "1000*GAS_CONSTANT*$kelvin/FARADAY", "mV"),
        m.Step("water_c", "Water: temperature", "IF($water<=120,$water,$water-ZERO_CELSIUS)", "°C", "0.00"),
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
        ),
        m.Figure(BY_ID["SA14"], 'NERNST($gamma_out,$gamma_in,"K+",$temperature)', "$rt_f*LN($gamma_out/$gamma_in)"),
        m.Figure(BY_ID["SA12"], 'DH_GAMMA($k_out,"K+",0,$water)', "10^(-$debye_a*SQRT($k_out/1000))"),
        m.Figure(BY_ID["SA13"], 'DH_GAMMA($k_in,"K+",0,$water)', "10^(-$debye_a*SQRT($k_in/1000))"),
    ),
    chart=m.Chart(
        title="Only a difference between the two γ moves E",
        x=m.Axis("γ inside", least=0.5, most=1, shown="0.0"),
        y=m.Axis("shift of E by activities (mV)"),
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
            "crosses zero, where concentrations alone would do, at equal coefficients on both sides."
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
        "Ionic strength counts every ion of a solution, by its charge squared: about 160 mM outside a cell and 150 to "
        "250 mM inside, never potassium alone. Three laws estimate γ from it. See how far each can be trusted, and "
        "how little of the shift is left. For calcium: z = 2, size 600 pm."
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
            title="Beyond a few millimolar the limiting law falls too far",
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
            question="Try: 5 mM on both sides, where the laws agree. Then z = 2, size 600: what does γ become?",
        ),
        m.Chart(
            title="Twice the strength inside shifts E by 1 to 2 mV only",
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
                "The shift of the equilibrium potential against the ionic strength inside by three laws: one to three "
                "millivolts at most by Davies and the extended law, more by the limiting law."
            ),
            question="Try: 5 mM outside and 140 inside, the text's choice. Which law comes near its 9 mV?",
        ),
    ),
)

_IONS = '$na:$cl,{"Na+";"K+";"Ca2+";"Cl-"}'

EXERCISE = m.Exercise(
    story=(
        "At 25 °C a cell lies in the saline below. Inside, an ion-selective electrode has found γ of potassium. For "
        "the saline use the Davies equation with A = 0.51 and I in mol/L: log10 γ = -A z² (√I/(1+√I) - 0.3 I)."
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
            hint="Half the sum of c z² over all four ions: calcium counts four times.",
            traps=(
                m.Trap("SUM($na:$cl)/2", "The charge counts squared: 4 times for calcium."),
                m.Trap("SUM($na:$cl)", "That is the sum of concentrations: c z² is summed, and halved."),
                m.Trap(f"2*IONIC_STRENGTH({_IONS})", "The sum of c z² is to be halved."),
                m.Trap("$k", "All ions count, not potassium alone."),
            ),
        ),
        m.Question(
            name="gamma",
            text="What is γ of potassium in the saline, by Davies?",
            answer='DAVIES_GAMMA($strength,"K+",$temperature)',
            unit="",
            tolerance=0.004,
            hint="I in mol/L, so divide by 1000 first; then 10 to the power of the result.",
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
            text="What is the potassium potential, with activities on both sides?",
            answer='NERNST($gamma*$k,$gamma_in*$k_in,"K+",$temperature)',
            unit="mV",
            tolerance=0.3,
            hint="RT/F · ln(γ_out c_out / (γ_in c_in)), T in kelvin; RT/F is 25.69 mV.",
            traps=(
                m.Trap('NERNST($k,$k_in,"K+",$temperature)', "Those are the concentrations: take γ times each."),
                m.Trap('NERNST($gamma_in*$k,$gamma*$k_in,"K+",$temperature)', "The two γ have changed places."),
                m.Trap(
                    "1000*GAS_CONSTANT*$temperature/FARADAY*LN($gamma*$k/($gamma_in*$k_in))",
                    "T must be in kelvin: add 273.15.",
                ),
                m.Trap(
                    '1/LN(10)*NERNST($gamma*$k,$gamma_in*$k_in,"K+",$temperature)',
                    "ln is the natural logarithm: 2.303 times the decimal one.",
                ),
            ),
        ),
        m.Question(
            name="direction",
            text="γ is lower inside than outside. What does that do to the potassium potential?",
            answer='IF($e_k>NERNST($k,$k_in,"K+",$temperature),"less negative","more negative")',
            unit="",
            tolerance=0,
            hint="Compare your potential with the one from concentrations alone.",
            choices=("less negative", "more negative", "no change"),
        ),
    ),
)

NOTES = (
    m.Note(
        "What it takes for granted",
        "Salts fall apart into ions completely, no ion is bound to proteins, and 1 mM is 1 mmol per kg of water. γ of "
        "a single ion cannot be measured by itself: every figure for it rests on a convention.",
    ),
    m.Note(
        "Which law where",
        "Limiting law to about 5 mM of ionic strength (Debye & Hückel 1923, Phys. Z. 24:185), extended law with "
        "Kielland's ion sizes to 100 mM (1937, J. Am. Chem. Soc. 59:1675), Davies to about 500 mM (Ion Association, "
        "1962). Body fluids have 150 to 250 mM. A is made from water's permittivity (IAPWS R8-97) and density (Kell "
        "1975).",
    ),
    m.Note(
        "Where the text is wrong: 0.92 and 0.65",
        "They are the limiting law with potassium as the only ion: 5 mM outside, 140 mM inside. But all ions of a "
        "side count, and the law fails far below 140 mM. Davies gives about 0.75 and 0.74 at 160 and 200 mM: E moves "
        "by 0.4 mV and not by 9, and stays near -89 mV. The -80 mV are the product of the shortcut.",
    ),
    m.Note(
        "Where the text is loose: more ions inside?",
        "The text puts the lower γ down to a higher total concentration inside. Water would follow it: in all "
        "dissolved particles the two sides are nearly equal. What can be higher inside is the ionic strength, since "
        "charges count squared and many of the cell's anions carry several.",
    ),
    m.Note(
        "What has been measured",
        "In toad eggs γ of potassium was 0.73 against 0.75 in the bath (Dick & McLaughlin 1969, J. Physiol. 205:61): "
        "less than 1 mV. In rabbit heart muscle it was 0.612 against 0.745 (Lee & Fozzard 1975, J. Gen. Physiol. "
        "65:695): 5 mV. So the correction can count; but it has to be measured, not taken from a law out of its range.",
    ),
)

THEME = m.Theme(
    slug="activity",
    title="Activity",
    subtitle="What a concentration is worth in a crowd of ions, and when that matters to a voltage",
    question="Do ions act as many as they are, and does it change the potential?",
    lesson=LESSON,
    explore=EXPLORE,
    exercise=EXERCISE,
    notes=NOTES,
)
