"""Microsoft Entra ID: xlwings-server's own check of a token, with what it leaves open closed.

xlwings-server remembers for an hour that a token was good, also when the token ends before; takes tokens that never end
or that were not meant for calling this add-in; and logs a traceback for whatever a stranger sends.
"""

from __future__ import annotations

import base64
import json
import logging
import time
from typing import Any

from fastapi import HTTPException
from xlwings_server.auth.entraid import validate_token as validated_by_xlwings_server
from xlwings_server.config import settings
from xlwings_server.models import User

from . import jwks

_LONGEST = 16_384  # characters; such tokens have about 2,000
_CLOCKS_DIFFER = 60  # seconds, as for a token that Microsoft has dated a moment ahead of our clock
# What an add-in's token permits (Microsoft, "Register an Office Add-in that uses single sign-on").
_SCOPE = "access_as_user"

# It writes a traceback for every bad token, and anyone can send those.
logging.getLogger("xlwings_server.auth.entraid").setLevel(logging.CRITICAL)

_MISSING = "This server answers only who signs in: open the xlfuncs pane in Excel."
_WRONG = "Microsoft's sign-in for this add-in was not accepted: sign in to Excel again."
_ENDED = "The sign-in has ended: it is renewed with the next call."


async def validate_token(token_string: str) -> User:
    """Return the user whom the Authorization header shows."""
    scheme, _, token = token_string.strip().partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        raise _refused(_MISSING)
    header = _header(token)
    if header.get("alg") != "RS256" or not isinstance(header.get("kid"), str):
        raise _refused(_WRONG)
    await jwks.know(header["kid"])
    user = await _user(token)
    _check(user.claims)
    return user


async def _user(token: str) -> User:
    try:
        return await validated_by_xlwings_server(f"Bearer {token}")
    except HTTPException:
        raise _refused(_WRONG) from None


def _header(token: str) -> dict[str, Any]:
    """Return the header of the token, which nobody has signed yet."""
    parts = token.split(".")
    if len(parts) != 3 or not token.isascii() or len(token) > _LONGEST:
        raise _refused(_WRONG)
    try:
        header = json.loads(base64.urlsafe_b64decode(parts[0] + "=" * (-len(parts[0]) % 4)))
    except (ValueError, RecursionError):
        raise _refused(_WRONG) from None
    return header if isinstance(header, dict) else {}


def _check(claims: dict[str, Any]) -> None:
    now = time.time()
    if not _is_number(claims.get("exp")) or not _is_number(claims.get("nbf")):
        raise _refused(_WRONG)
    if claims["exp"] <= now:
        raise _refused(_ENDED)
    if claims["nbf"] > now + _CLOCKS_DIFFER:
        raise _refused(_WRONG)
    is_ours = claims.get("tid") == settings.auth_entraid_tenant_id
    scopes = claims.get("scp")
    if not is_ours or not isinstance(scopes, str) or _SCOPE not in scopes.split():
        raise _refused(_WRONG)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _refused(sentence: str) -> HTTPException:
    return HTTPException(401, sentence, headers={"WWW-Authenticate": "Bearer"})
