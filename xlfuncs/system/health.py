"""How a host is: what `xlfuncs doctor` says of it."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

# What no shell of Windows takes for its own.
_PLAIN = re.compile(r"[\w:\\./~-]+")


@dataclass(frozen=True)
class Health:
    """One line about a host, and whether there is nothing to fix."""

    fine: bool
    words: str


def typed(*words: str) -> str:
    """Return a command of ours as it can be typed here: its folder is on the PATH only where one put it there.

    On Windows as both of its shells take it: a path in quotes is a command for cmd and a text for PowerShell.
    """
    own, first = Path(sys.executable).with_name("xlfuncs"), shutil.which("xlfuncs")
    found = "xlfuncs" if first and Path(first).resolve().parent == own.parent.resolve() else str(own)
    if sys.platform != "win32":
        return shlex.join([found, *words])
    line = " ".join(word if _PLAIN.fullmatch(word) else f'"{word}"' for word in words)
    return f"{found} {line}" if _PLAIN.fullmatch(found) else rf".\xlfuncs {line} (in the folder {own.parent})"
