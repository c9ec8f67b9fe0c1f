"""Calls through nginx, set up as install/server does, while servers die and restart."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import numpy as np
import pytest

from tests.hosts.officejs.proxy import Proxy
from xlfuncs.udfs import GHK, NERNST

CALLS = "/xlwings/custom-functions-call"
USERS = 8
PAUSE = 0.03  # seconds between a user's calls, so that all of them stay below nginx's limit for one address
LONG_COLUMN = 20_000  # rows that a server calculates in a process of its own, and that nginx keeps in a file meanwhile


@pytest.fixture(scope="module")
def proxy(tmp_path_factory):
    with Proxy(tmp_path_factory.mktemp("nginx")) as running:
        yield running


@pytest.fixture
def client(proxy):
    with httpx.Client(base_url=proxy.url, verify=proxy.trust(), timeout=60) as own:
        yield own


def call(client: httpx.Client, c_out: float, rows: int = 1) -> None:
    """Call a function with values of one's own; fail unless every value of the answer is right."""
    column = [[c_out + row] for row in range(rows)]
    answer = client.post(
        CALLS, json={"func_name": "NERNST", "args": [column, [[140]], [["K+"]], [[37]]], "runtime": "1.4"}
    )
    assert answer.status_code == 200, f"{answer.status_code}: {answer.text[:200]}"
    expected = NERNST([row[0] for row in column], 140, "K+", 37)
    np.testing.assert_allclose([row[0] for row in answer.json()["result"]], expected, rtol=1e-12)


@dataclass
class Users:
    """People who calculate all the time, each with a connection of their own; some with long columns."""

    proxy: Proxy
    answered: list[float] = field(default_factory=list)
    cut: list[float] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def calculate(self, user: int) -> None:
        """Call until told to stop; raise at the first answer that is not right."""
        with httpx.Client(base_url=self.proxy.url, verify=self.proxy.trust(), timeout=60) as client:
            number = 0
            while not self.stop.wait(PAUSE):
                number += 1
                question = {"c_out": 1 + user + number / 1000, "rows": LONG_COLUMN if user == 0 else 1}
                try:
                    call(client, **question)
                except httpx.RemoteProtocolError:
                    # Who dies in the middle of an answer cannot be stood in for; the add-in asks again.
                    self.cut.append(number)
                    call(client, **question)
                self.answered.append(number)

    def wait_for(self, more: int) -> None:
        """Wait until so many more calls are answered."""
        wanted = len(self.answered) + more
        while len(self.answered) < wanted and not self.stop.is_set():
            time.sleep(0.01)


@contextmanager
def calculating(proxy: Proxy) -> Iterator[Users]:
    """Have users calculate meanwhile, and hear of the first answer that was not right."""
    users = Users(proxy)

    def at_work(user: int) -> None:
        try:
            users.calculate(user)
        finally:
            users.stop.set()

    with ThreadPoolExecutor(USERS) as threads:
        work = [threads.submit(at_work, user) for user in range(USERS)]
        try:
            users.wait_for(100)
            yield users
            users.wait_for(100)
        finally:
            users.stop.set()
        for one in work:
            one.result()


def test_calls_are_answered_over_tls_whose_certificate_is_checked(proxy, client):
    call(client, c_out=5)
    with httpx.Client(base_url=proxy.url) as stranger, pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY"):
        stranger.get("/healthz")


def test_nothing_is_answered_without_tls(proxy):
    answer = httpx.get(f"http://localhost:{proxy.port}/healthz")
    assert answer.status_code == 400
    assert "HTTPS port" in answer.text


def test_every_call_is_answered_right_while_a_server_is_killed(proxy):
    with calculating(proxy) as users:
        proxy.servers[0].kill()
        users.wait_for(300)
        proxy.servers[0].start()
    tried = [str(line["tried"]) for line in proxy.logged()]
    assert any(status.endswith(", 200") for status in tried), "nobody had to be handed on to the other server"
    assert len(users.cut) <= USERS


def test_a_call_under_way_in_a_server_that_is_killed_is_done_by_the_other(proxy, client):
    # Nothing tells from outside when a server is in the middle of a call: it dies sooner or later until it was.
    for pause in (0.1, 0.05, 0.2, 0.02, 0.4, 0):
        wait_until(lambda: both_answer(proxy, client))
        if dies_in_a_call(proxy, pause):
            return
    pytest.fail("no call was under way in the server that was killed")


def dies_in_a_call(proxy: Proxy, pause: float) -> bool:
    """Kill a server so long after a call came; return whether the other had to do that call again."""
    column = [[1 + row / 1000, 4.0] for row in range(200_000)]
    arguments = [[[1, 0.05]], column, [[140, 2]], [["K+", "Ca2+"]], [[37]]]
    body = json.dumps({"func_name": "GHK", "args": arguments, "runtime": "1.4"}).encode()
    sent = threading.Barrier(3)

    def told() -> Iterator[bytes]:
        yield body
        sent.wait()

    def sent_with(content: bytes | Iterator[bytes]) -> httpx.Response:
        length = {"content-type": "application/json", "content-length": str(len(body))}
        return httpx.post(proxy.url + CALLS, content=content, headers=length, verify=proxy.trust(), timeout=60)

    def calculate() -> httpx.Response:
        try:
            return sent_with(told())
        except httpx.RemoteProtocolError:  # it was in the middle of its answer
            return sent_with(body)

    earlier, earlier_cut = len(long_answers(proxy)), cut_calls(proxy)
    with ThreadPoolExecutor(2) as threads:
        # nginx gives one to each server, as the other has one already.
        calls = [threads.submit(calculate) for _ in range(2)]
        sent.wait()
        time.sleep(pause)
        proxy.servers[0].freeze()
        time.sleep(0.5)  # nginx hands on what it has got
        proxy.servers[0].kill()
        answers = [one.result() for one in calls]
    proxy.servers[0].start()
    expected = GHK([1, 0.05], column, [140, 2], ["K+", "Ca2+"], 37)
    for answer in answers:
        assert answer.status_code == 200, answer.text[:200]
        np.testing.assert_allclose([row[0] for row in answer.json()["result"]], expected, rtol=1e-12)
    wait_until(lambda: len(long_answers(proxy)) >= earlier + len(answers))
    handed_on = "502, 200" in [line["tried"] for line in long_answers(proxy)[earlier:]]
    return handed_on and cut_calls(proxy) > earlier_cut


def long_answers(proxy: Proxy) -> list[dict[str, Any]]:
    return [line for line in proxy.logged() if line["bytes"] > 1_000_000]


def cut_calls(proxy: Proxy) -> int:
    """Return how many calls nginx had handed to a server that broke off, other than those it could not hand over."""
    return len(re.findall("while (?:sending request to|reading response header from) upstream", proxy.errors()))


def both_answer(proxy: Proxy, client: httpx.Client) -> bool:
    """Return whether nginx has found out that the one that failed is back."""
    call(client, c_out=5)
    return all(answered_lately(proxy, server.port, lines=4) for server in proxy.servers)


def test_every_call_is_answered_right_while_the_servers_are_restarted_one_after_the_other(proxy):
    with calculating(proxy) as users:
        for server in proxy.servers:
            server.stop()
            users.wait_for(50)
            server.start()
            # nginx spares a server that failed for a second (fail_timeout), and then takes it again.
            wait_until(lambda port=server.port: answered_lately(proxy, port))
    assert not users.cut, "a server that is told to stop finishes its answers"


def answered_lately(proxy: Proxy, port: int, lines: int = 20) -> bool:
    return any(f":{port}" in str(line["server"]).split(", ")[-1] for line in proxy.logged()[-lines:])


def wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "this takes too long"
        time.sleep(0.1)


def test_the_header_on_tls_is_on_every_answer_once(client):
    for path in ("/healthz", "/xlfuncs/session.json", "/nowhere"):
        assert client.get(path).headers.get_list("strict-transport-security") == ["max-age=31536000"]


def test_the_servers_own_headers_come_through(client):
    headers = client.get("/xlfuncs/session.json").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_a_request_that_is_too_large_is_refused_in_a_sentence(client):
    answer = client.post(CALLS, content=b"[" + b"1," * 17_000_000, headers={"content-type": "application/json"})
    assert answer.status_code == 413
    assert "32 MiB" in answer.text
    assert answer.headers["content-type"].startswith("text/plain")


def test_a_name_that_is_not_the_servers_is_refused(client):
    assert client.get("/manifest.xml", headers={"host": "evil.example"}).status_code == 400


def test_the_log_has_no_query_and_no_token(proxy, client):
    earlier = len(proxy.logged())
    client.get("/xlfuncs/session.json?cell=secret-value", headers={"authorization": "Bearer secret-token"})
    wait_until(lambda: len(proxy.logged()) > earlier)
    assert proxy.logged()[-1]["path"] == "/xlfuncs/session.json"
    assert "secret" not in proxy.log.read_text("utf-8")


def test_office_js_is_kept_by_nginx_and_needs_no_server(proxy, client):
    page = client.get("/taskpane.html").text
    office_js = page.partition('src="/static/vendor/')[2].partition('"')[0]
    assert office_js
    before = client.get(f"/static/vendor/{office_js}")
    for server in proxy.servers:
        server.stop()
    try:
        after = client.get(f"/static/vendor/{office_js}")
        refused = client.get("/manifest.xml")
    finally:
        for server in proxy.servers:
            server.start()
    assert (after.status_code, after.content) == (200, before.content)
    assert (refused.status_code, refused.text) == (503, "The server is busy or restarting; it is asked again at once.")
    assert refused.headers["strict-transport-security"]
