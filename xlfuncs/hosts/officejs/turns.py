"""Whose long request is calculated next: the smallest first, and none that nobody waits for any more."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

from xlfuncs.hosts.officejs.refusal import RefusalError

Receive = Callable[[], Awaitable[Any]]


class Turns:
    """Hands out a few places. Who waits for a middling column does not wait for another user's twenty huge ones."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._numbers = count()

    @asynccontextmanager
    async def turn(self, size: int, receive: Receive) -> AsyncIterator[None]:
        """Give a place when it is this request's turn; raise RefusalError if its client goes away before."""
        if self._free:
            self._free -= 1
        else:
            await self._wait(size, receive)
        try:
            yield
        finally:
            self._free += 1
            self._call_next()

    async def _wait(self, size: int, receive: Receive) -> None:
        called: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (size, next(self._numbers), called))
        gone = asyncio.ensure_future(_disconnected(receive))
        try:
            await asyncio.wait({called, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            gone.cancel()
            is_left = not called.done()
            called.cancel()
        if is_left:
            raise RefusalError(499, "The connection was closed before the request had its turn.")

    def _call_next(self) -> None:
        while self._waiting and self._free:
            *_, called = heapq.heappop(self._waiting)
            if not called.done():
                self._free -= 1
                called.set_result(None)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
