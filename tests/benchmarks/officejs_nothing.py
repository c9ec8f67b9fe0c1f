"""A server that calculates nothing: it spends as long on each request as it is told, and answers with as many bytes.

How unevenly it answers is the computer's and wrk's doing, and what a real server can be held to.
Usage: python -m tests.benchmarks.officejs_nothing PORT SECONDS BYTES
"""

from __future__ import annotations

import asyncio
import re
import sys
import time


class Nothing(asyncio.Protocol):
    """One connection, with one request at a time."""

    seconds = 0.0
    answer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin with nothing heard."""
        assert isinstance(transport, asyncio.Transport)
        self._transport, self._heard = transport, b""

    def data_received(self, data: bytes) -> None:
        """Answer once the request is here."""
        self._heard += data
        head, _, body = self._heard.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: (\d+)", head)
        if length and len(body) >= int(length[1]):
            self._heard = b""
            ends = time.perf_counter() + self.seconds
            while time.perf_counter() < ends:
                pass
            self._transport.write(self.answer)


async def _serve(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Nothing, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    Nothing.seconds = float(sys.argv[2])
    Nothing.answer = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % int(sys.argv[3]) + b" " * int(sys.argv[3])
    asyncio.run(_serve(int(sys.argv[1])))
