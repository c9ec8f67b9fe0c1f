from __future__ import annotations

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from install.system import hosts_required
from tests.hosts.officejs.excel_host import opened
from tests.hosts.officejs.excel_server import Server


@pytest.fixture(scope="session", autouse=True)
def _no_proxy():
    """Where the way into the internet leads through a proxy, that to this computer must not."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("no_proxy", "NO_PROXY"):
            patch.setenv(name, "localhost,127.0.0.1")
        yield


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The address of a server that everyone on this computer may use."""
    with Server(tmp_path_factory.mktemp("server")) as running:
        yield running.url


@pytest.fixture(scope="session")
def chromium():
    """Chromium without a window."""
    program = shutil.which("chromium")
    if program is None:
        reason = "Chromium is missing: `python3 install test` says how to install it"
        if hosts_required():
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def run_in_loop():
    """Run a coroutine in a thread of its own: in that of the tests, playwright's loop runs from the first page on."""

    def run(coroutine, loop_factory=None):
        def work():
            with asyncio.Runner(loop_factory=loop_factory) as runner:
                return runner.run(coroutine)

        with ThreadPoolExecutor(1) as thread:
            return thread.submit(work).result()

    return run


@pytest.fixture(scope="session")
def excel(chromium, server):
    """Excel with the add-in open."""
    with opened(chromium, server) as opened_excel:
        yield opened_excel


@pytest.fixture(scope="session")
def attacked(tmp_path_factory):
    """A server of its own: what these tests do to it must not disturb others."""
    with Server(tmp_path_factory.mktemp("attacked")) as running:
        yield running
