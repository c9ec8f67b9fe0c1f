"""The first sheet where our functions have to be installed: what it says in each case, and how it is made."""

from __future__ import annotations

import math
import re
import textwrap

import pytest
from click.testing import CliRunner
from openpyxl.utils import get_column_letter

from tests.gallery import write_calculated_start
from tests.support.libreoffice import recalculated, rendered, require_libreoffice
from tests.support.live_workbook import Live
from tests.support.workbook_files import book, dynamic_arrays, formulas, part, value_at, values
from tests.templates.lessons.sheet_cells import row_of
from tests.templates.subjects import BY_SLUG, each_template
from xlfuncs import udfs
from xlfuncs.calling.cells import CellError
from xlfuncs.cli import main
from xlfuncs.hosts.engine import calculate_workbook
from xlfuncs.hosts.portable import portable_copy
from xlfuncs.templates import build
from xlfuncs.templates.flavours import FLAVOURS
from xlfuncs.templates.look import MONO
from xlfuncs.templates.start_here.sheet import NAME

STARTING = [name for name, flavour in FLAVOURS.items() if flavour.start]
LABEL, ANSWER, DUE, KEYS, VERDICT, LINK = 2, 3, 4, 5, 6, 8
SIGNAL, HINT = (NAME, 5, LABEL), (NAME, 6, LABEL)
ROWS = range(9, 13)
GREEN, RED = 6, 7  # positions in the workbooks' own theme
WELL, RIGHT = "✓ The functions answer: all is well.", "✓ right"
UNEXPECTED = "✗ The functions answer, but not as expected."
NOT_YET = "Not calculated yet: click Enable Editing above."
NOT_LOADED = "✗ The add-in is not loaded."
UNANSWERED = {
    "excel": "✗ The add-in is loaded, but Python does not answer.",
    "officejs": "✗ The add-in is loaded, but its server gives no answer.",
}
BUSY = "✗ The server is asked, and has not answered yet."
NUMBER, SECOND = udfs.NERNST(5, 140, 1, 37), udfs.NERNST(50, 140, 1, 37)
GOOD = [NUMBER, "=SQRT(-1)", NUMBER, SECOND]
NOT_DEFINED, NO_VALUE = "=NOSUCHNAME(1)", '="a"+1'


@pytest.fixture(params=STARTING)
def flavour(request):
    return request.param


@pytest.fixture
def path(workbooks, template, flavour):
    return workbooks.path(template.slug, flavour)


@pytest.fixture
def index(workbooks, flavour):
    return workbooks.path("index", flavour)


def told(sheet):
    """Return what the sheet says: in large letters, as a hint, and of each answer."""
    return sheet[SIGNAL], sheet[HINT], [sheet[NAME, row, VERDICT] for row in ROWS]


def test_it_is_there_where_something_is_to_be_installed():
    assert set(STARTING) == set(UNANSWERED) == {"excel", "officejs"}


@each_template
def test_a_workbook_opens_on_it(workbooks, template, flavour):
    sheets = book(workbooks.path(template.slug, flavour)).worksheets
    assert [sheet.title for sheet in sheets] == [NAME, *book(workbooks.path(template.slug)).sheetnames]
    assert [bool(sheet.sheet_view.tabSelected) for sheet in sheets] == [True, *[False] * (len(sheets) - 1)]
    assert book(workbooks.path(template.slug, flavour)).active.title == NAME


@each_template
def test_elsewhere_there_is_none(workbooks, template):
    for flavour in set(FLAVOURS) - set(STARTING):
        assert NAME not in book(workbooks.path(template.slug, flavour)).sheetnames


@each_template
def test_it_looks_like_the_other_sheets(workbooks, template, flavour):
    sheets = [s for s in book(workbooks.path(template.slug, flavour)) if s.sheet_state == "visible"]
    first = sheets[0]
    assert first.protection.sheet
    assert not first.protection.password
    assert all(cell.protection.locked for row in first.iter_rows() for cell in row), "there is nothing to enter"
    assert first.sheet_view.showGridLines is False
    assert first.freeze_panes
    colours = [sheet.sheet_properties.tabColor.theme for sheet in sheets]
    assert len(set(colours)) == len(colours)
    assert (first.page_setup.paperSize, first.page_setup.orientation) == (9, "landscape")
    assert (first.page_setup.fitToWidth, first.page_setup.fitToHeight) in ((None, None), (1, 1))
    assert first.sheet_properties.pageSetUpPr.fitToPage
    assert first.sheet_view.selection[-1].activeCell == "C9"


@each_template
def test_the_kept_values_are_right_but_nothing_is_called_so_before_it_is_calculated(workbooks, template, flavour):
    path = workbooks.path(template.slug, flavour)
    answers = [value_at(path, (NAME, row, ANSWER)) for row in ROWS]
    assert answers[1] == CellError("#NUM!")
    for answer, due in zip((answers[0], *answers[2:]), (NUMBER, NUMBER, SECOND), strict=True):
        assert math.isclose(answer, due, rel_tol=1e-12)
    assert value_at(path, SIGNAL) == NOT_YET
    assert value_at(path, HINT).startswith("No such button? ")
    assert [value_at(path, (NAME, row, VERDICT)) for row in ROWS] == ["not calculated yet"] * 4
    kept = [str(formula.value) for formula in formulas(path) if formula.place[0] == NAME]
    assert not [text for text in kept if text.startswith(("✓", "✗"))], "the signs that give a line its colour"
    calculation = part(path, "xl/workbook.xml").find("{*}calcPr")
    assert calculation.attrib["fullCalcOnLoad"] == "1", "so that Excel replaces the kept words as soon as it may"


def test_the_picture_shows_it_calculated(index, tmp_path):
    write_calculated_start(index, tmp_path / "start.xlsx")
    sheet = {
        (NAME, r, c): v for r, row in enumerate(values(tmp_path / "start.xlsx")[NAME], 1) for c, v in enumerate(row, 1)
    }
    assert told(sheet) == (WELL, "There is nothing to do here: go on to the other sheets.", [RIGHT] * 4)


@each_template
def test_a_portable_copy_says_of_itself_what_is_true(path, tmp_path, template):
    copy = portable_copy(path, tmp_path / "copy.xlsx").path
    rows = calculate_workbook(copy).values(NAME)
    assert rows[SIGNAL[1] - 1][LABEL - 1] == WELL
    assert "add-in" not in WELL + UNEXPECTED + str(rows[ROWS[0] - 2][LABEL - 1])


def test_what_is_expected_is_what_python_gives(index):
    number, error, first, second = (value_at(index, (NAME, row, DUE)) for row in ROWS)
    assert (number, first, second) == pytest.approx((NUMBER, NUMBER, SECOND), rel=1e-15)
    assert error == "#NUM!"
    assert f"{number:.2f}" == "-89.06", "as the README has it"


@each_template
def test_the_answers_come_from_calls_that_may_spill(path, template):
    assert dynamic_arrays(path, NAME) == [(NAME, row, ANSWER) for row in ROWS[:3]]
    cells = {cell.attrib["r"]: cell for cell in part(path, "xl/worksheets/sheet1.xml").iterfind(".//{*}c")}
    areas = {name: cell.find("{*}f").attrib["ref"] for name, cell in cells.items() if cell.get("cm")}
    assert areas == {"C9": "C9", "C10": "C10", "C11": "C11:C12"}
    assert cells["C12"].find("{*}f") is None, "a cell of a spill holds its value only"
    assert cells["C10"].attrib["t"] == "e"


@each_template
def test_it_is_the_same_in_every_workbook(index, path, template):
    own = [[(f.place, f.spelled, f.value) for f in formulas(p) if f.place[0] == NAME] for p in (path, index)]
    assert own[0] == own[1]


def test_with_the_functions_all_is_well(index):
    calculation = calculate_workbook(index)
    rows = calculation.values(NAME)
    sheet = {(NAME, r, c): value for r, row in enumerate(rows, 1) for c, value in enumerate(row, 1)}
    assert told(sheet) == (WELL, "There is nothing to do here: go on to the other sheets.", [RIGHT] * 4)


def test_without_them_the_addin_is_not_loaded(index):
    without_addin = Live(index, with_charts=True)
    signal, hint, verdicts = told(without_addin)
    assert without_addin[NAME, ROWS[0], ANSWER] == CellError("#NAME?")
    assert signal == NOT_LOADED
    assert "the steps under #NAME?" in hint
    assert verdicts == ["✗ an error value", "✗ another error value", "✗ an error value", "✗ nothing"]


@pytest.mark.parametrize(
    ("answers", "signal", "verdicts"),
    [
        (GOOD, WELL, [RIGHT] * 4),
        (
            [NOT_DEFINED] * 3 + [None],
            NOT_LOADED,
            ["an error value", "another error value", "an error value", "nothing"],
        ),
        ([NO_VALUE] * 4, UNANSWERED, ["an error value", "another error value", "an error value", "an error value"]),
        ([NO_VALUE] * 3 + [None], UNANSWERED, ["an error value", "another error value", "an error value", "nothing"]),
        ([-89.05, *GOOD[1:]], UNEXPECTED, ["another number", RIGHT, RIGHT, RIGHT]),
        ([NUMBER * (1 + 2e-9), *GOOD[1:]], UNEXPECTED, ["another number", RIGHT, RIGHT, RIGHT]),
        ([NUMBER * (1 + 2e-10), *GOOD[1:]], WELL, [RIGHT] * 4),
        ([-NUMBER, *GOOD[1:]], UNEXPECTED, ["another number", RIGHT, RIGHT, RIGHT]),
        (["#NUM! c_in must be > 0 mM, got -5", *GOOD[1:]], UNEXPECTED, ["not a number", RIGHT, RIGHT, RIGHT]),
        (['=""', *GOOD[1:]], UNEXPECTED, ["not a number", RIGHT, RIGHT, RIGHT]),
        (["=NA()", *GOOD[1:]], NOT_LOADED, ["an error value", RIGHT, RIGHT, RIGHT]),
        (["=1/0"] * 3 + [None], NOT_LOADED, ["an error value", "another error value", "an error value", "nothing"]),
        (["=#REF!"] * 3 + [None], NOT_LOADED, ["an error value", "another error value", "an error value", "nothing"]),
        (["=NA()"] * 3 + [None], NOT_LOADED, ["an error value", "another error value", "an error value", "nothing"]),
        (
            [NUMBER, "#NUM! NERNST: c_in must be > 0 mM, got -5", NUMBER, SECOND],
            UNEXPECTED,
            [RIGHT, "a text, not an error value", RIGHT, RIGHT],
        ),
        ([NUMBER, 0.0, NUMBER, SECOND], UNEXPECTED, [RIGHT, "no error value", RIGHT, RIGHT]),
        ([NUMBER, NO_VALUE, NUMBER, SECOND], UNEXPECTED, [RIGHT, "another error value", RIGHT, RIGHT]),
        ([*GOOD[:3], None], UNEXPECTED, [RIGHT, RIGHT, RIGHT, "nothing"]),
        ([*GOOD[:3], NUMBER], UNEXPECTED, [RIGHT, RIGHT, RIGHT, "another number"]),
    ],
)
def test_each_case_has_its_words(index, flavour, answers, signal, verdicts):
    said = told_of(index, answers)
    signal = UNANSWERED[flavour] if signal is UNANSWERED else signal
    assert said[0] == signal
    assert said[2] == [words if words == RIGHT else f"✗ {words}" for words in verdicts]
    hints = {WELL: "nothing to do", NOT_LOADED: "under #NAME? below", UNANSWERED[flavour]: "under #VALUE! below"}
    assert hints.get(signal, FLAVOURS[flavour].start.unexpected) in said[1]


def told_of(path, answers):
    """Return what the sheet says of four answers."""
    live = Live(path, with_charts=True)
    with live.typed(dict(zip([(NAME, row, ANSWER) for row in ROWS], answers, strict=True))):
        return told(live)


@pytest.mark.parametrize("error", ["#CALC!", "#SPILL!"])
def test_an_error_newer_than_the_seven_old_ones_is_of_an_answer_not_there_yet(workbooks, error):
    # The engine has no #BUSY! but treats these as Excel does: ERROR.TYPE has a number for some and none for others.
    signal, hint, _ = told_of(workbooks.path("index", "officejs"), [f"={error}"] * 3 + [None])
    assert (signal, "under #BUSY! below" in hint) == (BUSY, True)


def test_in_another_program_nothing_but_the_answers_is_an_error(index, tmp_path):
    require_libreoffice()
    sheet = recalculated(index, tmp_path)[NAME]
    assert sheet[SIGNAL[1] - 1][LABEL - 1] == NOT_LOADED
    wrong = [(r, c) for r, row in enumerate(sheet, 1) for c, value in enumerate(row, 1) if value == "#NAME?"]
    assert {c for _, c in wrong} == {ANSWER}


def test_it_is_printed_on_one_page(workbooks, tmp_path):
    pages = {name: rendered(workbooks.path("index", name), tmp_path, 20) for name in ("portable", *STARTING)}
    assert {name: len(pages[name]) for name in STARTING} == dict.fromkeys(STARTING, len(pages["portable"]) + 1)


def test_every_trouble_has_its_steps(workbooks, flavour):
    path = workbooks.path("index", flavour)
    for problem in FLAVOURS[flavour].start.problems:
        head = row_of(path, NAME, LABEL, f"{problem.error}: ")
        assert value_at(path, (NAME, head, LABEL))[len(problem.error) + 2 :].lower() + "." == problem.words.lower()
        for number, step in enumerate(problem.steps, 1):
            assert value_at(path, (NAME, head + number, LABEL)) == f"{number}. {step.words}"
            assert (value_at(path, (NAME, head + number, KEYS)) or "") == step.keys


def test_the_remarks_are_there(workbooks, flavour):
    text = "\n".join(str(value) for row in values(workbooks.path("index", flavour))[NAME] for value in row)
    for title, words in FLAVOURS[flavour].start.remarks:
        assert f"{title}\n{words}" in text


def test_ticks_are_green_and_crosses_red(workbooks, flavour):
    found = {}
    for area in book(workbooks.path("index", flavour))[NAME].conditional_formatting:
        signs = {re.search("[✓✗]", rule.formula[0])[0]: rule.dxf.font.color.theme for rule in area.rules}
        found |= dict.fromkeys((place for r in area.sqref.ranges for place in r.cells), signs)
    lines = {(SIGNAL[1], column) for column in range(LABEL, LINK + 1)} | {(row, VERDICT) for row in ROWS}
    assert found == {place: {"✓": GREEN, "✗": RED} for place in lines}


@each_template
def test_it_leads_to_every_other_sheet(workbooks, template, flavour):
    sheets = book(workbooks.path(template.slug, flavour))
    cells = [cell for row in sheets[NAME].iter_rows() for cell in row if cell.hyperlink]
    others = [sheet.title for sheet in sheets if sheet.sheet_state == "visible" and sheet.title != NAME]
    assert {cell.value: cell.hyperlink.location for cell in cells} == {name: f"'{name}'!A1" for name in others}
    assert {cell.column for cell in cells} == {LINK}


def block(sheet, cell):
    """Return the last row and column that the text of a cell may use: merged ones, or empty ones beside it."""
    for area in sheet.merged_cells.ranges:
        if (cell.row, cell.column) == (area.min_row, area.min_col):
            return area.max_row, area.max_col
    last = cell.column
    while not cell.alignment.wrap_text and last < LINK and sheet.cell(cell.row, last + 1).value is None:
        last += 1
    return cell.row, last


def test_there_is_room_for_every_text(workbooks, flavour):
    path = workbooks.path("index", flavour)
    sheet = book(path)[NAME]
    for cell in (cell for row in sheet.iter_rows(min_row=5) for cell in row if isinstance(cell.value, str)):
        bottom, right = block(sheet, cell)
        columns = map(get_column_letter, range(cell.column, right + 1))
        per_width = 0.93 if cell.font.name == MONO else 1.05 * 11 / cell.font.sz
        letters = sum(sheet.column_dimensions[column].width for column in columns) * per_width
        height = sum(sheet.row_dimensions[row].height or 15 for row in range(cell.row, bottom + 1))
        # Of a formula, all that it may say, and what the file keeps for it.
        kept = value_at(path, (NAME, cell.row, cell.column))
        for text in [*re.findall(r'"([^"]+)"', cell.value), kept] if cell.value.startswith("=IF(") else [cell.value]:
            lines = sum(len(textwrap.wrap(line, int(letters))) or 1 for line in text.split("\n"))
            assert lines == 1 or cell.alignment.wrap_text, text
            assert lines * cell.font.sz * 1.25 <= height, text


@each_template
def test_other_sheets_say_what_to_do_first_in_the_same_words(workbooks, template, flavour):
    first = FLAVOURS[flavour].first
    if template.slug != "reference":
        sheets = values(workbooks.path(template.slug, flavour))
        assert any(first in str(value) for rows in sheets.values() for row in rows for value in row)
    commands = [step.keys for problem in FLAVOURS[flavour].start.problems for step in problem.steps if step.keys]
    assert any(command in first for command in commands)


def test_the_command_writes_it(tmp_path, monkeypatch, flavour):
    monkeypatch.setattr(build, "TEMPLATES", [BY_SLUG["index"]])
    done = CliRunner().invoke(main, ["templates", str(tmp_path), "--host", flavour])
    assert done.exit_code == 0, done.output
    assert book(tmp_path / "index.xlsx").sheetnames == [NAME, "Index"]
