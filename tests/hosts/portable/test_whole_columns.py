"""Whole columns work."""

from __future__ import annotations

import pytest

from tests.support.engine_sheet import new_model

LAST_ROW = 1_048_576


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
