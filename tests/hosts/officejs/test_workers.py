"""Several workers under one command: one of them dies, and nobody is left without an answer."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import httpx
import pytest

from tests.hosts.officejs.excel_server import Server
from xlfuncs.hosts.officejs.workers import SharingLoop
from xlfuncs.udfs import NERNST

CALLS = "/xlwings/custom-functions-call"
RETRIED = {502, 503, 504}
PATIENCE = 180  # seconds

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are told apart by what ps lists")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with Server(tmp_path_factory.mktemp("workers"), "--workers", "2") as running:
        yield running


def children(parent: int) -> dict[int, str]:
    """Return the processes that one has started, with their commands."""
    listed = subprocess.run(
        ["ps", "-wweo", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split(None, 3) for line in listed.splitlines()]
    return {int(pid): args for pid, above, state, args in rows if int(above) == parent and state[0] != "Z"}


def workers(server: Server) -> set[int]:
    assert server._process is not None
    return {pid for pid, args in children(server._process.pid).items() if "spawn_main" in args}


def wait_until(true) -> None:
    ends = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < ends, "this takes too long"
        time.sleep(0.1)


def answered(client: httpx.Client, c_out: float) -> float:
    """Return the answer to a call, asked again after the failures after which the add-in asks again."""
    call = {"func_name": "NERNST", "args": [[[c_out]], [[140]], [["K+"]], [[37]]], "runtime": "1.4"}
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        try:
            answer = client.post(CALLS, json=call)
        except httpx.TransportError:
            answer = None
        if answer is not None and answer.status_code not in RETRIED:
            assert answer.status_code == 200, answer.text
            return answer.json()["result"][0][0]
        time.sleep(0.1)
    raise AssertionError("no answer")


def test_a_worker_that_is_killed_costs_no_answer_and_comes_back(server):
    started = workers(server)
    assert len(started) == 2
    done = threading.Event()
    calls: list[float] = []

    def calculate(user: int) -> None:
        with httpx.Client(base_url=server.url, timeout=30) as client:
            while not done.is_set():
                c_out = 1 + user + len(calls) / 1000
                calls.append(c_out)
                assert answered(client, c_out) == pytest.approx(NERNST(c_out, 140, "K+", 37), rel=1e-12)

    with ThreadPoolExecutor(4) as threads:
        users = [threads.submit(calculate, user) for user in range(4)]
        try:
            wait_until(lambda: len(calls) > 100)
            killed = min(started)
            os.kill(killed, signal.SIGKILL)
            wait_until(lambda: len(workers(server)) == 2 and killed not in workers(server))
        finally:
            done.set()
        for user in users:
            user.result()


def test_the_processes_of_a_killed_worker_end_with_it(server):
    wait_until(lambda: all(children(worker) for worker in workers(server)))
    killed = min(workers(server))
    helpers = children(killed)
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: not any(alive(helper) for helper in helpers))


def alive(process: int) -> bool:
    listed = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True).stdout
    return bool(listed.strip()) and not listed.strip().startswith("Z")


def test_a_worker_takes_one_of_those_who_wait_and_leaves_the_next_to_the_others(run_in_loop):
    taken: list[asyncio.Protocol] = []

    class Taken(asyncio.Protocol):
        def connection_made(self, transport):
            taken.append(self)
            transport.close()

    async def most_in_a_turn(waiting: int) -> int:
        most = 0
        with socket.create_server(("127.0.0.1", 0)) as listener, ExitStack() as clients:
            for _ in range(waiting):
                clients.enter_context(socket.create_connection(listener.getsockname()))
            async with await asyncio.get_running_loop().create_server(Taken, sock=listener):
                while len(taken) < waiting:
                    before = len(taken)
                    await asyncio.sleep(0)
                    most = max(most, len(taken) - before)
        return most

    assert run_in_loop(most_in_a_turn(waiting=5), SharingLoop) == 1
