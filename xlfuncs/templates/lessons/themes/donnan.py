"""Gibbs-Donnan equilibrium: what impermeant charged molecules do to ions, voltage and water."""

from __future__ import annotations

from xlfuncs.cases import BY_ID
from xlfuncs.templates.lessons import description as m


def _as_much_as(cation: str) -> m.Rule:
    return m.Rule(
        "equal to the cation outside (the line above)",
        f"AND({{cell}}>0,ABS({{cell}}-${cation})<=0.001*({{cell}}+${cation}))",
    )


_CELL = "$k_out:$cl_out,{1;-1},$impermeant,$z_impermeant"
_INSIDE = f"DONNAN_IN({_CELL})"

LESSON = m.Lesson(
    idea=(
        "Proteins and organic phosphates cannot leave a cell, and most are negative. The ions that can cross arrange "
        "themselves around them: potassium is drawn in and chloride kept out, until one voltage balances both. Now the "
        "ions are at equilibrium, but there are more particles inside than outside, and water follows."
    ),
    formula="[K^{+}]_{in} · [Cl^{−}]_{in} = [K^{+}]_{out} · [Cl^{−}]_{out}",
    inputs=(
        m.concentration("k_out", "Potassium outside", 145),
        m.Input("cl_out", "Chloride outside, the same", 145, "mM", _as_much_as("k_out")),
        m.Input("impermeant", "Impermeant molecules inside, [A]", 120, "mM", m.NOT_NEGATIVE),
        m.Input("z_impermeant", "Mean charge of each, z", -1, "", m.ANY_NUMBER),
        m.temperature(37),
    ),
    steps=(
        m.KELVIN,
        m.Step("rt_f", "RT/F", "1000*GAS_CONSTANT*$kelvin/FARADAY", "mV"),
        m.Step("charge", "Impermeant charge, q = z · [A]", "$z_impermeant*$impermeant", "mM", "+0.00;-0.00;0.00"),
        m.Step(
            "k_inside",
            "K⁺ inside: (−q + √(q² + 4 K⁺out Cl⁻out)) / 2",
            "(-$charge+SQRT($charge^2+4*$k_out*$cl_out))/2",
            "mM",
        ),
        m.Step("cl_inside", "Cl⁻ inside: K⁺ inside + q, for neutrality", "$k_inside+$charge", "mM"),
        m.Step("ratio", "r: K⁺ inside / outside", "$k_inside/$k_out", "", "0.00000"),
    ),
    figures=(
        m.Figure(BY_ID["SA17d"], f"DONNAN({_CELL},$temperature)", "-$rt_f*LN($ratio)", name="v"),
        m.Figure(
            BY_ID["SA16"],
            f"INDEX({_INSIDE},1)*INDEX({_INSIDE},2)/($k_out*$cl_out)",
            "$k_inside*$cl_inside/($k_out*$cl_out)",
        ),
        m.Figure(
            BY_ID["SA17e"],
            f"SUM({_INSIDE})+$impermeant-$k_out-$cl_out",
            "$k_inside+$cl_inside+$impermeant-$k_out-$cl_out",
        ),
        m.Figure(BY_ID["SA17a"], "$v<0", "$v<0"),
        m.Figure(
            BY_ID["SA17b"],
            f"AND(INDEX({_INSIDE},1)>$k_out,INDEX({_INSIDE},2)<$cl_out)",
            "AND($k_inside>$k_out,$cl_inside<$cl_out)",
            label="more potassium, less chloride inside",
        ),
        m.Figure(
            BY_ID["SA17c"],
            f"SUM({_INSIDE})+$impermeant>$k_out+$cl_out",
            "$k_inside+$cl_inside+$impermeant>$k_out+$cl_out",
        ),
    ),
    chart=m.Chart(
        title="Impermeant anions draw potassium in and keep chloride out",
        x=m.Axis("impermeant molecules inside (mM)", least=0, most=300),
        y=m.Axis("concentration inside (mM)", least=0),
        start=0,
        stop=300,
        curves=(
            m.Curve("potassium inside", "INDEX(DONNAN_IN($k_out:$cl_out,{1;-1},$x,$z_impermeant),1)"),
            m.Curve("chloride inside", "INDEX(DONNAN_IN($k_out:$cl_out,{1;-1},$x,$z_impermeant),2)"),
            m.Curve("each of them outside", "$k_out"),
        ),
        markers=(
            m.Marker("$impermeant", f"INDEX({_INSIDE},1)", "your potassium"),
            m.Marker("$impermeant", f"INDEX({_INSIDE},2)", "your chloride"),
        ),
        alt=(
            "Potassium and chloride inside against the impermeant molecules: from one common point potassium rises and "
            "chloride falls away from the level line of the outside."
        ),
        question="Try: half the molecules with twice the charge. Which results stay the same, and which one does not?",
    ),
)

_PLASMA = "$na_out:$cl_out,{1;-1},$protein,$z_protein"

EXPLORE = m.Explore(
    invitation=(
        "The wall of a capillary holds proteins back but lets salts through: a Donnan equilibrium, with the plasma as "
        "the inside. The voltage is tiny. But the ions that the proteins' charge holds back add to the osmotic "
        "pressure that keeps water in your vessels. What if the proteins lost their charge?"
    ),
    inputs=(
        m.concentration("na_out", "Sodium outside the vessel", 145),
        m.Input("cl_out", "Chloride outside, the same", 145, "mM", _as_much_as("na_out")),
        m.Input("protein", "Proteins in the plasma, [A]", 0.9, "mM", m.NOT_NEGATIVE),
        m.Input("z_protein", "Mean charge of each, z", -14, "", m.ANY_NUMBER),
        m.temperature(37),
    ),
    readouts=(
        m.Readout("charge", "Charge of the proteins, z · [A]", "$z_protein*$protein", "mM", "+0.0;-0.0;0.0"),
        m.Readout("v", "Donnan potential of the plasma", f"DONNAN({_PLASMA},$temperature)", "mV"),
        m.Readout("na_in", "Sodium in the plasma", f"INDEX(DONNAN_IN({_PLASMA}),1)", "mM"),
        m.Readout("pull", "Osmotic pressure", f"DONNAN_OSMOTIC({_PLASMA},$temperature)", "kPa", "0.00"),
        m.Readout("alone", "Of which the proteins alone", "OSMOTIC_PRESSURE($protein,0,$temperature)", "kPa", "0.00"),
        m.Readout("mercury", "Osmotic pressure, in mmHg", "$pull/0.133322", "mmHg", "0.0"),
    ),
    charts=(
        m.Chart(
            title="Charged proteins hold water more strongly than uncharged ones",
            x=m.Axis("mean charge of a protein", least=-30, most=10),
            y=m.Axis("osmotic pressure (kPa)", least=0),
            start=-30,
            stop=10,
            curves=(
                m.Curve("proteins and ions", "DONNAN_OSMOTIC($na_out:$cl_out,{1;-1},$protein,$x,$temperature)"),
                m.Curve("proteins alone", "OSMOTIC_PRESSURE($protein,0,$temperature)"),
            ),
            markers=(m.Marker("$z_protein", "$pull"),),
            alt=(
                "Osmotic pressure against the mean charge of the proteins: lowest without charge, where it touches "
                "the level line of the proteins alone, and rising to both sides."
            ),
            question="Try: half the protein, as in liver disease. Does the pressure fall to a half, or lower?",
        ),
        m.Chart(
            title="The Donnan potential grows with the charge of the proteins",
            x=m.Axis("mean charge of a protein", least=-30, most=10),
            y=m.Axis("V, plasma minus outside (mV)", shown="0.0"),
            start=-30,
            stop=10,
            curves=(m.Curve("Donnan potential", "DONNAN($na_out:$cl_out,{1;-1},$protein,$x,$temperature)"),),
            markers=(m.Marker("$z_protein", "$v"),),
            alt="The Donnan potential against the mean charge: a nearly straight line through zero.",
            question="Try: 120 mM with a charge of -1, as in a cell. Which result explains the much larger voltage?",
        ),
    ),
)

_OUTSIDE = "$na_out:$cl_out,{1;-1}"

EXERCISE = m.Exercise(
    story=(
        "A cell without pumps lies in a solution of sodium chloride at 20 °C. It holds impermeant molecules with a "
        "mean charge of -1.5 each. Its volume is kept fixed until everything is at equilibrium."
    ),
    givens=(
        m.Given("na_out", "Sodium outside", 120, 1, "mM"),
        m.Given("cl_out", "Chloride outside", 120, 1, "mM"),
        m.Given("impermeant", "Impermeant molecules inside, [A]", 60, 3, "mM"),
        m.Given("z", "Mean charge of each, z", -1.5, 0, ""),
        m.Given("temperature", "Temperature", 20, 0, "°C"),
    ),
    questions=(
        m.Question(
            name="na_in",
            text="How much sodium is inside at equilibrium?",
            answer=f"INDEX(DONNAN_IN({_OUTSIDE},$impermeant,$z),1)",
            unit="mM",
            tolerance=0.5,
            hint="Na·Cl inside = Na·Cl outside, and Na = Cl + 1.5 · [A] inside: a quadratic equation.",
            traps=(
                m.Trap(f"INDEX(DONNAN_IN({_OUTSIDE},$impermeant,-1),1)", "Each molecule carries 1.5 charges."),
                m.Trap("$na_out-$z*$impermeant", "Chloride does not stay at its outside value: some of it leaves."),
                m.Trap(
                    f"INDEX(DONNAN_IN({_OUTSIDE},$impermeant,$z),2)",
                    "That is chloride. Negative molecules inside attract sodium.",
                ),
            ),
        ),
        m.Question(
            name="v",
            text="What is the Donnan potential, inside minus outside?",
            answer=f"DONNAN({_OUTSIDE},$impermeant,$z,$temperature)",
            unit="mV",
            tolerance=0.15,
            hint="The Nernst potential of sodium: RT/F · ln(out/in), T in kelvin.",
            traps=(
                m.Trap(
                    f"-DONNAN({_OUTSIDE},$impermeant,$z,$temperature)",
                    "Outside over inside: impermeant anions make it negative.",
                ),
                m.Trap("1000*GAS_CONSTANT*$temperature/FARADAY*LN($na_out/$na_in)", m.NOT_IN_KELVIN),
                m.Trap(f"DONNAN({_OUTSIDE},$impermeant,$z,$temperature)/LN(10)", m.NOT_LN),
                m.Trap(f"DONNAN({_OUTSIDE},$impermeant,$z,$temperature)/1000", m.IN_VOLTS),
            ),
        ),
        m.Question(
            name="pressure",
            text="What is the osmotic pressure, inside minus outside?",
            answer=f"DONNAN_OSMOTIC({_OUTSIDE},$impermeant,$z,$temperature)",
            unit="kPa",
            tolerance=2.5,
            hint="RT times (all particles inside − all outside), R = 8.314 J/(mol K): mM give Pa.",
            traps=(
                m.Trap(
                    f"OSMOTIC_PRESSURE(SUM(DONNAN_IN({_OUTSIDE},$impermeant,$z)),$na_out+$cl_out,$temperature)",
                    "The impermeant molecules are particles, too.",
                ),
                m.Trap(
                    "OSMOTIC_PRESSURE($impermeant,0,$temperature)",
                    "The ions count as well: there are more inside than outside.",
                ),
                m.Trap(
                    f"OSMOTIC_PRESSURE(SUM(DONNAN_IN({_OUTSIDE},$impermeant,$z))-$z*$impermeant,$na_out+$cl_out,$temperature)",
                    "For water a molecule is one particle, whatever its charge.",
                ),
                m.Trap(
                    f"1000*DONNAN_OSMOTIC({_OUTSIDE},$impermeant,$z,$temperature)", "That is in Pa; kPa are asked for."
                ),
            ),
        ),
        m.Question(
            name="water",
            text="Now the membrane may stretch. Which way does water go?",
            answer='IF($pressure>0,"into the cell","out of the cell")',
            unit="",
            tolerance=0,
            hint="Water goes to where there are more dissolved particles.",
            choices=("into the cell", "out of the cell", "neither way"),
        ),
    ),
)

THEME = m.Theme(
    slug="donnan",
    title="Donnan equilibrium",
    subtitle="How molecules that cannot leave arrange the ions, make a voltage and draw in water",
    question="What do the proteins of a cell do to its ions, its voltage and its water?",
    lesson=LESSON,
    explore=EXPLORE,
    exercise=EXERCISE,
)
