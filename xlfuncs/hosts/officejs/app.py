"""The server: our own short road for calls, and xlwings-server behind an allow-list for the rest.

xlwings-server (FastAPI) brings Microsoft's office.js, the templates and the authentication. Its own road for calls
takes a hundred times as long for a column, looks functions up by any name and answers bad cells with HTTP 500.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xlfuncs.hosts.officejs import calls, logs, pages, responses
from xlfuncs.hosts.officejs.bodies import Bodies
from xlfuncs.hosts.officejs.gate import Gate, require_own_checks, tell_xlwings_server
from xlfuncs.hosts.officejs.pool import LongRequests
from xlfuncs.hosts.officejs.refusal import RefusalError
from xlfuncs.hosts.officejs.settings import Settings

CALLS = "/xlwings/custom-functions-call"
HEALTH, READINESS = "/healthz", "/readyz"
PROJECT = Path(__file__).parent / "project"

# Longer requests are answered in a process of their own.
_LONG_BODY = 128 * 1024
_LONG_CELLS = 5_000
_CELL_BYTES = 8  # of a body that is too long to be read here: about what a cell of a column takes
_TURN = 0.002  # seconds that one request may calculate before the others have their turn

_OFFICE_JS = re.compile(r"/static/vendor/office-js(?:/[\w@-][\w.@-]*)+", re.ASCII)
_NO_PAGE = "There is no such page."
_PLAIN = b"text/plain; charset=utf-8"
_SAMPLE = b'{"func_name":"NERNST","args":[[[5]],[[140]],[["K+"]],[[37]]],"runtime":"1.4"}'

_log = logging.getLogger(__name__)


def create() -> App:
    """Return the server as a worker process starts it, told by its environment."""
    logs.set_up()
    settings = Settings.from_environment()
    tell_xlwings_server(settings)
    os.environ["XLWINGS_PROJECT_DIR"] = str(PROJECT)
    os.environ.setdefault("XLWINGS_LICENSE_KEY", "noncommercial")
    from xlwings_server.main import main_app

    require_own_checks(settings)
    logs.set_up()  # xlwings-server has made its own
    return App(settings, main_app)


class App:
    """The ASGI application."""

    def __init__(self, settings: Settings, xlwings_server: Any) -> None:
        self._xlwings_server = xlwings_server
        self._gate = Gate(settings)
        self._bodies = Bodies()
        self._contents = pages.contents(settings)
        self._headers = responses.common_headers(responses.FOR_TABS, settings.is_always_secure)
        self._headers_in_excel = responses.common_headers(responses.FOR_EXCEL, settings.is_always_secure)
        self._long_requests: LongRequests | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request, or start and stop with the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _live(self, receive: Any, send: Any) -> None:
        await receive()
        try:
            await self._start(receive)
        except Exception as error:
            _log.exception("the server cannot start")
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            return
        await send({"type": "lifespan.startup.complete"})
        await receive()
        long_requests, self._long_requests = self._long_requests, None
        if long_requests is not None:
            await asyncio.to_thread(long_requests.stop)
        await send({"type": "lifespan.shutdown.complete"})

    async def _start(self, receive: Any) -> None:
        long_requests = LongRequests()
        await long_requests.warm()
        status, body, _ = await self._calculated(_SAMPLE, receive)
        if status != 200:
            raise RuntimeError(f"a sample call fails: {body.decode()}")
        gc.collect()
        # What lives as long as the server need not be looked through again and again, nor each range of a few
        # thousand cells while it is read: that doubles the time.
        gc.freeze()
        gc.set_threshold(100_000)
        self._long_requests = long_requests

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        began = time.perf_counter()
        method, path = scope["method"], scope["path"]
        headers = dict(scope["headers"])
        # Two names are nobody's: a proxy in front may have gone by the other.
        headers[b"host"] = b",".join(value for name, value in scope["headers"] if name == b"host")
        more: dict[str, Any] = {}
        try:
            if path == CALLS:
                status = await self._answer_calls(scope, headers, receive, send, more)
            else:
                status = await self._show(scope, headers, receive, send)
        except RefusalError as refusal:
            status = refusal.status
            await self._refuse(send, refusal)
        except Exception:
            _log.exception("a request failed")
            status = 500
            await self._refuse(send, RefusalError(500, "The server failed by a fault of its own: please report it."))
        if path not in (HEALTH, READINESS):
            logs.request(method, path if status < 400 else path[:80], status, began, **more)

    async def _refuse(self, send: Any, refusal: RefusalError) -> None:
        extra = {
            401: [(b"www-authenticate", b"Bearer")],
            408: [(b"connection", b"close")],
            413: [(b"connection", b"close")],
            503: [(b"retry-after", b"1")],
        }
        headers = [*self._headers, *extra.get(refusal.status, []), *refusal.headers]
        await responses.send_plain(send, refusal.status, refusal.sentence.encode("utf-8", "replace"), _PLAIN, headers)

    async def _answer_calls(
        self, scope: Any, headers: Mapping[bytes, bytes], receive: Any, send: Any, more: dict[str, Any]
    ) -> int:
        if scope["method"] != "POST":
            raise RefusalError(405, "Calls are sent by POST.", [(b"allow", b"POST")])
        self._gate.check_host(headers)
        self._gate.check_caller(headers)
        await self._gate.check_token(scope, headers)
        async with self._bodies.of(receive, headers) as asked:
            status, body, more["calls"] = await self._calculated(asked, receive)
        kind = b"application/json" if status == 200 else _PLAIN
        with self._bodies.answered(body):
            await responses.send_plain(send, status, body, kind, self._headers)
        return status

    async def _calculated(self, body: bytes, receive: Any) -> tuple[int, bytes, int]:
        """Return status and body of the response, and how many calls it was."""
        if len(body) > _LONG_BODY:
            return await self._calculated_elsewhere(body, len(body) // _CELL_BYTES, receive)
        request = calls.read(body)
        if request.cells > _LONG_CELLS:
            return await self._calculated_elsewhere(body, request.cells, receive)
        answered = []
        turn_ends = time.perf_counter() + _TURN
        for answer in calls.answers(request):
            answered.append(answer)
            if time.perf_counter() > turn_ends:
                await asyncio.sleep(0)
                turn_ends = time.perf_counter() + _TURN
        return *calls.reply(request, answered), len(request.calls)

    async def _calculated_elsewhere(self, body: bytes, cells: int, receive: Any) -> tuple[int, bytes, int]:
        if self._long_requests is None:
            raise RefusalError(503, "The server is starting or stopping; it is asked again at once.")
        return await self._long_requests.answer(body, cells, receive)

    async def _show(self, scope: Any, headers: Mapping[bytes, bytes], receive: Any, send: Any) -> int:
        if scope["method"] not in ("GET", "HEAD"):
            raise RefusalError(405, "Pages are read by GET.", [(b"allow", b"GET, HEAD")])
        path = scope["path"]
        if path in (HEALTH, READINESS):
            return await self._show_health(path, send)
        self._gate.check_host(headers)
        content = self._contents.get(path)
        if content is not None:
            common = self._headers_in_excel if content.policy is responses.FOR_EXCEL else self._headers
            return await responses.send_content(send, content, headers, common, scope["method"] == "HEAD")
        if _OFFICE_JS.fullmatch(path):
            return await self._show_file(scope, receive, send)
        raise RefusalError(404, _NO_PAGE)

    async def _show_health(self, path: str, send: Any) -> int:
        if path == READINESS and self._long_requests is None:
            raise RefusalError(503, "not ready")
        await responses.send_plain(send, 200, b"ok" if path == HEALTH else b"ready", _PLAIN, self._headers)
        return 200

    async def _show_file(self, scope: Any, receive: Any, send: Any) -> int:
        """Have xlwings-server send a file of Microsoft's office.js, whose folder is named after its version."""
        status = 0

        async def send_with_headers(message: Any) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                kept = (b"cache-control", b"max-age=31536000, immutable" if status < 400 else b"no-store")
                about_file = [pair for pair in message["headers"] if pair[0] not in (b"cache-control", b"vary")]
                message["headers"] = [*about_file, kept, *self._headers_in_excel]
            if status != 404:
                await send(message)

        await self._xlwings_server(scope, receive, send_with_headers)
        if status == 404:
            # Nobody may keep this: while an update is under way, another server has the file already.
            raise RefusalError(404, _NO_PAGE)
        return status
