"""What every program of ours does to the console before it prints."""

from __future__ import annotations

import io
import sys


def allow_any_sign() -> None:
    """Print a question mark where the console (a Windows one of an old code page) lacks a sign, and do not crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
