"""Published and independently computed values, asked of both implementations as a cell would ask.

`tests/data/reference.csv` has one case per row: the call as it stands in a cell, what it gives, in which unit, how
exactly, and who says so.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xlsxwriter

from xlfuncs import udfs
from xlfuncs.functions import BY_NAME
from xlfuncs.hosts.engine import calculate_workbook

CASES = list(csv.DictReader((Path(__file__).parent / "data/reference.csv").open(encoding="utf-8")))
ids = [case["id"] for case in CASES]


def _python(text: str) -> Any:
    """Return what a call or an array constant means, in Excel's spelling of both."""
    return eval(text.replace("{", "[").replace("}", "]"), {name: getattr(udfs, name) for name in BY_NAME})


@pytest.fixture(scope="module")
def calculated(tmp_path_factory: pytest.TempPathFactory) -> list[list[Any]]:
    """All calls in one workbook, a row each, calculated by their LAMBDAs."""
    path = tmp_path_factory.mktemp("reference") / "reference.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for row, case in enumerate(CASES):
            sheet.write_dynamic_array_formula(row, 0, row, 0, f"=TOROW({case['call']})")
    return calculate_workbook(path).values("Sheet1")


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_the_python_function_gives_the_reference_value(case: dict[str, str]) -> None:
    expected = np.array(_python(case["expected"]))
    assert np.asarray(_python(case["call"])) == pytest.approx(expected, abs=float(case["tolerance"]), rel=0)


@pytest.mark.parametrize("row", range(len(CASES)), ids=ids)
def test_the_lambda_gives_the_reference_value(row: int, calculated: list[list[Any]]) -> None:
    expected = np.atleast_1d(_python(CASES[row]["expected"])).tolist()
    result = calculated[row][: len(expected)]
    assert result == pytest.approx(expected, abs=float(CASES[row]["tolerance"]), rel=0)


def test_every_case_has_its_own_name_and_a_source() -> None:
    assert len(set(ids)) == len(CASES)
    assert all(case["source"] and float(case["tolerance"]) > 0 for case in CASES)
