"""The body of a request, read within limits of size and time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from xlfuncs.hosts.officejs.refusal import RefusalError

LARGEST = 32 * 1024 * 1024
LONGEST = 30.0  # seconds
_MOST_HELD = 12 * LARGEST  # of all requests that wait, and of all answers that are being taken
_SMALL = 16 * 1024
_MOST_THROWN_AWAY = 4 * LARGEST  # of a body that is too large, so that its sender reads why


class Bodies:
    """Reads bodies, and knows how much of them is in memory."""

    def __init__(self) -> None:
        self._held = 0

    @asynccontextmanager
    async def of(self, receive: Any, headers: Mapping[bytes, bytes]) -> AsyncIterator[bytes]:
        """Give a whole body, which counts until it is answered; raise RefusalError if it is too large or too slow."""
        announced = headers.get(b"content-length", b"0")
        if not announced.isdigit():
            raise RefusalError(400, "The length of the request is no number.")
        chunks: list[bytes] = []
        try:
            try:
                async with asyncio.timeout(LONGEST):
                    await self._receive(receive, int(announced), chunks)
            except TimeoutError:
                raise RefusalError(408, f"The request did not arrive within {LONGEST:.0f} s.") from None
            # In one piece, and the pieces let go: both would be twice what is counted.
            chunks[:] = [b"".join(chunks)]
            yield chunks[0]
        finally:
            self._held -= sum(map(len, chunks))

    @contextmanager
    def answered(self, body: bytes) -> Iterator[None]:
        """Count an answer until it is taken: a small request may have a large one, and its client may dawdle."""
        try:
            self._hold(len(body))
            yield
        finally:
            self._held -= len(body)

    async def _receive(self, receive: Any, announced: int, chunks: list[bytes]) -> None:
        if announced > LARGEST:
            await self._thrown_away(receive)
        length = 0
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise RefusalError(400, "The connection was closed before the request was complete.")
            chunk, more = message.get("body", b""), message.get("more_body", False)
            length += len(chunk)
            if length > LARGEST:
                await self._thrown_away(receive)
            chunks.append(chunk)
            self._hold(len(chunk))

    def _hold(self, length: int) -> None:
        self._held += length
        # A cell or two always finds room: it is not they that fill the memory.
        if self._held > _MOST_HELD and length > _SMALL:
            raise RefusalError(503, "The server is busy with long ranges; it is asked again at once.")

    async def _thrown_away(self, receive: Any) -> None:
        thrown = 0
        more = True
        while more and thrown < _MOST_THROWN_AWAY:
            message = await receive()
            thrown += len(message.get("body", b""))
            more = message["type"] == "http.request" and message.get("more_body", False)
        raise RefusalError(
            413, f"The request is larger than {LARGEST // 1024**2} MiB: give the rows that you use, not whole columns."
        )
