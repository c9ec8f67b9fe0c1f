"""`xlfuncs serve`: starts the server, and says where the manifest is and how Excel takes it."""

from __future__ import annotations

import ipaddress
import os
import re
import secrets
import socket
import ssl
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from xlfuncs.hosts.officejs.settings import PREFIX, Settings, read_token
from xlfuncs.system.user_errors import AGAIN, UserError

Say = Callable[[str], None]

_APP = "xlfuncs.hosts.officejs.app:create"
_LICENCE = "XLWINGS_LICENSE_KEY"
_PORTS = {"https": 8443, "http": 8000}
# As browsers write it: names of other alphabets as xn--..., nothing before the name nor behind the port.
_ADDRESS = re.compile(r"https?://([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:(?P<port>[1-9]\d{0,4}))?", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# Longer than a proxy in front keeps a connection (nginx: 60 s), or the proxy would send into a closed one.
_KEEP_ALIVE = 75
_TO_FINISH = 35  # seconds for what is under way when the server stops: a little more than the longest calculation


@dataclass(frozen=True)
class Options:
    """What one has said on the command line."""

    host: str = "127.0.0.1"
    port: int | None = None
    http: bool = False
    workers: int = 1
    public_url: str | None = None
    certificate: Path | None = None
    key: Path | None = None
    token_file: Path | None = None
    entra_client_id: str | None = None
    entra_tenant_id: str | None = None

    @property
    def is_private(self) -> bool:
        """Whether only this computer uses the server: nobody else can reach it, and no proxy hands it on."""
        return _is_this_computer(self.host) and _is_this_computer(urlsplit(self.url).hostname or "")

    @property
    def scheme(self) -> str:
        """How the server itself is spoken to; there may be a proxy in front."""
        return "http" if self.http else "https"

    @property
    def url(self) -> str:
        """Where users reach the server."""
        return (self.public_url or f"{self.scheme}://localhost:{self.listens_at}").rstrip("/").lower()

    @property
    def listens_at(self) -> int:
        """The port."""
        return self.port or _PORTS[self.scheme]


def _is_this_computer(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def serve(options: Options, say: Say) -> None:
    """Run the server until it is stopped."""
    _require_parts()
    import uvicorn

    from xlfuncs.hosts.officejs import logs
    from xlfuncs.hosts.officejs.slow import PromptProtocol

    folder = own_folder()
    options = _completed(options, folder, say)
    settings = _settings(options)
    _check_port(options)
    _check_licence(say)
    os.environ.update(_environment(options))
    tls = _tls(options, folder, say)
    _announce(settings, _written_manifest(settings, folder), say)
    logs.set_up()
    uvicorn.run(
        _APP,
        factory=True,
        host=options.host,
        port=options.listens_at,
        workers=options.workers,
        http=PromptProtocol,
        # With uvloop, of 64 users who come together some wait for a second (tests/benchmarks: p99 of short columns).
        loop="asyncio" if options.workers == 1 else "xlfuncs.hosts.officejs.workers:SharingLoop",
        ws="none",
        access_log=False,
        log_config=None,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_TO_FINISH,
        **tls,
    )


def own_folder() -> Path:
    """Return the folder of this server's token, certificate and manifest."""
    # The XDG specification: what is empty or relative counts as unset. A token must not land where one happens to be.
    if not Path(os.environ.get("XDG_CONFIG_HOME", "")).is_absolute():
        os.environ.pop("XDG_CONFIG_HOME", None)
    return Path(click.get_app_dir("xlfuncs")) / "server"


def _require_parts() -> None:
    # Only looked for: importing xlwings_server would fix its settings before they are made.
    missing = [part for part in ("orjson", "pebble", "uvicorn", "xlwings_server") if find_spec(part) is None]
    if missing:
        raise UserError(
            f"the server's parts are not here ({', '.join(missing)}): run python3 install server in the folder of "
            f"xlfuncs (or: pip install 'xlfuncs[server]'), {AGAIN}"
        )


def _completed(options: Options, folder: Path, say: Say) -> Options:
    """Return the options with what follows from them; raise UserError if they do not go together."""
    if bool(options.certificate) != bool(options.key):
        raise UserError("--certificate and --key go together: give both, or neither")
    if options.http and options.certificate:
        raise UserError("--http is without a certificate: leave out one of the two")
    if bool(options.entra_client_id) != bool(options.entra_tenant_id):
        raise UserError("--entra-client-id and --entra-tenant-id go together: give both, or neither")
    for option, value in (("client", options.entra_client_id), ("tenant", options.entra_tenant_id)):
        if value and not _UUID.fullmatch(value):
            raise UserError(f"--entra-{option}-id {value}: wanted is the ID as the portal shows it, 8-4-4-4-12 signs")
    if options.token_file and options.entra_client_id:
        raise UserError("a shared token or Entra ID: leave out one of the two")
    _check_address(options)
    _check_pair(options)
    if options.is_private or options.token_file or options.entra_client_id:
        return options
    return replace(options, token_file=_token_file(folder, say))


def _check_address(options: Options) -> None:
    address = _ADDRESS.fullmatch(options.url)
    if not address or int(address["port"] or 0) > 65_535:
        raise UserError(f"--public-url {options.url}: wanted is https://name or https://name:port, nothing after it")
    if options.is_private:
        return
    if options.public_url is None:
        raise UserError(
            f"--host {options.host} opens the server to others: say with --public-url https://name how they reach it"
        )
    if not options.url.startswith("https://"):
        raise UserError("--public-url must begin with https:// where others use the server: Excel wants it, and tokens")


def _check_pair(options: Options) -> None:
    """See that the certificate and its key can be used: workers would fail one by one, and be started anew for ever."""
    if not (options.certificate and options.key):
        return
    pair = f"{options.certificate} and {options.key}"
    try:
        if b"ENCRYPTED" in options.key.read_bytes():
            raise UserError(f"{options.key} is locked by a password: openssl pkey -in {options.key} -out open.pem")
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(options.certificate, options.key)
    except ssl.SSLError as error:
        is_others = error.reason == "KEY_VALUES_MISMATCH"
        why = "the key is another certificate's" if is_others else "wanted are a certificate and its key as PEM files"
        raise UserError(f"{pair}: {why}") from error
    except OSError as error:
        raise UserError(f"{pair}: {error.strerror}") from error


def _check_port(options: Options) -> None:
    """See that nobody listens there: uvicorn would only log it."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    try:
        with socket.socket(family) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((options.host, options.listens_at))
    except OSError as error:
        why = error.strerror or str(error)
        raise UserError(
            f"{options.host} port {options.listens_at} cannot be used ({why}): try another --port"
        ) from error


def _check_licence(say: Say) -> None:
    """See that xlwings takes the key: workers would fail one by one, and be started anew for ever."""
    if not os.environ.get(_LICENCE, "").strip():
        os.environ[_LICENCE] = "noncommercial"
        say(
            "xlwings-server is free for noncommercial use (PolyForm Noncommercial), as which it now starts; "
            f"other use needs a licence: set {_LICENCE}"
        )
    os.environ["XLWINGS_ON_SERVER"] = "true"  # xlwings reads it, and looks at the key, when it is imported
    try:
        import xlwings.pro  # noqa: F401
    except ImportError:
        raise
    except Exception as error:
        # Its own class of errors cannot be named: xlwings is not there yet.
        raise UserError(f"{_LICENCE}: {error} Correct it, or unset it for noncommercial use") from error


def _token_file(folder: Path, say: Say) -> Path:
    """Return the file of this server's own token, made if there is none."""
    file = folder / "token"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        beside = file.with_suffix(".new")
        beside.unlink(missing_ok=True)
        beside.touch(0o600)
        beside.write_text(secrets.token_urlsafe(32) + "\n", "ascii")
        beside.replace(file)
    say(f"Everyone who calls has to show the token in {file}: users type it once, in the xlfuncs pane")
    return file


def _settings(options: Options) -> Settings:
    return Settings(
        public_url=options.url,
        token=read_token(options.token_file) if options.token_file else None,
        entra_client_id=options.entra_client_id,
        entra_tenant_id=options.entra_tenant_id,
    )


def _environment(options: Options) -> dict[str, str]:
    """Return the settings as the workers read them; nothing is left of what the variables held before."""
    given = {
        "PUBLIC_URL": options.url,
        "TOKEN_FILE": options.token_file.absolute() if options.token_file else "",
        "ENTRA_CLIENT_ID": options.entra_client_id or "",
        "ENTRA_TENANT_ID": options.entra_tenant_id or "",
    }
    return {PREFIX + name: str(value) for name, value in given.items()}


def _tls(options: Options, folder: Path, say: Say) -> dict[str, Any]:
    if options.http:
        return {}
    if options.certificate and options.key:
        return {"ssl_certfile": options.certificate, "ssl_keyfile": options.key}
    from xlfuncs.hosts.officejs.certificate import ensure_certificate, how_to_trust

    own = ensure_certificate(folder / "certificate", [urlsplit(options.url).hostname or "localhost"])
    if own.why:
        say(own.why)
    say(f"The certificate is this computer's own, by the authority {own.authority}; for Excel to trust it:")
    for line in how_to_trust(own.authority, sys.platform):
        say(f"    {line}")
    return {"ssl_certfile": own.certificate, "ssl_keyfile": own.key}


def _written_manifest(settings: Settings, folder: Path) -> Path:
    """Write the manifest into a folder of its own, which Windows can take as a catalogue."""
    from xlfuncs.hosts.officejs.manifest import manifest

    file = folder / "manifest" / "xlfuncs.xml"
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_text(manifest(settings.public_url, settings.entra_client_id), "utf-8")
    beside.replace(file)
    return file


def _announce(settings: Settings, manifest: Path, say: Say) -> None:
    say(f"The functions as a page: {settings.public_url}/")
    say(f"The manifest for Excel:  {settings.public_url}/manifest.xml, also in {manifest}")
    say("Excel on the web: Home › Add-ins › More Add-ins › My Add-ins › Upload My Add-in, and choose the manifest")
    say("Excel on a Mac:   copy the manifest into ~/Library/Containers/com.microsoft.Excel/Data/Documents/wef")
    say("                  (make the folder), start Excel anew, then Home › Add-ins")
    say("Excel on Windows: share the manifest's folder, name the share (\\\\computer\\share) in File › Options ›")
    say("                  Trust Center › Trust Center Settings › Trusted Add-in Catalogs, tick Show in Menu, start")
    say("                  Excel anew, then Home › Add-ins › More Add-ins › Shared Folder")
    say("A whole department, proxies, sign-in, and what may go wrong: install/SERVER.md")
    say("Ctrl+C stops the server")
