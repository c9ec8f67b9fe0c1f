"""The lesson and the sheet to explore take whatever is typed into their inputs, and say so in words."""

from __future__ import annotations

import math
from itertools import cycle, pairwise

import pytest

from tests.support.live_workbook import FAULTS, Live
from tests.support.workbook_files import values
from tests.templates.lessons.observations import HUGE, comforts, explore_by_python, lesson_by_python, observe, other
from tests.templates.lessons.rules import FINE, status
from tests.templates.lessons.sheet_cells import SHEETS, explore_cells, lesson_cells
from tests.templates.subjects import each_theme
from xlfuncs.calling.cells import CellError
from xlfuncs.formulas.calls import calls
from xlfuncs.templates.lessons.themes import THEMES


@pytest.fixture(scope="module", params=THEMES, ids=lambda theme: theme.slug)
def theme(request):
    return request.param


@pytest.fixture(scope="module")
def lesson(workbooks, theme):
    return lesson_cells(workbooks.path(theme.slug), theme)


@pytest.fixture(scope="module")
def explore(workbooks, theme):
    return explore_cells(workbooks.path(theme.slug), theme)


@pytest.fixture(scope="module")
def in_lesson(workbooks, theme, lesson):
    return observe(workbooks.live(theme.slug), theme.lesson.inputs, lesson)


@pytest.fixture(scope="module")
def in_explore(workbooks, theme, explore):
    return observe(workbooks.live(theme.slug), theme.explore.inputs, explore)


def alike(a, b, entry):
    """Return whether two results are the same to 1e-9, or are what is left of a difference of large numbers."""
    if type(a) is type(b) is float:
        left_over = 1e-12 * max(abs(x) for x in (1.0, *entry.now) if isinstance(x, float | int) and x != HUGE)
        if max(abs(a), abs(b)) > 1e200:
            left_over = 1e-12 * HUGE
        return math.isclose(a, b, rel_tol=1e-9, abs_tol=left_over)
    return a == b


def test_a_room_gives_no_number_and_no_tick_while_an_input_is_no_number(workbooks, theme, in_lesson, in_explore):
    path = workbooks.path(theme.slug)
    for entry, seen in (*in_lesson, *in_explore):
        assert entry.is_number or comforts(path, seen) == [], str(entry)


def test_nor_while_another_input_is_against_its_rule(workbooks, theme, lesson, explore):
    path, live = workbooks.path(theme.slug), workbooks.live(theme.slug)
    for cells in (lesson, explore):
        first, *_, last = cells.inputs.values()
        with live.typed({first: -1e9, last: None}):
            assert comforts(path, live.values(first[0])) == []


def test_results_are_not_available_while_an_input_is_no_number(lesson, explore, in_lesson, in_explore):
    results = {*lesson.results.values(), *explore.results.values()}
    results |= {place for figure in lesson.figures for place in (figure.ours, figure.hand)}
    for entry, seen in (*in_lesson, *in_explore):
        found = {seen[place] for place in results & seen.keys()}
        assert entry.is_number or found == {CellError("#N/A")}, str(entry)


def test_the_texts_own_numbers_keep_the_rules(theme):
    for inputs in (theme.lesson.inputs, theme.explore.inputs):
        assert status(inputs, [item.value for item in inputs]) == FINE


def test_the_status_lines_name_the_first_input_at_fault(lesson, explore, in_lesson, in_explore):
    told = [(entry, seen[lesson.status]) for entry, seen in in_lesson]
    told += [(entry, seen[explore.status]) for entry, seen in in_explore]
    assert [(str(entry), words, entry.due) for entry, words in told if words != entry.due] == []


def test_no_input_makes_the_workbook_itself_fail(in_lesson, in_explore):
    for entry, seen in (*in_lesson, *in_explore):
        assert {place: value for place, value in seen.items() if str(value) in FAULTS} == {}, str(entry)


def test_verdicts_are_passed_on_the_texts_numbers_only(lesson, in_lesson):
    for entry, seen in in_lesson:
        verdicts = {seen[figure.verdict] for figure in lesson.figures}
        if not entry.makes_sense:
            assert verdicts == {"see the inputs"}, str(entry)
        elif entry.value != entry.inputs[entry.position].value:
            assert verdicts == {"your own numbers"}, str(entry)
        else:
            assert all(verdict.startswith("✓") for verdict in verdicts), str(entry)


def test_ours_and_by_hand_agree_wherever_the_inputs_make_sense(theme, lesson, in_lesson):
    apart = []
    for entry, seen in in_lesson:
        for figure, cells in zip(theme.lesson.figures, lesson.figures, strict=True):
            ours, hand = seen[cells.ours], seen[cells.hand]
            comparable = entry.makes_sense and (entry.value != HUGE or type(ours) is type(hand) is float)
            if comparable and not isinstance(ours, CellError) and not alike(ours, hand, entry):
                apart.append((figure.case.id, str(entry), ours, hand))
    assert apart == []


def test_differences_are_marked_as_what_they_are(lesson, in_lesson):
    for entry, seen in in_lesson:
        for cells in lesson.figures:
            ours, hand, said = seen[cells.ours], seen[cells.hand], seen[cells.difference]
            if isinstance(said, float):
                assert said == ours - hand, str(entry)
            elif isinstance(ours, CellError) or isinstance(hand, CellError):
                assert said in ("–", "✗ not the same", "✓ the same"), str(entry)
                assert said != "✓ the same" or type(ours) is type(hand), str(entry)
            else:
                assert said == ("✓ the same" if ours == hand else "✗ not the same"), str(entry)


def differing(observed, places, by_python):
    for number, (entry, seen) in enumerate(observed):
        for place, results in zip(places, by_python, strict=True):
            shown, given = seen[place], results[number]
            given = {True: "yes", False: "no"}[given] if isinstance(given, bool) else given
            # Beyond the largest number an error is as good; an almost equal one may be on either side of a limit.
            comparable = entry.is_number and (entry.value != HUGE or type(shown) is type(given) is float)
            if comparable and not alike(shown, given, entry):
                yield place, str(entry), shown, given


def test_figures_are_pythons_for_unexpected_numbers_too(theme, lesson, in_lesson):
    places = [figure.ours for figure in lesson.figures]
    assert list(differing(in_lesson, places, lesson_by_python(theme))) == []


def test_readouts_are_pythons_for_unexpected_numbers_too(theme, explore, in_explore):
    assert list(differing(in_explore, explore.results.values(), explore_by_python(theme))) == []


def arguments(formula, names):
    """Return the inputs that are arguments of our functions as they are, alone or in a range."""
    found = set()
    for argument in (argument for call in calls(formula) for argument in call.arguments):
        ends = [end.strip().removeprefix("$") for end in argument.split(":")]
        if set(ends) <= set(names):
            found |= set(names[names.index(ends[0]) : names.index(ends[-1]) + 1])
    return found


def test_the_main_result_has_the_catalogs_error(theme, lesson, in_lesson):
    direct = arguments(theme.lesson.figures[0].formula, [item.name for item in theme.lesson.inputs])
    for (entry, seen), by_python in zip(in_lesson, lesson_by_python(theme)[0], strict=True):
        if theme.lesson.inputs[entry.position].name not in direct or entry.makes_sense:
            continue
        due = "#NUM!" if entry.is_number else "#N/A"
        result = seen[lesson.figures[0].ours]
        # A lesson may ask for less than its function takes.
        more = due == "#NUM!" and isinstance(by_python, float) and alike(result, by_python, entry)
        assert more or result == CellError(due), str(entry)


def test_with_the_texts_inputs_back_everything_is_as_it_was(workbooks, theme, lesson, explore):
    path, live = workbooks.path(theme.slug), workbooks.live(theme.slug)
    for cells in (lesson, explore):
        with live.typed(dict.fromkeys(cells.inputs.values(), "text")):
            assert live[cells.status] != FINE
    for sheet in (*SHEETS, "Answers"):
        for (_, row, column), value in live.values(sheet).items():
            before = values(path)[sheet][row - 1][column - 1]
            assert value == before or (value == "" and before is None), (sheet, row, column)


def points_of(chart, start, end, seen):
    """Return what the formulas of a chart give: its curves and markers, beside x and the columns between."""
    beside = 1 + len(chart.columns)
    return {value for (_, row, column), value in seen.items() if row > 2 and start + beside <= column < end}


@each_theme
def test_the_charts_are_empty_while_an_input_is_no_number(workbooks, theme):
    path = workbooks.path(theme.slug)
    live = Live(path, with_charts=True)
    charts = charts_of(path, theme)
    for sheet, cells in (
        (theme.lesson, lesson_cells(path, theme)), (theme.explore, explore_cells(path, theme))
    ):  # fmt: skip
        own = [theme.lesson.chart] if sheet is theme.lesson else theme.explore.charts
        for place, entry in zip(cells.inputs.values(), cycle((None, "text", True)), strict=False):
            with live.typed({place: entry}):
                seen = live.values("Data")
                for chart in own:
                    assert points_of(chart, *charts[chart.title], seen) == {CellError("#N/A")}, (place, entry)


def charts_of(path, theme):
    """Return for each chart the first column of its points and the one after the last."""
    starts = [column for column, value in enumerate(values(path)["Data"][0], 1) if value]
    charts = (theme.lesson.chart, *theme.explore.charts)
    return {chart.title: ends for chart, ends in zip(charts, pairwise((*starts, 10_000)), strict=True)}


@each_theme
def test_the_charts_show_the_inputs_and_nothing_where_there_are_none(workbooks, theme):
    path = workbooks.path(theme.slug)
    live = Live(path, with_charts=True)
    inputs = [
        (item, place)
        for sheet, cells in ((theme.lesson, lesson_cells(path, theme)), (theme.explore, explore_cells(path, theme)))
        for item, place in zip(sheet.inputs, cells.inputs.values(), strict=True)
    ]
    with live.typed(dict.fromkeys(place for _, place in inputs)):
        found = live.values("Data").values()
        assert {value for value in found if not isinstance(value, float | str)} == {CellError("#N/A"), False}
    with live.typed({place: other(item) for item, place in inputs}):
        after = live.values("Data")
    assert FAULTS.isdisjoint(map(str, after.values()))
    before = {("Data", r, c): v for r, row in enumerate(values(path)["Data"], 1) for c, v in enumerate(row, 1)}
    for title, (start, end) in charts_of(path, theme).items():
        changed = [place for place in before if start <= place[2] < end and before[place] != after.get(place)]
        assert len(changed) > 10, title
