"""Long columns: as quick as a bare formula, and whole columns work."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest

from tests.hosts.portable.sheet import new_model

ROWS = 100_000
LAST_ROW = 1_048_576
MOST_TIMES_SLOWER = 1.3
BARE = f"1000*8.31446261815324*310.15/(1*96485.33212331)*LN(A1:A{ROWS}/B1:B{ROWS})"


def test_a_column_takes_about_the_time_of_the_bare_formula():
    rng = random.Random(1)
    model = new_model()
    for row in range(1, ROWS + 1):
        model.update_cell_with_number(0, row, 1, rng.uniform(1, 200))
        model.update_cell_with_number(0, row, 2, rng.uniform(1, 200))
    bare = seconds(model, BARE)
    assert seconds(model, f"NERNST(A1:A{ROWS},B1:B{ROWS},1,37)") <= MOST_TIMES_SLOWER * bare


def seconds(model: Any, formula: str) -> float:
    model.set_user_input(0, 1, 4, f"={formula}")
    times = []
    for _ in range(5):
        start = time.perf_counter()
        model.evaluate()
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.mark.parametrize(
    ("formula", "second"),
    [("NERNST(A:A,B:B,1,37)", -18.525508409646136), ("GHK({1,0.5},A:B,C:D,{1,2},37)", -14.129405250270086)],
)
def test_whole_columns_work(formula, second):
    model = new_model()
    model.update_cell_with_text(0, 1, 1, "heading")
    for row in (2, 3):
        for column in range(1, 5):
            model.update_cell_with_number(0, row, column, float(row + column - 2))
    model.set_user_input(0, 1, 6, f"={formula}")
    model.evaluate()
    assert model.get_cell_value(0, 1, 6) == "#VALUE!"
    assert model.get_cell_value(0, 2, 6) == pytest.approx(second, abs=1e-11)
    assert model.get_cell_value(0, LAST_ROW, 6) == "#N/A"
