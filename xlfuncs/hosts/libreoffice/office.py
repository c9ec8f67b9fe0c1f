"""The LibreOffice of this machine: where it is, which Python it uses, which user profile, and how to start it.

Standard library alone: the installer asks it before anything is installed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from xlfuncs.system.user_errors import UserError

ROOT = Path(os.environ.get("SYSTEMDRIVE", ""), "/")
_PLACES = {
    "linux": ("usr/lib*/libreoffice/program/soffice", "opt/libreoffice*/program/soffice"),
    "darwin": ("Applications/LibreOffice*.app/Contents/MacOS/soffice",),
    # Not soffice.exe, which comes back before its work is done.
    "win32": ("Program Files*/LibreOffice*/program/soffice.com",),
}
_SANDBOXES = {
    "Snap": ("snap/bin/libreoffice", "var/lib/snapd/snap/bin/libreoffice"),
    "Flatpak": (
        "var/lib/flatpak/exports/bin/org.libreoffice.LibreOffice",
        "~/.local/share/flatpak/exports/bin/org.libreoffice.LibreOffice",
    ),
}
# Relative to the folder of soffice: beside it, or in an application of macOS.
_PYTHONS = ("python.exe", "python", "../Resources/python")
_SETTINGS = ("bootstraprc", "bootstrap.ini", "../Resources/bootstraprc")
_SYSTEM_PYTHON = "usr/bin/python3"

# Prefixes of settings under which the Python inside LibreOffice does not find its own library: documents that use
# a Python add-in then fail to load at all.
_FOREIGN_PYTHON = ("PYTHON", "__PYVENV", "VIRTUAL_ENV", "CONDA")

# What LibreOffice leaves as it is in a file URL. Its lock on the profile is named after the URL, to the letter.
_PLAIN_IN_URLS = "/!$&'()*+,-.:=@_~"
_PIPE_FOLDERS = ("tmp", "var/tmp")
_WINDOWS_PIPES = "\\\\.\\pipe\\"

_PROBE = """
import json, platform, struct, sys, sysconfig
try:
    import uno
except ImportError:
    uno = None
# On Windows one machine runs programs for several processors.
machine = sysconfig.get_platform() if sys.platform == "win32" else platform.machine()
print(json.dumps([sys.version_info[:2], "%s %d-bit" % (machine, struct.calcsize("P") * 8), uno is not None]))
"""
PROBE_TIMEOUT = 60  # seconds


@dataclass(frozen=True)
class Run:
    """What came of a program."""

    code: int
    printed: str
    said: str


@dataclass(frozen=True)
class Interpreter:
    """What a Python is."""

    version: tuple[int, int]
    platform: str
    has_uno: bool


@dataclass(frozen=True)
class LibreOffice:
    """One installed LibreOffice, by its program."""

    soffice: Path

    @property
    def folder(self) -> Path:
        """Where its programs are."""
        return self.soffice.parent

    @property
    def name(self) -> str:
        """Return its name with its version, as in "LibreOffice 7.4"."""
        return self._setting("ProductKey") or "LibreOffice"

    @property
    def python(self) -> Path:
        """The Python that it brings along, or the system's, which Linux distributions build it for."""
        own = (self.folder / place for place in _PYTHONS)
        return next((path for path in own if path.is_file()), ROOT / _SYSTEM_PYTHON)

    @property
    def profile(self) -> Path:
        """The folder of the user's own profile."""
        place = self._setting("UserInstallation") or "$SYSUSERCONFIG/libreoffice/4"
        origin = self._first(_SETTINGS).parent
        return Path(place.replace("$SYSUSERCONFIG", str(_config_folder())).replace("$ORIGIN", str(origin)))

    def is_whole(self) -> bool:
        """Return whether this is the program itself, not a script elsewhere that starts it, and Calc is there."""
        has_calc = sys.platform != "linux" or (self.folder / "scalc").exists()
        return has_calc and self._first(_SETTINGS).is_file()

    def environment(self, variables: Mapping[str, str] = os.environ) -> dict[str, str]:
        """Return the variables to start it with, so that the Python inside is the one it was built for."""
        kept = {name: value for name, value in variables.items() if not name.startswith(_FOREIGN_PYTHON)}
        return kept | {"PATH": os.pathsep.join([str(self.python.parent), variables.get("PATH", "")])}

    def interpreter(self) -> Interpreter:
        """Return what its Python is."""
        return interpreter(self.python, self.environment())

    def arguments(self, profile: Path) -> list[str]:
        """Return the words that start it without a window, on a user profile."""
        return [str(self.soffice), "--headless", "--norestore", "--nologo", f"-env:UserInstallation={url(profile)}"]

    def _first(self, places: Sequence[str]) -> Path:
        found = (self.folder / place for place in places)
        return next((path for path in found if path.is_file()), self.folder / places[0])

    def _setting(self, name: str) -> str:
        try:
            text = self._first(_SETTINGS).read_text("utf-8", "replace")
        except FileNotFoundError:
            return ""
        found = re.search(rf"^{name}=(.*)$", text, re.MULTILINE)
        return found[1].strip() if found else ""


def interpreter(python: Path, variables: Mapping[str, str]) -> Interpreter:
    """Ask a Python what it is."""
    try:
        printed = run([python, "-c", _PROBE], variables, PROBE_TIMEOUT).printed
        version, platform, has_uno = json.loads(printed)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise UserError(f"{python} does not start, or is no Python: install LibreOffice anew") from error
    return Interpreter(tuple(version), platform, has_uno)


def find() -> LibreOffice | None:
    """Return the LibreOffice of this machine that has Calc: the one on the PATH, else the newest."""
    return next((office for office in map(LibreOffice, _programs()) if office.is_whole()), None)


def sandboxed() -> str | None:
    """Return the kind of package whose sandbox keeps a LibreOffice from add-ins of ours, if there is one."""
    home = Path.home()
    for kind, places in _SANDBOXES.items():
        paths = (home / place[2:] if place.startswith("~") else ROOT / place for place in places)
        if any(path.exists() for path in paths):
            return kind
    return None


def _programs() -> Iterator[Path]:
    on_path = shutil.which("soffice.com" if sys.platform == "win32" else "soffice")
    if on_path and not Path(on_path).is_relative_to(ROOT / "snap"):
        yield Path(on_path).resolve()
    for place in _PLACES.get(sys.platform, ()):
        yield from sorted(ROOT.glob(place), key=_numbers, reverse=True)


def _numbers(path: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", str(path))]


def _config_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ["APPDATA"])
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")


def url(path: Path) -> str:
    """Return the URL of a file as LibreOffice itself writes it."""
    place = path.absolute().as_posix()
    return f"file://{'' if place.startswith('/') else '/'}{quote(place, safe=_PLAIN_IN_URLS)}"


def digest(profile: Path) -> str:
    """Return the digest of a profile's place by which LibreOffice names its lock."""
    return "".join(
        f"{byte:x}" for byte in hashlib.md5(url(profile).encode("utf-16-le"), usedforsecurity=False).digest()
    )


def is_running(profile: Path) -> bool:
    """Return whether a LibreOffice runs on the profile: whether one listens for the next one that is started.

    The file .lock in the profile would not do: it outlives a LibreOffice that was killed.
    """
    return listens(f"SingleOfficeIPC_{digest(profile)}")


def listens(pipe: str) -> bool:
    """Return whether a LibreOffice of this user listens on a pipe."""
    if sys.platform == "win32":
        return any(name.endswith(f"_{pipe}") for name in os.listdir(_WINDOWS_PIPES))  # noqa: PTH208 - no folder
    return any(_answers(ROOT / folder / f"OSL_PIPE_{os.getuid()}_{pipe}") for folder in _PIPE_FOLDERS)


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(path))
        except (FileNotFoundError, ConnectionRefusedError):
            return False
    return True


def run(
    arguments: Sequence[str | Path], variables: Mapping[str, str], timeout: float, descriptors: Sequence[int] = ()
) -> Run:
    """Run a program that may start others: all of them end when time is up, or when it fails.

    It inherits the open files that the descriptors name.
    """
    with subprocess.Popen(
        arguments,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
        pass_fds=descriptors,
    ) as process:
        try:
            printed, said = process.communicate(timeout=timeout)
        except BaseException:
            end_all(process)
            raise
    if process.returncode:
        end_all(process)
    return Run(process.returncode, printed, said)


def end_all(process: subprocess.Popen[str]) -> None:
    """End a program with those that it started: soffice is a script, the program proper comes after it."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
