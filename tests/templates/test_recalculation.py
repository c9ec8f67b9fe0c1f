"""The values kept in the files are those that come out when everything is calculated again from scratch."""

from __future__ import annotations

import pytest

from tests.support.libreoffice import recalculated_all, require_libreoffice
from tests.support.workbook_files import Formula, Place, cells_of, formulas, references, same
from tests.templates.lessons.sheet_cells import exercise_cells, explore_cells, lesson_cells
from tests.templates.subjects import each_template, each_theme
from xlfuncs.calling.cells import ERROR_VALUES, CellError
from xlfuncs.formulas.calls import calls
from xlfuncs.hosts.engine import calculate_workbook
from xlfuncs.templates.catalogue import TEMPLATES
from xlfuncs.templates.flavours import FLAVOURS
from xlfuncs.templates.start_here import sheet as start

each_flavour = pytest.mark.parametrize("flavour", FLAVOURS)


@each_flavour
@each_template
def test_the_engine_gives_the_kept_values_again(workbooks, template, flavour):
    path = workbooks.path(template.slug, flavour)
    calculation = calculate_workbook(path)
    sheets = {sheet: calculation.values(sheet) for sheet in calculation.sheets}
    # Verdicts on our functions are kept as not given yet: see test_start.
    kept = [f for f in formulas(path) if f.place[0] != start.NAME or any(calls(f.plain))]
    kept = [f for f in kept if not f.shows_a_formula]
    differing = []
    for formula in kept:
        sheet, row, column = formula.place
        value = sheets[sheet][row - 1][column - 1]
        differing += [] if same(value, formula.value) else [(formula.place, formula.value, value)]
    assert differing == []


def without_ours(path) -> dict[Place, Formula]:
    """Return the formula cells that depend on none of our functions, not even by way of others."""
    found = {formula.place: formula for formula in formulas(path)}
    needs = {place: _needs(formula) & found.keys() for place, formula in found.items()}
    dependent = {place for place, formula in found.items() if any(calls(formula.plain))}
    while more := {place for place, needed in needs.items() if needed & dependent} - dependent:
        dependent |= more
    return {place: formula for place, formula in found.items() if place not in dependent}


def _needs(formula: Formula) -> set[Place]:
    blocks = (cells_of(reference, formula.place[0]) for reference in references(formula.plain))
    return {place for block in blocks if block for row in block for place in row}


@each_theme
def test_by_hand_is_by_hand(workbooks, theme):
    path = workbooks.path(theme.slug)
    lesson, explore, exercise = lesson_cells(path, theme), explore_cells(path, theme), exercise_cells(path, theme)
    due = {*lesson.results.values(), *(figure.hand for figure in lesson.figures), lesson.status, explore.status}
    assert due | set(exercise.givens.values()) <= set(without_ours(path))


@pytest.fixture(scope="module")
def in_libreoffice(workbooks, tmp_path_factory):
    require_libreoffice()
    paths = [workbooks.path(template.slug, "libreoffice") for template in TEMPLATES]
    return recalculated_all(paths, tmp_path_factory.mktemp("recalculated"))


@each_template
def test_libreoffice_gives_again_what_needs_none_of_our_functions(workbooks, template, in_libreoffice):
    path = workbooks.path(template.slug, "libreoffice")
    sheets = in_libreoffice[path]
    differing = []
    for (sheet, row, column), formula in without_ours(path).items():
        value = sheets[sheet][row - 1][column - 1]
        value = float(value) if type(value) is int else value
        # It has its own errors, such as Err:502 where Excel says #NUM!, and saves them as the nearest of Excel's.
        as_good = value in ERROR_VALUES if isinstance(formula.value, CellError) else same(value, formula.value)
        differing += [] if as_good else [(formula.place, formula.plain, formula.value, value)]
    assert differing == []


@each_theme
def test_libreoffice_did_calculate(workbooks, theme, in_libreoffice):
    path = workbooks.path(theme.slug, "libreoffice")
    sheet, row, column = lesson_cells(path, theme).figures[0].ours
    # Without our extension: had the values been kept, this one would be a number.
    assert in_libreoffice[path][sheet][row - 1][column - 1] in ("#NAME?", "Err:508", "#N/A")
