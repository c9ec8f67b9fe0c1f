"""What LibreOffice Calc shows for bad inputs of every kind: error values, of the kind that the list of rules names."""

from __future__ import annotations

from itertools import chain

import pytest

from tests.hosts.libreoffice.calc import as_in_calc
from tests.hosts.libreoffice.grid import PARAMETER_LIST, Call, array_results
from xlfuncs.calling.cells import CellError
from xlfuncs.formulas.calls import calls, constant
from xlfuncs.functions import FUNCTIONS

NA, VALUE, NUM = CellError("#N/A"), CellError("#VALUE!"), CellError("#NUM!")
E_K = pytest.approx(-89.05869403673188, abs=1e-9)  # NERNST(5,140,1,37): mpmath, 50 digits
each_function = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.name)


def bad_values(function, quantity):
    """Yield what one cell of an argument may not hold, and the error value that it gives."""
    for value, kind in quantity.domain.bad_cells:
        # Calc calculates with truth values; functions that give texts take "5" for a number: see test_texts.
        if not isinstance(value, bool) and not (function.gives_text and value == "5"):
            yield value, CellError(kind)
    if quantity.domain.kind == "text":
        yield "Xx", NA  # the table has neither such an ion nor such a property


def with_bad_cells(function):
    """Yield the example of a function with one bad cell after another, and the error value that it gives."""
    arguments = [constant(text) for text in next(calls(function.examples[0].call)).arguments]
    for position, quantity in enumerate(function.arguments):
        [_, *others], *rows = arguments[position]
        for bad, error in bad_values(function, quantity):
            yield [*arguments[:position], [[bad, *others], *rows], *arguments[position + 1 :]], error


@each_function
def test_a_bad_cell_in_any_argument(calc, function):
    cases = list(with_bad_cells(function))
    results = array_results(calc, function.name, [Call(blocks) for blocks, _ in cases])
    for (blocks, error), result in zip(cases, results, strict=True):
        assert result == [[error]], blocks


@each_function
def test_a_bad_value_typed_into_the_formula(calc, function):
    cases = [(blocks, error) for blocks, error in with_bad_cells(function) if None not in chain(*chain(*blocks))]
    found = calc.calculate([f"={function.name}({';'.join(map(literal, blocks))})" for blocks, _ in cases])
    for (blocks, error), value in zip(cases, found, strict=True):
        assert value == error, blocks


def literal(block):
    """Return cells as they are typed into a formula."""
    cells = [[f'"{cell}"' if isinstance(cell, str) else repr(cell).upper() for cell in row] for row in block]
    if len(block) == len(block[0]) == 1:
        return cells[0][0]
    return "{" + "|".join(map(";".join, cells)) + "}"


@pytest.mark.parametrize("function", [f for f in FUNCTIONS if not f.gives_text], ids=lambda f: f.name)
def test_missing_arguments(calc, function):
    [call] = calls(function.examples[0].call)
    texts = [as_in_calc(text) for text in call.arguments]
    positions = range(len(texts))
    left_out = [(";".join("" if i == n else text for i, text in enumerate(texts)), {n}) for n in positions]
    # Excel would not take a formula with too few arguments; Calc takes it, with the rest omitted.
    left_off = [(";".join(texts[:n]), set(positions[n:])) for n in positions]
    lists = {n for n in positions if texts[n].startswith("{")}
    found = calc.calculate([f"={function.name}({words})" for words, _ in left_out + left_off])
    for (words, missing), value in zip(left_out + left_off, found, strict=True):
        # What is missing is one cell, and so no list of two ions.
        assert value == (VALUE if lists & missing and lists - missing else NA), words


@each_function
def test_limit_of_calc_too_many_arguments_are_its_own_error(calc, function):
    [call] = calls(function.examples[0].call)
    typed = as_in_calc(f"={function.name}({','.join(call.arguments)},1)")
    assert calc.calculate([typed]) == [PARAMETER_LIST]


# What a cell holds, and what NERNST(cell; 140; "K+"; 37) gives.
CELLS = {
    "a number": ("=2+3", E_K),
    "a date, which is a day's number": ("=DATE(1900;1;4)", E_K),
    "an empty text": ('=""', NA),
    "a text": ('="five"', VALUE),
    "a text that looks like a number": ('="5"', VALUE),
    "a symbol": ('="K+"', VALUE),
    "a space": ('=" "', VALUE),
    "zero": ("=1-1", NUM),
    "less than zero": ("=-5", NUM),
    # mpmath, 50 digits
    "next to nothing": ("=1E-300", pytest.approx(-18594.195649907841, abs=1e-7)),
}
ERRORS = {
    "#DIV/0!": "=1/0",
    "#N/A": "=NA()",
    "#NAME?": "=NOSUCHNAME",
    "#NULL!": "=#NULL!",
    "#NUM!": "=1E308*10",
    "#REF!": "=#REF!",
    "#VALUE!": '="a"+1',
    "Err:502": "=SQRT(-1)",
    "Err:504": "=NERNST(1;1;1;1;1)",
}


def test_what_a_formula_leaves_in_a_cell(calc):
    formulas, due = zip(*CELLS.values(), strict=True)
    with calc.document() as document:
        rows = range(1, len(CELLS) + 1)
        document.type({f"A{row}": formula for row, formula in zip(rows, formulas, strict=True)})
        document.type({f"B{row}": f'=NERNST(A{row};140;"K+";37)' for row in rows})
        document.type({f"C{row}": f'=NERNST(A{row}:A{row};140;"K+";37)' for row in rows})
        # Each bad row spoils itself only.
        document.type_arrays({f"D1:D{len(CELLS)}": f'=NERNST(A1:A{len(CELLS)};140;"K+";37)'})
        for row in rows:
            assert document.read(f"B{row}:D{row}") == [[due[row - 1]] * 3], list(CELLS)[row - 1]


def test_an_error_comes_out_as_the_same_error(calc):
    with calc.document() as document:
        document.type({f"A{row}": formula for row, formula in enumerate(ERRORS.values(), 1)})
        document.type({f"B{row}": f"=NERNST(A{row};140;1;37)" for row in range(1, len(ERRORS) + 1)})
        document.type({f"C{row}": f"=GHK(1;5;140;1;A{row})" for row in range(1, len(ERRORS) + 1)})
        for row, kind in enumerate(ERRORS, 1):
            assert document.read(f"A{row}:C{row}") == [[CellError(kind)] * 3]


def test_limit_of_calc_an_error_within_a_range_spoils_all_of_it(calc):
    with calc.document() as document:
        document.put("A1:A3", [[5.0], [50.0], [500.0]])
        document.type({"A2": "=1/0"})
        document.type({"C1": "=NERNST(A2:A2;140;1;37)", "C2": "=SUM(NERNST(A1:A3;140;1;37))"})
        document.type_arrays({"B1:B3": "=NERNST(A1:A3;140;1;37)"})
        assert document.read("B1:B3") == [[PARAMETER_LIST]] * 3
        assert document.read("C1:C2") == [[PARAMETER_LIST]] * 2
        # An error typed into an array constant does not even get that far: "unsupported inline array content".
        assert calc.calculate(["=NERNST({5;#N/A};140;1;37)"]) == [CellError("Err:539")]


def test_limit_of_calc_an_error_within_a_calculated_array_spoils_all_of_it(calc):
    with calc.document() as document:
        document.type_arrays({
            "A1:C1": "=DRIVINGFORCE(0;NERNST({5;-5;50};140;1;37))",
            "A2:C2": "=NERNST({5;5;50}/{1;0;1};140;1;37)",
            "A3:C3": "=DRIVINGFORCE(0;IFERROR(NERNST({5;-5;50};140;1;37);0))",
        })  # fmt: skip
        spoilt, also, mended = document.read("A1:C3")
        assert spoilt == [NUM] * 3
        assert also == [CellError("#DIV/0!")] * 3
        assert mended == [pytest.approx(89.05869403673189, abs=1e-9), 0.0, pytest.approx(27.51828717865629, abs=1e-9)]


def test_limit_of_calc_a_single_blank_cell_is_zero_and_as_a_range_it_is_missing(calc):
    formulas = ["=NERNST(A9;140;1;37)", "=NERNST(A9:A9;140;1;37)", "=DRIVINGFORCE(-70;A9)", "=DRIVINGFORCE(-70;A9:A9)"]
    with calc.document() as document:
        document.type({f"B{row}": formula for row, formula in enumerate(formulas, 1)})
        assert document.read("B1:B4") == [[NUM], [NA], [-70.0], [NA]]


def test_limit_of_calc_truth_values_are_numbers(calc):
    formulas = [
        "=NERNST(TRUE;140;1;37)",
        "=NERNST(1;140;TRUE();37)",
        "=NERNST({TRUE;1};140;1;37)",
        "=NERNST(B9:B9;140;1;37)",
    ]
    with calc.document() as document:
        document.type({"B9": "=TRUE()"} | {f"A{row}": formula for row, formula in enumerate(formulas, 1)})
        # mpmath, 50 digits: of 1 mM outside, 140 mM inside
        assert document.read("A1:A4") == [[pytest.approx(-132.07359248516135, abs=1e-9)]] * 4
        assert calc.calculate(["=NERNST(5;140;FALSE();37)"]) == [NUM]


# Calc's own functions take what ours give for an error.
TAKEN = {
    "SUM({0};1)": NUM,
    "AVERAGE({0};1)": NUM,
    "MAX({0})": NUM,
    "{0}+1": NUM,
    '{0}&"mV"': NUM,
    "{0}>0": NUM,
    "IF({0};1;2)": NUM,
    "IFERROR({0};7)": 7.0,
    "IFNA({0};7)": NUM,
    "ISERROR({0})": 1.0,
    "ISERR({0})": 1.0,
    "ISNA({0})": 0.0,
    "ISNUMBER({0})": 0.0,
    "ISTEXT({0})": 0.0,
    "COUNT({0})": 0.0,
    "NERNST({0};1;1;37)": NUM,
}


def test_errors_are_error_values_for_calc_itself(calc):
    call = "NERNST(-5;140;1;37)"
    with calc.document() as document:
        document.type({"A1": f"={call}", "A2": "=NERNST(5;;1;37)"})
        document.type({f"B{row}": f"={words.format(call)}" for row, words in enumerate(TAKEN, 1)})
        document.type({f"C{row}": f"={words.format('A1')}" for row, words in enumerate(TAKEN, 1)})
        for row, (words, due) in enumerate(TAKEN.items(), 1):
            assert document.read(f"B{row}:C{row}") == [[due, due]], words
        document.type({"D1": "=ERROR.TYPE(A1)", "D2": "=ERROR.TYPE(A2)", "D3": "=ISNA(A2)", "D4": "=IFNA(A2;7)"})
        # The numbers are Excel's.
        assert document.read("D1:D4") == [[6.0], [7.0], [1.0], [7.0]]
        assert document.shown("A1:A2") == [["#NUM!"], ["#N/A"]]


def test_errors_within_an_array_are_error_values_too(calc):
    call = "NERNST({5;-5;50};140;1;37)"
    formulas = [f"=SUM({call})", f"=SUM(IFERROR({call};0))", f"=INDEX({call};1;2)", f"=COUNT({call})"]
    total = pytest.approx(-116.57698121538818, abs=1e-9)  # of 5 and 50 mM: mpmath, 50 digits
    with calc.document() as document:
        document.type_arrays({f"A{row}": formula for row, formula in enumerate(formulas, 1)})
        assert document.read("A1:A4") == [[NUM], [total], [NUM], [2.0]]


TOO_LARGE = [
    "=NERNST_OUT(1E6;1;1;37)",
    "=NERNST_IN(-1E6;1;1;37)",
    "=DRIVINGFORCE(1E308;-1E308)",
    "=IONIC_STRENGTH(1E308;4)",
    "=OSMOTIC_PRESSURE(1E308;0;37)",
    "=GHK_CURRENT(1E300;0;1E300;1;1;37)",
    "=MICRODOMAIN(1E300;1E-300;1;1)",
]


def test_what_would_be_infinite_is_an_error(calc):
    assert calc.calculate(TOO_LARGE) == [NUM] * len(TOO_LARGE)


MISFITS = [
    "=NERNST({5;5;5};{140;140};1;37)",
    "=NERNST({5|5|5};{140|140};1;37)",
    "=NERNST({5;5|5;5};{140;140;140};1;37)",
    "=GHK({1;1};{5;145;3};{140;10};{1;1};37)",
    "=GHK({1};{5;145};{140;10};{1;1};37)",
    "=GHK({1;1|1;1};{5;145};{140;10};{1;1};37)",
    "=GHK({1;1};{5;145|5;145};{140;10|140;10|140;10};{1;1};37)",
    "=IONIC_STRENGTH({1;2;3};{1;-1})",
    "=DONNAN({145;145};{1;-1;1};100;-1;37)",
    "=DONNAN({145;145};{1;-1};{100;1};-1;37)",
    "=DONNAN_IN({145;145|145;145};{1;-1};100;-1)",
    "=DONNAN_OSMOTIC({145;145|145;145};{1;-1};100;-1;37)",
    "=PUMP_LEAK({145|145};5;150;0.01;0.1;1;-1;37)",
    '=ION_PROPERTY({"K+";"Na+"};{"z";"z";"z"})',
]


def test_ranges_that_do_not_combine(calc):
    assert calc.calculate(MISFITS) == [VALUE] * len(MISFITS)


def test_states_that_do_not_exist(calc):
    # Without a pump; nothing can cross one way; the outside is not electroneutral.
    formulas = [
        "=PUMP_LEAK(145;5;150;0.01;0.1;0;-1;37)",
        "=GHK({1;1};{0;0};{140;10};{1;1};37)",
        "=DONNAN({145;140};{1;-1};100;-1;37)",
    ]
    assert calc.calculate(formulas) == [NUM] * 3
