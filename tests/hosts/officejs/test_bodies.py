"""The bodies of requests: what is counted as held is what is held."""

from __future__ import annotations

import tracemalloc

from tests.hosts.officejs.attacks import MIB
from xlfuncs.hosts.officejs.bodies import LARGEST, Bodies


def test_a_body_is_in_memory_once(run_in_loop):
    pieces = LARGEST // MIB
    assert run_in_loop(_held_while_it_is_answered(pieces)) < (pieces + 2) * MIB


async def _held_while_it_is_answered(pieces: int) -> int:
    left = iter(range(pieces - 1, -1, -1))

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": bytes(MIB), "more_body": next(left) > 0}

    tracemalloc.start()
    try:
        async with Bodies().of(receive, {}) as body:
            assert len(body) == pieces * MIB
            return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
