"""The lesson: each figure by our function and by hand, and every printed value of the texts reproduced."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.support.python_values import PlainSheets
from tests.support.workbook_files import book, same, value_at
from tests.templates.lessons.sheet_cells import lesson_cells
from tests.templates.subjects import each_theme
from xlfuncs.calling.cells import ERROR_VALUES, CellError
from xlfuncs.cases import CASES
from xlfuncs.templates.lessons.themes import THEMES
from xlfuncs.templates.look import DIFFERENCE

FIGURES = [
    pytest.param(theme, position, id=f"{theme.slug}-{figure.case.id}")
    for theme in THEMES
    for position, figure in enumerate(theme.lesson.figures)
]
each_figure = pytest.mark.parametrize(("theme", "position"), FIGURES)


@pytest.fixture
def figure(theme, position):
    return theme.lesson.figures[position]


@pytest.fixture
def path(workbooks, theme):
    return workbooks.path(theme.slug)


@pytest.fixture
def cells(path, theme, position):
    return lesson_cells(path, theme).figures[position]


def test_every_worked_case_is_in_one_theme():
    assert Counter(figure.case.id for theme in THEMES for figure in theme.lesson.figures) == Counter(
        case.id for case in CASES
    )


def claimed(figure, value):
    """Return a cell's value as the case has it: the page says yes and no."""
    return value == "yes" if isinstance(figure.case.printed, bool) and value in ("yes", "no") else value


@each_figure
def test_ours_and_by_hand_are_the_same_and_the_page_says_so(path, figure, cells):
    ours, hand, difference = (value_at(path, place) for place in (cells.ours, cells.hand, cells.difference))
    if isinstance(figure.case.printed, float):
        assert same(ours, hand)
        assert difference == ours - hand
        sheet, row, column = cells.difference
        assert book(path)[sheet].cell(row, column).number_format == DIFFERENCE
    else:
        assert isinstance(ours, CellError) == isinstance(hand, CellError) == (figure.case.printed in ERROR_VALUES)
        assert isinstance(ours, CellError) or ours == hand
        assert difference == "✓ the same"


@each_figure
def test_the_printed_value_is_reproduced_and_the_page_says_so(path, figure, cells):
    assert figure.case.reproduced_by(claimed(figure, value_at(path, cells.ours)))
    good = "agrees" if figure.case.recomputed else "an error, rightly" if figure.case.printed in ERROR_VALUES else None
    assert value_at(path, cells.verdict) == f"✓ {good or 'reproduced'}"


@each_figure
def test_the_page_shows_what_the_text_prints(path, figure, cells):
    sheet, row, column = cells.printed
    shown = value_at(path, cells.printed)
    if figure.case.words:
        assert shown == figure.case.words
    else:
        assert claimed(figure, shown) == figure.case.printed
    if isinstance(shown, float):
        assert ("[" in book(path)[sheet].cell(row, column).number_format) == figure.case.recomputed


@each_figure
def test_the_figure_is_the_worked_case(path, figure, cells):
    [value] = PlainSheets({"S": []}).calculated([("S", figure.case.formula)])
    ours = claimed(figure, value_at(path, cells.ours))
    assert same(ours, value) or str(ours) == str(value)


@each_theme
def test_steps_are_numbers(path, theme):
    assert all(isinstance(value_at(path, place), float) for place in lesson_cells(path, theme).results.values())
