"""The plots of the pane: where they begin and end by themselves, what they leave out, and their temperatures."""

from __future__ import annotations

import json

import pytest

from tests.hosts.officejs.pane_page import in_excel, in_tab
from xlfuncs.functions import BY_NAME, FUNCTIONS
from xlfuncs.functions.units import MM


@pytest.fixture(scope="module")
def pane(chromium, server):
    with in_tab(chromium, server) as opened:
        yield opened


@pytest.fixture
def answers(pane):
    """The last answer of the server: that of the form, and those of its curve."""
    kept = []

    def keep(response):
        kept.append(response)

    pane.page.on("response", keep)
    yield lambda: json.loads(kept[-1].body())["results"]
    pane.page.remove_listener("response", keep)


def vary(pane, label):
    pane.page.get_by_label("vary").select_option(label)
    pane.calculated()


def ends(pane):
    return tuple(pane.page.get_by_label(end, exact=True).input_value() for end in ("from", "to"))


def set_ends(pane, start, end):
    pane.page.get_by_label("from", exact=True).fill(start)
    pane.page.get_by_label("to", exact=True).fill(end)
    pane.calculated()


def title(pane):
    return pane.page.locator(".plot-title").inner_text()


def note(pane):
    return pane.page.locator(".plotting > .note").inner_text()


def test_a_curve_has_a_value_nearly_everywhere_whatever_varies(pane, answers):
    for function in FUNCTIONS:
        for example in function.examples:
            pane.go(example.call)
            pane.calculated()
            for label in pane.page.get_by_label("vary").locator("option").all_inner_texts():
                vary(pane, label)
                values = heights(function, answers()[1:])
                assert sum(isinstance(value, float) for value in values) > 0.98 * len(values) - 1, (example.call, label)


def heights(function, curve):
    """The heights of the first curve that is drawn."""
    if len(curve) > 1:
        return [float(answer["result"][0][0]) for answer in curve if not isinstance(answer["result"][0][0], dict)]
    rows = curve[0]["result"]
    cells = rows[0] if function.name == "PUMP_LEAK" else [row[0] for row in rows]
    return [cell if isinstance(cell, dict) else float(cell) for cell in cells]


def test_concentrations_of_cells_and_baths_are_not_drawn_beyond_the_sea(pane):
    for function in FUNCTIONS:
        pane.go(function.examples[0].call)
        pane.calculated()
        for label in pane.page.get_by_label("vary").locator("option").all_inner_texts():
            argument = next(a for a in function.arguments if a.name == label.partition(",")[0])
            vary(pane, label)
            if argument.unit is MM:
                assert float(ends(pane)[1]) <= 500, (function.name, label)


@pytest.mark.parametrize(
    ("call", "label", "expected"),
    [
        ("PUMP_LEAK(145,5,150,0.01,0.3,0.5,-1.2,37)", "pump_current", ("0", "1")),
        ("PUMP_LEAK(145,5,150,0.01,0.3,0.5,-1.2,37)", "g_na", ("0.002", "0.05")),
        ("PUMP_REVERSAL(145,15,4,140,-50,310)", "atp_dg", ("-60", "-40")),
        ("NERNST(-5,140,1,37)", "c_out", ("0.5", "50")),  # not of a bath: as in the example
        ("NERNST({20,40},140,1,37)", "c_out", ("2", "200")),
        ("NERNST(,140,1,37)", "c_out", ("0.5", "50")),
        ("NERNST(440,50,1,8.5)", "c_out", ("50", "1000")),  # a squid's
        ("NERNST(5,140,4,60)", "z", ("-3", "4")),
        ("NERNST(5,140,4,60)", "temperature", ("0", "60")),
        ("NERNST(5,140,1,-200)", "temperature", ("0", "50")),
        ("MICRODOMAIN(-0.2,20,220,2)", "current", ("-0.5", "0")),
        ("GHK({1,0},{5,145},{140,10},{1,1},37)", "permeability, ion 2 (z = +1)", ("0", "0.1")),
        ("DONNAN({145,145},{1,-1},100,-4,37)", "z_impermeant", ("-4", "-0.2")),
    ],
)
def test_a_range_suits_the_quantity_and_its_value(pane, call, label, expected):
    pane.go(call)
    pane.calculated()
    vary(pane, label)
    assert ends(pane) == expected


def test_the_ions_of_a_solution_vary_in_step_where_it_has_to_stay_neutral(pane):
    pane.go("DONNAN({145,5,150},{1,1,-1},100,-1,37)")
    pane.calculated()
    vary(pane, "c_out, ion 1 (z = +1), others in step")
    assert title(pane).startswith("DONNAN rises from")
    assert "Your point: c_out, ion 1 (z = +1), others in step = 145 mM" in pane.page.locator(".readout").inner_text()
    with pane.page.expect_request("**/custom-functions-call") as request:
        pane.type("temperature", "36")
    [_, *curve] = json.loads(request.value.post_data)["calls"]
    assert len({call["args"][0][0][0] for call in curve}) == len(curve) > 50
    assert all(sum(row[:2]) == pytest.approx(row[2]) for call in curve for row in call["args"][0])


def test_many_values_are_drawn_from_the_first_to_the_last_and_the_rest_is_told(pane):
    pane.open("NERNST", "5", "140", "1", "; ".join(map(str, range(10, 41))))
    vary(pane, "c_out")
    curves = pane.page.locator(".legend li").all_inner_texts()
    assert len(curves) == 6
    assert (curves[0], curves[-1]) == ("temperature = 10 °C", "temperature = 40 °C")
    assert note(pane).startswith("Drawn are 6 of 31 curves")
    pane.type("temperature", "20; 37")
    pane.calculated()
    assert (pane.page.locator(".legend li").count(), note(pane)) == (2, "")


def test_rows_and_columns_are_combined_as_in_the_result(chromium, server):
    cells = {"A1": 100, "B1": 140, "A2": 20, "A3": 37}
    with in_excel(chromium, server, {"sheets": {"Cells": {"cells": cells}}}) as pane:
        pane.open("NERNST")
        for argument, address in {"c_in": "A1:B1", "temperature": "A2:A3"}.items():
            pane.page.evaluate("(address) => { workbook.selected = address; }", f"Cells!{address}")
            pane.page.get_by_label(f"Use the selected cells for {argument}").click()
            pane.page.locator(f'.field[data-argument="{argument}"] .reference').wait_for()
        vary(pane, "c_out")
        assert pane.page.locator(".legend li").all_inner_texts() == [
            f"c_in = {c_in} mM, temperature = {temperature} °C" for temperature in (20, 37) for c_in in (100, 140)
        ]


def test_inputs_that_do_not_go_together_draw_nothing(pane):
    pane.open("NERNST", "5", "1; 2; 3", "1", "20; 37")
    vary(pane, "c_out")
    assert title(pane) == "Nothing to draw: the inputs hold different numbers of values."


def test_functions_of_several_ions_say_which_condition_is_drawn(pane):
    pane.open("GHK", "1; 0.05", "5; 145\n10; 140", "140; 10", "1; 1", "37")
    pane.calculated()
    assert note(pane) == "Drawn for the first of 2 conditions."
    vary(pane, "temperature")
    assert note(pane) == "Drawn for the first of 2 conditions."
    pane.go("PUMP_LEAK(145,{5,10,20},150,0.01,0.3,0.5,-1.2,37)")
    pane.calculated()
    assert note(pane) == "Drawn for the first of 3 conditions."
    vary(pane, "k_out")
    assert note(pane) == ""


@pytest.mark.parametrize(
    ("own", "start", "end", "said", "point"),
    [
        ("37", "0", "50", "from 0 to 50 °C", "37 °C"),
        ("310.15", "273.15", "323.15", "from 273.15 to 323.15 K", "310.15 K"),
        ("310.15", "0", "50", "from 0 to 50 °C", "37 °C"),
        ("37", "280", "320", "from 280 to 320 K", "310.15 K"),
        ("37", "10", "313.15", "from 10 to 40 °C", "37 °C"),
    ],
)
def test_an_axis_of_temperatures_has_the_unit_of_its_ends(pane, own, start, end, said, point):
    pane.go(f"NERNST(5,140,1,{own})")
    pane.calculated()
    vary(pane, "temperature")
    set_ends(pane, start, end)
    pane.page.get_by_text(f"as temperature goes {said}").first.wait_for()
    assert pane.page.locator(".readout").inner_text() == f"Your point: temperature = {point}: −89.06 mV"
    assert pane.page.locator(".as-table thead th").first.text_content() == f"temperature {said.split()[-1]}"


def test_an_end_that_is_no_temperature_is_told(pane):
    pane.go("NERNST(5,140,1,37)")
    vary(pane, "temperature")
    set_ends(pane, "10", "200")
    assert title(pane) == "Temperatures are -20 to 120 (°C) or 253.15 to 393.15 (K)."


def test_what_hardly_changes_is_not_said_to_rise(pane):
    pane.go(BY_NAME["GHK_CURRENT"].examples[0].call)
    pane.calculated()
    vary(pane, "c_in")
    assert title(pane).startswith("GHK_CURRENT stays near −0.744")
