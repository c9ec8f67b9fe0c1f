"""nginx as install/server sets it up, before servers of this computer: only ports, paths and its user are others."""

from __future__ import annotations

import getpass
import json
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from install.commands import CHECKOUT
from install.system import hosts_required
from tests.hosts.officejs.excel_server import Server, free_port
from xlfuncs.hosts.officejs.certificate import ensure_certificate

CONFIGURATION = CHECKOUT / "install" / "server" / "nginx.conf"
TO_START = 20  # seconds


def require_nginx() -> str:
    """Return nginx's place; skip the test where it is missing, and fail it where the hosts are required."""
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if program is None:
        reason = "nginx is missing: `python3 install test` says how to install it"
        if hosts_required():
            pytest.fail(reason)
        pytest.skip(reason)
    return program


class Proxy:
    """nginx with TLS before two servers, all on this computer."""

    def __init__(self, folder: Path) -> None:
        self.program = require_nginx()
        self.folder = folder
        self.port = free_port()
        self.url = f"https://localhost:{self.port}"
        self.servers = [KillableServer(_made(folder / name), "--public-url", self.url) for name in ("a", "b")]
        self.certificate = ensure_certificate(folder / "certificate", [])
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Proxy:
        try:
            for server in self.servers:
                server.start()
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        for server in self.servers:
            server.stop()

    def start(self) -> None:
        """Start nginx and wait until it listens."""
        self._process = subprocess.Popen([*self.command(), "-g", "daemon off;"])
        ends = time.monotonic() + TO_START
        while not _listens(self.port):
            assert self._process.poll() is None, f"nginx does not start: {self.errors()}"
            assert time.monotonic() < ends, "nginx does not listen"
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop nginx."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()

    def command(self) -> list[str]:
        """Return nginx's command, with the configuration written for this computer."""
        file = self.folder / "nginx.conf"
        file.write_text(self.configuration(CONFIGURATION.read_text("utf-8")), "utf-8")
        return [self.program, "-e", "stderr", "-p", str(self.folder), "-c", str(file)]

    def configuration(self, text: str) -> str:
        """Return the project's configuration with this computer's ports, paths and user."""
        cache = _made(self.folder / "cache")
        # Folders that nginx makes at its start, where Debian's places are for root only.
        unused = "".join(f"    {kind}_temp_path {cache}/{kind};\n" for kind in ("fastcgi", "uwsgi", "scgi"))
        others = {
            "user nginx;": f"user {getpass.getuser()};",
            "/run/nginx.pid": str(self.folder / "nginx.pid"),
            "/dev/stdout": str(self.log),
            "error_log stderr": f"error_log {self.folder / 'errors.log'}",
            "http {\n": f"http {{\n{unused}",
            "/var/cache/nginx": str(cache),
            "server-a:8000": f"127.0.0.1:{self.servers[0].port}",
            "server-b:8000": f"127.0.0.1:{self.servers[1].port}",
            "listen 443 ssl": f"listen 127.0.0.1:{self.port} ssl",
            "listen [::]:443 ssl default_server;": "",
            "/run/secrets/certificate.pem": str(self.certificate.certificate),
            "/run/secrets/key.pem": str(self.certificate.key),
        }
        for ours, here in others.items():
            assert ours in text, ours
            text = text.replace(ours, here)
        return text

    @property
    def log(self) -> Path:
        """Where nginx logs the requests."""
        return self.folder / "requests.log"

    def logged(self) -> Sequence[dict[str, Any]]:
        """Return what nginx has logged."""
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]

    def errors(self) -> str:
        """Return what nginx has told of what went wrong."""
        return (self.folder / "errors.log").read_text("utf-8")

    def trust(self) -> ssl.SSLContext:
        """Return a client's context that trusts the certificate's authority and nothing else."""
        return ssl.create_default_context(cafile=self.certificate.authority)


class KillableServer(Server):
    """A server that can die without a word."""

    def freeze(self) -> None:
        """Have it go no further with what it has begun."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def kill(self) -> None:
        """End it as the system does for want of memory: nothing is finished, nobody is told."""
        process, self._process = self._process, None
        assert process is not None
        process.kill()
        process.wait()


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder


def _listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
