"""Documents with our formulas are saved and opened again, in every format that Calc's users save in."""

from __future__ import annotations

import zipfile

import pytest

from tests.hosts.libreoffice.calc import FILTERS, as_in_calc
from xlfuncs.calling.cells import CellError
from xlfuncs.functions import FUNCTIONS

ROWS = len(FUNCTIONS)
ALL = f"A1:H{ROWS}"
# OpenDocument holds all digits of a value, Office Open XML as LibreOffice writes it 15.
DIGITS = 1e-14
each_format = pytest.mark.parametrize("suffix", FILTERS)


@pytest.fixture
def document(calc):
    """A document with every function, results of many cells, and errors."""
    with calc.document() as document:
        document.put("A1:B4", [[5.0, 140.0], [-5.0, 140.0], ["five", 140.0], [None, 140.0]])
        examples = [as_in_calc(f"={function.examples[0].call}") for function in FUNCTIONS]
        document.type({f"C{row}": formula for row, formula in enumerate(examples, 1)})
        document.type({f"D{row}": f"=NERNST(A{row};B{row};1;37)" for row in (1, 2, 3)})
        document.type(
            {"D4": "=NERNST(A4:A4;B4;1;37)", "D5": "=NERNST(5;;1;37)", "D6": "=SUM(NERNST({5;50|1;2};140;1;37))"}
        )
        document.type_arrays({"E1:E4": "=NERNST(A1:A4;B1:B4;1;37)", "F1:G3": "=DONNAN_IN({145|145};{1;-1};120;-1)"})
        document.type_arrays({"H1:H5": "=PUMP_LEAK(145;A1;150;0.01;0.3;0.5;-1.2;37)"})
        yield document


def near(rows):
    return [[pytest.approx(value, rel=DIGITS) if isinstance(value, float) else value for value in row] for row in rows]


@each_format
def test_formulas_and_values_survive_and_calculate_again(calc, document, tmp_path, suffix):
    values, formulas = document.read(ALL), document.formulas(ALL)
    assert [row[3] for row in values[:5]] == [
        pytest.approx(-89.05869403673189, abs=1e-9),  # mpmath, 50 digits
        *map(CellError, ("#NUM!", "#VALUE!", "#N/A", "#N/A")),
    ]
    path = document.save(tmp_path / f"a b é{suffix}")
    with calc.document(path) as again:
        assert again.formulas(ALL) == formulas
        assert again.read(ALL) == near(values)
        again.recalculate()
        assert again.read(ALL) == values
        # And they follow their inputs still.
        for one in (document, again):
            one.put("A1:A1", [[50.0]])
        assert again.read(ALL) == document.read(ALL) != values


@each_format
def test_a_document_saved_again_and_again_stays_as_it_is(calc, document, tmp_path, suffix):
    values, formulas = document.read(ALL), document.formulas(ALL)
    first = document.save(tmp_path / f"first{suffix}")
    with calc.document(first) as opened:
        second = opened.save(tmp_path / f"second{suffix}")
    with calc.document(second) as opened:
        assert opened.formulas(ALL) == formulas
        assert opened.read(ALL) == near(values)


@pytest.mark.parametrize(("suffix", "part"), [(".ods", "content.xml"), (".xlsx", "xl/worksheets/sheet1.xml")])
def test_every_function_has_its_full_name_in_the_file(document, tmp_path, suffix, part):
    with zipfile.ZipFile(document.save(tmp_path / f"a{suffix}")) as package:
        text = package.read(part).decode()
    assert [f.name for f in FUNCTIONS if f"ORG.XLFUNCS.ADDIN.{f.name}(" not in text] == []
    # Nor anywhere under a shorter one.
    assert text.count("NERNST(") == text.count("ORG.XLFUNCS.ADDIN.NERNST(") > 1
