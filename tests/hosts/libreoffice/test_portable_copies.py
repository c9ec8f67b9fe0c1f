"""Portable copies of workbooks that LibreOffice saved with the add-in's functions in them."""

from __future__ import annotations

import re

import pytest

from tests.hosts.libreoffice.calc import as_in_calc
from tests.support.packages import BOOK, SHEET, names_of_ours, parts, without_ours
from xlfuncs.functions import FUNCTIONS
from xlfuncs.hosts.engine import calculate_workbook
from xlfuncs.hosts.portable import defined_names, portable_copy

LONG = b"ORG.XLFUNCS.ADDIN."


@pytest.fixture
def saved(calc, tmp_path):
    """A workbook with every function, an array formula and a chart of LibreOffice's own making."""
    with calc.document() as document:
        examples = [as_in_calc(f"={function.examples[0].call}") for function in FUNCTIONS]
        document.type({f"C{row}": formula for row, formula in enumerate(examples, 1)})
        document.put("A1:B4", [[5.0, 140.0], [50.0, 140.0], ["five", 140.0], [0.0, 140.0]])
        document.type_arrays({"E1:E2": "=NERNST(A1:A2;B1:B2;1;37)"})
        document.type({"F1": '=IF(A1>1;"ORG.XLFUNCS.ADDIN.NERNST("&NERNST(A1;B1;1;37);"")'})
        values = document.read(f"A1:F{len(FUNCTIONS)}")
        yield document.save(tmp_path / "a b é.xlsx"), values


def test_only_the_calls_change_and_they_calculate_the_same(saved):
    source, values = saved
    made = portable_copy(source)
    calls = len(FUNCTIONS) + 2
    assert made.remarks == []
    assert f"portable.xlsx: {calls} calls on 1 sheet now" in made.line
    before, after = parts(source), parts(made.path)
    assert list(before) == list(after)
    # A text in a formula, and the value that it gives, begin like a call.
    assert after[SHEET] == re.sub(rb"(?<!&quot;)(?<!<v>)" + re.escape(LONG), b"", before[SHEET])
    assert (before[SHEET].count(LONG), after[SHEET].count(LONG)) == (calls + 2, 2)
    assert without_ours(after[BOOK]) == without_ours(before[BOOK])
    assert names_of_ours(after[BOOK]) == len(defined_names())
    assert [name for name in before if before[name] != after[name]] in ([SHEET, BOOK], [BOOK, SHEET])
    calculated = calculate_workbook(made.path).values("Sheet1")
    for function, mine, theirs in zip(FUNCTIONS, calculated, values, strict=False):
        # Of a result of many cells a plain formula shows the first one, in Excel too; IronCalc 0.9 has #VALUE!.
        if ", " not in function.examples[0].value:
            text = isinstance(theirs[2], str)
            assert mine[2] == (theirs[2] if text else pytest.approx(theirs[2], rel=1e-12)), function.name
    assert [row[4] for row in calculated[:2]] == [pytest.approx(row[4], rel=1e-12) for row in values[:2]]


def test_libreoffice_opens_the_copy(calc, saved):
    source, values = saved
    with calc.document(portable_copy(source).path) as document:
        # LibreOffice 7.4 knows no LAMBDA: there the formulas are, and no values.
        assert document.read("A1:B2") == [row[:2] for row in values[:2]]
        assert [row[0].upper() for row in document.formulas("C1:C2")] == [
            f"={function.examples[0].call}".upper().replace(",", ";").replace(" ", "") for function in FUNCTIONS[:2]
        ]
