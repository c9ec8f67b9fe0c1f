"""The server as a user starts it, on a free port of this computer."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[3]
TO_START, TO_STOP = 180, 60  # seconds, many more than it takes: other work may share the machine


class Server:
    """`xlfuncs serve --http`, with a home folder of its own; it can be stopped and started again on its port."""

    def __init__(self, home: Path, *options: str) -> None:
        self.home, self.options = home, options
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start the server and wait until it is ready."""
        paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        own = {"HOME": str(self.home), "XDG_CONFIG_HOME": str(self.home), "PYTHONPATH": os.pathsep.join(paths)}
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "xlfuncs", "serve", "--http", "--port", str(self.port), *self.options],
                env=os.environ | own,
                cwd=self.home,
                stdout=log,
                stderr=log,
            )
        self._wait_until_ready(self._process)

    def stop(self) -> None:
        """Stop the server as Ctrl+C does, and wait until it has gone."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    @property
    def log(self) -> Path:
        """What the server has printed."""
        return self.home / "server.log"

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        ends = time.monotonic() + TO_START
        try:
            while not self._is_ready():
                if process.poll() is not None or time.monotonic() > ends:
                    raise RuntimeError(f"the server does not start:\n{self.log.read_text(errors='replace')[-3000:]}")
                time.sleep(0.05)
        except BaseException:
            self.stop()
            raise

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=30) as response:
                return response.status == 200
        except OSError:
            return False


def free_port() -> int:
    """Return a port that nobody has."""
    while True:
        # Not one of those that the system hands out: a client might get it before the server, or between two starts.
        port = 10_000 + secrets.randbelow(20_000)
        with suppress(OSError), socket.socket() as listener:
            listener.bind(("127.0.0.1", port))
            return port
