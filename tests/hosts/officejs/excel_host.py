"""The pane in Chromium with Microsoft's office.js and custom functions' runtime; only Excel behind them is ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Request, Route

Call = tuple[str, list[Any]]

CALLS = "**/xlwings/custom-functions-call"

_FOLDER = Path(__file__).parent
_OFFICE_JS = re.compile(r"/office-js/[^/]+/dist/office\.js$")
_RUNTIME = re.compile(r"/custom-functions-runtime\.js$")
# The numbers by which the runtime names an error to Excel.
KINDS = {1: "#N/A", 5: "#DIV/0!", 6: "#NUM!", 7: "#VALUE!", 8: "#NULL!"}


@dataclass(frozen=True)
class Thrown:
    """The error that a cell shows, with the reason on its card."""

    kind: str
    reason: str


@dataclass
class Excel:
    """A workbook's worth of Excel: its cells call the functions."""

    page: Page
    url: str
    requests: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def calculate(self, *calls: Call) -> list[Any]:
        """Return what Excel gets for each of the calls of one recalculation: rows, or Thrown."""
        text = self.page.evaluate(_CALCULATE, json.dumps(calls))
        results = json.loads(text, parse_int=float)  # every number is a double there
        return [_result(result) for result in results]

    def calls(self) -> int:
        """Return how many requests for results have been sent so far."""
        return sum(url.endswith(_CALLS_END) for url in self.requests)

    @contextmanager
    def sent(self) -> Iterator[list[str]]:
        """Collect the bodies of the requests for results that are sent meanwhile."""
        bodies: list[str] = []

        def note(request: Request) -> None:
            if request.url.endswith(_CALLS_END):
                bodies.append(request.post_data or "")

        self.page.on("request", note)
        yield bodies
        self.page.remove_listener("request", note)


_CALLS_END = "/custom-functions-call"


_CALCULATE = """(calls) => Promise.race([
  excel.calculate(JSON.parse(calls)).then((results) => JSON.stringify(results)),
  new Promise((_, reject) => setTimeout(() => reject(new Error("a cell is still #BUSY!")), 300_000)),
])"""


def _result(result: dict[str, Any]) -> Any:
    if result["succeeded"]:
        return result["value"]
    return Thrown(KINDS[result["code"]], result["value"])


@contextmanager
def opened(
    browser: Browser, url: str, runtime: float = 1.4, platform: str = "PC", has_clock: bool = False
) -> Iterator[Excel]:
    """Open the add-in in an Excel whose runtime of custom functions has that version; its clock may be put on."""
    context = browser.new_context(service_workers="block")
    try:
        page = context.new_page()
        excel = Excel(page, url)
        page.on("request", lambda request: excel.requests.append(request.url))
        page.on("console", lambda message: excel.said.append(message.text))
        page.on("pageerror", lambda error: excel.said.append(str(error)))
        page.add_init_script(f"window.excelSettings = {json.dumps({'runtime': runtime, 'platform': platform})}")
        page.add_init_script(path=_FOLDER / "excel_host.js")
        # The pane's own calls would mix with those of the cells.
        page.route("**/static/pane/*.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
        page.route(_OFFICE_JS, _with_runtime)
        page.route(_RUNTIME, _within_excel)
        page.set_default_timeout(60_000)
        if has_clock:
            page.clock.install()
        page.goto(f"{url}/taskpane.html")
        yield excel
    finally:
        context.close()


def _with_runtime(route: Route) -> None:
    """Hand out office.js, and have the page load what Excel has it load: the runtime of custom functions."""
    runtime = route.request.url.replace("/office.js", "/custom-functions-runtime.js")
    _hand_out(route, f"\ndocument.write('<script src=\"{runtime}\"></script>');")


def _within_excel(route: Route) -> None:
    _hand_out(route, (_FOLDER / "excel_office.js").read_text("utf-8"))


def _hand_out(route: Route, more: str) -> None:
    response = route.fetch()
    route.fulfill(status=response.status, content_type=response.headers["content-type"], body=response.text() + more)
