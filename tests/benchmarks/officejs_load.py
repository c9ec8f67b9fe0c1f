"""Two servers side by side, and wrk, which puts a load on one of them: everything on this computer alone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from tests.hosts.officejs.excel_server import ROOT, Server, free_port
from xlfuncs.udfs import NERNST

CALLS = "/xlwings/custom-functions-call"
_SCRIPT = Path(__file__).with_name("officejs.lua")
_LONGEST = 150  # seconds that a counted measurement may take
_TO_START = 60  # seconds

# The way xlwings' documentation writes such a function.
_SHIPPED = '''
import numpy as np
from xlwings.server import arg, func


@func
@arg("c_out", np.array, ndim=2)
@arg("c_in", np.array, ndim=2)
def NERNST(c_out, c_in, z, temperature):
    """Return the equilibrium potential in mV; concentrations in mM, the temperature in °C."""
    return 1000 * 8.31446261815324 * (temperature + 273.15) / (z * 96485.33212331) * np.log(c_out / c_in)
'''


@contextmanager
def ours(folder: Path, workers: int) -> Iterator[str]:
    """Run our server as a user starts it; give its address."""
    home = folder / "ours"
    home.mkdir(exist_ok=True)
    with Server(home, "--workers", str(workers)) as server:
        yield server.url


@contextmanager
def shipped(folder: Path, workers: int) -> Iterator[str]:
    """Run xlwings-server as its own Dockerfile starts it, with every setting as it comes; give its address."""
    folder = folder / "shipped"
    (folder / "custom_functions").mkdir(parents=True, exist_ok=True)
    (folder / "custom_functions" / "__init__.py").write_text(_SHIPPED, encoding="utf-8")
    port = free_port()
    options = ["--port", str(port), "--workers", str(workers), "--access-log"]
    own = {"XLWINGS_PROJECT_DIR": str(folder), "XLWINGS_LICENSE_KEY": "noncommercial"}
    others = {name: value for name, value in os.environ.items() if not name.startswith("XLWINGS_")}
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", *options, "xlwings_server.main:main_app"],
            env=others | own,
            cwd=folder,
            stdout=log,
            stderr=log,
        )
    url = f"http://localhost:{port}"
    try:
        _wait_for(url, process)
        yield url
    finally:
        _end(process)


@contextmanager
def nothing(seconds: float, answer: int) -> Iterator[str]:
    """Run a server that only spends so long on each request; give its address."""
    port = free_port()
    words = [str(port), str(seconds), str(answer)]
    process = subprocess.Popen([sys.executable, "-m", "tests.benchmarks.officejs_nothing", *words], cwd=ROOT)
    url = f"http://localhost:{port}"
    try:
        _wait_for(url, process, b"{}")
        yield url
    finally:
        _end(process)


def _wait_for(url: str, process: subprocess.Popen[bytes], sent: bytes | None = None) -> None:
    ends = time.monotonic() + _TO_START
    while True:
        try:
            urllib.request.urlopen(url + "/taskpane.html", sent, timeout=5).close()
            return
        except OSError as error:
            if process.poll() is not None or time.monotonic() > ends:
                raise RuntimeError("the other server does not start") from error
            time.sleep(0.1)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a server, also one that hears nothing while it is busy with a column."""
    process.terminate()
    try:
        process.wait(3)
    except subprocess.TimeoutExpired:
        for worker in _children(process.pid):
            os.kill(worker, signal.SIGKILL)
        process.kill()
        process.wait()


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@dataclass(frozen=True)
class Body:
    """What a client sends, kept in a file."""

    file: Path
    result: np.ndarray

    def check(self, answer: bytes) -> None:
        """See that an answer has the right numbers."""
        given = np.array(json.loads(answer)["result"], dtype=float).ravel()
        np.testing.assert_allclose(given, self.result, rtol=1e-12)

    def check_at(self, url: str) -> None:
        """Send it once, and see that the answer is right."""
        request = urllib.request.Request(url + CALLS, self.file.read_bytes(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=_LONGEST) as response:
            self.check(response.read())


def body(folder: Path, rows: int) -> Body:
    """Return a call of NERNST over so many rows, as xlwings' client sends it."""
    c_out, c_in = np.random.default_rng(6).uniform(1, 150, (2, rows))
    call = {
        "client": "Office.js",
        "func_name": "NERNST",
        "args": [c_out.reshape(-1, 1).tolist(), c_in.reshape(-1, 1).tolist(), [[1]], [[37]]],
        "caller_address": "[Book1.xlsx]Sheet1!A1",
        "culture_info_name": "en-US",
        "date_format": "m/d/yyyy",
        "version": "0",
        "runtime": "1.4",
    }
    file = folder / f"{rows}.json"
    file.write_text(json.dumps(call, separators=(",", ":")), encoding="utf-8")
    return Body(file, NERNST(c_out, c_in, 1, 37))


class Load(NamedTuple):
    """What one client or several got in a while."""

    per_second: float
    p50: float
    p99: float
    refused: int

    @classmethod
    def of(cls, printed: dict[str, Any]) -> Load:
        """Return what wrk has printed."""
        answered = printed["answers"] - printed["refused"]
        return cls(answered / printed["seconds"], printed["p50"], printed["p99"], printed["refused"] + printed["lost"])


def load(url: str, sent: Body, clients: int, seconds: int) -> Load:
    """Return what so many clients get who send the body again and again for some seconds."""
    process = _wrk(url, sent, clients, seconds)
    printed, _ = process.communicate()
    return Load.of(json.loads(printed.splitlines()[-1]))


def counted_load(url: str, sent: Body, clients: int, answers: int) -> Load:
    """Return the same until there are so many answers; the first of them is checked."""
    kept = sent.file.with_suffix(".answer")
    process = _wrk(url, sent, clients, _LONGEST, kept)
    assert process.stdout
    for count, line in enumerate(process.stdout, 1):
        if count == answers or line.startswith("{"):
            break
    process.send_signal(signal.SIGINT)
    printed, _ = process.communicate()
    sent.check(kept.read_bytes())
    return Load.of(json.loads((printed or line).splitlines()[-1]))


@contextmanager
def under_load(url: str, sent: Body) -> Iterator[None]:
    """Have one client send the body without a pause."""
    process = _wrk(url, sent, 1, _LONGEST)
    try:
        time.sleep(1)
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate()


def _wrk(url: str, sent: Body, clients: int, seconds: int, kept: Path | None = None) -> subprocess.Popen[str]:
    files = {"BENCHMARK_BODY": str(sent.file)} | ({"BENCHMARK_ANSWER": str(kept)} if kept else {})
    return subprocess.Popen(
        # Its table of latencies takes eight bytes for each microsecond of the time-out.
        ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "60s", "-s", str(_SCRIPT), url + CALLS],
        env=os.environ | files,
        stdout=subprocess.PIPE,
        text=True,
    )
