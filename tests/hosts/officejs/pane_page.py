"""The pane open in Chromium, in a tab or in an Excel whose workbook is a small one in memory."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Browser, Locator, Page

_EXCEL = Path(__file__).with_name("pane_excel.js").read_text("utf-8")
_OFFICE_JS = re.compile(r"/office\.js$")
# The page learns of it a little later, but not if it is there already.
_GO = """(address) => new Promise((done) => {
  const before = location.href;
  addEventListener("hashchange", () => done(), { once: true });
  location.hash = address;
  if (location.href === before) done();
})"""


@dataclass
class Pane:
    """The page, what it asked for and what the browser complained of."""

    page: Page
    url: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, address: str) -> None:
        """Follow a link to a place within the page."""
        self.page.evaluate(_GO, quote(address, safe="(),:"))

    def open(self, name: str, *texts: str) -> None:
        """Open a function's form and type into its fields."""
        self.go(name)
        self.page.get_by_role("heading", name=name, exact=True, level=2).wait_for()
        for argument, text in zip(self.arguments, texts, strict=False):
            self.type(argument, text)

    @property
    def arguments(self) -> list[str]:
        """The names of the fields of the form that is open."""
        return self.page.locator(".field").evaluate_all("fields => fields.map(field => field.dataset.argument)")

    def control(self, argument: str) -> Locator:
        """The control of a field."""
        return self.page.locator(f'.field[data-argument="{argument}"]').locator("input, textarea, select")

    def type(self, argument: str, text: str) -> None:
        """Type into a field, or choose from it."""
        control = self.control(argument)
        if control.evaluate("control => control.tagName") == "SELECT":
            control.select_option(text)
        else:
            control.fill(text)

    def calculated(self) -> None:
        """Wait until what is shown belongs to what was typed."""
        self.page.locator('.output[aria-busy="false"]').wait_for()

    def still(self) -> None:
        """Wait until colours have changed that are changing: that takes 0.12 s, and longer on a busy computer."""
        self.page.wait_for_timeout(150)
        self.page.evaluate("() => Promise.allSettled(document.getAnimations().map((change) => change.finished))")

    def result(self) -> list[str]:
        """The results of the form, with all their digits."""
        self.calculated()
        return self.page.locator(".output data").evaluate_all("values => values.map(value => value.value)")

    def reason(self) -> str:
        """Why there is no result."""
        self.calculated()
        return self.page.locator(".output .reason").inner_text()

    @property
    def formula(self) -> str:
        """The formula text of the form."""
        return self.page.locator(".spelling .formula-text").inner_text()

    def workbook(self, expression: str) -> Any:
        """What the workbook in memory says: an expression in which it is `workbook`."""
        return self.page.evaluate(f"() => {expression}")


@contextmanager
def in_tab(
    browser: Browser, url: str, *, width: int = 1280, height: int = 900, scheme: str = "light"
) -> Iterator[Pane]:
    """Open the page in a browser's tab."""
    with _opened(browser, url, "/", width, height, scheme) as pane:
        yield pane


@contextmanager
def in_excel(
    browser: Browser, url: str, workbook: dict[str, Any], *, theme: dict[str, str] | None = None, width: int = 450
) -> Iterator[Pane]:
    """Open the pane within Excel: {"sheets": {"Sheet1": {"cells": {"A1": 5}}}, "selected": "Sheet1!A1"}."""
    settings = json.dumps({"workbook": workbook, "theme": theme})
    excel = f"globalThis.paneExcel = {settings};\n{_EXCEL}"
    with _opened(browser, url, "/taskpane.html", width, 900, "light", excel) as pane:
        yield pane


@contextmanager
def _opened(
    browser: Browser, url: str, path: str, width: int, height: int, scheme: Any, office_js: str = ""
) -> Iterator[Pane]:
    page = _free.pop() if _free else browser.new_context().new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    page.set_default_timeout(60_000)
    pane = Pane(page, url)
    listeners: dict[Any, Callable[[Any], None]] = {
        "request": lambda request: pane.requests.append(request.url),
        "pageerror": lambda error: pane.complaints.append(str(error)),
        "console": lambda said: pane.complaints.append(said.text) if said.type in ("error", "warning") else None,
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    try:
        if office_js:
            page.route(_OFFICE_JS, lambda route: route.fulfill(body=office_js, content_type="text/javascript"))
        page.goto(url + path)
        page.wait_for_selector("html[data-ready]")
        yield pane
        _forget(page)
    except BaseException:
        page.context.close()
        raise
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    _free.append(page)


# A new window costs Chromium twice as much as all that the pane does in it, so the next test gets that of the last.
_free: list[Page] = []


def _forget(page: Page) -> None:
    """Leave a window as a new one is: nothing open, kept, allowed or intercepted."""
    page.unroute_all()
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    page.context.clear_permissions()
    page.context.clear_cookies()
    page.goto("about:blank")
