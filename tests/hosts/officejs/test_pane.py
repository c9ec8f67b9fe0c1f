"""The task pane as a web page: what its readers type, and what they are shown."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from tests.hosts.officejs.excel_server import Server
from tests.hosts.officejs.pane_page import in_excel, in_tab
from xlfuncs.cases import CASES
from xlfuncs.formulas.calls import calls
from xlfuncs.functions import BY_NAME, FUNCTIONS
from xlfuncs.hosts.officejs.page import page_data


@pytest.fixture(scope="module")
def pane(chromium, server):
    with in_tab(chromium, server) as opened:
        yield opened


def test_every_example_loads_and_gives_the_value_that_its_function_prints(pane):
    for function in FUNCTIONS:
        for example in function.examples:
            pane.go(example.call)
            pane.page.get_by_role("heading", name=function.name, exact=True, level=2).wait_for()
            shown = pane.result()
            assert all(is_printed(*pair) for pair in zip(shown, example.value.split(", "), strict=True)), example.call


def is_printed(shown, printed):
    """Whether a value rounds to what is printed."""
    if not re.match(r"-?[\d.]+$", printed):
        return shown == printed
    step = Decimal(1).scaleb(Decimal(printed).as_tuple().exponent)
    return abs(Decimal(shown) - Decimal(printed)) <= step / 2 + Decimal("1e-12")


def test_every_worked_case_loads_as_the_calls_that_it_is_made_of(pane):
    data = {case["id"]: case for case in page_data()["cases"]}
    assert list(data) == [case.id for case in CASES]
    for case in CASES:
        loadable = [data[case.id], *data[case.id]["others"]]
        assert {call["function"] for call in loadable} == {call.name for call in calls(case.formula)}
        assert all(len(call["arguments"]) == len(BY_NAME[call["function"]].arguments) for call in loadable)


def test_a_case_that_is_one_call_shows_its_printed_value_beside_ours(pane):
    single = [case for case in CASES if any(call.text == case.formula[1:] for call in calls(case.formula))]
    assert len(single) > 20
    for case in single:
        pane.go("cases")
        pane.page.locator(f"#case-{case.id} .chip").first.dispatch_event("click")
        [shown] = pane.result()
        figure = case.says.strip("[]") if case.recomputed else f"printed {case.says}"
        assert f"{case.id} {case.title}: {figure}".replace("-", "−") in compared(pane).replace("-", "−")
        value = shown if isinstance(case.printed, str) else float(shown)
        assert value == case.printed if isinstance(value, str) else case.reproduced_by(value), case.id


def compared(pane):
    return " ".join(pane.page.locator(".compared").inner_text().split())


def test_a_nested_call_loads_with_what_the_inner_one_gives(pane):
    pane.go("cases:SA2")
    pane.page.locator("#case-SA2 .chip").first.click()
    [shown] = pane.result()
    assert float(shown) == pytest.approx(-87.254, abs=5e-4)


@pytest.mark.parametrize(
    ("function", "texts", "reason"),
    [
        ("NERNST", ("-5", "140", "1", "37"), "c_out must be > 0 mM, got -5"),
        ("NERNST", ("5", "", "1", "37"), "c_in is missing (blank cell)"),
        ("NERNST", ("5", "140", "Xx+", "37"), 'no ion "Xx+" is in the table'),
        ("NERNST", ("five", "140", "1", "37"), 'got the text "five"'),
        (
            "GHK",
            ("1; 0.05; 0.45", "5; 145", "140; 10", "1; 1", "37"),
            "c_out must have one cell or one column per ion (3), got 1 x 2 cells",
        ),
        ("DONNAN", ("145; 100", "1; -1", "100", "-1", "37"), "45"),
    ],
)
def test_a_bad_input_is_an_error_value_with_its_reason_in_words(pane, function, texts, reason):
    pane.open(function, *texts)
    [error] = pane.result()
    assert error in ("#NUM!", "#N/A", "#VALUE!")
    assert reason in pane.reason()


@pytest.mark.parametrize(
    ("typed", "formula"),
    [
        (("5", "140", "K+", "37,5"), '=NERNST(5,140,"K+",37.5)'),
        (("5", "140", "1", "-10"), "=NERNST(5,140,1,-10)"),
        (("1e-7", "140", "−2", "37"), "=NERNST(1E-7,140,-2,37)"),
        (("5; 10", "140", "1", "37"), "=NERNST({5,10},140,1,37)"),
        (("", "140", "1", "37"), "=NERNST(,140,1,37)"),
        (("−1e−3", "1\u202f000", "1", "1e400"), '=NERNST(-0.001,1000,1,"1e400")'),
        (("=A1", "140", 'x"),1)&CMD("', "37"), '=NERNST("=A1",140,"x""),1)&CMD(""",37)'),
        (("A1", "B2:B9", "TRUE", "PI()"), '=NERNST("A1","B2:B9","TRUE","PI()")'),
    ],
)
def test_what_is_typed_enters_a_formula_as_numbers_and_quoted_texts_only(pane, typed, formula):
    pane.open("NERNST", *typed)
    assert pane.formula == formula


@pytest.mark.parametrize(
    ("typed", "constant"),
    [("1; 0.05", "{1,0.05}"), ("1\n0,05", "{1;0.05}"), ("1, 0.05", "{1,0.05}"), ("1,0.05", "{1,0.05}"), ("7", "7")],
)
def test_several_ions_are_typed_in_a_row_or_one_per_line(pane, typed, constant):
    pane.open("GHK", typed)
    assert pane.formula.startswith(f"=GHK({constant},")


def test_several_values_give_a_table_with_the_inputs_that_differ(pane):
    pane.open("NERNST", "5; -5; 10", "140", "K+", "37")
    first, second, third = pane.result()
    assert second == "#NUM!"
    assert [float(first), float(third)] == pytest.approx([-89.0587, -70.5327], abs=1e-3)
    rows = pane.page.locator(".output tbody tr").all_inner_texts()
    assert [row.split("\t")[0] for row in rows] == ["5", "-5", "10"]
    assert "c_out must be > 0 mM, got -5" in pane.reason()


def test_a_table_of_conditions_gives_one_result_per_row(pane):
    pane.open("GHK", "1; 0.05", "5; 145\n10; 140", "140; 10", "1; 1", "37")
    assert len(pane.result()) == 2


def test_the_rows_of_a_steady_state_are_named(pane):
    pane.open("PUMP_LEAK")
    pane.calculated()
    labels = pane.page.locator(".output tbody th").all_inner_texts()
    assert labels == ["vm", "Na⁺", "K⁺", "Cl⁻", "impermeant"]


def test_the_formula_is_spelled_for_each_host_and_its_separators(pane):
    pane.go('NERNST(5,140,"K+",37.5)')
    host, separator = pane.page.get_by_label("for", exact=True), pane.page.get_by_label("separator")
    spelled = {}
    for flavour in page_data()["flavours"]:
        host.select_option(flavour["name"])
        spelled[flavour["prefix_shown"]] = pane.formula.partition("(")[0]
    assert spelled == {"": "=NERNST", "ION.": "=ION.NERNST"}
    host.select_option("libreoffice")
    separator.select_option(index=1)
    assert pane.formula == '=NERNST(5;140;"K+";37.5)'
    separator.select_option(index=2)
    assert pane.formula == '=NERNST(5;140;"K+";37,5)'
    host.select_option("portable")
    separator.select_option(index=0)


def test_copying_says_so(pane):
    pane.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    pane.open("NERNST", "5", "140", "K+", "37")
    pane.page.get_by_label("Copy the formula").click()
    assert pane.page.evaluate("navigator.clipboard.readText()") == '=NERNST(5,140,"K+",37)'
    pane.page.get_by_text("Copied").first.wait_for()


def variables(function):
    return [a for a in function.arguments if a.domain.kind != "text" and a.unit.shown]


def test_every_input_of_every_function_can_vary_in_the_plot(pane):
    for function in FUNCTIONS:
        if function.gives_text or function.name == "ION_PROPERTY":
            continue
        pane.go(function.examples[0].call)
        pane.calculated()
        offered = pane.page.get_by_label("vary").locator("option").all_inner_texts()
        assert {label.partition(",")[0] for label in offered} >= {a.name for a in variables(function)}
        for label in offered:
            pane.page.get_by_label("vary").select_option(label)
            pane.calculated()
            assert label in pane.page.locator(".plot-title").inner_text()
            assert pane.page.locator(".plot canvas").is_visible()


def test_the_range_of_the_plot_is_the_readers(pane):
    pane.go("NERNST(5,140,1,37)")
    pane.page.get_by_label("vary").select_option("temperature")
    pane.page.get_by_label("from", exact=True).fill("10")
    pane.page.get_by_label("to", exact=True).fill("20")
    pane.calculated()
    assert "as temperature goes from 10 to 20 °C" in pane.page.locator(".plot-title").inner_text()
    pane.page.get_by_text("The curve as a table").click()
    assert pane.page.locator(".as-table tbody tr").count() == 11
    pane.page.get_by_label("to", exact=True).fill("5")
    pane.calculated()
    assert pane.page.locator(".plot-title").inner_text().startswith("The range needs")


def test_each_input_keeps_the_range_that_the_reader_gave_it_until_other_values_are_loaded(pane):
    pane.open("NERNST", "5", "140", "1", "37")
    vary, start = pane.page.get_by_label("vary"), pane.page.get_by_label("from", exact=True)
    pane.calculated()
    start.fill("2")
    vary.select_option("temperature")
    pane.calculated()
    vary.select_option("c_out")
    assert start.input_value() == "2"
    pane.go('NERNST(2,0.0001,"Ca2+",37)')
    pane.page.get_by_text("NERNST rises from +101.57 mV").wait_for()
    assert start.input_value() == "0.2"


def test_what_varies_in_steps_is_told_without_a_direction(pane):
    pane.open("NERNST", "5", "140", "1", "37")
    pane.page.get_by_label("vary").select_option("z")
    pane.page.get_by_text("NERNST lies between −89.06 mV and +89.06 mV for z from −3 to 3").wait_for()


def test_a_search_finds_functions_by_words_arguments_and_units(chromium, server):
    with in_tab(chromium, server) as pane:
        page = pane.page
        page.keyboard.press("/")
        found = page.locator("#list li:visible .name")
        for words, names in {
            "mS/cm²": ["PUMP_LEAK"],
            "ion_size": ["DH_GAMMA"],
            "goldman mV": ["GHK"],
            "swell": ["PUMP_LEAK", "DONNAN_OSMOTIC"],
        }.items():
            page.locator(":focus").fill(words)
            assert set(found.all_inner_texts()) >= set(names)
            assert len(found.all_inner_texts()) < len(FUNCTIONS)
        page.locator(":focus").fill("xyzzy")
        assert "Nothing found" in page.locator("#found").inner_text()


def test_the_list_is_walked_with_arrow_keys_and_left_with_enter(chromium, server):
    with in_tab(chromium, server) as pane:
        page = pane.page
        page.keyboard.press("/")
        page.locator("input:focus").wait_for()
        page.keyboard.type("osmotic")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        name = page.locator(":focus .name").inner_text()
        page.keyboard.press("Enter")
        page.locator("h2:focus").wait_for()
        assert page.locator("h2:focus").inner_text() == name


def test_the_back_button_leads_back(chromium, server):
    with in_tab(chromium, server, width=320) as pane:
        page = pane.page
        page.get_by_role("link", name=re.compile("^NERNST ")).click()
        page.get_by_role("heading", name="NERNST", exact=True).wait_for()
        page.get_by_role("link", name="Worked cases", exact=True).click()
        page.get_by_role("heading", name="Worked cases").wait_for()
        page.go_back()
        page.get_by_role("heading", name="NERNST", exact=True).wait_for()
        page.get_by_role("link", name="All functions").click()
        page.locator("#search").wait_for()
        assert page.locator(":focus .name").inner_text() == "NERNST"


def test_a_page_asks_nothing_of_other_hosts_and_keeps_to_its_policy(chromium, server):
    with in_tab(chromium, server) as pane:
        for address in ("PUMP_LEAK", "DONNAN_IN", "cases", "portable", "NERNST(5,140,1,37)"):
            pane.go(address)
            pane.page.wait_for_timeout(400)
        assert {url.partition("/static")[0].startswith(server) for url in pane.requests} == {True}
        assert pane.complaints == []


def test_one_change_is_one_request_with_its_curve(chromium, server):
    with in_tab(chromium, server) as pane:
        pane.go("NERNST(5,140,1,37)")
        pane.calculated()
        before = len(pane.requests)
        pane.control("c_out").evaluate(TYPE_TWO_KEYS)
        pane.calculated()
        assert pane.requests[before:] == [f"{server}/xlwings/custom-functions-call"]


# Within the page, whose clocks go off in turn: a busy computer may make a long pause between two keys from outside.
TYPE_TWO_KEYS = """async (control) => {
  for (const text of ["50", "500"]) {
    control.value = text;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((proceed) => setTimeout(proceed, 20));
  }
}"""


def test_a_server_that_is_gone_is_told_and_asked_again(chromium, server):
    with in_tab(chromium, server) as pane:
        pane.go("NERNST(5,140,1,37)")
        pane.calculated()
        pane.page.route("**/custom-functions-call", lambda route: route.abort())
        pane.type("c_out", "10")
        pane.page.get_by_text("The server does not answer").wait_for()
        pane.page.unroute("**/custom-functions-call")
        pane.page.get_by_role("button", name="Try again").click()
        pane.page.locator(".output data").first.wait_for()
        assert float(pane.result()[0]) == pytest.approx(-70.53, abs=0.01)


def test_a_page_that_could_not_be_loaded_says_so_at_every_width_and_is_loaded_again(chromium, server):
    with in_tab(chromium, server, width=320) as pane:
        pane.page.route("**/page.json", lambda route: route.abort())
        pane.page.reload()
        pane.page.get_by_text("The page could not be loaded. Is the server running?").wait_for()
        pane.page.unroute("**/page.json")
        pane.page.get_by_role("button", name="Try again").click()
        pane.page.locator("#list a").first.wait_for()


def test_an_answer_of_somebody_else_is_told(chromium, server):
    with in_tab(chromium, server) as pane:
        pane.open("NERNST")
        pane.calculated()
        pane.page.route("**/custom-functions-call", lambda route: route.fulfill(body="<h1>Sign in to the network</h1>"))
        pane.type("c_out", "10")
        pane.page.get_by_text("an answer that is none of its own").wait_for()


def test_an_old_result_fades_while_the_server_is_awaited(chromium, server):
    with in_tab(chromium, server) as pane:
        pane.open("NERNST")
        pane.calculated()
        pane.page.route("**/custom-functions-call", lambda route: None)
        pane.type("c_out", "10")
        expect(pane.page.locator(".output")).to_have_css("opacity", "0.4", timeout=60_000)


TOKEN = "a-token-of-this-laboratory"


@pytest.fixture(scope="module")
def server_with_token(tmp_path_factory):
    folder = tmp_path_factory.mktemp("token")
    file = folder / "token"
    file.write_text(TOKEN, "utf-8")
    with Server(folder, "--token-file", str(file)) as running:
        yield running.url


def give(pane, token):
    pane.page.get_by_label("This server calculates for those who have its token.").fill(token)
    pane.page.get_by_role("button", name="Use it").click()


def test_a_server_with_a_token_calculates_once_it_is_given(chromium, server_with_token):
    with in_tab(chromium, server_with_token) as pane:
        give(pane, "wrong")
        pane.page.locator("#access .reason").wait_for()
        assert pane.page.evaluate("localStorage.getItem('xlfuncs-token')") is None
        give(pane, TOKEN.replace("-", "–"))
        pane.page.get_by_text("copy it again").wait_for()
        give(pane, f"\u200b{TOKEN}\u200b")
        pane.page.locator(".output data").wait_for()
        assert pane.page.evaluate("localStorage.getItem('xlfuncs-token')") == TOKEN
        assert not pane.page.locator("#access").is_visible()


WORKBOOK_CALCULATED = """async () => {
  while (!workbook.calculated.length) await new Promise((proceed) => setTimeout(proceed, 20));
}"""


def test_a_token_that_is_accepted_in_excel_has_the_workbook_calculated(chromium, server_with_token):
    with in_excel(chromium, server_with_token, {"sheets": {"Cells": {"cells": {}}}}) as pane:
        give(pane, TOKEN)
        pane.page.locator("#access").wait_for(state="hidden")
        pane.page.evaluate(WORKBOOK_CALCULATED)
        pane.page.wait_for_timeout(300)
        assert pane.workbook("workbook.calculated") == ["Full"]


def test_an_example_can_be_loaded_again(pane):
    pane.open("NERNST")
    pane.page.locator(".examples .chip").first.click()
    pane.type("c_out", "9")
    pane.page.locator(".examples .chip").first.click()
    assert pane.control("c_out").input_value() == "5"


def test_where_people_sign_in_with_microsoft_365_a_tab_says_that_it_cannot_calculate(chromium, server):
    with in_tab(chromium, server) as pane:
        pane.page.route("**/session.json", lambda route: route.fulfill(body=json.dumps({"auth": "entraid"})))
        pane.page.reload()
        pane.page.get_by_text("open this page in Excel").wait_for()
        assert pane.formula == "=NERNST(5,140,1,37)"
