"""uvicorn's HTTP protocol with an end to its patience: clients that dawdle do not keep a connection for ever.

uvicorn limits how long a connection may idle after an answer, and nothing else: a request that stops in the middle of
its head, or an answer that nobody reads, stays open for good.
"""

from __future__ import annotations

import asyncio
import socket
import sys
from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from uvicorn.protocols.http.h11_impl import H11Protocol as AutoHTTPProtocol
else:
    from uvicorn.protocols.http.auto import AutoHTTPProtocol


_MOST = 2_000
_OTHER_FILES = 100
# What asyncio takes at one go, before any of them can be sent away: uvicorn's backlog.
_AT_ONCE = 2_048


def _made_room() -> int:
    """Ask the system for more open files, and return how many connections this process may have open.

    Each connection is a file, of which some systems allow 256, but most of those more to whoever asks. Without files
    asyncio would write thousands of lines a second.
    """
    if sys.platform == "win32":
        return _MOST
    import resource

    allowed, most_allowed = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST + _AT_ONCE + _OTHER_FILES
    if allowed != resource.RLIM_INFINITY and allowed < wanted:
        allowed = wanted if most_allowed == resource.RLIM_INFINITY else min(wanted, most_allowed)
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most_allowed))
    return _MOST if allowed == resource.RLIM_INFINITY else max(min(_MOST, allowed - _OTHER_FILES), _OTHER_FILES)


class PromptProtocol(AutoHTTPProtocol):
    """Closes connections whose request head does not come, is endless, or whose answer is not taken."""

    head_seconds: ClassVar[float] = 15.0
    head_bytes: ClassVar[int] = 65_536
    # In which something of an answer has to leave. The system takes it in portions of up to a megabyte.
    taken_seconds: ClassVar[float] = 60.0
    most_connections: ClassVar[int] = _made_room()
    # Those whose request has not come, and those that idle after an answer; the one waiting longest first.
    _waiting: ClassVar[dict[PromptProtocol, asyncio.TimerHandle]] = {}
    _idle: ClassVar[dict[PromptProtocol, None]] = {}
    # Those with which no secure connection is agreed yet: what asyncio does with each, the oldest first.
    _strangers: ClassVar[dict[PromptProtocol, asyncio.Task[Any]]] = {}

    _heard = 0
    _untaken = 0
    _taking: asyncio.TimerHandle | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        """Note that somebody has come, of whom uvicorn hears only when the secure connection is agreed."""
        super().__init__(*args, **options)
        greeting = asyncio.current_task()
        if greeting is None:  # asyncio on Windows has no task for it
            return
        self._strangers[self] = greeting
        greeting.add_done_callback(lambda _: self._strangers.pop(self, None))
        if len(self._strangers) + len(self.connections) > self.most_connections:
            oldest = next(iter(self._strangers))
            if oldest is not self:
                self._strangers.pop(oldest).cancel()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock: the first request has to come."""
        super().connection_made(transport)
        _send_at_once(transport)
        if len(self.connections) > self.most_connections:
            longest = next(chain(self._waiting, self._idle), None)
            if longest is not None:
                longest._give_way()
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clocks."""
        self._idle.pop(self, None)
        self._stop_waiting()
        self._stop_watching()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Give the bytes to uvicorn, and see whether they complete the head of a request."""
        # Whatever comes after an answer (also line ends, or the rest of a refused body) ends uvicorn's own clock for
        # idle connections, so ours has to run.
        if self not in self._waiting and (self.cycle is None or self.cycle.response_complete):
            self._wait()
        self._idle.pop(self, None)
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            self._stop_waiting()
        elif self in self._waiting:
            self._heard += len(data)
            if self._heard > self.head_bytes:
                self._refuse(b"431 Request Header Fields Too Large", b"The request's head is too long.")

    def on_response_complete(self) -> None:
        """Note that the connection idles, unless the next request is here already."""
        super().on_response_complete()
        if self.cycle.response_complete and not self.transport.is_closing():
            self._idle[self] = None

    def pause_writing(self) -> None:
        """Note that the client takes the answer slower than it is made."""
        super().pause_writing()
        self._watch_taking()

    def resume_writing(self) -> None:
        """Note that the client has caught up."""
        self._stop_watching()
        super().resume_writing()

    def _give_way(self) -> None:
        self._idle.pop(self, None)
        self._stop_waiting()
        self.transport.abort()

    def _wait(self) -> None:
        self._heard = 0
        self._waiting[self] = self.loop.call_later(self.head_seconds, self._too_slow)

    def _stop_waiting(self) -> None:
        clock = self._waiting.pop(self, None)
        if clock is not None:
            clock.cancel()

    def _too_slow(self) -> None:
        seconds = f"{self.head_seconds:g}".encode()
        self._refuse(b"408 Request Timeout", b"The request did not come within " + seconds + b" seconds.")

    def _refuse(self, status: bytes, words: bytes) -> None:
        """Close; say why, unless nothing was asked (browsers connect ahead of need) or the answer is already out."""
        self._stop_waiting()
        if self.transport.is_closing():
            return
        if self._heard and (self.cycle is None or not self.cycle.more_body):
            head = b"content-type: text/plain; charset=utf-8\r\nconnection: close\r\n"
            length = b"content-length: %d\r\n\r\n" % len(words)
            self.transport.write(b"HTTP/1.1 " + status + b"\r\n" + head + length + words)
        self.transport.close()

    def _watch_taking(self) -> None:
        self._stop_watching()
        self._untaken = self.transport.get_write_buffer_size()
        self._taking = self.loop.call_later(self.taken_seconds, self._check_taking)

    def _stop_watching(self) -> None:
        if self._taking is not None:
            self._taking.cancel()
            self._taking = None

    def _check_taking(self) -> None:
        if self.transport.get_write_buffer_size() >= self._untaken:
            # close() would wait for ever for the bytes to be taken.
            self.transport.abort()
        else:
            self._watch_taking()


def _send_at_once(transport: asyncio.Transport) -> None:
    """Have the end of an answer not wait for word that its beginning has come: 40 ms, in workers' inherited sockets.

    asyncio sees to it only where the socket says that it is TCP; those that uvicorn opens for its workers do not.
    """
    connection = transport.get_extra_info("socket")
    if connection is not None and connection.family in (socket.AF_INET, socket.AF_INET6):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
