"""The recipes: sums, checks in words, names that cannot be mistaken, and lists to choose from."""

from __future__ import annotations

import re

import pytest

from tests.support.workbook_files import book, same
from tests.templates.record.sheets import COUNTED, FIRST_AMOUNT, FIRST_SOLUTION, NAME, USE, log, read
from xlfuncs import udfs
from xlfuncs.calling.cells import CellError
from xlfuncs.compute.ions import ions
from xlfuncs.templates.record.content import COMPONENTS, SOLUTIONS

STRENGTH, CHARGE, OSMOLARITY, ENTRIES, NEUTRAL, PLAUSIBLE = range(35, 41)
NEW = FIRST_SOLUTION + len(SOLUTIONS)  # the first column that is empty
OWN = FIRST_AMOUNT + len(COMPONENTS)  # the first row for components of one's own
SALT = {NAME: "salt", USE: "bath", FIRST_AMOUNT: 150.0, FIRST_AMOUNT + 5: 150.0}


def results(live, column):
    return [live["Solutions", row, column] for row in range(STRENGTH, PLAUSIBLE + 1)]


def new(entries):
    return {("Solutions", row, NEW): value for row, value in entries.items()}


def elsewhere(live):
    """Return everything that a new recipe must leave alone."""
    recipes = {p: v for p, v in live.values("Solutions").items() if p[2] != NEW}
    return recipes | live.values("Log") | live.values("Summary")


def choices(live, name):
    """Return the items of a list that cells offer."""
    [(_, row, column)] = [place for place, value in live.values("Lists").items() if value == name]
    cells = [live["Lists", r, column + 2] for r in range(row + 2, row + 30)]
    return [value for value in cells if value]


def test_the_examples_are_electroneutral_to_the_last_digit(recipes):
    for name, recipe in recipes.named.items():
        charge = sum(recipes.z[symbol] * amount for symbol, amount in recipe.amounts.items())
        assert abs(charge) < 1e-9, name


def test_the_examples_come_to_what_python_says(live, recipes):
    for name, recipe in recipes.named.items():
        strength, charge, osmolarity, *checks = results(live, recipes.columns[name])
        amounts = list(recipe.amounts.values())
        assert same(strength, udfs.IONIC_STRENGTH(amounts, [recipes.z[s] for s in recipe.amounts]))
        assert charge == 0
        assert same(osmolarity, sum(amounts))
        assert checks == ["✓ complete", "✓ neutral", "✓ plausible"]


def test_valences_of_known_ions_are_those_of_the_table(recipes):
    known = [symbol for symbol in recipes.z if symbol in ions()]
    assert len(known) >= 12
    assert all(recipes.z[symbol] == udfs.ION_PROPERTY(symbol, "z") for symbol in known)


def test_empty_columns_stay_empty(live):
    for column in range(NEW, FIRST_SOLUTION + 12):
        assert set(results(live, column)) == {""}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({NAME: None}, "name is missing"),
        ({NAME: "ACSF"}, "name is taken"),
        ({NAME: "acsf"}, "name is taken"),
        ({NAME: "=1/0"}, "name is missing"),
        ({USE: None}, "used in bath or pipette?"),
        ({USE: "sink"}, "used in bath or pipette?"),
        ({FIRST_AMOUNT: -1.0}, "Na+ must be 0 or more"),
        ({FIRST_AMOUNT + 1: "some"}, "K+ must be 0 or more"),
        ({FIRST_AMOUNT + 1: True}, "K+ must be 0 or more"),
        ({FIRST_AMOUNT + 1: "=1/0"}, "K+ must be 0 or more"),
        ({FIRST_AMOUNT: None, FIRST_AMOUNT + 5: None}, "no concentrations"),
        ({OWN + 1: 5.0}, "see name and z of your own components"),
    ],
)
def test_a_wrong_recipe_is_named_and_spoils_nothing_else(live, change, words):
    before = elsewhere(live)
    with live.typed(new(SALT | change)):
        assert live["Solutions", ENTRIES, NEW] == f"✗ {words}"
        assert not [value for value in results(live, NEW) if isinstance(value, CellError)]
        assert elsewhere(live) == before
        assert not live.faults("Solutions", "Lists", "Log", "Summary")


@pytest.mark.parametrize(
    ("change", "neutral", "plausible"),
    [
        ({}, "✓ neutral", "✓ plausible"),
        ({FIRST_AMOUNT: 150.2}, "✓ neutral", "✓ plausible"),
        ({FIRST_AMOUNT: 162.5}, "✗ positive by 12.5 mM", "✓ plausible"),
        ({FIRST_AMOUNT: 140.0}, "✗ negative by 10 mM", "✓ plausible"),
        ({FIRST_AMOUNT: 20.0, FIRST_AMOUNT + 5: 20.0}, "✓ neutral", "✗ below 200 mOsM"),
        ({FIRST_AMOUNT: 480.0, FIRST_AMOUNT + 5: 480.0}, "✓ neutral", "✗ above 350 mOsM"),
    ],
)
def test_imbalance_and_osmolarity_are_told_in_words(live, change, neutral, plausible):
    with live.typed(new(SALT | change)):
        assert results(live, NEW)[3:] == ["✓ complete", neutral, plausible]


@pytest.mark.parametrize("typed", ["text", None, "=1/0"])
def test_limits_that_make_no_sense_give_no_error_value(live, typed):
    [(sheet, row, column)] = [p for p, v in live.values("How to").items() if str(v).startswith("Charge imbalance")]
    with live.typed({(sheet, row, column + 1): typed}):
        assert str(live["Solutions", NEUTRAL, FIRST_SOLUTION])[0] in "✓✗"


@pytest.mark.parametrize(
    ("own", "fault"),
    [
        (("NMDG+", 1.0), False),
        (("NMDG+", None), True),
        (("NMDG+", "one"), True),
        (("NMDG+", -0.5), True),
        (("K+", 1.0), True),
        ((None, 1.0), True),
        (("=1/0", 1.0), True),
    ],
)
def test_components_of_ones_own(live, own, fault):
    before = live.values("Log") | live.values("Summary")
    place = {("Solutions", OWN + 1, 2): own[0], ("Solutions", OWN + 1, 3): own[1]}
    with live.typed(place | new(SALT | {FIRST_AMOUNT: 140.0, OWN + 1: 10.0})):
        strength, charge, osmolarity, entries, *_ = results(live, NEW)
        assert live.values("Log") | live.values("Summary") == before
        if fault:
            assert (strength, charge, osmolarity) == ("", "", "")
            assert entries == "✗ see name and z of your own components"
            assert choices(live, "Ion_list") == [*(c for c in choices(live, "Ion_list") if c != "NMDG+")]
        else:
            assert (strength, charge, osmolarity, entries) == (150, 0, 300, "✓ complete")
            assert choices(live, "Ion_list")[-1] == "NMDG+"


def test_lists_offer_what_there_is_without_gaps(live, recipes):
    assert choices(live, "Ion_list") == [symbol for symbol, z in recipes.z.items() if z]
    for use in ("bath", "pipette"):
        due = [name for name, recipe in recipes.named.items() if recipe.use == use]
        assert choices(live, f"{use.capitalize()}_list") == due
    with live.typed({("Solutions", USE, FIRST_SOLUTION): "both", ("Solutions", NAME, FIRST_SOLUTION + 1): None}):
        assert choices(live, "Bath_list") == ["ACSF", "Tyrode", "Frog Ringer"]
        assert choices(live, "Pipette_list") == ["ACSF", "K-gluconate", "CsCl"]


@pytest.mark.parametrize("name", ["a*", "?", "~x", '"quoted"', "<5", "'=A1+1", "'+1", "'0", "x" * 300])
def test_any_name_is_found_again_and_is_never_calculated(live, name):
    with live.typed(new(SALT | {NAME: name, FIRST_AMOUNT + 1: 3.0}) | {log("Bath", 0): name}):
        assert live["Solutions", NAME, NEW] == name.removeprefix("'")
        assert (read(live, 0)["Outside mM"], read(live, 0)["Check"]) == (3, COUNTED)


def test_what_cells_offer_ends_where_the_list_does(path, live):
    nothing = {("Solutions", USE, FIRST_SOLUTION + i): "pipette" for i in range(len(SOLUTIONS))}
    for name in ("Ion_list", "Bath_list", "Pipette_list"):
        # IronCalc does not understand a range that ends with INDEX: its end is asked for apart.
        reference = book(path).defined_names[name].attr_text
        _, top, end = re.fullmatch(r"(Lists!)(\$\w+\$\d+):INDEX\(Lists!\2:\$\w+\$\d+,(MAX\(.*\))\)", reference).groups()
        scratch = ("Lists", 99, 1)
        with live.typed({scratch: f"={end}"}):
            assert live[scratch] == len(choices(live, name))
        with live.typed({scratch: f"=Lists!{top}"}):
            assert live[scratch] == choices(live, name)[0]
        with live.typed(nothing | {scratch: f"={end}"}):
            assert live[scratch] == max(1, len(choices(live, name)))


def test_a_solution_used_in_both_places(live):
    with live.typed(
        new(SALT | {USE: "both", FIRST_AMOUNT + 1: 5.0}) | {log("Bath", 0): "salt", log("Pipette", 0): "salt"}
    ):
        found = read(live, 0)
        assert (found["E ion mV"], found["Driving force mV"], found["Check"]) == (0, -60, COUNTED)
