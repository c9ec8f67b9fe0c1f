"""The descriptions themselves: what is said fits its place, what is asked can be told apart."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

import pytest

from tests.templates.lessons.described import STUDENTS, chart_formulas, formulas_of, known_values, names_in, window
from tests.templates.subjects import each_template, each_theme
from xlfuncs.templates.catalogue import TEMPLATES
from xlfuncs.templates.lessons.themes import THEMES

QUESTIONS = [
    pytest.param(theme, position, id=f"{theme.slug}-{question.name}")
    for theme in THEMES
    for position, question in enumerate(theme.exercise.questions)
]
each_question = pytest.mark.parametrize(("theme", "position"), QUESTIONS)
CELL_LIKE = re.compile(r"[a-z]{1,3}\d+|r\d*c?\d*|c\d*", re.IGNORECASE)
# What the builder itself calls cells of the pages.
TAKEN = {"x", "status", "unchanged", "variant"}


def too_long(texts):
    """Return the texts that are longer than their place."""
    return [(len(text), text) for text, most in texts if len(text) > most]


def hints(question):
    return [question.hint, *(trap.hint for trap in question.traps)]


@each_theme
def test_texts_fit_their_places(theme):
    questions = theme.exercise.questions
    texts = [(theme.lesson.idea, 340), (theme.explore.invitation, 310), (theme.exercise.story, 260)]
    texts += [(question.text, 130) for question in questions]
    texts += [(hint, 120) for question in questions for hint in hints(question)]
    assert too_long(texts) == []


@each_theme
def test_texts_are_sentences(theme):
    texts = [theme.lesson.idea, theme.explore.invitation, theme.exercise.story, *(n.text for n in theme.notes)]
    texts += [hint for question in theme.exercise.questions for hint in hints(question)]
    charts = (theme.lesson.chart, *theme.explore.charts)
    texts += [text for chart in charts for text in (chart.alt, chart.question)]
    texts += [theme.question, *(question.text for question in theme.exercise.questions)]
    assert [text for text in texts if text[-1] not in ".?!" or "  " in text or text != text.strip()] == []


@each_theme
def test_notes_are_three_to_six_and_have_a_source(theme):
    assert 3 <= len(theme.notes) <= 6
    assert all(len(note.text) <= 330 and len(note.title) <= 60 for note in theme.notes)


def test_slugs_and_titles_are_unique_and_good_names_of_files():
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", template.slug) for template in TEMPLATES)
    for each in ("slug", "title", "question"):
        assert max(Counter(getattr(template, each) for template in TEMPLATES).values()) == 1


@each_template
def test_titles_are_no_longer_than_a_line(template):
    assert len(template.title) <= 40
    assert len(template.question) <= 130


def sheets(theme):
    """Return for each sheet the names of its cells, in the order in which they are written."""
    lesson, explore, exercise = theme.lesson, theme.explore, theme.exercise
    figures = [figure.name for figure in lesson.figures if figure.name]
    yield [*(item.name for item in lesson.inputs), *(step.name for step in lesson.steps), *figures]
    yield [item.name for item in (*explore.inputs, *explore.readouts)]
    yield [item.name for item in (*exercise.givens, *exercise.questions)]


@each_theme
def test_names_are_unique_in_their_room_and_not_like_cells(theme):
    for names in sheets(theme):
        assert len(set(names)) == len(names)
        assert [name for name in names if CELL_LIKE.fullmatch(name) or not re.fullmatch(r"[a-z]\w*", name)] == []
        assert not TAKEN & set(names)


@each_theme
def test_labels_are_unique_among_the_inputs_of_a_room(theme):
    for inputs in (theme.lesson.inputs, theme.explore.inputs):
        labels = [item.label.split(",")[0] for item in inputs]
        assert len(set(labels)) == len(labels), "the line that names the input at fault would not tell which"


def lesson_formulas(theme):
    """Yield each formula of the lesson with the names that it may use."""
    known = {item.name for item in theme.lesson.inputs}
    for item in theme.lesson.inputs:
        yield item.rule.test.replace("{cell}", "1"), known
    for step in theme.lesson.steps:
        yield step.formula, set(known)
        known.add(step.name)
    for figure in theme.lesson.figures:
        yield figure.formula, set(known)
        yield figure.by_hand, set(known)
        known |= {figure.name} - {""}
    yield from chart_names(theme.lesson.chart, known)


def explore_formulas(theme):
    known = {item.name for item in theme.explore.inputs}
    for readout in theme.explore.readouts:
        yield readout.formula, set(known)
        known.add(readout.name)
    for chart in theme.explore.charts:
        yield from chart_names(chart, known)


def exercise_formulas(theme):
    known = {given.name for given in theme.exercise.givens}
    for question in theme.exercise.questions:
        for formula in formulas_of(question):
            yield formula, set(known)
        known.add(question.name)


def chart_names(chart, known):
    columns = {column.name for column in chart.columns}
    for column in chart.columns:
        yield column.formula, known | {"x"}
    for curve in chart.curves:
        yield curve.formula, known | columns | {"x"}
    for marker in chart.markers:
        yield marker.x, known
        yield marker.y, known


@each_theme
def test_every_name_used_is_that_of_a_cell_above(theme):
    used = [*lesson_formulas(theme), *explore_formulas(theme), *exercise_formulas(theme)]
    assert [(formula, names_in(formula) - known) for formula, known in used if names_in(formula) - known] == []


@each_theme
def test_every_input_and_every_given_counts(theme):
    sheets_ = (
        (theme.lesson.inputs, [f for f, _ in lesson_formulas(theme)]),
        (theme.explore.inputs, [f for f, _ in explore_formulas(theme)]),
        (theme.exercise.givens, [f for f, _ in exercise_formulas(theme)]),
    )
    for items, formulas in sheets_:
        # A range names its ends; what stands between them counts as well.
        used = set().union(*map(names_in, formulas))
        between = {name for formula in formulas for name in within_ranges(formula, [item.name for item in items])}
        assert {item.name for item in items} - used - between == set()


def within_ranges(formula, names):
    for first, last in re.findall(r"\$(\w+):\$(\w+)", formula):
        if first in names and last in names:
            yield from names[names.index(first) : names.index(last) + 1]


@each_theme
def test_the_charts_follow_the_inputs(theme):
    for sheet, inputs in ((theme.lesson, theme.lesson.inputs), (theme.explore, theme.explore.inputs)):
        charts = sheet.charts if sheet is theme.explore else (sheet.chart,)
        for chart in charts:
            used = set().union(*map(names_in, chart_formulas(chart)))
            assert used & {item.name for item in inputs}
            assert chart.start < chart.stop
            assert not chart.x.log or chart.start > 0
            assert len(chart.curves) <= 4
            assert len(chart.markers) <= 3


@each_theme
def test_the_exercise_has_other_numbers_than_the_lesson(theme):
    lesson = {item.name: item.value for item in theme.lesson.inputs}
    for student in STUDENTS:
        shared = {g.name: g.base + g.step * student for g in theme.exercise.givens if g.name in lesson}
        assert not shared or any(value != lesson[name] for name, value in shared.items())
    printed = [(f.case.printed, f.case.unit) for f in theme.lesson.figures if isinstance(f.case.printed, float)]
    for question, (right, *_) in zip(theme.exercise.questions, known_values(theme), strict=True):
        assert not [p for p, unit in printed if unit == question.unit and abs(right[0] - p) <= question.tolerance]


@each_question
def test_answers_are_what_the_question_takes(theme, position):
    question, (right, *_) = theme.exercise.questions[position], known_values(theme)[position]
    if question.choices:
        assert question.unit == ""
        assert question.tolerance == 0
        assert set(right) <= set(question.choices)
        assert len(set(question.choices)) == len(question.choices) >= 2
    else:
        assert all(isinstance(value, float) for value in right)
        # Neither lavish nor so tight that a rounded answer fails.
        assert all(question.tolerance < 0.12 * abs(value) for value in right)


@each_question
def test_students_have_answers_of_their_own(theme, position):
    question, (right, *_) = theme.exercise.questions[position], known_values(theme)[position]
    if not question.choices:
        gaps = [abs(a - b) for a, b in combinations(right, 2)]
        assert sum(gap > question.tolerance for gap in gaps) >= 10, "of 45 pairs"


@each_question
def test_traps_can_be_told_from_the_answer_and_from_each_other(theme, position):
    question, known = theme.exercise.questions[position], known_values(theme)[position]
    for student in STUDENTS:
        values = [value[student] for value in known]
        for a, b in combinations(values, 2):
            if question.choices:
                assert a != b, student
            else:
                apart = sum(max(question.tolerance, window(question, values[0], value)) for value in (a, b))
                assert abs(a - b) > apart, (student, a, b)
    assert len({trap.hint for trap in question.traps}) == len(question.traps)
