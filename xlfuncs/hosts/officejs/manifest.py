"""The manifest: the file by which a person or an administrator puts the add-in into Excel."""

from __future__ import annotations

import re
from importlib.resources import files
from string import Template
from urllib.parse import urlsplit
from uuid import UUID, uuid5
from xml.sax.saxutils import escape

import xlfuncs

NAMESPACE = "ION"
# Of this program, for ever: the same server has the same id always, so that Excel takes a new manifest for an update.
_IDS = UUID("8fe24495-40e0-4090-8d42-992257b7324c")
_TEMPLATE = "manifest.xml"
_WEB_APPLICATION = """
    <WebApplicationInfo>
      <Id>$client</Id>
      <Resource>api://$host/$client</Resource>
      <Scopes>
        <Scope>openid</Scope>
        <Scope>profile</Scope>
      </Scopes>
    </WebApplicationInfo>"""


def manifest(public_url: str, entra_client_id: str | None = None) -> str:
    """Return the manifest of the add-in that a server with this address serves."""
    url = public_url.rstrip("/")
    template = files(__package__).joinpath(_TEMPLATE).read_text(encoding="utf-8")
    return Template(template).substitute(
        id=uuid5(_IDS, url.lower()),
        version=_version(xlfuncs.__version__),
        url=_quoted(url),
        namespace=NAMESPACE,
        web_application=_web_application(url, entra_client_id) if entra_client_id else "",
    )


def _web_application(url: str, client: str) -> str:
    return Template(_WEB_APPLICATION).substitute(host=_quoted(urlsplit(url).netloc), client=_quoted(client))


def _quoted(text: str) -> str:
    return escape(text, {'"': "&quot;"})


def _version(version: str) -> str:
    """Return the release as the four numbers that Office asks for."""
    numbers = [int(number) for number in re.findall(r"\d+", re.split("[^0-9.]", version)[0])]
    return ".".join(str(number) for number in [*numbers, 0, 0, 0][:4])
