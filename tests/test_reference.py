"""Published and independently computed values, asked of both implementations as a cell would ask.

`tests/data/reference.csv` has one case per row: the call as it stands in a cell, what it gives, in which unit, how
exactly, and who says so.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xlsxwriter

from tests.support.reference_values import FILE, REFERENCE_VALUES, ReferenceValue
from xlfuncs import udfs
from xlfuncs.functions import BY_NAME, FUNCTIONS, WorksheetFunction
from xlfuncs.hosts.engine import calculate_workbook

each_case = pytest.mark.parametrize("case", REFERENCE_VALUES, ids=lambda case: case.id)


def _python(text: str) -> Any:
    """Return what a call means, in Excel's spelling."""
    return eval(text.replace("{", "[").replace("}", "]"), {name: getattr(udfs, name) for name in BY_NAME})


@pytest.fixture(scope="module")
def calculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """All calls in one workbook, a row each, calculated by their LAMBDAs."""
    path = tmp_path_factory.mktemp("reference") / "reference.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for row, case in enumerate(REFERENCE_VALUES):
            sheet.write_dynamic_array_formula(row, 0, row, 0, f"=TOROW({case.call})")
    rows = calculate_workbook(path).values("Sheet1")
    return {case.id: row for case, row in zip(REFERENCE_VALUES, rows, strict=True)}


@each_case
def test_the_python_function_gives_the_reference_value(case: ReferenceValue) -> None:
    assert np.atleast_1d(_python(case.call)).tolist() == case.due


@each_case
def test_the_lambda_gives_the_reference_value(case: ReferenceValue, calculated: dict[str, list[Any]]) -> None:
    assert calculated[case.id][: len(case.due)] == case.due


@each_case
def test_every_case_has_a_unit_a_tolerance_and_a_source(case: ReferenceValue) -> None:
    assert case.source
    assert case.function.gives_text or float(case.tolerance) > 0
    assert case.unit == str(case.function.unit)


def test_every_case_has_its_own_name() -> None:
    names = [case.id for case in REFERENCE_VALUES]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.name)
def test_every_function_has_reference_values(function: WorksheetFunction) -> None:
    missing = (
        f"{FILE} has no value of {function.name}: add a row with a call of it, what it gives by a source or by its "
        "equation at 50 digits, and who says so"
    )
    assert function.name in {case.function.name for case in REFERENCE_VALUES}, missing
