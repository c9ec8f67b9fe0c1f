"""What the cells hold: formulas that every host understands, with the values that Python gives."""

from __future__ import annotations

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

from tests.support.python_values import CONSTANTS, PlainSheets
from tests.support.workbook_files import (
    NATIVE,
    book,
    cells_of,
    formulas,
    functions_called,
    references,
    same,
    value_at,
    values,
)
from tests.templates.lessons import sheet_cells as places
from tests.templates.subjects import each_template, each_theme
from xlfuncs.calling.cells import ERROR_VALUES, CellError
from xlfuncs.formulas.calls import calls, to_plain
from xlfuncs.functions import BY_NAME


def rules(path):
    """Return the formulas of validations and conditional formats."""
    found = []
    for sheet in book(path):
        found += [rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "custom"]
        found += [f for area in sheet.conditional_formatting for rule in area.rules for f in rule.formula]
    return [f"={formula}" for formula in found]


@each_template
def test_formulas_are_whole(workbooks, template):
    for formula in {formula.spelled for formula in formulas(workbooks.path(template.slug))}:
        tokens = Tokenizer(formula).items
        assert tokens, formula
        depth = 0
        for token in tokens:
            depth += {Token.OPEN: 1, Token.CLOSE: -1}.get(token.subtype, 0)
            assert depth >= 0, formula
        assert depth == 0, formula


@each_template
def test_formulas_call_ours_and_what_every_spreadsheet_has(workbooks, template):
    path = workbooks.path(template.slug)
    for formula in formulas(path):
        assert functions_called(to_plain(formula.spelled)) <= NATIVE | set(BY_NAME), formula
        for call in calls(formula.plain):
            assert len(call.arguments) == len(BY_NAME[call.name].arguments), formula
    for rule in rules(path):
        # Not ours: an Office.js function is not at hand there, and LibreOffice asks before add-ins are loaded.
        assert functions_called(rule) <= NATIVE, rule


@each_template
def test_no_array_formula_is_in_merged_cells(workbooks, template):
    path = workbooks.path(template.slug)
    for place in (formula.place for formula in formulas(path) if formula.is_array):
        sheet, row, column = place
        areas = book(path)[sheet].merged_cells.ranges
        assert not [area for area in areas if (row, column) in area.cells], "Excel takes such a file for damaged"


@each_template
def test_formulas_speak_of_cells_and_of_names_that_are_there(workbooks, template):
    path = workbooks.path(template.slug)
    for formula in formulas(path):
        for reference in references(formula.plain):
            cells = cells_of(reference, formula.place[0])
            assert cells, (formula, reference)
            assert cells[0][0][0] in values(path), formula


@each_theme
def test_constants_are_those_of_the_package(workbooks, theme):
    path = workbooks.path(theme.slug)
    for name, number in CONSTANTS.items():
        [[place]] = cells_of(book(path).defined_names[name].attr_text, "")
        assert value_at(path, place) == number


@each_template
def test_kept_values_are_what_python_gives(workbooks, template):
    path = workbooks.path(template.slug)
    with_ours = [formula for formula in formulas(path) if any(calls(formula.plain))]
    given = PlainSheets(values(path)).calculated([(formula.place[0], formula.plain) for formula in with_ours])
    differing = [
        (formula.place, formula.plain, formula.value, value)
        for formula, value in zip(with_ours, given, strict=True)
        if not same(formula.value, value)
    ]
    assert differing == []


@each_template
def test_no_error_is_in_sight_but_where_the_lesson_is_about_one(workbooks, template):
    path = workbooks.path(template.slug)
    seen = {
        (sheet.title, r, c): value
        for sheet in book(path)
        if sheet.sheet_state == "visible"
        for r, row in enumerate(values(path)[sheet.title], 1)
        for c, value in enumerate(row, 1)
        if isinstance(value, CellError)
    }
    assert set(seen.values()) <= {CellError("#NUM!")}
    assert all(sheet == "Lesson" and column in (places.VALUE, places.HAND) for sheet, _, column in seen)


@each_template
def test_errors_are_kept_as_errors_and_not_as_texts(workbooks, template):
    assert not [f for f in formulas(workbooks.path(template.slug)) if f.value in ERROR_VALUES]


@each_theme
def test_every_point_of_every_chart_has_a_value_or_is_left_out(workbooks, theme):
    rows = values(workbooks.path(theme.slug))["Data"][2:]
    # The first column is what the sheets ask of their inputs.
    found = {value for row in rows for value in row[1:] if not isinstance(value, float)}
    assert found <= {None, CellError("#N/A")}
