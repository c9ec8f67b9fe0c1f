"""The event loop of a server with several workers: each takes its share of those who connect together."""

from __future__ import annotations

import asyncio
from typing import Any


class SharingLoop(asyncio.SelectorEventLoop):
    """Takes one new connection in a turn, so that the other workers, who wait at the same socket, get the next.

    asyncio takes all that have come: of two workers, one got all 64 users who came together, and the other idled.
    """

    def _start_serving(self, protocol: Any, sock: Any, tls: Any, server: Any, _at_once: int, *more: Any) -> None:
        # asyncio has no public way to say so. Should a later one do it otherwise, workers share as badly as before.
        super()._start_serving(protocol, sock, tls, server, 1, *more)  # type: ignore[misc]
