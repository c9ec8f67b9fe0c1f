"""The names keep Excel's rules, and IronCalc gives every example's printed value."""

from __future__ import annotations

import re

import pytest
import xlsxwriter

from tests.support.cell_contents import flat
from tests.support.engine_sheet import calculate_formulas, new_model
from xlfuncs.compute.ions import ions
from xlfuncs.formulas.file_text import FUTURE_FUNCTIONS, for_files, for_people, tokens
from xlfuncs.functions import FUNCTIONS, HELPERS
from xlfuncs.hosts.portable import defined_names, plain_names
from xlfuncs.hosts.portable.names import ion_table

CELL_LIKE = re.compile(r"[a-z]{1,3}\d+|r\d*(c\d*)?|c\d*", re.IGNORECASE)
# Functions of Excel 2007, whose names a file holds without a prefix.
CLASSIC_FUNCTIONS = frozenset(
    (
        *("ABS", "AND", "COLUMNS", "COUNT", "EXP", "IF", "IFERROR", "INT", "ISERROR", "LN", "MAX", "MIN", "OR", "PI"),
        *("ROWS", "SIGN", "SQRT", "SUM", "TRANSPOSE", "TRIM"),
    )
)
LONGEST_FORMULA, LONGEST_NAME, MOST_DIGITS = 8192, 255, 15
EXAMPLES = [example for function in FUNCTIONS for example in function.examples]


@pytest.mark.parametrize("name", defined_names())
class TestEachName:
    def test_excel_takes_the_name(self, name):
        assert re.fullmatch(r"[A-Z][A-Z0-9_.]*", name)
        assert len(name) <= LONGEST_NAME
        assert not CELL_LIKE.fullmatch(name)

    def test_the_formula_is_not_too_long(self, name):
        assert len(defined_names()[name]) <= LONGEST_FORMULA

    def test_literals_have_no_more_digits_than_excel_keeps(self, name):
        for number in texts("number", name):
            digits = re.sub(r"E.*|\.", "", number).strip("0")
            assert len(digits) <= MOST_DIGITS, number

    def test_variables_look_like_no_cell_and_like_no_name_of_ours(self, name):
        taken = {other.lower() for other in defined_names()}
        for variable in texts("variable", name):
            assert not CELL_LIKE.fullmatch(variable)
            assert variable not in taken

    def test_every_variable_is_declared(self, name):
        assert set(texts("variable", name)) == declared(plain_names()[name])

    def test_every_function_exists(self, name):
        ours = frozenset(defined_names())
        assert set(texts("name", name)) <= ours | CLASSIC_FUNCTIONS | FUTURE_FUNCTIONS | {"TRUE", "FALSE"}

    def test_parentheses_are_balanced(self, name):
        marks = "".join(texts("operator", name))
        while "()" in (marks := re.sub(r"[^(){}]", "", marks)) or "{}" in marks:
            marks = marks.replace("()", "").replace("{}", "")
        assert marks == ""

    def test_a_file_gets_the_prefixes_that_xlsxwriter_would_give(self, name):
        plain = plain_names()[name]
        expected = xlsxwriter.worksheet.Worksheet()._prepare_formula(plain, expand_future_functions=True)
        assert defined_names()[name].replace("_xlpm.", "") == "=" + expected.removeprefix("=")

    def test_a_file_gets_the_prefix_of_variables(self, name):
        bare = re.findall(r'(?<![\w."])[a-z]\w*', re.sub(r'"[^"]*"', "", defined_names()[name]))
        assert set(bare) == set()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.call)
def test_ironcalc_gives_the_printed_value(example):
    [result] = calculate_formulas([example.call])
    printed = example.value.split(", ")
    assert len(flat(result)) == len(printed)
    for value, text in zip(flat(result), printed, strict=True):
        if isinstance(value, str):
            assert value == text
        else:
            _, _, decimals = text.partition(".")
            assert f"{value:.{len(decimals)}f}" == text


def test_ironcalc_takes_the_names_as_a_file_spells_them():
    model = new_model(defined_names())
    model.set_user_input(0, 1, 1, "=NERNST(5,140,1,37)")
    model.evaluate()
    assert model.get_cell_value(0, 1, 1) == pytest.approx(-89.05869403673188, rel=1e-14)


def test_every_name_of_an_ion_is_in_the_table():
    rows = ion_table().formula.strip("{}").split(";")
    assert [row.split(",")[0].strip('"') for row in rows] == [n for ion in ions().values() for n in ion.names]


def test_helpers_are_used():
    used = {text for formula in plain_names().values() for kind, text in tokens(formula) if kind == "name"}
    assert {helper.name for helper in HELPERS} <= used


def test_prefixes_are_for_functions_that_occur():
    used = {text for formula in plain_names().values() for kind, text in tokens(formula) if kind == "name"}
    assert used >= FUTURE_FUNCTIONS


def test_texts_in_quotes_stay_as_they_are():
    assert (
        for_files('IF(x="LET x", LET(y, x, y), #N/A)') == 'IF(_xlpm.x="LET x",_xlfn.LET(_xlpm.y,_xlpm.x,_xlpm.y),#N/A)'
    )
    assert for_people('IF(x = "a ""b"" c",\n 1)') == 'IF(x="a ""b"" c",1)'


def test_what_is_no_formula_is_refused():
    with pytest.raises(ValueError, match="no formula"):
        tokens("IF(x?1)")


def texts(kind: str, name: str) -> list[str]:
    return [text for k, text in tokens(plain_names()[name].removeprefix("=")) if k == kind]


def declared(formula: str) -> set[str]:
    """Return the variables that stand alone before a comma in a LAMBDA, or first of a pair in a LET."""
    names: set[str] = set()
    for call in re.finditer(r"\b(LAMBDA|LET)\(", formula):
        arguments = split_arguments(formula[call.end() :])
        candidates = arguments[:-1] if call.group(1) == "LAMBDA" else arguments[:-1:2]
        names |= set(candidates)
    return names


def split_arguments(rest: str) -> list[str]:
    arguments, depth, start = [], 0, 0
    for i, character in enumerate(rest):
        if character in ",)" and depth == 0:
            arguments.append(rest[start:i])
            start = i + 1
            if character == ")":
                break
        depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(character, 0)
    return arguments
