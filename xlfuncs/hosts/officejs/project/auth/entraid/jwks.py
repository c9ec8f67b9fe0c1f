"""The keys with which Microsoft signs tokens: of the tenant's own address, or of a file where there is no internet.

xlwings-server would fetch them itself, once a day: it would not learn of a new key until then, and keep whatever a
proxy has answered instead.
"""

from __future__ import annotations

import asyncio
import json
import logging
import math
import os
import time
from pathlib import Path
from typing import Any

import httpx
from xlwings_server.config import settings

FILE = "XLFUNCS_ENTRA_JWKS"
_ADDRESS = "https://login.microsoftonline.com/{tenant}/discovery/v2.0/keys"
_KEPT = 24 * 3600.0  # seconds
# Anyone can name a key that there is not: that must not make us ask Microsoft each time.
_BETWEEN_QUESTIONS = 60.0
_PATIENCE = 10.0

_log = logging.getLogger(__name__)


class KeysError(RuntimeError):
    """There are no keys by which a token could be checked."""


class _Keys:
    def __init__(self) -> None:
        self.known: dict[str, dict[str, Any]] = {}
        self._asked = self._got = -math.inf
        self._one_at_a_time = asyncio.Lock()

    async def refresh(self, wanted: str) -> None:
        """Ask for the keys if the wanted one is not among them, or they are old."""
        async with self._one_at_a_time:
            now = time.monotonic()
            is_good = wanted in self.known and now - self._got < _KEPT
            if not is_good and now - self._asked > _BETWEEN_QUESTIONS:
                self._asked = now
                await self._ask()
        if not self.known:
            raise KeysError("there are no keys")

    async def _ask(self) -> None:
        try:
            self.known = _usable(await _answer())
            self._got = time.monotonic()
        except (OSError, ValueError, httpx.HTTPError) as error:
            # The keys that are there stay: better those than nobody's.
            _log.error("the keys of Entra ID cannot be had: %s", error)


_keys = _Keys()


async def know(kid: str) -> None:
    """See that the key of this name is known, if there is one; raise KeysError if none at all can be had."""
    await _keys.refresh(kid)


async def get_jwks_json() -> dict[str, Any]:
    """Return the keys: xlwings-server asks for them here."""
    return {"keys": list(_keys.known.values())}


async def _answer() -> Any:
    file = os.environ.get(FILE)
    if file:
        return json.loads(Path(file).read_bytes())
    async with httpx.AsyncClient(timeout=_PATIENCE) as client:
        response = await client.get(_ADDRESS.format(tenant=settings.auth_entraid_tenant_id))
    return response.raise_for_status().json()


def _usable(answer: Any) -> dict[str, dict[str, Any]]:
    keys = answer.get("keys") if isinstance(answer, dict) else None
    named = {
        key["kid"]: {part: key[part] for part in ("kty", "kid", "n", "e")}
        for key in (keys if isinstance(keys, list) else [])
        if isinstance(key, dict) and key.get("kty") == "RSA" and {"kid", "n", "e"} <= key.keys()
    }
    if not named:
        raise ValueError("what was answered holds no keys")
    return named
