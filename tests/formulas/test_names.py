"""The names keep Excel's rules, and IronCalc gives every example's printed value."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl.utils import FORMULAE

from tests.support.cell_contents import flat
from tests.support.engine_sheet import calculate_formulas, new_model
from xlfuncs.calling.cells import CellError
from xlfuncs.compute.ions import BLANKS, SPELLINGS, ions
from xlfuncs.formulas import lambdas
from xlfuncs.formulas.expressions import Expander, Node, parse, tokens, walk, write
from xlfuncs.formulas.file_text import FUTURE_FUNCTIONS, for_files
from xlfuncs.functions import FUNCTIONS, MACROS
from xlfuncs.hosts.portable import defined_names, plain_names

CELL_LIKE = re.compile(r"[a-z]{1,3}\d+|r\d*(c\d*)?|c\d*", re.IGNORECASE)
# Functions of Excel 2007, whose names a file holds without a prefix.
CLASSIC_FUNCTIONS = frozenset(
    (
        *("ABS", "AND", "COLUMNS", "COUNT", "EXP", "FIND", "IF", "IFERROR", "INT", "ISERROR", "LEN", "LN", "MAX"),
        *("MEDIAN", "MID", "MIN", "MMULT", "PI", "ROWS", "SIGN", "SQRT", "SUBSTITUTE", "SUM", "TRANSPOSE", "TRIM"),
        "UPPER",
    )
)
# Functions of Excel that neither openpyxl nor these texts know, and whose names one might take for a variable.
NEWER_FUNCTIONS = frozenset(("ARRAYTOTEXT", "DROP", "FILTER", "GAUSS", "MAP", "PHI", "SCAN", "SORT", "UNIQUE", "XOR"))
LONGEST_FORMULA, LONGEST_NAME, LONGEST_TEXT, MOST_DIGITS, DEEPEST = 8192, 255, 255, 15, 64
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

    def test_variables_have_no_name_of_a_function(self, name):
        # Excel tells them apart by the bracket; readers, and other programs, need not.
        functions = CLASSIC_FUNCTIONS | FUTURE_FUNCTIONS | NEWER_FUNCTIONS | FORMULAE
        assert {v.upper() for v in texts("variable", name)} & functions == set()

    def test_every_variable_is_declared(self, name):
        assert set(texts("variable", name)) == declared(plain_names()[name])

    def test_texts_in_quotes_are_as_short_as_excel_wants(self, name):
        assert all(len(text) - 2 <= LONGEST_TEXT for text in texts("text", name))

    def test_calls_are_no_deeper_than_excel_takes(self, name):
        assert depth(tree(name)) <= DEEPEST

    def test_no_lambda_is_without_parameters(self, name):
        # Aspose and others fail at them.
        for node in walk(tree(name)):
            if node[:2] == ("call", "LAMBDA"):
                assert len(node[2]) > 1

    def test_no_lambda_is_handed_to_our_names(self, name):
        for node in walk(tree(name)):
            if node[0] == "call" and node[1] in plain_names():
                assert not any(n[:2] == ("call", "LAMBDA") for argument in node[2] for n in walk(argument))

    def test_the_text_is_the_tree_without_a_sign_too_many(self, name):
        assert write(tree(name)) == plain_names()[name].removeprefix("=")

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


class TestSymbols:
    NAMES = tuple((name, ion) for ion in ions().values() for name in ion.names)

    def test_every_name_of_an_ion_is_found(self):
        assert one_by_one("XLF.ION", [name for name, _ in self.NAMES], "0,2") == [ion.z for _, ion in self.NAMES]

    def test_every_property_is_the_table_s(self):
        symbols = [f'"{ion.symbol}"' for ion in ions().values()]
        masses = calculate_formulas([f'ION_PROPERTY({symbol},"mass")' for symbol in symbols])
        assert flat(flat(masses)) == [pytest.approx(1000 * ion.molar_mass, abs=5e-5) for ion in ions().values()]
        sizes = flat(flat(calculate_formulas([f'ION_PROPERTY({symbol},"size")' for symbol in symbols])))
        unknown = CellError("#N/A")
        assert sizes == [unknown if i.size is None else pytest.approx(1e12 * i.size) for i in ions().values()]

    def test_every_blank_around_a_symbol_is_ignored(self):
        spelled = [f"{blank}K+{blank}{blank}" for blank in BLANKS]
        assert one_by_one("XLF.ION", spelled, "0,2") == [1.0] * len(BLANKS)

    @pytest.mark.parametrize(("written", "own"), SPELLINGS)
    def test_every_spelling_is_replaced(self, written, own):
        [spelled] = one_by_one("XLF.SYMBOL", [f"x{written}y"])
        assert spelled == f"X{own}Y"

    def test_a_symbol_cannot_reach_into_the_table(self):
        # What stands between two names there, with its bars, names no ion.
        table = "".join(text.strip('"') for text in texts("text", "XLF.ION"))
        entries = table.split("|")
        assert one_by_one("XLF.ION", [f"{entries[3]}|{entries[4].partition(':')[0]}"], "0,2") == [CellError("#VALUE!")]


def test_a_root_that_is_not_found_is_told():
    # The step leads to the root 0 by halves, so that the last of eight is not negligible.
    steps = {"HALVES": "v/2", "NEWTON": "v-v"}
    names = {name: write(Expander({}).expand(parse(f"ROOT(8, v, a, {step})"))) for name, step in steps.items()}
    model = new_model({name: f"=LAMBDA(a,{formula})" for name, formula in names.items()})
    for row, formula in enumerate(("=HALVES(1)", "=NEWTON(1)", "=SUM(IFERROR(HALVES({0,1}),7))"), 1):
        model.set_user_input(0, row, 1, formula)
    model.evaluate()
    assert [model.get_cell_value(0, row, 1) for row in (1, 2, 3)] == ["#NUM!", 0, 7]


def test_helpers_are_used():
    used = {text for formula in plain_names().values() for kind, text in tokens(formula) if kind == "name"}
    assert {f"XLF.{macro.name}" for macro in MACROS if macro.is_named} <= used
    sources = [*(entry.formula for entry in (*FUNCTIONS, *MACROS)), Path(lambdas.__file__).read_text("utf-8")]
    assert [macro.name for macro in MACROS if not re.search(rf"\b{macro.name}\(", "\n".join(sources))] == []


def test_prefixes_are_for_functions_that_occur():
    used = {text for formula in plain_names().values() for kind, text in tokens(formula) if kind == "name"}
    assert used >= FUTURE_FUNCTIONS


def test_texts_in_quotes_stay_as_they_are():
    assert (
        for_files('IF(x="LET x", LET(y, x, y), #N/A)') == 'IF(_xlpm.x="LET x",_xlfn.LET(_xlpm.y,_xlpm.x,_xlpm.y),#N/A)'
    )
    assert write(parse('IF(x = "a ""b"" c",\n 1)')) == 'IF(x="a ""b"" c",1)'


@pytest.mark.parametrize("bare", ["-a^b", "-(a+b)", "(a-b)-c", "a-(b-c)", "a/(b*c)", "(a=b)*(c<d)", "-a+b", "a*-b"])
def test_brackets_stay_where_they_mean_something(bare):
    assert parse(write(parse(bare))) == parse(bare)


def test_what_is_no_formula_is_refused():
    with pytest.raises(ValueError, match="no formula"):
        tokens("IF(x?1)")
    with pytest.raises(ValueError, match="what follows"):
        parse("a b")


def one_by_one(name: str, symbols: list[str], rest: str = "") -> list[Any]:
    """Return what a helper gives for each text."""
    calls = (f'{name}("{symbol}"{"," if rest else ""}{rest})' for symbol in symbols)
    return flat(flat(calculate_formulas(list(calls))))


def tree(name: str) -> Node:
    return parse(plain_names()[name].removeprefix("="))


def depth(node: Node) -> int:
    """Return how many calls stand within one another."""
    parts = node[2] if node[0] == "call" else [part for part in node[1:] if isinstance(part, tuple)]
    return (node[0] == "call") + max(map(depth, parts), default=0)


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
