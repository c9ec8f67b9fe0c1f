"""The task pane for everybody: narrow, dark, magnified, by keyboard, and read aloud."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe

from tests.hosts.officejs.pane_page import in_excel, in_tab
from xlfuncs.functions import FUNCTIONS

LONG = f"NERNST({{{','.join(map(str, range(1, 90)))}}},140,1,37)"
VIEWS = ("", "NERNST", "GHK", "PUMP_LEAK", "ION_PROPERTY", "NERNST(-5,140,1,37)", LONG, "cases", "portable")
# Of the rules that axe applies unless told otherwise, those that look at colours.
OF_COLOURS = ["color-contrast", "link-in-text-block"]
FUNCTION_VIEWS = [function.name for function in FUNCTIONS]


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_to_complain_of_in_the_light_nor_in_the_colours_of_the_dark(chromium, server, width):
    with in_tab(chromium, server, width=width) as pane:
        for view in VIEWS:
            pane.go(view)
            settled(pane, view)
            light = background(pane)
            found = axe(pane)
            assert found.violations_count == 0, f"{view}: {found.generate_report()}"
            pane.page.emulate_media(color_scheme="dark")
            settled(pane, view)
            assert background(pane) != light
            found = axe(pane, runOnly=OF_COLOURS)
            assert {rule["id"] for rule in found.response["passes"]} >= {"color-contrast"}
            assert found.violations_count == 0, f"{view}, dark: {found.generate_report()}"
            pane.page.emulate_media(color_scheme="light")


def axe(pane, **options):
    """Have axe look at the page; it is read into it once, as that takes longer than to look."""
    if not pane.page.evaluate("'axe' in globalThis"):
        pane.page.evaluate(Axe().axe_script)
    return AxeResults(pane.page.evaluate("options => axe.run(options)", {"resultTypes": ["violations"], **options}))


def background(pane):
    return pane.page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_axe_finds_nothing_to_complain_of_in_excel(chromium, server):
    with in_excel(chromium, server, {"sheets": {"Cells": {"cells": {"A1": 5}}}, "selected": "Cells!A1"}) as pane:
        pane.go("NERNST")
        pane.page.get_by_label("Use the selected cells for c_out").click()
        pane.page.locator(".reference").wait_for()
        settled(pane, "NERNST")
        found = axe(pane)
        assert found.violations_count == 0, found.generate_report()


def settled(pane, view):
    if view not in ("", "cases", "portable"):
        pane.calculated()
    pane.still()


@pytest.mark.parametrize("width", [320, 450, 640, 1280])
def test_nothing_is_wider_than_the_page(chromium, server, width):
    with in_tab(chromium, server, width=width) as pane:
        for view in (*VIEWS, *FUNCTION_VIEWS):
            pane.go(view)
            wide = pane.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, view


def test_nothing_is_cut_off_when_letters_are_twice_as_large(chromium, server):
    with in_tab(chromium, server, width=640) as pane:
        pane.page.evaluate("document.documentElement.style.fontSize = '200%'")
        for view in VIEWS:
            pane.go(view)
            settled(pane, view)
            assert pane.page.evaluate("document.documentElement.scrollWidth") <= 640, view


def test_a_result_is_said_once_it_settles_and_the_plot_is_a_sentence(chromium, server):
    with in_tab(chromium, server) as pane:
        pane.open("NERNST", "50")
        voice = pane.page.locator("#voice")
        voice.filter(has_text="NERNST: −27.5").wait_for(state="attached")
        pane.type("c_out", "-50")
        voice.filter(has_text="c_out must be > 0 mM").wait_for(state="attached")
        pane.type("c_out", "50")
        pane.page.get_by_role("img", name="NERNST rises from").wait_for()


def test_every_field_has_its_name_and_its_words(chromium, server):
    with in_tab(chromium, server) as pane:
        for function in FUNCTIONS:
            pane.open(function.name)
            fields = pane.page.locator(".field").evaluate_all(NAMED_AND_DESCRIBED)
            assert [name for name, *_ in fields] == [argument.name for argument in function.arguments]
            for argument, (_, labels, unit, words, _) in zip(function.arguments, fields, strict=True):
                assert labels == 1
                assert argument.words in words
                assert str(argument.unit) in ("1", "any one unit", unit)


NAMED_AND_DESCRIBED = """(fields) => fields.map((field) => {
  const control = field.querySelector("input, textarea, select");
  const described = control.getAttribute("aria-describedby").split(" ");
  const labels = document.querySelectorAll(`label[for="${control.id}"]`).length;
  return [field.dataset.argument, labels, ...described.map((id) => document.getElementById(id).innerText)];
})"""


def test_what_is_current_and_pressed_is_seen_where_the_system_chooses_the_colours(chromium, server):
    with in_excel(chromium, server, {"sheets": {"Cells": {"cells": {"A1": 5}}}, "selected": "Cells!A1"}) as pane:
        pane.page.emulate_media(forced_colors="active")
        pane.go("NERNST")
        pane.page.get_by_label("Use the selected cells for c_out").click()
        fixed = pane.page.get_by_label("Stay on these cells for c_out")
        released = look(fixed, "backgroundColor")
        fixed.click()
        pane.page.mouse.move(0, 0)
        pane.still()
        assert look(fixed, "backgroundColor") != released
        lines = {look(link, "borderBottomColor") for link in pane.page.locator("#sections a").all()}
        assert len(lines) == 2


def look(locator, name):
    return locator.evaluate("(element, name) => getComputedStyle(element)[name]", name)


def test_the_skip_link_leads_to_the_content(chromium, server):
    with in_tab(chromium, server) as pane:
        pane.go("NERNST")
        pane.page.locator("#skip").focus()
        pane.page.keyboard.press("Enter")
        assert pane.page.evaluate("document.activeElement.id") == "stage"
        assert pane.page.locator("h2", has_text="NERNST").first.is_visible()
