"""The body of a request, read within limits of size and time."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from xlfuncs.hosts.officejs.refusal import RefusalError

LARGEST = 32 * 1024 * 1024
LONGEST = 30.0  # seconds
_MOST_IN_MEMORY = 8 * LARGEST
_MOST_THROWN_AWAY = 4 * LARGEST  # of a body that is too large, so that its sender reads why


class Bodies:
    """Reads bodies, and knows how much of them is in memory."""

    def __init__(self) -> None:
        self._held = 0

    async def read(self, receive: Any, headers: Mapping[bytes, bytes]) -> bytes:
        """Return the whole body; raise RefusalError if it is too large or too slow."""
        announced = headers.get(b"content-length", b"0")
        if not announced.isdigit():
            raise RefusalError(400, "The length of the request is no number.")
        try:
            async with asyncio.timeout(LONGEST):
                return await self._received(receive, int(announced))
        except TimeoutError:
            raise RefusalError(408, f"The request did not arrive within {LONGEST:.0f} s.") from None

    async def _received(self, receive: Any, announced: int) -> bytes:
        if announced > LARGEST:
            await self._thrown_away(receive)
        chunks: list[bytes] = []
        held = 0
        try:
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise RefusalError(400, "The connection was closed before the request was complete.")
                chunk = message.get("body", b"")
                chunks.append(chunk)
                held += len(chunk)
                self._held += len(chunk)
                if held > LARGEST:
                    chunks.clear()
                    await self._thrown_away(receive)
                if self._held > _MOST_IN_MEMORY:
                    raise RefusalError(503, "The server is busy with long ranges; it is asked again at once.")
                if not message.get("more_body"):
                    return chunks[0] if len(chunks) == 1 else b"".join(chunks)
        finally:
            self._held -= held

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
