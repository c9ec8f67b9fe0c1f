"""A foreseeable failure as the one line that a person reads: what pip or the operating system refused, and the remedy.

Standard library alone: the installer uses it before anything is installed.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Mapping, Sequence

AGAIN = "then run the same command again"

# Settings of other installations that would send pip or Python to other folders.
_FOREIGN_SETTINGS = (
    "PYTHONHOME",
    "PYTHONPATH",
    "__PYVENV_LAUNCHER__",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_ROOT",
    "PIP_REQUIRE_HASHES",
)

# What pip's log says, and what a person can do about it. The first that fits is told.
_PIP_FAILURES = (
    ("the disk is full: make room", ("No space left on device", "[Errno 28]")),
    ("a downloaded file is not the one that the lock names: do not use it, report it", ("DO NOT MATCH THE HASHES",)),
    (
        "pip does not trust the network's certificate: set PIP_CERT to the file of your own",
        ("CERTIFICATE_VERIFY_FAILED",),
    ),
    (
        "pip could not reach the package index: check the network (or the proxy, or pip's settings)",
        (
            "Failed to establish a new connection",
            "NameResolutionError",
            "Network is unreachable",
            "ConnectTimeoutError",
            "ReadTimeoutError",
            "ProxyError",
            "Temporary failure in name resolution",
            "getaddrinfo failed",
        ),
    ),
    (
        "a program holds what is to be replaced: close Excel and LibreOffice (see pip's lines above)",
        ("WinError 5]", "WinError 32]"),
    ),
    ("no permission to write: see pip's lines above", ("Permission denied", "[Errno 13]")),
    (
        "there is no ready-made package for this system and Python: use 64-bit Python 3.11 to 3.14 "
        "on Linux (glibc), macOS or Windows (x64), and check pip's index settings",
        ("No matching distribution found", "Could not find a version that satisfies"),
    ),
)


class UserError(Exception):
    """A foreseeable failure; its text is the one line that the person reads."""


def clean_environment(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the variables without those that lead pip or Python out of the environment."""
    kept = {name: value for name, value in variables.items() if name not in _FOREIGN_SETTINGS}
    return kept | {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}


def pip_message(code: int, log: str) -> str:
    """Say in one line why pip ended with this code, and what to do."""
    if code < 0:
        return f"pip was stopped by signal {-code} (often: too little memory); {AGAIN}"
    reason = f"pip failed (exit code {code}): its last lines above say why; fix that, {AGAIN}"
    return remedy(_PIP_FAILURES, log) or reason


def remedy(problems: Iterable[tuple[str, Sequence[str]]], log: str) -> str:
    """Return the remedy of the first problem whose marks are in the log; empty when it is none of them."""
    found = (told for told, marks in problems if any(mark in log for mark in marks))
    return next((f"{told}; {AGAIN}" for told in found), "")


def system_message(error: OSError) -> str:
    """Say in one line what the operating system refused, and what to do."""
    place = f" ({error.filename})" if error.filename else ""
    if error.errno == errno.ENOSPC:
        return f"the disk is full{place}: make room, {AGAIN}"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY):
        return f"no permission to write here{place}: close the programs that use it, or get the right; {AGAIN}"
    return f"{error.strerror or error}{place}: fix that, {AGAIN}"
