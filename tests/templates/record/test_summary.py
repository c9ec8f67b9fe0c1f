"""The summary: counts, means and standard deviations under any conditions, and never an error value."""

from __future__ import annotations

import pytest

from tests.templates.record.sheets import (
    ALL,
    CONDITION_COLUMNS,
    COUNTED,
    FIRST_CONDITION,
    OTHERS,
    check_summary,
    log,
    read,
    summarised,
)
from xlfuncs.calling.cells import CellError
from xlfuncs.templates.record.content import RECORDINGS

ALL_FINE = "✓ Every counted recording belongs to a condition."
CONDITIONS = [
    ("K+", None, None),
    (None, "ACSF", None),
    (None, None, "CsCl"),
    ("Cl-", None, "CsCl"),
    ("Na+", "ACSF", "K-gluconate"),
    ("Kr+", None, None),
    ("*", None, None),
    ("K*", "<>", ">"),
    (5.0, None, None),
]


def rows(live):
    return [read(live, row) for row in range(len(RECORDINGS) + 2)]


def condition(row, values):
    return {("Summary", row, column): value for column, value in zip(CONDITION_COLUMNS, values, strict=True)}


def test_the_examples(live):
    check_summary(live, rows(live))
    assert summarised(live, ALL)[:3] == [16, 14, 2]
    assert live["Summary", OTHERS, 2] == ALL_FINE


@pytest.mark.parametrize("values", CONDITIONS)
def test_any_condition(live, values):
    with live.typed(condition(ALL - 1, values)):
        check_summary(live, rows(live))
        assert live["Summary", OTHERS, 2] == ALL_FINE


def test_a_condition_that_is_an_error_value_has_no_recordings(live):
    before = [summarised(live, row) for row in range(FIRST_CONDITION, ALL + 1)]
    with live.typed(condition(ALL - 1, ("=1/0", None, None))):
        after = [summarised(live, row) for row in range(FIRST_CONDITION, ALL + 1)]
        assert after.pop(-2) == [0, 0, 0, "", "", "", "", ""]
        before.pop(-2)
        assert after == before
        assert live["Summary", OTHERS, 2] == ALL_FINE


@pytest.mark.parametrize("left", [0, 1])
def test_few_recordings_give_no_errors(live, left):
    cleared = {log("Measured mV", row): None for row in range(left, len(RECORDINGS))}
    with live.typed(cleared):
        check_summary(live, rows(live))
        assert summarised(live, ALL)[:3] == [16, left, 16 - left]
        assert not [value for value in live.values("Summary").values() if isinstance(value, CellError)]
        assert not live.faults("Points")


def test_recordings_without_condition_are_told(live):
    with live.typed(condition(FIRST_CONDITION, (None,) * 3) | condition(FIRST_CONDITION + 2, (None,) * 3)):
        assert live["Summary", OTHERS, 2] == "✗ 5 counted recordings belong to no condition."
        check_summary(live, rows(live))


def test_the_line_above_the_log_counts_as_the_summary_does(live):
    assert live["Log", 5, 18] == "16 recordings: 14 counted, 2 flagged"


def test_charts_have_a_point_for_every_counted_recording_and_every_condition_in_use(live):
    found = rows(live)
    for i, row in enumerate(found):
        point = live["Points", 3 + i, 1], live["Points", 3 + i, 2]
        if row["Check"] == COUNTED:
            assert point == (row["E ion mV"], row["Measured mV"])
        else:
            # Not the horizontal value: with one that is no number Excel counts 1, 2, 3 instead.
            assert isinstance(point[0], float)
            assert point[1] == CellError("#N/A")
    counted = [row for row in found if row["Check"] == COUNTED]
    both = [row[head] for row in counted for head in ("E ion mV", "Measured mV")]
    assert (live["Points", 3, 3], live["Points", 4, 3]) == (min(both), max(both))
    for i in range(ALL - FIRST_CONDITION):
        mean, spread = summarised(live, FIRST_CONDITION + i)[6:]
        label, *point = (live["Points", 3 + i, column] for column in (4, 5, 6, 7, 8))
        ion = live["Summary", FIRST_CONDITION + i, 3]
        assert label == (f"{i + 1}: {ion}" if ion else "")
        nothing = CellError("#N/A")
        due = [mean, spread, mean + spread, mean - spread] if ion else [nothing, 0, nothing, nothing]
        assert point == due
