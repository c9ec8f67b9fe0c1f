"""Logs as lines of JSON: what was asked, how it went, how long it took; never what is in a cell, nor a token."""

from __future__ import annotations

import logging
import sys
import time
import traceback
from datetime import UTC, datetime
from typing import Any

import orjson

_requests = logging.getLogger("xlfuncs.requests")


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        line.update(getattr(record, "fields", {}))
        if record.exc_info and record.exc_info[0]:
            # Without the error's own words, which may quote a cell.
            line["error"] = record.exc_info[0].__name__
            line["trace"] = traceback.format_tb(record.exc_info[2])
        return orjson.dumps(line, default=str).decode()


def set_up() -> None:
    """Send all logs, those of xlwings-server and uvicorn included, to standard error as JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in ("httpx", "xlwings_server"):
        logging.getLogger(name).setLevel(logging.WARNING)


def request(method: str, path: str, status: int, began: float, **more: Any) -> None:
    """Log one request."""
    if _requests.isEnabledFor(logging.INFO):
        milliseconds = round((time.perf_counter() - began) * 1e3, 2)
        fields = {"method": method, "path": path, "status": status, "ms": milliseconds, **more}
        _requests.info("request", extra={"fields": fields})
