"""What is needed from outside ``.venv``: one table of programs and fonts, installed where that can be done."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from ctypes.util import find_library
from dataclasses import dataclass

from install.steps import run_quietly, step
from xlfuncs.hosts.libreoffice.office import find
from xlfuncs.system.user_errors import AGAIN, UserError, remedy

INSTALL_BY_HAND = {"apt-get": "sudo apt-get install", "brew": "brew install", "winget": "winget install"}

_APT_FAILURES = (
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
    for_addin: bool = False


def has_bridge() -> bool:
    """Return whether the Python of LibreOffice can speak with it, which is a package of its own in Linux."""
    office = find()
    return office is not None and office.interpreter().has_uno


def has_server_program(name: str) -> bool:
    """Return whether a program is here that Debian keeps where only root's PATH leads."""
    return shutil.which(name) is not None or shutil.which(f"/usr/sbin/{name}") is not None


def has_library(name: str) -> bool:
    """Return whether programs find this library of the system; only Linux lacks some."""
    return sys.platform != "linux" or find_library(name) is not None


def has_font(family: str) -> bool:
    """Return whether documents in this font come out as they should."""
    # Elsewhere LibreOffice brings the fonts itself, and nothing lists them.
    return sys.platform != "linux" or (
        shutil.which("fc-list") is not None and not run_quietly("fc-list", "-q", family)[0]
    )


# Brings what checks the JavaScript; Debian has it in a package of its own.
NPM = Need(
    "npm",
    lambda: shutil.which("npm") is not None,
    {"apt-get": "npm", "brew": "node", "winget": "OpenJS.NodeJS.LTS"},
)
NEEDS = (
    Need(
        "LibreOffice Calc",
        lambda: find() is not None,
        {"apt-get": "libreoffice-calc", "brew": "libreoffice", "winget": "TheDocumentFoundation.LibreOffice"},
        for_addin=True,
    ),
    Need("LibreOffice's Python bridge", has_bridge, {"apt-get": "python3-uno"}, for_addin=True),
    Need(
        "pdftoppm",
        lambda: shutil.which("pdftoppm") is not None,
        {"apt-get": "poppler-utils", "brew": "poppler", "winget": "oschwartz10612.Poppler"},
    ),
    # The browser is the nearest thing to Excel in which the real Office.js runs.
    Need("Chromium", lambda: shutil.which("chromium") is not None, {"apt-get": "chromium"}),
    Need("nginx", lambda: has_server_program("nginx"), {"apt-get": "nginx", "brew": "nginx"}),
    Need(
        "node",
        lambda: shutil.which("node") is not None,
        {"apt-get": "nodejs", "brew": "node", "winget": "OpenJS.NodeJS.LTS"},
    ),
    NPM,
    # As wide as Calibri, Cambria and Arial: with other fonts the pages would break elsewhere.
    Need("the font Carlito", lambda: has_font("Carlito"), {"apt-get": "fonts-crosextra-carlito"}),
    Need("the font Caladea", lambda: has_font("Caladea"), {"apt-get": "fonts-crosextra-caladea"}),
    Need("the font Liberation Sans", lambda: has_font("Liberation Sans"), {"apt-get": "fonts-liberation"}),
    # What drives Chromium comes ready-made, but for this.
    Need("the library atomic", lambda: has_library("atomic"), {"apt-get": "libatomic1"}),
)


def hosts_required() -> bool:
    """Return whether a missing spreadsheet host is a failure and not a reason to skip its tests."""
    return os.environ.get("XLFUNCS_REQUIRE_HOSTS") == "1"


def ensure_for_tests() -> None:
    """Install what the tests need; where that cannot be done, say so and go on, unless hosts are required."""
    try:
        ensure(NEEDS)
    except UserError as error:
        if hosts_required():
            raise
        skipped = "Going on; the tests that need what is missing are skipped."
        print(f"install: {error}\n{skipped}", file=sys.stderr, flush=True)


def ensure_for_addin() -> None:
    """Install what the LibreOffice add-in needs; raise UserError where that cannot be done."""
    ensure([need for need in NEEDS if need.for_addin])


def ensure(needs: Sequence[Need]) -> None:
    """Install what is missing; raise UserError with the remedy where that cannot be done."""
    missing = absent(needs)
    if missing and can_install():
        apt_install([need.packages["apt-get"] for need in missing])
        missing = absent(missing)
    if missing:
        raise UserError(advice(missing))


def absent(needs: Sequence[Need]) -> list[Need]:
    """Return what is not there."""
    return [need for need in needs if not need.present()]


def advice(missing: Sequence[Need]) -> str:
    """Say in one line what to install on this system."""
    what = ", ".join(need.what for need in missing)
    manager = next(filter(shutil.which, INSTALL_BY_HAND), "")
    packages = list(dict.fromkeys(need.packages[manager] for need in missing if manager in need.packages))
    how = f"run: {INSTALL_BY_HAND[manager]} {' '.join(packages)}" if packages else "install it"
    return f"{what} not found here: {how}; {AGAIN}"


def can_install() -> bool:
    """Return whether packages of the system can be installed: by apt-get, as root."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def apt_install(packages: Sequence[str]) -> None:
    """Install packages of Debian or Ubuntu; raise UserError with the remedy when it fails."""
    # Another installation, such as the daily one, may be under way on a machine that has just started.
    apt = ("apt-get", "-q", "-o", "DPkg::Lock::Timeout=120")
    with step(f"Installing the system packages {' '.join(packages)}"):
        # Packages already listed can be installed though an update fails: only the second code counts.
        _, log = run_quietly(*apt, "update")
        code, installing = run_quietly(*apt, "install", "-y", "--no-install-recommends", *packages)
        if code:
            print(log + installing, file=sys.stderr, flush=True)
            raise UserError(apt_message(code, log + installing))


def apt_message(code: int, log: str) -> str:
    """Say in one line why apt-get ended with this code, and what to do."""
    reason = f"apt-get failed (exit code {code}): its last lines above say why; fix that, {AGAIN}"
    return remedy(_APT_FAILURES, log) or reason
