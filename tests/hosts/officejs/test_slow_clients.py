"""Clients that dawdle: requests that stop in the middle, and answers that nobody takes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time

import httpx
import pytest

from tests.hosts.officejs.excel_server import ROOT, TO_STOP, Server
from tests.hosts.officejs.http_calls import CALLS, post

CALL = {"func_name": "NERNST", "args": [[[5]], [[140]], [["K+"]], [[37]]], "runtime": "1.4"}
HALF = f"POST {CALLS} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n".encode()
LARGE = b"GET /static/vendor/uplot/uPlot.min.js HTTP/1.1\r\nHost: localhost\r\n\r\n"
PATIENCE = 2.0  # seconds, in place of those of the real server
MANY = 900
NOT_TAKEN = 250  # answers, together more than the system keeps for a connection
IMPATIENT = f"""
PromptProtocol.head_seconds, PromptProtocol.taken_seconds = {PATIENCE}, {2 * PATIENCE}
bodies.LONGEST = {PATIENCE}
"""
# What it does not put up with is not a matter of time, however busy this computer is.
FULL = """
PromptProtocol.head_seconds = 600
PromptProtocol.most_connections = 50
"""
START = """
from xlfuncs.cli import main
from xlfuncs.hosts.officejs import bodies
from xlfuncs.hosts.officejs.slow import PromptProtocol
{limits}
main()
"""


class LimitedServer(Server):
    """A server as `xlfuncs serve` starts it, but for its limits."""

    def __init__(self, home, limits):
        super().__init__(home)
        self.limits = limits

    def start(self):
        own = {"HOME": str(self.home), "XDG_CONFIG_HOME": str(self.home), "PYTHONPATH": str(ROOT)}
        start = START.format(limits=self.limits)
        command = [sys.executable, "-c", start, "serve", "--http", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(command, env=os.environ | own, cwd=self.home, stdout=log, stderr=log)
        self._wait_until_ready(self._process)


@pytest.fixture(scope="module")
def impatient(tmp_path_factory):
    with LimitedServer(tmp_path_factory.mktemp("impatient"), IMPATIENT) as running:
        yield running


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A server that has room for few, and waits long."""
    with LimitedServer(tmp_path_factory.mktemp("full"), FULL) as running:
        yield running


@pytest.fixture
def connect(impatient):
    opened = []

    def open_one(server=impatient):
        opened.append(socket.socket())
        opened[-1].setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        opened[-1].settimeout(TO_STOP)
        opened[-1].connect(("127.0.0.1", server.port))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


def until_closed(connection):
    """Return what still comes, until the server has closed."""
    received = b""
    try:
        while part := connection.recv(65536):
            received += part
    except ConnectionError:
        pass
    return received


def sent_until_closed(connection, parts, pause):
    """Return whether the server closes while these are sent, with pauses between them."""
    try:
        for part in parts:
            connection.sendall(part)
            time.sleep(pause)
    except ConnectionError:
        return True
    return False


def assert_answers(server):
    answer = post(server.url, CALL)
    assert answer.status_code == 200
    assert answer.json()["result"][0][0] == pytest.approx(-89.05869403673188)


def test_many_half_sent_requests_keep_nobody_waiting_and_end(impatient, connect):
    halves = []
    for _ in range(MANY):
        halves.append(connect())
        halves[-1].sendall(HALF)
    for _ in range(5):
        assert_answers(impatient)
    for half in halves:
        answer = until_closed(half)
        assert answer.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
        assert answer.endswith(b"\r\n\r\nThe request did not come within 2 seconds.")
    assert_answers(impatient)


def test_when_connections_run_out_the_one_waiting_longest_gives_way(full, connect):
    halves = []
    for _ in range(200):
        halves.append(connect(full))
        halves[-1].sendall(HALF[:20])
    for _ in range(5):
        assert_answers(full)
    assert all(until_closed(half) == b"" for half in halves[:100])


@pytest.mark.parametrize("dribble", [HALF * 100, b"\r\n" * 1000], ids=["a head", "empty lines"])
def test_a_request_that_comes_byte_by_byte_is_not_waited_for(connect, dribble):
    assert sent_until_closed(connect(), [bytes([byte]) for byte in dribble], pause=0.05)


def test_a_second_request_has_to_come_in_time_as_well(connect):
    connection = connect()
    connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert connection.recv(65536).startswith(b"HTTP/1.1 200")
    connection.sendall(HALF)
    assert b"HTTP/1.1 408" in until_closed(connection)


def test_a_connection_on_which_nothing_was_asked_ends_without_a_word(connect):
    assert until_closed(connect()) == b""


def test_a_connection_that_idles_between_requests_stays(impatient):
    with httpx.Client(base_url=impatient.url) as client:
        first = client.get("/healthz").extensions["network_stream"].get_extra_info("client_addr")
        time.sleep(PATIENCE + 0.5)
        assert client.get("/healthz").extensions["network_stream"].get_extra_info("client_addr") == first


def test_requests_that_come_together_are_answered_in_turn(connect):
    connection = connect()
    connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n" * 3)
    connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert until_closed(connection).count(b"HTTP/1.1 200") == 4


def test_the_body_of_a_refused_request_is_not_waited_for(connect):
    connection = connect()
    connection.sendall(b"POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n")
    assert connection.recv(65536).startswith(b"HTTP/1.1 405")
    assert sent_until_closed(connection, [b"x"] * 1_000, pause=0.05)


def test_a_body_that_does_not_come_is_not_waited_for(connect):
    for length in ("Content-Length: 1000", "Transfer-Encoding: chunked"):
        connection = connect()
        connection.sendall(HALF + length.encode() + b"\r\n\r\n")
        sent_until_closed(connection, [b"1\r\n{\r\n"], pause=0)
        answer = until_closed(connection)
        assert answer.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
        assert answer.endswith(b"The request did not arrive within 2 s.")


def test_a_head_without_end_is_refused(full, connect):
    connection = connect(full)
    connection.sendall(HALF)
    assert sent_until_closed(connection, [b"X-More: " + b"x" * 8_000 + b"\r\n"] * 5_000, pause=0.01)


def test_answers_that_nobody_takes_do_not_stay(connect):
    connection = connect()
    connection.sendall(LARGE * NOT_TAKEN)
    time.sleep(4 * PATIENCE)
    assert until_closed(connection).count(b"HTTP/1.1 200") < NOT_TAKEN


def test_an_answer_that_is_taken_slowly_comes_whole(connect):
    connection = connect()
    connection.sendall(LARGE * (NOT_TAKEN - 1) + LARGE.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
    began, received = time.monotonic(), b""
    while part := connection.recv(65_536):
        received += part
        if time.monotonic() - began < 4 * PATIENCE:
            time.sleep(0.03)
    assert received.count(b"HTTP/1.1 200") == NOT_TAKEN
