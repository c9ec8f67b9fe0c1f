"""One at a time on a user's folder of a host: a lock that is held through a whole installation, removal or look.

Its file lies outside the checkout, so that all checkouts of a user share it, and stays: of a file that is removed, two
could hold one each. A program that the lock is handed on to keeps it when the one that started it is killed.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from xlfuncs.system.user_errors import AGAIN, UserError

LIMIT = 300  # seconds
_BETWEEN_TRIES = 0.1  # seconds
_UNDER_WAY = "another installation is under way"


def place(folder: Path) -> Path:
    """Return the file of the lock on a folder."""
    user = "" if sys.platform == "win32" else os.getuid()
    digest = hashlib.sha256(os.path.normcase(os.path.realpath(folder)).encode("utf-8", "surrogateescape")).hexdigest()
    return Path(tempfile.gettempdir(), f"xlfuncs-{user}-{digest[:24]}.lock")


@contextmanager
def turn(folder: Path, say: Callable[[str], None] | None = None) -> Iterator[tuple[int, ...]]:
    """Wait until nobody else works on the folder, then keep others waiting; give what hands the lock on."""
    descriptor = os.open(place(folder), os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        if not _is_mine(descriptor):
            if say:
                say(f"{_UNDER_WAY}; waiting for it ...")
            _wait(descriptor)
        yield () if sys.platform == "win32" else (descriptor,)
    finally:
        # Not unlocked: where it was handed on, it stays locked.
        os.close(descriptor)


def _wait(descriptor: int) -> None:
    limit = time.monotonic() + LIMIT
    while not _is_mine(descriptor):
        if time.monotonic() > limit:
            raise UserError(f"{_UNDER_WAY}: wait until it has ended, {AGAIN}")
        time.sleep(_BETWEEN_TRIES)


if sys.platform == "win32":
    import msvcrt

    def _is_mine(descriptor: int) -> bool:
        """Lock the first byte; the second is that of register.py, which may have outlived the one that started it."""
        try:
            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        try:
            os.lseek(descriptor, 1, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            free = True
        except OSError:
            free = False
        os.lseek(descriptor, int(free), os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
        return free

else:
    import fcntl

    def _is_mine(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
