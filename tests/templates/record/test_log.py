"""The log: what it calculates, what it says of wrong entries, and that these stay in their row."""

from __future__ import annotations

import random
from datetime import date

import pytest

from tests.support.live_workbook import Live
from tests.support.workbook_files import same
from tests.templates.record.sheets import (
    ALL,
    COUNTED,
    ENTRIES,
    FIRST_CONDITION,
    FIRST_LOG,
    LAST_LOG,
    RESULTS,
    check_summary,
    entered,
    log,
    read,
    summarised,
)
from xlfuncs.calling.cells import CellError
from xlfuncs.templates.record.content import RECORDINGS

GOOD = len(RECORDINGS)  # a row that tests fill
ROWS = LAST_LOG - FIRST_LOG + 1
RECORDING = {
    "Date": 46100.0, "Cell": "c 1", "Ion": "K+", "Temperature": 33.0, "Pipette": "K-gluconate", "Bath": "ACSF",
    "Measured mV": -100.0, "Holding mV": -60.0,
}  # fmt: skip
# What is typed in place of a good entry, and what the check has to say.
FAULTS = [
    ("Date", None, "date is missing"),
    ("Date", "yesterday", "date is not a date"),
    ("Date", True, "date is not a date"),
    ("Date", -1.0, "date is out of range"),
    ("Date", 20260203.0, "date is out of range"),
    ("Cell", None, "cell is missing"),
    ("Ion", None, "ion is missing"),
    ("Ion", "Kr+", "Kr+ is not among the ions"),
    ("Ion", "K*", "K* is not among the ions"),
    ("Ion", "glucose", "glucose is not among the ions"),
    ("Ion", 19.0, "19 is not among the ions"),
    ("Ion", "Cs+", "no Cs+ in this pipette solution"),
    ("Ion", "gluconate-", "no gluconate- in this bath solution"),
    ("Temperature", None, "temperature is missing"),
    ("Temperature", "warm", "temperature is not a number"),
    ("Temperature", True, "temperature is not a number"),
    ("Temperature", -0.1, "temperature is not 0 to 50 °C"),
    ("Temperature", 50.1, "temperature is not 0 to 50 °C"),
    ("Temperature", 273.0, "temperature is not 0 to 50 °C"),
    ("Temperature", 3100.0, "temperature is not 0 to 50 °C"),
    ("Pipette", None, "pipette solution is missing"),
    ("Pipette", "water", "no solution named water"),
    ("Pipette", "K-gl*", "no solution named K-gl*"),
    ("Pipette", "ACSF", "ACSF is no pipette solution"),
    ("Pipette", "CsCl", "no K+ in this pipette solution"),
    ("Bath", None, "bath solution is missing"),
    ("Bath", "AC?F", "no solution named AC?F"),
    ("Bath", "CsCl", "CsCl is no bath solution"),
    ("Measured mV", None, "measured potential is missing"),
    ("Measured mV", "lost", "measured potential is not a number"),
    ("Measured mV", False, "measured potential is not a number"),
    ("Measured mV", -200.1, "measured potential is beyond ±200 mV"),
    ("Measured mV", 1e300, "measured potential is beyond ±200 mV"),
    ("Holding mV", "rest", "holding potential is not a number"),
    ("Holding mV", 900.0, "holding potential is beyond ±200 mV"),
    *((head, "=1/0", "an entry is an error value") for head in ENTRIES[:-1]),
]


def rows(live, count=GOOD + 1):
    return [read(live, row) for row in range(count)]


def others(live):
    """Return everything that a row must leave alone: the other rows and the recipes."""
    log_cells = {place: value for place, value in live.values("Log").items() if place[1] != FIRST_LOG + GOOD}
    # The line above the table counts all rows.
    log_cells = {place: value for place, value in log_cells.items() if place[1] >= FIRST_LOG}
    return log_cells | live.values("Solutions") | live.values("Lists")


def test_the_examples_are_what_the_description_says(live):
    for row, recording in enumerate(RECORDINGS):
        found = read(live, row)
        assert found["Date"] == (recording.day - date(1899, 12, 30)).days
        kept = (recording.cell, recording.ion, recording.temperature, recording.pipette, recording.bath)
        assert tuple(found[head] for head in ENTRIES[1:6]) == kept
        assert (found["Measured mV"], found["Holding mV"]) == (recording.measured, recording.holding)


def test_the_examples_calculate_what_python_does(live, recipes):
    faulty = {}
    for row in range(len(RECORDINGS)):
        found = read(live, row)
        if found["Check"] == COUNTED:
            due = recipes.results(found)
            assert all(same(found[head], due[head]) for head in due), found
        else:
            faulty[row] = found["Check"]
    assert list(faulty.values()) == ["✗ temperature is missing", "✗ no K+ in this pipette solution"]


def test_blank_rows_stay_blank(live):
    for row in range(len(RECORDINGS), ROWS):
        assert set(read(live, row, RESULTS).values()) == {""}
        assert set(read(live, row, ENTRIES).values()) == {None}


def test_a_remark_alone_makes_no_recording(live):
    with live.typed({log("Remark", GOOD): "changed the perfusion"}):
        assert set(read(live, GOOD, RESULTS).values()) == {""}


def test_a_good_row_is_counted_and_touches_no_other(live, recipes):
    before = others(live)
    with live.typed(entered(GOOD, RECORDING)):
        found = read(live, GOOD)
        assert found["Check"] == COUNTED
        due = recipes.results(RECORDING)
        assert all(same(found[head], due[head]) for head in due)
        assert others(live) == before
        check_summary(live, rows(live))


@pytest.mark.parametrize(("head", "typed", "words"), FAULTS)
def test_a_wrong_entry_is_named_in_its_row_and_spoils_nothing_else(live, head, typed, words):
    before, summary_before = others(live), [summarised(live, row) for row in range(FIRST_CONDITION, ALL)]
    with live.typed(entered(GOOD, RECORDING | {head: typed})):
        found = read(live, GOOD)
        assert found["Check"] == f"✗ {words}"
        assert not [value for value in read(live, GOOD, RESULTS).values() if isinstance(value, CellError)]
        assert others(live) == before
        check_summary(live, rows(live))
        for old, row in zip(summary_before, range(FIRST_CONDITION, ALL), strict=True):
            assert summarised(live, row)[1] == old[1], "counted"
            assert summarised(live, row)[3:] == old[3:]
        assert not live.faults("Log", "Summary", "Points")
    assert others(live) == before


@pytest.mark.parametrize(
    ("solution", "amount"),
    [({"Bath": "CsCl"}, "Outside mM"), ({"Pipette": "Tyrode"}, "Inside mM"), ({"Bath": "K"}, "Outside mM")],
)
def test_nothing_is_found_in_a_solution_that_is_not_for_this_side(live, solution, amount):
    with live.typed(entered(GOOD, RECORDING | solution)):
        assert read(live, GOOD)[amount] == ""
        assert read(live, GOOD)["E ion mV"] == ""


@pytest.mark.parametrize(("head", "typed"), [("Temperature", 310.0), ("Temperature", 0.0), ("Temperature", 323.15)])
def test_a_temperature_may_be_in_kelvin(live, recipes, head, typed):
    entries = RECORDING | {head: typed}
    with live.typed(entered(GOOD, entries)):
        assert read(live, GOOD)["Check"] == COUNTED
        assert same(read(live, GOOD)["E ion mV"], recipes.results(entries)["E ion mV"])


def test_without_a_holding_potential_all_else_is_calculated(live, recipes):
    with live.typed(entered(GOOD, RECORDING | {"Holding mV": None})):
        found = read(live, GOOD)
        due = recipes.results(RECORDING | {"Holding mV": None}) | {"Check": COUNTED}
        assert all(same(found[head], due[head]) for head in due)


def test_limits_are_those_of_the_reader(live):
    [place] = [p for p, value in live.values("How to").items() if value == "Temperature, lowest"]
    sheet, row, column = place
    with live.typed({(sheet, row, column + 1): 20.0, log("Temperature", 0): 15.0}):
        assert read(live, 0)["Check"] == "✗ temperature is not 20 to 50 °C"


def random_row(generator, recipes):
    bath, pipette = (
        generator.choice([name for name, recipe in recipes.named.items() if recipe.use == use])
        for use in ("bath", "pipette")
    )
    shared = recipes.named[bath].amounts.keys() & recipes.named[pipette].amounts.keys()
    return {
        "Date": float(generator.randrange(44000, 48000)),
        "Cell": generator.choice(("a", "'=1+1", "'-5", "K+")),
        "Ion": generator.choice(sorted(ion for ion in shared if recipes.z[ion])),
        "Temperature": generator.choice((20.5, 33.0, 310.0)),
        "Pipette": pipette,
        "Bath": bath,
        "Measured mV": round(generator.uniform(-120, 120), 1),
        "Holding mV": generator.choice((None, -70.0, 0.0)),
    }


def test_five_hundred_rows_are_right(path, recipes):
    live = Live(path, with_charts=True)
    generator = random.Random(3)
    everywhere = [fault for fault in FAULTS if " in this " not in fault[2] and "ACSF" not in fault[2]]
    recordings, words = [], []
    for _ in range(ROWS):
        recordings.append(random_row(generator, recipes))
        words.append(COUNTED)
        if generator.random() < 0.2:
            head, typed, fault = generator.choice(everywhere)
            recordings[-1] |= {head: typed}
            words[-1] = f"✗ {fault}"
    typed = {}
    for row, entries in enumerate(recordings):
        typed |= entered(row, entries)
    with live.typed(typed):
        found = rows(live, ROWS)
        for row, entries, check in zip(found, recordings, words, strict=True):
            assert row["Check"] == check
            assert check != COUNTED or row["Cell"] == entries["Cell"].removeprefix("'")
            due = recipes.results(entries) if check == COUNTED else {}
            assert all(same(row[head], due[head]) for head in due), row
        check_summary(live, found)
        assert not live.faults("Log", "Summary", "Points")
