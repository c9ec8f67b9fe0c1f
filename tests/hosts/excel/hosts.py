from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).parents[3]


def answers(host: str, calls: list[tuple[str, list[Any]]]) -> list[Any]:
    """Return what a host of xlwings answers to calls, from a process of its own."""
    program = [sys.executable, "-m", "tests.hosts.excel.driver", host]
    done = subprocess.run(program, input=pickle.dumps(calls), capture_output=True, cwd=CHECKOUT, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return pickle.loads(done.stdout)
