"""Every function in cells of LibreOffice Calc: worked cases, examples, published values, and what Python gives."""

from __future__ import annotations

import random
from functools import partial

import pytest
from xlsxwriter.utility import xl_range

from tests.formulas.test_twins import agree, describe, python_result
from tests.hosts.libreoffice.calc import as_in_calc
from tests.hosts.libreoffice.grid import BAND, Call, array_results, filled, from_cells, from_ranges, single_results
from tests.support.cell_contents import Contents, flat
from tests.support.reference_values import REFERENCE_VALUES
from xlfuncs.cases import CASES
from xlfuncs.formulas.calls import calls
from xlfuncs.functions import BY_NAME, FUNCTIONS

EXAMPLES = [example for function in FUNCTIONS for example in function.examples]
CALLS = 15
# clean ranges; a bad cell here and there; many bad cells; sizes that do not combine
MIXES = ((0.0, 0.0), (0.04, 0.03), (0.3, 0.0), (0.02, 0.3))
# Functions that give texts differ with bad inputs and misfits, as test_texts says.
MIXED = [(f, *mix) for f in FUNCTIONS for mix in MIXES if mix == MIXES[0] or not f.gives_text]
SINGLE = [(f, dirt) for f in FUNCTIONS for dirt in (0.0, 0.3) if not dirt or not f.gives_text]


def test_the_worked_cases(calc):
    place = f"A1:A{len(CASES)}"
    with calc.document() as document:
        document.type({f"A{row}": as_in_calc(case.formula) for row, case in enumerate(CASES, 1)})
        values, shown = document.read(place), document.shown(place)
    for case, [value], [text] in zip(CASES, values, shown, strict=True):
        # Calc has truth values as numbers that are shown as TRUE and FALSE.
        truth = {"TRUE": True, "FALSE": False}.get(text)
        assert case.reproduced_by(value if isinstance(case.printed, float | str) else truth), (case.id, value)


def vectors(calc, texts, counts):
    """Return the values of each call, which stand in a row, or in a column where the result has rows."""
    names = [next(calls(text)).name for text in texts]
    sizes = [(n, 1) if BY_NAME[name].result.rows else (1, n) for name, n in zip(names, counts, strict=True)]
    places = [xl_range(i * BAND, 0, i * BAND + rows - 1, columns - 1) for i, (rows, columns) in enumerate(sizes)]
    with calc.document() as document:
        document.type_arrays({place: f"={as_in_calc(text)}" for place, text in zip(places, texts, strict=True)})
        return [flat(document.read(place)) for place in places]


def test_the_examples_to_the_last_digit_printed(calc):
    printed = [example.value.split(", ") for example in EXAMPLES]
    found = vectors(calc, [example.call for example in EXAMPLES], map(len, printed))
    for example, texts, values in zip(EXAMPLES, printed, found, strict=True):
        for text, value in zip(texts, values, strict=True):
            # Words are words.
            decimals = len(text.partition(".")[2])
            due = text if text.isalpha() else pytest.approx(float(text), abs=0.5 * 10**-decimals)
            assert value == due, example


def test_the_published_values(calc):
    due = [case.due for case in REFERENCE_VALUES]
    found = vectors(calc, [case.call for case in REFERENCE_VALUES], map(len, due))
    for case, values, expected in zip(REFERENCE_VALUES, found, due, strict=True):
        assert values == expected, case.id


def named(value):
    return getattr(value, "name", None)


@pytest.mark.parametrize(("function", "dirt", "misfits"), MIXED, ids=named)
def test_array_formulas_give_what_python_gives(calc, function, dirt, misfits):
    rng = random.Random(f"{function.name} {dirt} {misfits}")
    drawn = [Contents(rng, dirt, misfits).arguments(function) for _ in range(CALLS)]
    due = [from_ranges(partial(python_result, function.name), blocks) for blocks in drawn]
    # Now and then the range is larger than the result.
    sizes = [(len(rows) + rng.choice((0, 0, 1)), len(rows[0]) + rng.choice((0, 0, 1))) for rows in due]
    made = [Call(blocks, *size) for blocks, size in zip(drawn, sizes, strict=True)]
    disagreements = [
        (blocks, shown, result)
        for blocks, shown, result in zip(
            drawn, map(filled, due, sizes), array_results(calc, function.name, made), strict=True
        )
        if not agree(function.name, blocks, shown, result)
    ]
    assert not disagreements, describe(function.name, disagreements)


@pytest.mark.parametrize(("function", "dirt"), SINGLE, ids=named)
def test_formulas_with_single_cells_give_what_python_gives(calc, function, dirt):
    contents = Contents(random.Random(f"{function.name} {dirt}"), dirt, 0)
    drawn = [[[[block[0][0]]] for block in contents.arguments(function)] for _ in range(CALLS)]
    results = single_results(calc, function.name, [Call(blocks) for blocks in drawn])
    due = [from_cells(partial(python_result, function.name), blocks) for blocks in drawn]
    disagreements = [
        (blocks, [expected], [[result]])
        for blocks, expected, result in zip(drawn, due, results, strict=True)
        if not any(agree(function.name, blocks, [[value]], [[result]]) for value in expected)
    ]
    assert not disagreements, describe(function.name, disagreements)
