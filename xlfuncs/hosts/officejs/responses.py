"""What the server sends: whole responses, and the headers that all of them carry."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Headers = list[tuple[bytes, bytes]]

# Where Excel on the web frames the task pane (Microsoft, "Requirements for running Office Add-ins").
_EXCEL_ON_THE_WEB = (
    "https://*.cloud.microsoft https://*.live.com https://*.microsoft365.com https://*.office.com "
    "https://*.officeapps.live.com https://*.sharepoint.com"
)
_CONTENT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "
)
FOR_TABS = _CONTENT + "'none'"
FOR_EXCEL = _CONTENT + "'self' " + _EXCEL_ON_THE_WEB
_ALWAYS: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"x-permitted-cross-domain-policies", b"none"),
]
_OVER_TLS: Headers = [(b"strict-transport-security", b"max-age=31536000")]
_PIECE = 1024 * 1024
_SMALL = 1_000  # bytes that are not worth compressing


@dataclass(frozen=True)
class Content:
    """Something that never changes while the server runs: a page, a script, a manifest."""

    body: bytes
    kind: str
    policy: str = FOR_TABS
    compressed: bytes = field(init=False)
    tag: bytes = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "compressed", gzip.compress(self.body, mtime=0) if len(self.body) > _SMALL else b"")
        object.__setattr__(self, "tag", b'"' + hashlib.sha256(self.body).hexdigest()[:20].encode() + b'"')


def common_headers(policy: str, is_always_secure: bool) -> Headers:
    """Return the headers of every response."""
    # A frame of Excel's on the web takes only what says that it may be taken.
    readers = b"cross-origin" if policy is FOR_EXCEL else b"same-origin"
    of_policy = [(b"content-security-policy", policy.encode()), (b"cross-origin-resource-policy", readers)]
    return [*_ALWAYS, *of_policy, *(_OVER_TLS if is_always_secure else [])]


async def send_plain(send: Any, status: int, body: bytes, kind: bytes, headers: Iterable[tuple[bytes, bytes]]) -> None:
    """Send a whole response that must not be kept."""
    length = (b"content-length", str(len(body)).encode())
    all_headers = [(b"content-type", kind), length, (b"cache-control", b"no-store"), *headers]
    await send({"type": "http.response.start", "status": status, "headers": all_headers})
    # In pieces, each of which waits until the client has taken enough of the one before.
    last = max(len(body) - 1, 0) // _PIECE * _PIECE
    for start in range(0, last, _PIECE):
        await send({"type": "http.response.body", "body": body[start : start + _PIECE], "more_body": True})
    await send({"type": "http.response.body", "body": body[last:]})


async def send_content(
    send: Any, content: Content, request: Mapping[bytes, bytes], headers: Iterable[tuple[bytes, bytes]], is_head: bool
) -> int:
    """Send a page, or say that the browser has it already; return the status."""
    takes_gzip = bool(content.compressed) and b"gzip" in request.get(b"accept-encoding", b"")
    body = content.compressed if takes_gzip else content.body
    is_known = request.get(b"if-none-match") == content.tag
    all_headers = [
        (b"content-type", content.kind.encode()),
        (b"cache-control", b"no-cache"),
        (b"etag", content.tag),
        (b"vary", b"accept-encoding"),
        *headers,
    ]
    if takes_gzip:
        all_headers.append((b"content-encoding", b"gzip"))
    if not is_known:
        all_headers.append((b"content-length", str(len(body)).encode()))
    status = 304 if is_known else 200
    await send({"type": "http.response.start", "status": status, "headers": all_headers})
    await send({"type": "http.response.body", "body": b"" if is_known or is_head else body})
    return status
