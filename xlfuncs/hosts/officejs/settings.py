"""What the server is told: `xlfuncs serve` hands it on to its workers as environment variables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from xlfuncs.system.user_errors import UserError

PREFIX = "XLFUNCS_SERVE_"
_THIS_COMPUTER = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class Settings:
    """Where users reach the server, and who may call it.

    `public_url` is its address as Excel sees it, without a slash at the end. With `token` every call must show it; with
    `entra_client_id` and `entra_tenant_id` every call must show a token of Entra ID.
    """

    public_url: str = "http://localhost:8000"
    token: str | None = None
    entra_client_id: str | None = None
    entra_tenant_id: str | None = None

    @classmethod
    def from_environment(cls, variables: Mapping[str, str] = os.environ) -> Settings:
        """Return what the command has set."""
        given = {name: variables.get(PREFIX + name.upper()) or None for name in ("entra_client_id", "entra_tenant_id")}
        token_file = variables.get(PREFIX + "TOKEN_FILE")
        return cls(
            public_url=variables.get(PREFIX + "PUBLIC_URL") or cls.public_url,
            token=read_token(Path(token_file)) if token_file else None,
            **given,
        )

    @property
    def authentication(self) -> str:
        """What a call must show: "none", "token" or "entraid"."""
        if self.entra_client_id:
            return "entraid"
        return "token" if self.token else "none"

    @property
    def origin(self) -> str:
        """The origin of our own pages, as browsers name it."""
        address = urlsplit(self.public_url)
        return f"{address.scheme}://{address.netloc}"

    @property
    def is_always_secure(self) -> bool:
        """Whether browsers may remember to use TLS only; for localhost that would shut out all other servers there."""
        address = urlsplit(self.public_url)
        return address.scheme == "https" and address.hostname not in _THIS_COMPUTER

    @property
    def hosts(self) -> frozenset[str]:
        """The names by which the server may be addressed."""
        return _THIS_COMPUTER | {urlsplit(self.public_url).hostname or ""}


def read_token(file: Path) -> str:
    """Return the shared token that a file holds."""
    try:
        token = file.read_text("utf-8").strip()
    except OSError as error:
        raise UserError(f"{file}: the token cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{file}: the token must be plain text") from error
    if len(token) < 16 or not token.isascii() or not token.isprintable() or " " in token:
        raise UserError(f"{file}: a token is one word of 16 or more letters, digits and signs")
    return token
