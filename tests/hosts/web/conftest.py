from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from install.system import hosts_required
from xlfuncs.hosts.web.library import write_library


class Node:
    """Node, and the library that it imports."""

    def __init__(self, program: str, library: Path) -> None:
        self.program, self.library = program, library

    def run(self, *words: str, **options) -> subprocess.CompletedProcess:
        return subprocess.run([self.program, *words], capture_output=True, text=True, timeout=600, **options)

    def script(self, text: str):
        """Return what a module prints as JSON; in it X stands for the library."""
        text = f"import * as X from {json.dumps(self.library.joinpath('xlfuncs.js').as_uri())};\n{text}"
        done = self.run("--input-type=module", "-", input=text)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def calls(self, calls: list) -> list:
        """Return what the library gives for calls: pairs of a name and the arguments."""
        return self.script(
            f"const calls = {json.dumps(calls)};\n"
            "console.log(JSON.stringify(calls.map(([name, given]) => X[name](...given))));"
        )


@pytest.fixture(scope="session")
def node(tmp_path_factory) -> Node:
    """Node with the library in a folder."""
    program = shutil.which("node")
    if program is None:
        reason = "node is missing: `python3 install test` says how to install it"
        if hosts_required():
            pytest.fail(reason)
        pytest.skip(reason)
    library = tmp_path_factory.mktemp("library")
    write_library(library)
    return Node(program, library)
