"""Running programs one step at a time."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from xlfuncs.system.user_errors import UserError, clean_environment, pip_message


@contextmanager
def step(text: str) -> Iterator[None]:
    """Say what is being done, and afterwards how long it took."""
    print(f"{text} ...", flush=True)
    start = time.perf_counter()
    yield
    print(f"    done in {time.perf_counter() - start:.1f} s", flush=True)


def run(arguments: Sequence[str | Path], folder: Path) -> int:
    """Run a program in a folder with its output in view; return its exit code."""
    return subprocess.run(arguments, cwd=folder, env=clean_environment(os.environ), check=False).returncode


def run_quietly(*arguments: str) -> tuple[int, str]:
    """Run a program of the system that may ask nothing; return its exit code and all it said, in English."""
    settings = {"LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=clean_environment(os.environ) | settings,
        check=False,
    )
    return done.returncode, done.stdout


def pip_install(python: Path, arguments: Sequence[str | Path], folder: Path, log: Path) -> None:
    """Run ``pip install``; raise UserError with the remedy when it fails."""
    log.unlink(missing_ok=True)
    code = run([python, "-m", "pip", "install", "--no-compile", "--log", log, *arguments], folder)
    if code:
        raise UserError(pip_message(code, log.read_text("utf-8", "replace") if log.exists() else ""))
