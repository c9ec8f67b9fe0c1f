"""The shared token: one word that everybody shows who may call."""

from __future__ import annotations

import functools
import hashlib
import hmac

from fastapi import HTTPException
from xlwings_server.models import User

from xlfuncs.hosts.officejs.settings import Settings

_MISSING = "This server answers only with its token: enter it in the xlfuncs pane."
_WRONG = "The token is not that of this server: enter the right one in the xlfuncs pane."


async def validate_token(token_string: str) -> User:
    """Return the user if the Authorization header shows the server's token."""
    scheme, _, shown = token_string.strip().partition(" ")
    if scheme.lower() != "bearer" or not shown.strip():
        raise _refused(_MISSING)
    wanted = _wanted()
    if wanted is None or not hmac.compare_digest(_digest(shown.strip()), wanted):
        raise _refused(_WRONG)
    return User(id="token", name="holder of the token")


@functools.cache
def _wanted() -> bytes | None:
    token = Settings.from_environment().token
    return _digest(token) if token else None


def _digest(token: str) -> bytes:
    """Return what can be compared in a time that tells nothing, not even the length, whatever signs it has."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def _refused(sentence: str) -> HTTPException:
    return HTTPException(401, sentence, headers={"WWW-Authenticate": "Bearer"})
