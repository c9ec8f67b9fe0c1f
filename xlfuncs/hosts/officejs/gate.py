"""Who may call: by what name the server was addressed, from which page, with which token."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from xlfuncs.hosts.officejs.refusal import RefusalError
from xlfuncs.hosts.officejs.settings import Settings

# xlwings-server's own names of the ways to show who one is.
_PROVIDERS = {"none": [], "token": ["custom"], "entraid": ["entraid"]}
_OWN_CHECKS = Path(__file__).parent / "project" / "auth"
_LATER = "Who calls cannot be checked just now; it is asked again."

_log = logging.getLogger(__name__)


def tell_xlwings_server(settings: Settings) -> None:
    """Set xlwings-server's authentication, which it reads when it is imported; nothing else may set anything there."""
    of_others = [name for name in os.environ if name.upper().startswith("XLWINGS_") and name != "XLWINGS_LICENSE_KEY"]
    for name in (*of_others, "DOTENV_PATH"):
        os.environ.pop(name, None)
    os.environ["XLWINGS_AUTH_PROVIDERS"] = json.dumps(_PROVIDERS[settings.authentication])
    if settings.authentication == "entraid":
        os.environ["XLWINGS_AUTH_ENTRAID_CLIENT_ID"] = settings.entra_client_id or ""
        os.environ["XLWINGS_AUTH_ENTRAID_TENANT_ID"] = settings.entra_tenant_id or ""


def require_own_checks(settings: Settings) -> None:
    """See that tokens are checked by our own modules, or fail.

    xlwings-server would take its own in place of one that cannot be imported: its example lets in "test-token".
    """
    for provider in _PROVIDERS[settings.authentication]:
        file = import_module(f"auth.{provider}").__file__
        if not file or not Path(file).resolve().is_relative_to(_OWN_CHECKS.resolve()):
            raise RuntimeError(f"tokens would be checked by {file}, which is none of ours")


class Gate:
    """Lets through what our own pages, and whoever shows the token, ask for."""

    def __init__(self, settings: Settings) -> None:
        self._hosts = settings.hosts
        self._origin = settings.origin.encode()
        self._is_open = settings.authentication == "none"

    def check_host(self, headers: Mapping[bytes, bytes]) -> None:
        """Refuse a name that is not ours: a hostile page may have made it point at this machine (DNS rebinding)."""
        host = headers.get(b"host", b"").decode("latin-1").lower()
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        if name.strip("[]") not in self._hosts:
            raise RefusalError(400, "The server does not go by this name: see --public-url.")

    def check_caller(self, headers: Mapping[bytes, bytes]) -> None:
        """Refuse calls from other pages, and what a page may send without asking first."""
        origin = headers.get(b"origin")
        own = {self._origin, b"http://" + headers.get(b"host", b""), b"https://" + headers.get(b"host", b"")}
        if origin is not None and origin not in own:
            raise RefusalError(403, "Calls from other pages are not answered.")
        if headers.get(b"content-type", b"").split(b";")[0].strip().lower() != b"application/json":
            raise RefusalError(415, "A call is sent as application/json.")
        if headers.get(b"content-encoding", b"identity").lower() != b"identity":
            raise RefusalError(415, "A call is sent uncompressed.")

    async def check_token(self, scope: Any, headers: Mapping[bytes, bytes]) -> None:
        """Have xlwings-server say who calls; refuse whom it does not know."""
        if self._is_open:
            return
        from fastapi import HTTPException, Request
        from xlwings_server.dependencies import authenticate, get_user

        shown = headers.get(b"authorization", b"").decode("latin-1")
        try:
            await get_user(Request(scope), await authenticate(shown, None))
        except HTTPException as refusal:
            is_known = refusal.status_code < 500
            raise RefusalError(
                refusal.status_code if is_known else 503, str(refusal.detail) if is_known else _LATER
            ) from None
        except Exception as error:
            # Such as Microsoft's keys that cannot be fetched. What was shown must not come into the log.
            _log.error("sign-in failed: %s", type(error).__name__)
            raise RefusalError(503, _LATER) from None
