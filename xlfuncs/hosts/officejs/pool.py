"""Processes of their own for long requests, so that nobody's cell waits for another user's column."""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
from concurrent.futures import TimeoutError as TookTooLong
from concurrent.futures.process import BrokenProcessPool

from pebble import ProcessExpired, ProcessPool

from xlfuncs.hosts.officejs import logs
from xlfuncs.hosts.officejs.calls import answer_at_once
from xlfuncs.hosts.officejs.refusal import RefusalError
from xlfuncs.hosts.officejs.turns import Receive, Turns

PROCESSES = 2
LONGEST = 30.0  # seconds
_INTERRUPTED = "The calculation was interrupted; it is asked again at once."


class LongRequests:
    """Answers long requests in other processes, and ends those that take too long."""

    def __init__(self) -> None:
        self._pool = _processes()
        self._turns = Turns(PROCESSES)

    async def answer(self, body: bytes, size: int, receive: Receive) -> tuple[int, bytes, int]:
        """Return what `answer_at_once` does; raise RefusalError if there is none."""
        async with self._turns.turn(size, receive):
            return await self._answer(body)

    async def _answer(self, body: bytes) -> tuple[int, bytes, int]:
        try:
            return await asyncio.wrap_future(self._pool.schedule(_answer, args=(body,), timeout=LONGEST))
        except TookTooLong:
            raise RefusalError(422, f"This takes longer than {LONGEST:.0f} s: split the range.") from None
        except BrokenProcessPool:
            # All processes ended at once, say for want of memory, and the library starts no new ones then.
            self._pool = _processes()
            raise RefusalError(503, _INTERRUPTED) from None
        except ProcessExpired:
            raise RefusalError(503, _INTERRUPTED) from None

    async def warm(self) -> None:
        """Start the processes now, and not when the first long request comes."""
        nothing = b'{"calls":[]}'
        await asyncio.gather(*(self._answer(nothing) for _ in range(PROCESSES)))

    def stop(self) -> None:
        """End the processes."""
        self._pool.stop()
        self._pool.join()


def _processes() -> ProcessPool:
    # A fork would copy the server's sockets and threads.
    return ProcessPool(PROCESSES, context=multiprocessing.get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """Prepare a process: what comes and goes with a request has no cycles worth looking for a million cells through."""
    logs.set_up()
    gc.collect()
    gc.freeze()
    gc.disable()


def _answer(body: bytes) -> tuple[int, bytes, int]:
    answer = answer_at_once(body)
    gc.collect()  # faults hold on to what they happened in
    return answer
