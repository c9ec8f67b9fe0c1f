"""The committed workbooks for LibreOffice, calculated from scratch there by the add-in, and saved there."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.gallery import LIBREOFFICE
from tests.hosts.libreoffice.calc import Rows
from tests.support.workbook_files import book, formulas, same
from xlfuncs.calling.cells import CellError
from xlfuncs.templates.catalogue import TEMPLATES
from xlfuncs.templates.flavours import FLAVOURS

WITHOUT_CHARTS = {"index", "reference"}
FUNCTION = re.compile(r"[\w.]+(?=\()")


@dataclass(frozen=True)
class Opened:
    """A committed workbook, what LibreOffice found in it, and where it saved it then."""

    path: Path
    contents: Any
    values: dict[str, Rows]
    saved: list[Path]


@pytest.fixture(scope="module", params=[template.slug for template in TEMPLATES])
def opened(request, calc, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    # A copy, as LibreOffice puts its lock beside the file.
    path = Path(shutil.copy(LIBREOFFICE / f"{request.param}.xlsx", folder))
    with calc.document(path) as document:
        found = contents(document, path), values(document)
        return Opened(path, *found, [document.save(folder / f"saved{suffix}") for suffix in (".ods", ".xlsx")])


def contents(document, path):
    """Return what a document is made of besides values: the functions called, charts, the rules for what is typed."""
    rules = {sheet: document.rules(ranges, sheet) for sheet, ranges in ranges_with_rules(path).items()}
    return functions(document), document.charts(), rules


def values(document):
    """Return the values of every sheet, row by row from A1, calculated from scratch."""
    document.recalculate()
    return {sheet: document.read(area, sheet) for sheet, area in document.areas().items()}


def functions(document):
    """Return the functions called in each cell; the columns of a table are plain cells to some formats."""
    rows = {sheet: document.formulas(area, sheet) for sheet, area in document.areas().items()}
    return {sheet: [[FUNCTION.findall(cell) for cell in row] for row in rows[sheet]] for sheet in rows}


def ranges_with_rules(path):
    """Return the ranges of each sheet whose contents are restricted, as the committed file says."""
    found = {}
    for sheet in book(path):
        restrictions = (rule for rule in sheet.data_validations.dataValidation if rule.type)
        found[sheet.title] = [str(area) for rule in restrictions for area in rule.sqref.ranges]
    return found


def differences(one, other):
    """Return the cells that differ by more than the last digits: LibreOffice stores the inputs with 15."""
    assert one.keys() == other.keys()
    rows = ((sheet, *pair) for sheet in one for pair in zip(one[sheet], other[sheet], strict=True))
    return [(sheet, a, b) for sheet, *pair in rows for a, b in zip(*pair, strict=True) if not same(a, b)]


def test_calculated_from_scratch_means_that_what_the_file_holds_is_forgotten(calc, tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, call in enumerate(("NERNST(5,140,1,37)", "1+1")):
            sheet.write_formula(row, 0, FLAVOURS["libreoffice"].spelling.in_file(f"={call}"), None, 99)
    with calc.document(path) as document:
        assert document.read("A1:A2") == [[99.0], [99.0]]
        document.recalculate()
        # mpmath, 50 digits
        assert document.read("A1:A2") == [[pytest.approx(-89.05869403673189, abs=1e-9)], [2.0]]


def as_good(formula, value):
    """Return whether a value is the committed one; where none of ours is called, Calc has error values of its own."""
    due = float(formula.value) if isinstance(formula.value, bool) else formula.value
    own = isinstance(due, CellError) and isinstance(value, CellError) and value.kind.startswith("Err:")
    return same(value, due) or (own and FLAVOURS["libreoffice"].spelling.prefix not in formula.spelled)


def test_the_committed_values_come_out_again(opened):
    wrong = []
    for formula in formulas(opened.path):
        sheet, row, column = formula.place
        value = opened.values[sheet][row - 1][column - 1]
        wrong += [] if as_good(formula, value) else [(formula.place, formula.plain, formula.value, value)]
    assert wrong == []


def test_saved_and_opened_again_everything_is_still_there(calc, opened):
    for path in opened.saved:
        with calc.document(path) as document:
            assert contents(document, opened.path) == opened.contents
            assert differences(values(document), opened.values) == []


def test_there_are_charts_and_rules_to_keep(opened):
    _, charts, rules = opened.contents
    assert opened.path.stem in WITHOUT_CHARTS or (any(charts.values()) and any(rules.values()))
    assert not any(rule.startswith("ANY") for sheet in rules.values() for rule in sheet)
