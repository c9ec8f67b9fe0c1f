"""The list of worked cases is whole, and its tolerances are neither too tight nor lavish."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from xlfuncs.calling.cells import CellError
from xlfuncs.cases import CASES

# With the exact constants of 2019, computed with 50 digits apart from this package.
EXACT = {
    "SA1": 67.25399,
    "SA2": -87.25399,
    "SA3": 12.74601,
    "SA4": 0,
    "SA5": 61.51064,
    "SA6": 30.75532,
    "SA7": 0.5,
    "SA8": -131.51064,
    "SA9": -100.75532,
    "SA10a": 1,
    "SA10b": -1,
    "SA10c": 2.90323,
    "SA10d": -2.16129,
    "SA10e": 0,
    "SA11": -89.0156,
    "SA12": 0.92035,
    "SA13": 0.64455,
    "SA14": 9.28039,
    "SA15": -79.73524,
    "SA16": 1,
    "SA17d": -10.7658,
    "SA17e": 143.847,
    "SA18c": -25.7114,
    "SA19": 42.62416,
    "SA20a": 0,
    "SA20b": 0,
    "SA20c": 6.753973,
    "SA20d": 35.870184,
    "SA21b": 7.37584,
    "SA21c": -146.4452,
    "SA22b": -89.0156,
    "SA22c": 67.47164,
    "SA22d": -94.97662,
    "SA22e": 60.60501,
    "SA23a": 137.56,
    "SA24": 132.27956,
    "SA25": 35.51938,
    "SB1": 0,
    "SB2a": 0,
    "SB2b": 61.54041,
    "SB4": 0.5,
    "SB5a": 17.6,
    "SB6": -82.6132,
    "SB7a": 0,
    "SB7b": 2.40988,
    "SB7c": -6.753973,
}
NUMERIC = [case for case in CASES if isinstance(case.printed, float)]
EXACTLY = [case for case in CASES if case not in NUMERIC]


def by_id(case):
    return case.id


def last_printed_digit(printed):
    return 10.0 ** Decimal(repr(printed)).normalize().as_tuple().exponent


def test_every_figure_of_the_texts_has_a_case():
    numbers = {re.sub(r"[a-z]$", "", case.id) for case in CASES}
    assert numbers == {f"SA{n}" for n in range(1, 26)} | {f"SB{n}" for n in range(1, 8)}


def test_ids_and_titles_are_unique():
    assert len({case.id for case in CASES}) == len({(case.title, case.source) for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=by_id)
def test_case_is_complete(case):
    assert case.title
    assert case.formula.startswith("=")
    assert case.source.startswith(("Text A, ", "Text B, "))
    assert bool(case.unit) == isinstance(case.printed, float)


@pytest.mark.parametrize("case", CASES, ids=by_id)
def test_case_shows_in_the_oldest_windows_console(case):
    assert "?" not in f"{case.formula}{case.says}{case.unit}{case.note}".encode("cp1252", "replace").decode("cp1252")


@pytest.mark.parametrize("case", NUMERIC, ids=by_id)
def test_tolerance_covers_the_exact_value(case):
    assert case.reproduced_by(float(EXACT[case.id]))


@pytest.mark.parametrize("case", NUMERIC, ids=by_id)
def test_tolerance_is_about_half_the_last_printed_digit(case):
    allowed = 1e-9 if case.printed == 0 else 0.6 * last_printed_digit(case.printed)
    assert case.tolerance <= allowed * (1 + 1e-9)


@pytest.mark.parametrize("case", EXACTLY, ids=by_id)
def test_truth_and_text_have_no_tolerance(case):
    assert case.tolerance == 0


@pytest.mark.parametrize(
    ("case_id", "wrong"),
    [
        ("SA1", 67.13),
        ("SA1", None),
        ("SA1", "67.2"),
        ("SA1", float("nan")),
        ("SA10a", True),
        ("SA17a", 1.0),
        ("SA17a", False),
        ("SB3", -1e6),
        ("SB3", "#NUM!"),
        ("SB3", CellError("#VALUE!")),
        ("SB5b", "efflux"),
    ],
)
def test_wrong_value_differs(case_id, wrong):
    [case] = [case for case in CASES if case.id == case_id]
    assert case.verdict(wrong) == "DIFFERS"


def test_error_cell_is_right_where_the_text_has_infinity():
    [case] = [case for case in CASES if case.id == "SB3"]
    assert case.verdict(CellError("#NUM!", "c_out must be > 0 mM, got 0")) == "error, rightly"
