"""The committed workbooks in LibreOffice follow what is typed into them, at once and with no made-up numbers."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import pytest
from xlsxwriter.utility import xl_rowcol_to_cell

from tests.gallery import LIBREOFFICE
from tests.support.workbook_files import formulas, same
from tests.templates.lessons.observations import comforts
from tests.templates.lessons.sheet_cells import exercise_cells, explore_cells, lesson_cells
from tests.templates.record.sheets import OTHERS, log
from tests.templates.subjects import each_theme
from xlfuncs.calling.cells import CellError

NO_NUMBERS = ("", "none", "TRUE")


@pytest.fixture
def workbook(calc, tmp_path):
    """Open a committed workbook as often as a test likes: LibreOffice puts its lock beside the copy."""

    @contextmanager
    def opened(slug):
        with calc.document(Path(shutil.copy(LIBREOFFICE / f"{slug}.xlsx", tmp_path))) as document:
            yield document

    return opened


def type_into(document, place, text):
    sheet, row, column = place
    document.type_as_user(xl_rowcol_to_cell(row - 1, column - 1), text, sheet)


def values(document, *sheets):
    """Return the values of the cells of some sheets, or of all."""
    areas = {sheet: area for sheet, area in document.areas().items() if not sheets or sheet in sheets}
    rows = {sheet: document.read(area, sheet) for sheet, area in areas.items()}
    return {(s, r, c): value for s in rows for r, row in enumerate(rows[s], 1) for c, value in enumerate(row, 1)}


ALL_BELONG = "✓ Every counted recording belongs to a condition."
NONE_FOR_ONE = "✗ 1 counted recordings belong to no condition."


@pytest.mark.parametrize(
    ("place", "typed", "line"),
    [
        pytest.param(log("Bath", 12), "ACSF", NONE_FOR_ONE, id="a solution of no condition"),
        pytest.param(log("Bath", 12), "unknown", ALL_BELONG, id="a solution that there is not"),
        pytest.param(log("Measured mV", 0), "-120", ALL_BELONG, id="another potential"),
        pytest.param(log("Measured mV", 0), "", ALL_BELONG, id="no potential"),
        pytest.param(("Summary", 7, 3), "Rb+", "✗ 3 counted recordings belong to no condition.", id="a condition"),
    ],
)
def test_the_record_follows_without_being_calculated_from_scratch(workbook, place, typed, line):
    with workbook("record") as document:
        type_into(document, place, typed)
        at_once = values(document)
        assert at_once["Summary", OTHERS, 2] == line
        document.recalculate()
        from_scratch = values(document)
    stale = [(cell, value, due) for cell, due in from_scratch.items() if not same(value := at_once[cell], due)]
    assert stale == []


@each_theme
def test_lessons_give_no_number_and_no_tick_while_an_input_is_no_number(workbook, theme):
    path = LIBREOFFICE / f"{theme.slug}.xlsx"
    rooms = (theme.lesson, lesson_cells(path, theme)), (theme.explore, explore_cells(path, theme))
    with workbook(theme.slug) as document:
        before = values(document, "Lesson", "Explore")
        for room, cells in rooms:
            for (item, place), typed in product(zip(room.inputs, cells.inputs.values(), strict=True), NO_NUMBERS):
                type_into(document, place, typed)
                assert comforts(path, values(document, place[0])) == [], (place, typed)
                type_into(document, place, str(item.value))
        after = values(document, "Lesson", "Explore")
        assert [(cell, before[cell], value) for cell, value in after.items() if not same(before[cell], value)] == []


@each_theme
def test_charts_of_lessons_are_empty_without_inputs(workbook, theme):
    path = LIBREOFFICE / f"{theme.slug}.xlsx"
    with workbook(theme.slug) as document:
        for cells in (lesson_cells(path, theme), explore_cells(path, theme)):
            for place in cells.inputs.values():
                type_into(document, place, "")
        points = values(document, "Data")
    # What is between the inputs and a curve is 0 then.
    found = {points[formula.place] for formula in formulas(path) if formula.place[0] == "Data"}
    assert {CellError("#N/A")} <= found <= {CellError("#N/A"), 0.0}


@each_theme
def test_an_exercise_has_no_figures_and_no_right_answers_without_a_number_of_ones_own(workbook, theme):
    cells = exercise_cells(LIBREOFFICE / f"{theme.slug}.xlsx", theme)
    with workbook(theme.slug) as document:
        for place, question in zip(cells.answers, theme.exercise.questions, strict=True):
            type_into(document, place, question.choices[0] if question.choices else "1")
        for typed in NO_NUMBERS:
            type_into(document, cells.variant, typed)
            seen = values(document, "Exercise")
            assert {seen[place] for place in cells.givens.values()} == {CellError("#N/A")}, typed
            assert {seen[place][:18] for place in cells.feedback} == {"✗ Your own number "}, typed
            assert seen[cells.score].startswith("0 of "), typed
