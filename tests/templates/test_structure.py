"""How the workbooks are made: sheets, protection, validations, charts, printing, and nothing that a host objects to."""

from __future__ import annotations

import re
import textwrap
from datetime import datetime

import pytest
from openpyxl.utils import get_column_letter

from tests.support import office_schema as schema
from tests.support import workbook_rules as lint
from tests.support.python_values import PlainSheets
from tests.support.workbook_files import book, part_names, value_at, values
from tests.templates.lessons.observations import entries
from tests.templates.lessons.rules import HOLDS
from tests.templates.lessons.sheet_cells import HIDDEN, SHEETS, exercise_cells, explore_cells, lesson_cells
from tests.templates.subjects import BY_SLUG, each_template, each_theme
from xlfuncs.templates.catalogue import TEMPLATES
from xlfuncs.templates.flavours import FLAVOURS

each_flavour = pytest.mark.parametrize("flavour", FLAVOURS)
GOLD, ACCENT = 5, 4  # positions in the workbooks' own theme


@pytest.fixture
def path(workbooks, theme):
    return workbooks.path(theme.slug)


def inputs(path, theme):
    """Return the input cells of the lesson and of the sheet to explore, with their descriptions."""
    sheets = ((theme.lesson, lesson_cells(path, theme)), (theme.explore, explore_cells(path, theme)))
    return {
        place: item for sheet, cells in sheets for item, place in zip(sheet.inputs, cells.inputs.values(), strict=True)
    }


def open_cells(path, theme):
    """Return the cells that the reader may change."""
    exercise = exercise_cells(path, theme)
    return {*inputs(path, theme), exercise.variant, *exercise.answers}


def cell(path, place):
    sheet, row, column = place
    return book(path)[sheet].cell(row, column)


@each_theme
def test_sheets_are_in_order_and_what_is_behind_them_is_hidden(path, theme):
    assert [(sheet.title, sheet.sheet_state) for sheet in book(path)] == [
        *((sheet, "visible") for sheet in SHEETS),
        *((sheet, "hidden") for sheet in HIDDEN),
    ]


@each_theme
def test_sheets_are_protected_without_a_password(path, theme):
    for sheet in book(path):
        assert sheet.protection.sheet, sheet.title
        assert not sheet.protection.password, sheet.title
        assert not sheet.protection.hashValue, sheet.title


@each_theme
def test_only_the_readers_cells_are_open_and_they_are_there_to_see(path, theme):
    unlocked = {
        (sheet.title, c.row, c.column) for sheet in book(path) for row in sheet.iter_rows() for c in row
        if not c.protection.locked
    }  # fmt: skip
    assert unlocked == open_cells(path, theme)
    assert all(width.protection.locked for sheet in book(path) for width in sheet.column_dimensions.values())
    for place in unlocked:
        assert cell(path, place).border.left.style == "thin"
        assert cell(path, place).border.left.color.theme == GOLD
        assert cell(path, place).fill.fgColor.rgb == "FFFFF8DC"


@each_theme
def test_results_stand_out_by_form_and_not_by_colour_alone(path, theme):
    main = cell(path, lesson_cells(path, theme).figures[0].ours)
    assert (main.border.left.style, main.font.b, main.font.sz) == ("medium", True, 14)
    for place in explore_cells(path, theme).results.values():
        assert cell(path, place).font.b
        assert cell(path, place).border.left.color.theme == ACCENT


@each_theme
def test_inputs_hold_the_texts_numbers_and_their_units(path, theme):
    for place, item in inputs(path, theme).items():
        assert value_at(path, place) == item.value
        sheet, row, column = place
        assert value_at(path, (sheet, row, column - 1)) == item.label
        unit = value_at(path, (sheet, row, column + 1))
        assert unit == ({True: "°C", False: "K"}[item.value <= 120] if item.unit == "°C or K" else item.unit)


def validations(path):
    """Return the validation of each cell that has one."""
    found = {}
    for sheet in book(path):
        for rule in sheet.data_validations.dataValidation:
            for area in rule.sqref.ranges:
                for row, column in area.cells:
                    assert (sheet.title, row, column) not in found
                    found[sheet.title, row, column] = rule
    return found


@each_theme
def test_every_input_says_what_it_takes(path, theme):
    found = validations(path)
    exercise = exercise_cells(path, theme)
    choices = {a: q for a, q in zip(exercise.answers, theme.exercise.questions, strict=True) if q.choices}
    assert set(found) == {*inputs(path, theme), exercise.variant, *choices}
    for rule in found.values():
        assert rule.showInputMessage
        assert rule.showErrorMessage
        assert 0 < len(rule.promptTitle) <= 32
        assert 0 < len(rule.prompt) <= 255
        assert 0 < len(rule.error) <= 255
    for place, question in choices.items():
        assert found[place].type == "list"
        assert found[place].formula1 == f'"{",".join(question.choices)}"'
    number = found[exercise.variant]
    assert (number.type, number.formula1, number.formula2) == ("whole", "0", "9")


@each_theme
def test_validations_take_what_the_rule_says(path, theme):
    found, cells = validations(path), inputs(path, theme)
    sheets = PlainSheets(values(path))
    for places in ([p for p in cells if p[0] == sheet] for sheet in ("Lesson", "Explore")):
        for entry in entries([cells[place] for place in places]):
            place, above = places[entry.position], entry.now[entry.position - 1]
            sheets.put(place, entry.value)
            [taken] = sheets.calculated([(place[0], f"={found[place].formula1}")])
            is_number = type(entry.value) is float
            assert taken == (is_number and HOLDS[cells[place].rule.words](entry.value, above)), str(entry)
            sheets.put(place, cells[place].value)


@each_theme
def test_lines_that_begin_with_a_tick_or_a_cross_are_coloured(path, theme):
    lesson, explore, exercise = lesson_cells(path, theme), explore_cells(path, theme), exercise_cells(path, theme)
    lines = {lesson.status, explore.status, exercise.score, *exercise.feedback, *(f.verdict for f in lesson.figures)}
    differences = {figure.difference for figure in lesson.figures}
    ticked, compared = set(), set()
    for sheet in book(path):
        for area in sheet.conditional_formatting:
            places = {(sheet.title, row, column) for r in area.sqref.ranges for row, column in r.cells}
            signs = {rule.text: rule.dxf.font.color.theme for rule in area.rules if rule.type == "beginsWith"}
            if signs == {"✓": 6, "✗": 7}:
                ticked |= places
            elif [rule.type for rule in area.rules] == ["expression"] and "1E-9" in area.rules[0].formula[0]:
                compared |= places
    assert lines <= ticked
    assert differences <= ticked | compared
    assert ticked | compared == lines | differences


def fits(path, place, text):
    """Return whether a bold text has room in its cell, which may be merged with those beside it."""
    sheet, row, column = place
    merged = [area for area in book(path)[sheet].merged_cells.ranges if (row, column) == (area.min_row, area.min_col)]
    columns = range(column, (merged[0].max_col if merged else column) + 1)
    width = sum(book(path)[sheet].column_dimensions[get_column_letter(c)].width for c in columns)
    lines = len(textwrap.wrap(text, int(1.05 * width)))
    wraps = lines == 1 or cell(path, place).alignment.wrap_text
    return wraps and 14 * lines <= book(path)[sheet].row_dimensions[row].height


@each_theme
def test_there_is_room_for_the_longest_words_about_the_inputs(path, theme):
    for sheet, cells in ((theme.lesson, lesson_cells(path, theme)), (theme.explore, explore_cells(path, theme))):
        for words in {entry.due for entry in entries(sheet.inputs)}:
            assert fits(path, cells.status, words), words


@each_theme
def test_there_is_room_for_the_longest_hint(path, theme):
    for place, question in zip(exercise_cells(path, theme).feedback, theme.exercise.questions, strict=True):
        for hint in (question.hint, *(trap.hint for trap in question.traps)):
            assert fits(path, place, f"✗ {hint}"), hint


@each_theme
def test_the_first_input_is_where_the_cursor_is(path, theme):
    first = {
        "Lesson": next(iter(lesson_cells(path, theme).inputs.values())),
        "Explore": next(iter(explore_cells(path, theme).inputs.values())),
        "Exercise": exercise_cells(path, theme).answers[0],
    }
    for name, place in first.items():
        selected = book(path)[name].sheet_view.selection[-1]
        assert (selected.activeCell, selected.sqref) == (cell(path, place).coordinate,) * 2


@each_template
def test_the_first_sheet_is_the_one_in_front(workbooks, template):
    sheets = book(workbooks.path(template.slug)).worksheets
    assert book(workbooks.path(template.slug)).active is sheets[0]
    assert [bool(sheet.sheet_view.tabSelected) for sheet in sheets] == [True, *[False] * (len(sheets) - 1)]


@each_template
def test_pages_are_calm_and_headings_stay_in_sight(workbooks, template):
    visible = [sheet for sheet in book(workbooks.path(template.slug)) if sheet.sheet_state == "visible"]
    for sheet in visible:
        assert sheet.sheet_view.showGridLines is False, sheet.title
        assert sheet.freeze_panes, sheet.title
    colours = [sheet.sheet_properties.tabColor.theme for sheet in visible]
    assert len(set(colours)) == len(colours)


@each_template
def test_pages_print_on_a4_one_page_wide(workbooks, template):
    for sheet in book(workbooks.path(template.slug)):
        assert sheet.page_setup.paperSize == 9, sheet.title
        assert sheet.page_setup.orientation == ("portrait" if sheet.title == "Notes" else "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
        assert sheet.page_setup.fitToWidth in (None, 1), sheet.title
        assert min(sheet.page_margins.left, sheet.page_margins.right, sheet.page_margins.top) >= 0.2
        assert template.title in sheet.oddFooter.left.text
        assert sheet.oddFooter.right.text == "&A"
        if sheet.title in ("Lesson", "Explore", "Exercise"):
            assert sheet.page_setup.fitToHeight in (None, 1)


@each_template
def test_every_column_in_use_has_a_width(workbooks, template):
    for sheet in book(workbooks.path(template.slug)):
        if sheet.sheet_state == "visible":
            widths = {}
            for dimension in sheet.column_dimensions.values():
                widths |= dict.fromkeys(range(dimension.min, dimension.max + 1), dimension.width)
            assert set(range(1, sheet.max_column + 1)) <= set(widths)
            assert widths[1] < 4, "a narrow empty first column"


def links(path):
    """Return what the cells link to, with the text that they show."""
    cells = (cell for sheet in book(path) for row in sheet.iter_rows() for cell in row)
    return {cell.hyperlink.target: cell.value for cell in cells if cell.hyperlink}


@each_template
def test_nothing_links_outside_but_to_the_workbooks_beside_it(workbooks, template):
    path = workbooks.path(template.slug)
    assert [name for name in part_names(path) if "external" in name.lower() or "vba" in name.lower()] == []
    assert set(links(path)) <= {other.file_name for other in TEMPLATES}


def test_the_index_links_every_other_workbook(workbooks):
    others = {t.file_name: t.title for t in BY_SLUG.values() if t.slug != "index"}
    assert links(workbooks.path("index")) == others


@each_theme
def test_every_lesson_leads_back_to_the_index(path, theme):
    assert set(links(path)) == {"index.xlsx"}


@each_template
@each_flavour
def test_properties_say_what_it_is_and_for_whom(workbooks, template, flavour):
    properties = book(workbooks.path(template.slug, flavour)).properties
    assert (properties.title, properties.creator) == (template.title, "xlfuncs")
    assert properties.subject == template.question
    assert properties.description == FLAVOURS[flavour].spelling.words
    assert properties.created == properties.modified == datetime(2026, 1, 1)


@each_flavour
@each_template
def test_the_files_are_what_their_schema_says(workbooks, template, flavour):
    assert schema.faults(workbooks.path(template.slug, flavour)) == []


@each_flavour
@each_template
def test_the_linter_finds_nothing(workbooks, template, flavour):
    assert lint.faults(workbooks.path(template.slug, flavour)) == []


@each_template
def test_texts_are_whole(workbooks, template):
    for rows in values(workbooks.path(template.slug)).values():
        for text in (value for row in rows for value in row if isinstance(value, str)):
            assert not re.search(r"\$[a-z]|[_^]\{|\{\w+\}|\bNone\b|\bnan\b", text), text
