"""What the tests need from outside ``.venv``: one table of programs and fonts, installed where that can be done."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from install.steps import run_quietly, step
from xlfuncs.trouble import AGAIN, TroubleError, remedy

INSTALL_BY_HAND = {"apt-get": "sudo apt-get install", "brew": "brew install", "winget": "winget install"}

_LIBREOFFICE_ELSEWHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    # Not soffice.exe, which comes back before its work is done.
    str(Path(os.environ.get("PROGRAMFILES", r"C:\Program Files"), "LibreOffice", "program", "soffice.com")),
)

_APT_TROUBLE = (
    ("the disk is full: make room", ("No space left on device", "You don't have enough free space")),
    ("another installation is under way: wait until it has ended", ("Could not get lock", "Unable to lock")),
    (
        "an earlier installation is unfinished: run: dpkg --configure -a && apt-get -f install",
        ("dpkg was interrupted", "--fix-broken"),
    ),
    (
        "apt-get could not reach its servers: check the network (or the proxy, or apt's settings)",
        (
            "Failed to fetch",
            "Could not resolve",
            "Temporary failure resolving",
            "Could not connect",
            "Unable to connect",
        ),
    ),
    (
        "apt-get does not know these packages: switch on the main archive of this system in /etc/apt",
        ("Unable to locate package", "has no installation candidate"),
    ),
)


@dataclass(frozen=True)
class Need:
    """A program or font, and the package that brings it, by package manager."""

    what: str
    present: Callable[[], bool]
    packages: Mapping[str, str]


def libreoffice() -> str | None:
    """Return the path of the program LibreOffice, if it has Calc."""
    # Linux distributions split LibreOffice: soffice may be there without Calc, localc is not.
    if shutil.which("localc"):
        return shutil.which("soffice")
    return next(filter(None, map(shutil.which, _LIBREOFFICE_ELSEWHERE)), None)


def has_font(family: str) -> bool:
    """Return whether documents in this font come out as they should."""
    # Elsewhere LibreOffice brings the fonts itself, and nothing lists them.
    return sys.platform != "linux" or (
        shutil.which("fc-list") is not None and not run_quietly("fc-list", "-q", family)[0]
    )


NEEDS = (
    Need(
        "LibreOffice Calc",
        lambda: libreoffice() is not None,
        {"apt-get": "libreoffice-calc", "brew": "libreoffice", "winget": "TheDocumentFoundation.LibreOffice"},
    ),
    Need(
        "pdftoppm",
        lambda: shutil.which("pdftoppm") is not None,
        {"apt-get": "poppler-utils", "brew": "poppler", "winget": "oschwartz10612.Poppler"},
    ),
    # As wide as Calibri, Cambria and Arial: with other fonts the pages would break elsewhere.
    Need("the font Carlito", lambda: has_font("Carlito"), {"apt-get": "fonts-crosextra-carlito"}),
    Need("the font Caladea", lambda: has_font("Caladea"), {"apt-get": "fonts-crosextra-caladea"}),
    Need("the font Liberation Sans", lambda: has_font("Liberation Sans"), {"apt-get": "fonts-liberation"}),
)


def hosts_required() -> bool:
    """Return whether a missing spreadsheet host is a failure and not a reason to skip its tests."""
    return os.environ.get("XLFUNCS_REQUIRE_HOSTS") == "1"


def ensure_system() -> None:
    """Install what is missing; where that cannot be done, say what to install and go on, unless hosts are required."""
    missing = absent()
    if not missing:
        return
    message = advice(missing)
    if can_install():
        try:
            apt_install([need.packages["apt-get"] for need in missing])
        except TroubleError as trouble:
            message = str(trouble)
        if not absent():
            return
    if hosts_required():
        raise TroubleError(message)
    print(
        f"install: {message}\nGoing on; the tests that need what is missing are skipped.", file=sys.stderr, flush=True
    )


def absent() -> list[Need]:
    """Return what is not there."""
    return [need for need in NEEDS if not need.present()]


def advice(missing: Sequence[Need]) -> str:
    """Say in one line what to install on this system."""
    what = ", ".join(need.what for need in missing)
    manager = next(filter(shutil.which, INSTALL_BY_HAND), "")
    packages = [need.packages[manager] for need in missing if manager in need.packages]
    how = f"run: {INSTALL_BY_HAND[manager]} {' '.join(packages)}" if packages else "install it"
    return f"the tests need {what}, not found here: {how}; {AGAIN}"


def can_install() -> bool:
    """Return whether packages of the system can be installed: by apt-get, as root."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def apt_install(packages: Sequence[str]) -> None:
    """Install packages of Debian or Ubuntu; raise TroubleError with the remedy when it fails."""
    # Another installation, such as the daily one, may be under way on a machine that has just started.
    apt = ("apt-get", "-q", "-o", "DPkg::Lock::Timeout=120")
    with step(f"Installing the system packages {' '.join(packages)}"):
        # Packages already listed can be installed though an update fails: only the second code counts.
        _, log = run_quietly(*apt, "update")
        code, installing = run_quietly(*apt, "install", "-y", "--no-install-recommends", *packages)
        if code:
            print(log + installing, file=sys.stderr, flush=True)
            raise TroubleError(apt_trouble(code, log + installing))


def apt_trouble(code: int, log: str) -> str:
    """Say in one line why apt-get ended with this code, and what to do."""
    reason = f"apt-get failed (exit code {code}): its last lines above say why; mend that, {AGAIN}"
    return remedy(_APT_TROUBLE, log) or reason
