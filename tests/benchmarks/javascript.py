"""The functions in JavaScript, in node: times of calls as multiples of a step of a bare loop of Math.log."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from xlfuncs.hosts.web.library import write_library

Line = tuple[str, float, float, str]
_PROGRAM = Path(__file__).with_suffix(".mjs")
_GOALS = {
    "NERNST, a call": "<= 200",
    "NERNST, a row of 1e5": "<= 5",
    "GHK of K+, Na+, Ca2+, a row of 1e5": "<= 300",
}


def in_javascript() -> list[Line]:
    """The library in node: against a bare loop of Math.log."""
    node = shutil.which("node")
    if node is None:
        return [("xlfuncs.js: node is not here", 0.0, 0.0, "")]
    with tempfile.TemporaryDirectory() as folder:
        module, *_ = write_library(Path(folder))
        done = subprocess.run([node, _PROGRAM, module.as_uri()], check=True, capture_output=True, text=True)
        size = len(gzip.compress(module.read_bytes()))
    measured = json.loads(done.stdout)
    best = measured["best"]
    step = best.pop("bare loop")
    return [
        ("xlfuncs.js is ready, ms", measured["ready"] / 1e3, measured["ready"], "<= 50"),
        ("xlfuncs.js gzipped, kB", 0.0, size / 1e3, "<= 15"),
        ("a step of a bare loop of Math.log", step / 1e9, 1.0, ""),
        *((f"xlfuncs.js: {what}", t / 1e9, t / step, _GOALS.get(what, "")) for what, t in best.items()),
    ]
