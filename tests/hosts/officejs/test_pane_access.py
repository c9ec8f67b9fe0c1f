"""Who opens the pane of a server that wants a token, and what happens when that is renewed."""

from __future__ import annotations

import pytest

from tests.hosts.officejs.excel_server import Server
from tests.hosts.officejs.pane_page import in_excel, in_tab

OLD, NEW = "the-token-of-last-term", "the-token-of-this-term"
RENEWED = "The server no longer takes the token that this page has"


@pytest.fixture
def renewable(tmp_path):
    """A server with a token, and what renews it: a new file and a new start, as an administrator does it."""
    file = tmp_path / "token"
    file.write_text(OLD, "utf-8")
    with Server(tmp_path, "--token-file", str(file)) as running:

        def renew():
            running.stop()
            file.write_text(NEW, "utf-8")
            running.start()

        running.renew = renew
        yield running


def give(pane, token):
    pane.page.locator("#token").fill(token)
    pane.page.get_by_role("button", name="Use it").click()
    pane.page.locator("#access").wait_for(state="hidden")


def test_a_renewed_token_is_asked_for_and_one_goes_on_where_one_was(chromium, renewable):
    with in_tab(chromium, renewable.url, width=400, height=420) as pane:
        give(pane, OLD)
        pane.open("NERNST", "5", "140", "1", "37")
        assert float(pane.result()[0]) == pytest.approx(-89.06, abs=0.01)
        renewable.renew()
        pane.control("temperature").press_sequentially(".5")
        pane.page.locator("#access").get_by_text(RENEWED).wait_for()
        assert pane.page.locator("#token").evaluate(IS_IN_SIGHT)
        assert pane.page.evaluate("document.activeElement.value") == "37.5"
        give(pane, NEW)
        pane.page.locator(".output data").wait_for()
        assert float(pane.result()[0]) == pytest.approx(-89.20, abs=0.01)
        assert pane.page.evaluate("document.activeElement.value") == "37.5"


IS_IN_SIGHT = """(element) => {
  const { top, bottom } = element.getBoundingClientRect();
  const seen = document.elementFromPoint(innerWidth / 2, (top + bottom) / 2);
  return top >= 0 && bottom <= innerHeight && element.contains(seen);
}"""


def test_a_cell_that_is_refused_has_the_pane_ask(chromium, renewable):
    with in_excel(chromium, renewable.url, {"sheets": {"Cells": {"cells": {}}}}) as pane:
        give(pane, OLD)
        renewable.renew()
        refused = pane.page.evaluate("workbook.functions.NERNST(5, 140, 1, 37).catch(() => 'refused')")
        assert refused == "refused"
        pane.page.locator("#access").get_by_text(RENEWED).wait_for()
        give(pane, NEW)
        assert pane.page.evaluate("workbook.functions.NERNST(5, 140, 1, 37)") is not None


def test_a_server_that_begins_to_want_a_token_is_given_one(chromium, tmp_path):
    file = tmp_path / "token"
    file.write_text(NEW, "utf-8")
    with Server(tmp_path) as server, in_tab(chromium, server.url) as pane:
        pane.open("NERNST")
        pane.calculated()
        server.stop()
        server.options = ("--token-file", str(file))
        server.start()
        pane.type("c_out", "50")
        pane.page.locator("#token").wait_for()
        give(pane, NEW)
        pane.page.get_by_text("−27.5").first.wait_for()


def test_a_refusal_from_before_the_new_token_does_not_ask_again(chromium, renewable):
    with in_excel(chromium, renewable.url, {"sheets": {"Cells": {"cells": {}}}}) as pane:
        give(pane, OLD)
        pane.open("NERNST")
        pane.calculated()
        with pane.page.expect_response("**/custom-functions-call"):
            pane.page.evaluate("() => { dispatchEvent(new Event('xlfuncs-refused')); }")
        pane.page.wait_for_timeout(300)
        assert not pane.page.locator("#access").is_visible()
