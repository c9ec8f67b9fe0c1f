"""Each flavour is spelled as its host wants it, in the cells and in the texts that show formulas."""

from __future__ import annotations

import re

import pytest

from tests.support.python_values import CONSTANTS
from tests.support.workbook_files import book, dynamic_arrays, formulas, same, values
from tests.templates.lessons.sheet_cells import FORMULA, LABEL, lesson_cells
from tests.templates.subjects import each_template, each_theme
from xlfuncs.calling.cells import CellError
from xlfuncs.formulas.calls import calls, to_plain
from xlfuncs.functions import BY_NAME
from xlfuncs.hosts.portable import defined_names
from xlfuncs.templates.flavours import FLAVOURS
from xlfuncs.templates.start_here import sheet as start

IN_FILE = {"portable": "", "excel": "", "officejs": "_xldudf_ION_", "libreoffice": "ORG.XLFUNCS.ADDIN."}
ON_SCREEN = {"portable": "", "excel": "", "officejs": "ION.", "libreoffice": ""}
SEPARATOR = {"portable": ", ", "excel": ", ", "officejs": ", ", "libreoffice": "; "}
OTHERS = [flavour for flavour in IN_FILE if flavour != "portable"]
each_flavour = pytest.mark.parametrize("flavour", IN_FILE)
WORD = re.compile(r"[\w.!\[\]]+(?=\()")
CARRIED = defined_names()
NAMES = sorted(BY_NAME, key=len, reverse=True)


def prefixes(text):
    """Return what stands before the name of each call of our functions."""
    names = ((word, next(filter(word.endswith, NAMES), None)) for word in WORD.findall(text))
    return {word.removesuffix(name) for word, name in names if name}


def texts(path):
    """Yield every text of a workbook that shows a formula."""
    for sheet in book(path):
        for row in sheet.iter_rows():
            yield from (c.value for c in row if c.data_type == "s" and prefixes(c.value))


def test_all_flavours_are_tested():
    assert set(IN_FILE) == set(FLAVOURS)


@each_flavour
@each_template
def test_calls_are_spelled_for_the_host(workbooks, template, flavour):
    found = [formula for formula in formulas(workbooks.path(template.slug, flavour)) if any(calls(formula.plain))]
    for formula in found:
        assert prefixes(formula.spelled) == {IN_FILE[flavour]}, formula
        # Excel would put an @ before a call that is no array formula, but takes none in a table; LibreOffice would drop
        # the value of one that is.
        assert formula.is_array == (flavour != "libreoffice" and not formula.in_table), formula
    assert found or template.slug == "index"


@each_flavour
@each_theme
def test_nothing_else_is_an_array_formula(workbooks, theme, flavour):
    others = [f for f in formulas(workbooks.path(theme.slug, flavour)) if not any(calls(f.plain))]
    assert not [formula for formula in others if formula.is_array]


@each_flavour
@each_template
def test_formulas_in_texts_are_as_one_types_them_there(workbooks, template, flavour):
    for text in texts(workbooks.path(template.slug, flavour)):
        assert prefixes(text.replace(" ", "")) <= {ON_SCREEN[flavour], f"Type={ON_SCREEN[flavour]}"}, text
        if text.startswith("="):
            # Without texts and array constants, which have separators of their own.
            bare = re.sub(r'"[^"]*"|\{[^}]*\}', "x", text)
            assert set(re.findall(r"\s*[,;]\s*", bare)) <= {SEPARATOR[flavour]}, text


@each_flavour
@each_theme
def test_the_formulas_shown_are_those_of_the_cells(workbooks, theme, flavour):
    path = workbooks.path(theme.slug, flavour)
    cells = {formula.place: to_plain(formula.spelled) for formula in formulas(path)}
    for number, figure in enumerate(lesson_cells(path, theme).figures):
        sheet, row, _ = figure.ours
        shown = values(path)[sheet][row - 1][(FORMULA if number else LABEL) - 1]
        typed = shown.replace(ON_SCREEN[flavour], "").replace(" ", "") if ON_SCREEN[flavour] else shown.replace(" ", "")
        in_cell = re.sub("[;,]", ";", cells[figure.ours].replace(" ", ""))
        # Around what is shown, the cell asks whether the inputs are numbers.
        assert re.fullmatch(r"=IF\(Data!\$A\$\d+;(.+);NA\(\)\)", in_cell)[1] == re.sub("[;,]", ";", typed[1:])


@each_flavour
@each_template
def test_names_are_there_where_the_workbook_carries_the_functions_itself(workbooks, template, flavour):
    names = book(workbooks.path(template.slug, flavour)).defined_names
    carried = {name: f"={names[name].attr_text}" for name in names if name in CARRIED}
    assert carried == (CARRIED if flavour == "portable" and template.functions else {})
    own = set(names) - set(CARRIED)
    assert not {name for name in own if names[name].attr_text.startswith(("_xlfn", "["))}


@each_flavour
@each_theme
def test_the_constants_have_names_in_every_flavour(workbooks, theme, flavour):
    assert set(CONSTANTS) <= set(book(workbooks.path(theme.slug, flavour)).defined_names)


@pytest.mark.parametrize("flavour", OTHERS)
@each_template
def test_every_flavour_has_the_same_cells_and_values(workbooks, template, flavour):
    paths = workbooks.path(template.slug, flavour), workbooks.path(template.slug)
    found, due = ([f for f in formulas(p) if f.place[0] != start.NAME and not f.shows_a_formula] for p in paths)
    assert {f.place: f.plain for f in found} == {f.place: f.plain for f in due}
    for one, other in zip(found, due, strict=True):
        assert same(one.value, other.value), one.place
    shapes = [[(s.title, s.max_row, s.max_column) for s in book(path) if s.title != start.NAME] for path in paths]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("flavour", OTHERS)
@each_template
def test_every_cell_keeps_its_value(workbooks, template, flavour):
    kept, due = (_results(workbooks.path(template.slug, name)) for name in (flavour, "portable"))
    assert kept.keys() == due.keys()
    assert not [place for place, value in due.items() if not same(kept[place], value)]


def _results(path):
    """Return the numbers and error values of a workbook's own sheets, by place."""
    cells = (
        (sheet, r, c, v)
        for sheet, rows in values(path).items()
        for r, row in enumerate(rows)
        for c, v in enumerate(row)
    )
    return {(s, r + 1, c + 1): v for s, r, c, v in cells if s != start.NAME and isinstance(v, float | bool | CellError)}


@each_flavour
@each_template
def test_calls_may_spill_in_excel(workbooks, template, flavour):
    path = workbooks.path(template.slug, flavour)
    arrays = [f.place for f in formulas(path) if f.is_array and any(calls(f.plain))]
    marked = [place for name in book(path).sheetnames for place in dynamic_arrays(path, name)]
    assert sorted(marked) == sorted(arrays)


@each_flavour
@each_theme
def test_the_notes_say_for_whom_the_file_is(workbooks, theme, flavour):
    notes = values(workbooks.path(theme.slug, flavour))["Notes"]
    words = FLAVOURS[flavour].spelling.words
    assert any(f"{words[0].upper()}{words[1:]}" in str(value) for row in notes for value in row)
