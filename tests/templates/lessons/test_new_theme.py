"""One more worked case is a matter of describing it: here is a description, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from tests.support import office_schema as schema
from tests.support import workbook_rules as lint
from tests.support.live_workbook import Live
from tests.support.workbook_files import formulas, value_at, values
from tests.templates.lessons.sheet_cells import SHEETS, exercise_cells, explore_cells, lesson_cells
from xlfuncs.cases import WorkedCase
from xlfuncs.templates.build import build_one
from xlfuncs.templates.flavours import FLAVOURS
from xlfuncs.templates.lessons import description as m
from xlfuncs.templates.lessons.workbook import write_theme
from xlfuncs.templates.template import Template

CASE = WorkedCase("N1", "osmotic pressure of saline", "=OSMOTIC_PRESSURE(300,10,37)", 747.8, "kPa", 0.1, "A text, p. 1")
PRESSURE = "OSMOTIC_PRESSURE($c_in,{c_out},$temperature)"


def chart(title):
    return m.Chart(
        title=title,
        x=m.Axis("outside (mM)", least=0),
        y=m.Axis("pressure (kPa)"),
        start=0,
        stop=300,
        curves=(m.Curve("pressure", PRESSURE.format(c_out="$x")),),
        markers=(m.Marker("$c_out", PRESSURE.format(c_out="$c_out")),),
        alt="A falling line.",
        question="Try: as much outside as inside.",
    )


INPUTS = (m.concentration("c_in", "Inside", 300), m.concentration("c_out", "Outside", 10), m.temperature(37))


class Osmosis(m.Theme):
    """A lesson whose notes are no file of the package."""

    notes = (m.Note("What it takes for granted", "Ideal solutions."),)


THEME = Osmosis(
    slug="osmosis",
    title="Osmosis",
    subtitle="What draws water",
    question="How strongly does water come in?",
    lesson=m.Lesson(
        idea="Water goes to where more is dissolved.",
        formula="Π = R T (c_{in} − c_{out})",
        inputs=INPUTS,
        steps=(m.KELVIN,),
        figures=(m.Figure(CASE, PRESSURE.format(c_out="$c_out"), "GAS_CONSTANT*$kelvin*($c_in-$c_out)/1000"),),
        chart=chart("The less outside, the stronger the pull"),
    ),
    explore=m.Explore(
        invitation="Change the outside.",
        inputs=INPUTS,
        readouts=(m.Readout("pull", "Pressure", PRESSURE.format(c_out="$c_out"), "kPa"),),
        charts=(chart("A straight line"),),
    ),
    exercise=m.Exercise(
        story="A cell in water.",
        givens=(m.Given("c_in", "Inside", 280, 2, "mM"), m.Given("temperature", "Temperature", 20, 0, "°C")),
        questions=(
            m.Question(
                name="pressure",
                text="What is the pressure in pure water?",
                answer="OSMOTIC_PRESSURE($c_in,0,$temperature)",
                unit="kPa",
                tolerance=1,
                hint="R T c.",
                traps=(m.Trap("OSMOTIC_PRESSURE($c_in,0,$temperature)*1000", "That is in Pa."),),
            ),
            m.Question("way", "Which way does water go?", '"in"', "", 0, "To the solutes.", choices=("in", "out")),
        ),
    ),
)
TEMPLATE = Template(THEME.slug, "Lessons", THEME.title, THEME.question, (), partial(write_theme, theme=THEME))


@pytest.fixture(scope="module", params=FLAVOURS)
def path(tmp_path_factory, request):
    return build_one(TEMPLATE, tmp_path_factory.mktemp("new"), FLAVOURS[request.param])


def test_a_described_case_becomes_a_lesson(path):
    cells = lesson_cells(path, THEME)
    [figure] = cells.figures
    assert value_at(path, figure.ours) == pytest.approx(747.8319, abs=1e-4)
    assert value_at(path, figure.hand) == pytest.approx(value_at(path, figure.ours), rel=1e-12)
    assert value_at(path, figure.verdict) == "✓ reproduced"
    assert value_at(path, explore_cells(path, THEME).results["pull"]) == value_at(path, figure.ours)
    assert lint.faults(path) == schema.faults(path) == []
    assert [sheet for sheet in values(path) if sheet in SHEETS] == list(SHEETS)
    assert any("OSMOTIC_PRESSURE" in formula.spelled for formula in formulas(path))


def test_its_inputs_and_answers_are_answered(tmp_path):
    path = build_one(TEMPLATE, tmp_path, FLAVOURS["portable"])
    live, lesson, exercise = Live(path), lesson_cells(path, THEME), exercise_cells(path, THEME)
    with live.typed({lesson.inputs["c_out"]: -1}):
        assert live[lesson.status] == "✗ Outside must be a number above 0."
        assert live[lesson.figures[0].verdict] == "see the inputs"
    with live.typed({exercise.variant: 5, exercise.answers[0]: 706.9, exercise.answers[1]: "in"}):
        assert [live[place] for place in exercise.feedback] == ["✓ Right."] * 2
        assert live[exercise.score] == "✓ All 2 right: well done!"
    with live.typed({exercise.answers[0]: 682500, exercise.answers[1]: "out"}):
        assert [live[place] for place in exercise.feedback] == ["✗ That is in Pa.", "✗ To the solutes."]


def test_a_case_that_is_not_reproduced_says_so(tmp_path):
    wrong = WorkedCase("N2", "wrong", CASE.formula, 750.0, "kPa", 0.1, "A text, p. 1")
    figure = m.Figure(wrong, THEME.lesson.figures[0].formula, "GAS_CONSTANT*$kelvin*($c_in-$c_out)/999")
    lesson = m.Lesson(**{**vars(THEME.lesson), "figures": (figure,)})
    theme = Osmosis(**{**vars(THEME), "lesson": lesson})
    template = Template("wrong", "Lessons", "Wrong", "Is it?", (), partial(write_theme, theme=theme))
    path = build_one(template, tmp_path, FLAVOURS["portable"])
    [figure] = lesson_cells(path, theme).figures
    assert value_at(path, figure.verdict) == "✗ differs"
    assert value_at(path, figure.difference) == pytest.approx(-747.8319 / 999, rel=1e-4)


def test_a_name_that_is_nowhere_stops_the_build(tmp_path):
    readout = m.Readout("pull", "Pressure", "OSMOTIC_PRESSURE($c_in,$elsewhere,37)", "kPa")
    theme = Osmosis(**{**vars(THEME), "explore": m.Explore("Try.", INPUTS, (readout,), THEME.explore.charts)})
    template = Template("astray", "Lessons", "Astray", "Where?", (), partial(write_theme, theme=theme))
    with pytest.raises(KeyError, match="elsewhere"):
        build_one(template, tmp_path, FLAVOURS["portable"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("much", [{"curves": 5}, {"markers": 4}])
def test_a_chart_with_more_than_can_be_told_apart_is_refused(tmp_path, much):
    (field, count), drawn = *much.items(), chart("Too much")
    drawn = replace(drawn, **{field: getattr(drawn, field) * count})
    crowded = replace(THEME, explore=replace(THEME.explore, charts=(drawn,)))
    template = Template("crowded", "Lessons", "Crowded", "", (), partial(write_theme, theme=crowded))
    with pytest.raises(ValueError, match="Too much: at most 4 curves and 3 markers"):
        build_one(template, tmp_path, FLAVOURS["portable"])
    assert not list(tmp_path.iterdir())
