"""The Office.js add-in's server under load, beside xlwings-server as shipped: `python -m tests.benchmarks.officejs`.

Both calculate NERNST, on this computer alone, in turns; wrk takes part of the same processors, so calls per second are
a lower bound and ratios travel better. The latencies are those that wrk prints: it adds the requests that would have
been sent while one of its clients had to wait.
"""

from __future__ import annotations

import math
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tabulate import tabulate

from tests.benchmarks.officejs_load import Body, Load, body, counted_load, load, nothing, ours, shipped, under_load
from tests.hosts.officejs.excel_host import Excel, opened
from xlfuncs.udfs import NERNST

Line = tuple[str, float, float, str]
CELL, COLUMN, LONG_COLUMN = 1, 1_000, 100_000
NAMES = {CELL: "single cell", COLUMN: "column of 1,000 rows", LONG_COLUMN: "column of 1e5 rows"}
CLIENTS, WORKERS = (1, 8, 64), (1, 2)
TURNS = 3
FORMULAS = 1_500
# As much of Excel's library as xlwings' client asks about the workbook.
_WORKBOOK = """() => {
  const culture = { load() {}, name: "en-US", datetimeFormat: { load() {}, shortDatePattern: "m/d/yyyy" } };
  class RequestContext {
    workbook = { load() {}, name: "Book1.xlsx" };
    application = { cultureInfo: culture };
    async sync() {}
  }
  globalThis.Excel = { RequestContext };
}"""


class Pair(NamedTuple):
    """What clients get from both servers."""

    rows: int
    workers: int
    clients: int
    ours: Load
    theirs: Load

    @property
    def ratio(self) -> float:
        """How many times as many calls ours answers."""
        return self.ours.per_second / self.theirs.per_second


def in_officejs() -> list[Line]:
    """The server under load, next to xlwings-server as shipped (five minutes)."""
    missing = [name for name in ("wrk", "chromium") if shutil.which(name) is None]
    if missing:
        print(f"  skipped: {' and '.join(missing)} missing (on Debian: apt-get install wrk chromium)", file=sys.stderr)
        return []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        bodies = {rows: body(folder, rows) for rows in NAMES}
        pairs = [pair for workers in WORKERS for pair in _pairs(folder, workers, bodies)]
        _print_pairs(pairs)
        return [
            *_of_pairs(pairs),
            *_of_nothing(pairs, bodies[COLUMN]),
            *_beside_columns(folder, bodies),
            *_batches(folder),
        ]


def _pairs(folder: Path, workers: int, bodies: dict[int, Body]) -> Iterator[Pair]:
    with ours(folder, workers) as own:
        for sent in bodies.values():
            sent.check_at(own)
        with shipped(folder, workers) as other:
            bodies[CELL].check_at(other)
            for clients in CLIENTS:
                turns = [[load(url, bodies[CELL], clients, 1) for url in (own, other)] for _ in range(TURNS)]
                yield Pair(CELL, workers, clients, *map(_median, zip(*turns, strict=True)))
        for clients in CLIENTS:
            of_ours = load(own, bodies[COLUMN], clients, 2 if clients < 64 else 6)
            # It goes on with what is under way when its clients have left: a server of its own for each.
            with shipped(folder, workers) as other:
                yield Pair(
                    COLUMN,
                    workers,
                    clients,
                    of_ours,
                    counted_load(other, bodies[COLUMN], clients, max(16, 2 * clients)),
                )
        with shipped(folder, workers) as other:
            alone = counted_load(other, bodies[LONG_COLUMN], 1, 1)
        for clients in CLIENTS:
            of_ours = load(own, bodies[LONG_COLUMN], clients, 3 if clients < 64 else 9)
            yield Pair(LONG_COLUMN, workers, clients, of_ours, alone if clients == 1 else _at_best(alone, workers))


def _at_best(alone: Load, workers: int) -> Load:
    """Return what several clients would get who share the workers evenly.

    Nobody can wait for it: an asynchronous server that never pauses sends the first answer after the last calculation,
    for 64 columns of 1e5 rows after ten minutes.
    """
    return Load(alone.per_second * workers, math.nan, math.nan, 0)


def _median(loads: Sequence[Load]) -> Load:
    return Load(*(median(figures) for figures in zip(*loads, strict=True)))


def _print_pairs(pairs: list[Pair]) -> None:
    heads = (
        "NERNST",
        "workers",
        "clients",
        "calls/s",
        "p50",
        "p99",
        "p99/p50",
        "shipped: calls/s",
        "p50",
        "p99",
        "times",
    )
    print(tabulate([_cells(pair) for pair in pairs], heads, disable_numparse=True), flush=True)
    print("Times in ms; none where calls/s are reckoned from one client's. 'refused': calls told to come again.\n")


def _cells(pair: Pair) -> tuple[str, ...]:
    own, other = pair.ours, pair.theirs
    refused = f" ({own.refused} refused)" if own.refused else ""
    return (
        NAMES[pair.rows],
        str(pair.workers),
        str(pair.clients),
        f"{own.per_second:.4g}{refused}",
        *map(_milliseconds, (own.p50, own.p99)),
        f"{own.p99 / own.p50:.2g}",
        f"{other.per_second:.3g}",
        *map(_milliseconds, (other.p50, other.p99)),
        f"{pair.ratio:.3g}",
    )


def _milliseconds(seconds: float) -> str:
    return "" if math.isnan(seconds) else f"{seconds * 1e3:.3g}"


def _of_pairs(pairs: list[Pair]) -> Iterator[Line]:
    """Yield the least ratio of each kind of call, whatever the clients and workers."""
    for rows, goal in ((CELL, ">= 1.4, aim 5"), (COLUMN, ">= 12, aim 100"), (LONG_COLUMN, ">= 12, aim 100")):
        least = min((pair for pair in pairs if pair.rows == rows), key=lambda pair: pair.ratio)
        yield f"{NAMES[rows]} through the server, times as shipped, the least", least.ours.p50, least.ratio, goal
    most = max((pair for pair in pairs if pair.rows == COLUMN), key=lambda pair: pair.ours.p99 / pair.ours.p50)
    yield f"{NAMES[COLUMN]}, p99 / p50, the most", most.ours.p99, most.ours.p99 / most.ours.p50, "<= 2"


def _of_nothing(pairs: list[Pair], column: Body) -> Iterator[Line]:
    """Yield how evenly this computer answers where nothing but time is spent, which is as even as can be."""
    for own in (pair.ours for pair in pairs if pair[:3] == (COLUMN, 1, 1)):
        with nothing(own.p50, len(column.result) * 20) as url:
            even = load(url, column, 1, TURNS * 2)
        yield f"{NAMES[COLUMN]}, one client, p99 / p50", own.p99, own.p99 / own.p50, "<= 2"
        yield "the same of a server that spends this p50 and does nothing", even.p99, even.p99 / even.p50, ""


def _beside_columns(folder: Path, bodies: dict[int, Body]) -> Iterator[Line]:
    """Yield how long a cell takes while another user sends columns of 1e5 rows without a pause, with one worker."""
    with ours(folder, 1) as own:
        alone = load(own, bodies[CELL], 1, 3)
        with under_load(own, bodies[LONG_COLUMN]):
            beside = load(own, bodies[CELL], 1, 3)
    with shipped(folder, 1) as other, under_load(other, bodies[LONG_COLUMN]):
        of_other = counted_load(other, bodies[CELL], 1, 1)
    what = "single cell while another user sends columns of 1e5 rows"
    yield f"{what}, p50, times p50 alone", beside.p50, beside.p50 / alone.p50, "no wait"
    yield f"{what}, p99, times p99 alone", beside.p99, beside.p99 / alone.p99, "no wait"
    yield f"{what}, p50 as shipped, times ours", of_other.p50, of_other.p50 / beside.p50, ""


def _batches(folder: Path) -> Iterator[Line]:
    """Yield what a column of formulas of one cell each costs in Chromium, by xlwings' client and by ours."""
    from playwright.sync_api import sync_playwright

    # Nothing but this computer: xlwings-server's own page would report to Microsoft.
    arguments = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        with ours(folder, 1) as own, shipped(folder, 1) as other:
            with opened(browser, own) as excel:
                requests, seconds = _calculated(excel)
            with opened(browser, other) as excel:
                excel.page.evaluate(_WORKBOOK)
                requests_of_other, seconds_of_other = _calculated(excel)
    what = f"{FORMULAS:,} formulas in Chromium"
    yield f"{what}: requests", seconds, requests, f"< {FORMULAS}"
    yield f"{what}: requests as shipped", seconds_of_other, requests_of_other, ""
    yield f"{what}: times as fast as shipped", seconds, seconds_of_other / seconds, ""


def _calculated(excel: Excel) -> tuple[float, float]:
    """Return the requests and the seconds of one recalculation: medians."""
    calls = [("NERNST", [[[5 + i / 100]], [[140]], [[1]], [[37]]]) for i in range(FORMULAS)]
    taken = []
    for turn in range(TURNS):
        before, start = excel.calls(), time.perf_counter()
        results = excel.calculate(*calls)
        taken.append((excel.calls() - before, time.perf_counter() - start))
        last = results[-1][0][0]
        assert abs(last - NERNST(5 + (FORMULAS - 1) / 100, 140, 1, 37)) < 1e-9, f"turn {turn}: {last}"
    requests, seconds = zip(*taken, strict=True)
    return median(requests), median(seconds)


def main() -> None:
    """Print all of it."""
    lines = [(what, f"{seconds * 1e3:.3g} ms", f"{figure:.3g}", goal) for what, seconds, figure, goal in in_officejs()]
    print(tabulate(lines, ("what", "time", "measured", "goal"), disable_numparse=True))


if __name__ == "__main__":
    main()
