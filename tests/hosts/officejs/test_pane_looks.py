"""The task pane for everybody: narrow, dark, magnified, by keyboard, and read aloud."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.hosts.officejs.pane_page import in_excel, in_tab
from xlfuncs.functions import FUNCTIONS

VIEWS = ("", "NERNST", "GHK", "PUMP_LEAK", "ION_PROPERTY", "NERNST(-5,140,1,37)", "cases", "portable")
FUNCTION_VIEWS = [function.name for function in FUNCTIONS]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_to_complain_of(chromium, server, width, scheme):
    with in_tab(chromium, server, width=width, scheme=scheme) as pane:
        for view in VIEWS:
            pane.go(view)
            settled(pane, view)
            found = Axe().run(pane.page)
            assert found.violations_count == 0, f"{view}: {found.generate_report()}"


def test_axe_finds_nothing_to_complain_of_in_excel(chromium, server):
    with in_excel(chromium, server, {"sheets": {"Cells": {"cells": {"A1": 5}}}, "selected": "Cells!A1"}) as pane:
        pane.go("NERNST")
        pane.page.get_by_label("Use the selected cells for c_out").click()
        pane.page.locator(".reference").wait_for()
        settled(pane, "NERNST")
        found = Axe().run(pane.page)
        assert found.violations_count == 0, found.generate_report()


def settled(pane, view):
    if view not in ("", "cases", "portable"):
        pane.calculated()
    pane.page.wait_for_timeout(150)  # colours change in 0.12 s


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
            for argument in function.arguments:
                control = pane.control(argument.name)
                described = control.get_attribute("aria-describedby")
                assert argument.words in pane.page.locator(f"#{described}").inner_text()
                assert pane.page.locator(f'label[for="{control.get_attribute("id")}"]').count() == 1


def test_the_skip_link_leads_to_the_content(chromium, server):
    with in_tab(chromium, server) as pane:
        pane.go("NERNST")
        pane.page.locator("#skip").focus()
        pane.page.keyboard.press("Enter")
        assert pane.page.evaluate("document.activeElement.id") == "stage"
        assert pane.page.locator("h2", has_text="NERNST").first.is_visible()
