"""Connections on which nobody agrees on TLS: they need no token, and so anyone in the network can open them."""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.hosts.officejs.excel_server import ROOT, TO_START, TO_STOP, free_port

resource = pytest.importorskip("resource")

MOST = 50
MANY = 400
# Some systems allow a process so few files, and more if it asks.
FILES = 256, 8_192
START = f"""
from xlfuncs.cli import main
from xlfuncs.hosts.officejs.slow import PromptProtocol
PromptProtocol.most_connections = {MOST}
main()
"""


def answers(port, authority):
    url, trust = f"https://localhost:{port}/healthz", ssl.create_default_context(cafile=authority)
    with urllib.request.urlopen(url, context=trust, timeout=TO_START) as response:
        return response.status == 200


@contextlib.contextmanager
def secure(home, *command):
    """A server with TLS that may open few files: its port, its authority's certificate, and its log."""
    port, own = free_port(), {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "PYTHONPATH": str(ROOT)}
    log, authority = home / "log", home / "xlfuncs/server/certificate/authority.crt"
    words = [sys.executable, *command, "serve", "--port", str(port)]
    with log.open("wb") as file:
        process = subprocess.Popen(
            words,
            env=os.environ | own,
            cwd=home,
            stdout=file,
            stderr=file,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, FILES),
        )
    try:
        ends = time.monotonic() + TO_START
        while "running on" not in log.read_text():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < ends, log.read_text()
            time.sleep(0.05)
        yield port, authority, log
    finally:
        process.terminate()
        process.wait(TO_STOP)


@pytest.fixture
def strangers():
    """Opens connections and says nothing on them."""
    with contextlib.ExitStack() as opened:

        def come(port):
            for _ in range(MANY):
                yield opened.enter_context(socket.create_connection(("127.0.0.1", port), timeout=TO_START))

        yield lambda port: list(come(port))


def test_strangers_do_not_use_up_the_files(tmp_path, strangers):
    with secure(tmp_path, "-m", "xlfuncs") as (port, authority, log):
        strangers(port)
        assert all(answers(port, authority) for _ in range(5))
        assert '"level":"error"' not in log.read_text()


def test_the_stranger_who_came_first_gives_way(tmp_path, strangers):
    with secure(tmp_path, "-c", START) as (port, authority, _):
        there = strangers(port)
        assert all(answers(port, authority) for _ in range(5))
        for one in there[: MANY // 2]:
            with contextlib.suppress(ConnectionResetError):
                assert one.recv(1) == b""
