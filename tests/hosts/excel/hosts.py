from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).parents[3]


class Argument(Enum):
    OMITTED = "as in NERNST(,140,1,37)"


@dataclass(frozen=True)
class TwoAreas:
    """A range of two areas, the first of which holds the rows."""

    rows: list[list[Any]]


@dataclass(frozen=True)
class Raised:
    """An exception that came out of a host instead of an answer."""

    text: str


def answers(host: str, calls: list[tuple[str, list[Any]]]) -> list[Any]:
    """Return what a host of xlwings answers to calls: a list is a range, anything else as a formula holds it."""
    process = _process(host)
    pickle.dump(calls, process.stdin)
    process.stdin.flush()
    return pickle.load(process.stdout)


@cache
def _process(host: str) -> subprocess.Popen[bytes]:
    """Return the process of a host, which ends when ours does and closes the pipe."""
    program = [sys.executable, "-m", "tests.hosts.excel.driver", host]
    return subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=CHECKOUT)
