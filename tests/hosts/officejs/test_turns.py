"""Whose long request is calculated next, when there are more of them than places to calculate."""

from __future__ import annotations

import contextlib
import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.hosts.officejs.attacks import ARGS, CALL, JSON, post, request, unharmed
from tests.hosts.officejs.http_calls import CALLS

# A little to send, and a second to calculate.
_SIDE = [1.0 + i / 1000 for i in range(1500)]
HUGE = json.dumps(CALL | {"args": [[_SIDE], [[x] for x in _SIDE], *ARGS[2:]]}).encode()
COLUMN = CALL | {"args": [[[5.0]] * 6_000, *ARGS[1:]]}
MANY = 12
PATIENCE = 60  # seconds


@pytest.fixture(autouse=True)
def _goes_on(attacked):
    with unharmed(attacked):
        yield


@pytest.fixture
def huge(attacked):
    """Connections on which much was asked."""
    with contextlib.ExitStack() as open_ones:
        connections = []
        for _ in range(MANY):
            connection = socket.create_connection(("127.0.0.1", attacked.port), timeout=PATIENCE)
            connections.append(open_ones.enter_context(connection))
            connection.sendall(request(HUGE, f"Content-Length: {len(HUGE)}", "Connection: close"))
        yield connections


@pytest.fixture
def logged(attacked):
    """What the server has answered since, in its order."""
    before = attacked.log.stat().st_size

    def lines() -> list[dict]:
        return [json.loads(line) for line in attacked.log.read_bytes()[before:].splitlines()]

    return lines


def wait_for(lines, count: int) -> list[int]:
    """Return the status of each answer, once there are that many."""
    ends = time.monotonic() + PATIENCE
    while len(found := [line["status"] for line in lines() if line.get("path") == CALLS]) < count:
        assert time.monotonic() < ends, found
        time.sleep(0.05)
    return found


def test_what_nobody_waits_for_any_more_is_not_calculated(attacked, logged, huge):
    for connection in huge:
        connection.close()
    statuses = wait_for(logged, MANY)
    assert set(statuses) == {200, 499}  # some were under way when their clients left
    assert statuses.count(499) >= MANY // 2
    assert post(attacked, COLUMN, headers=JSON).status_code == 200


def test_a_middling_column_does_not_wait_for_huge_ones(attacked, huge):
    done = []

    def take(connection: socket.socket) -> None:
        while connection.recv(1024 * 1024):
            pass
        done.append(connection)

    with ThreadPoolExecutor(MANY) as threads:
        threads.map(take, huge)
        before = len(done)
        assert post(attacked, COLUMN, headers=JSON).status_code == 200
        assert len(done) - before <= MANY // 2
    assert len(done) == MANY
