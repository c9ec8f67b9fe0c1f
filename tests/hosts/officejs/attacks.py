"""What the tests of hostile requests share: a client without memory, raw bytes, and what every answer must be like."""

from __future__ import annotations

import contextlib
import json
import re
import socket
from collections.abc import Iterator

import httpx
import pytest

from tests.hosts.officejs.excel_server import ROOT, Server
from tests.hosts.officejs.http_calls import CALLS, CLIENT

ARGS = [[[5]], [[140]], [["K+"]], [[37]]]
CALL = {"func_name": "NERNST", "args": ARGS, "runtime": "1.4"}
E_K = -89.05869403673188
JSON = {"Content-Type": "application/json"}
MIB = 1024 * 1024
# What must be in no answer: where we are installed, and how we are made.
REVEALING = re.compile(
    r"Traceback|File \"|site-packages|\.py\b|0x[0-9a-f]{6}|/(?:home|root|tmp|usr)/|" + re.escape(str(ROOT)),
    re.IGNORECASE,
)


@contextlib.contextmanager
def unharmed(server: Server) -> Iterator[None]:
    """See that an ordinary call has its answer afterwards, and that the log tells of no fault of ours."""
    before = server.log.stat().st_size
    yield
    answer = post(server, CALL)
    assert (answer.status_code, answer.json()["result"][0][0]) == (200, pytest.approx(E_K))
    log = server.log.read_bytes()[before:].decode(errors="replace")
    assert "Traceback" not in log
    assert '"level":"error"' not in log


def post(server: Server, body: object, **more: object) -> httpx.Response:
    """Send a body, as JSON unless it is bytes."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode("ascii")
    return CLIENT.post(server.url + CALLS, content=content, **({"headers": JSON} | more))  # type: ignore[arg-type]


def assert_told(answer: httpx.Response, status: int) -> None:
    """Check that an answer is one plain sentence, which tells nothing about the computer it comes from."""
    assert answer.status_code == status, answer.text[:300]
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert 5 < len(answer.text) < 300
    assert len(answer.text.splitlines()) == 1
    assert not REVEALING.search(answer.text)


def raw(server: Server, *parts: bytes) -> bytes:
    """Send bytes as they are, and no more; return all that comes back."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=180) as connection:
        received = b""
        with contextlib.suppress(ConnectionError):
            for part in parts:
                connection.sendall(part)
            with contextlib.suppress(OSError):  # it may be closed already
                connection.shutdown(socket.SHUT_WR)
            while part := connection.recv(65536):
                received += part
        return received


def request(
    body: bytes = b"", *headers: str, start: str = f"POST {CALLS} HTTP/1.1", host: str | None = "localhost"
) -> bytes:
    """Return a request, byte by byte as it is sent."""
    named = [f"Host: {host}"] if host is not None else []
    return "\r\n".join([start, *named, "Content-Type: application/json", *headers, "", ""]).encode("latin-1") + body


def statuses(received: bytes) -> list[int]:
    """Return the status of each answer."""
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3})", received)]
