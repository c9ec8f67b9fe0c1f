"""The add-in in LibreOffice: put there, taken out, looked at.

All of it is inside the extension, which LibreOffice's own extension manager keeps in the user profile: what is removed
there, by us or by hand, is gone.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from xlfuncs import __version__
from xlfuncs.hosts.libreoffice import libraries, trial
from xlfuncs.hosts.libreoffice import office as program
from xlfuncs.hosts.libreoffice import profile as contents
from xlfuncs.hosts.libreoffice.descriptions import IDENTIFIER
from xlfuncs.hosts.libreoffice.extension import write_extension
from xlfuncs.hosts.libreoffice.office import Interpreter, LibreOffice
from xlfuncs.system.health import Health, typed
from xlfuncs.system.lock import place, turn
from xlfuncs.system.user_errors import AGAIN, UserError

OLDEST_PYTHON = (3, 11)
REGISTER_TIMEOUT = 300  # seconds; a first start on a slow disk with a virus scanner takes a minute
_CALCULATES = "calculates =NERNST(5;140;1;37) as"
_RIGHT = f"{_CALCULATES} {trial.expected():.2f} mV"
TRIES = 3  # what a killed installation left running may disturb the first
ENDING = 5  # seconds that a LibreOffice may take to end
_RUNNING = (
    "LibreOffice is running: close all its windows (and the quickstarter; if there are none, end the process "
    f"soffice.bin), {AGAIN}"
)
_REGISTER = Path(__file__).with_name("register.py")
Say = Callable[[str], None]
Lock = tuple[int, ...]


def install(profile: Path | None = None, say: Say = print) -> None:
    """Put the add-in into a user profile, in place of an earlier one, and see that LibreOffice calculates with it."""
    office = require()
    profile = profile or office.profile
    python = suitable_python(office)
    say(f"{office.name} in {office.folder}, with Python {_dotted(python.version)}; user profile {profile}")
    with turn(profile, say) as lock, contents.work_folder(profile) as folder:
        if contents.is_installed(profile, folder):
            if not _is_free(profile):
                say(f"xlfuncs {__version__} is there already; not tried, because LibreOffice is running")
                return
            if not program.listens(_pipe(profile)) and not _fault(office, profile, folder):
                say(f"xlfuncs {__version__} is there already; {_way_out(office, profile)}")
                say(f"{office.name} {_RIGHT}")
                return
        _require_no_window(profile)
        _add(office, python, profile, folder, lock, say)
        if fault := _fault(office, profile, folder):
            raise UserError(f"the add-in is installed, but {fault}: report it; {_way_out(office, profile)}")
    say(f"{office.name} {_RIGHT}")


def remove(profile: Path | None = None, say: Say = print) -> None:
    """Take the add-in out of a user profile."""
    office = require()
    profile = profile or office.profile
    if not profile.exists():
        say(f"the add-in is not in {profile}")
        return
    _require_uno(office, office.interpreter())
    with turn(profile, say) as lock:
        _require_no_window(profile)
        with contents.work_folder(profile) as folder:
            before = _register(office, profile, lock)["before"]
            # LibreOffice clears away what was removed when it is started the next time.
            fault = _fault(office, profile, folder)
    if not fault:
        raise UserError(f"{office.name} still has the add-in, though not in {profile}: remove it for all users")
    say(f"xlfuncs {before} is out of {profile}" if before else f"the add-in was not in {profile}")


def check(profile: Path | None = None) -> Health:
    """Say how the add-in is in a user profile, as LibreOffice itself shows it."""
    office = program.find()
    if not office:
        kind = program.sandboxed()
        only = f"here as a {kind} only, which cannot take the add-in" if kind else "not here"
        return Health(True, f"LibreOffice: {only}")
    try:
        suitable_python(office)
        profile = profile or office.profile
        with turn(profile):
            fine, words = _condition(office, profile)
    except UserError as error:
        fine, words = False, str(error)
    return Health(fine, f"{office.name}: {words}")


def require() -> LibreOffice:
    """Return the LibreOffice of this machine; raise UserError with the remedy when there is none that will do."""
    office = program.find()
    if office:
        return office
    if kind := program.sandboxed():
        raise UserError(
            f"LibreOffice is here as a {kind} only, whose sandbox keeps the add-in out: install it from your "
            f"system's own packages or from libreoffice.org, {AGAIN}"
        )
    raise UserError(f"LibreOffice Calc is not found here: install LibreOffice 26.2 or newer, {AGAIN}")


def suitable_python(office: LibreOffice) -> Interpreter:
    """Return LibreOffice's Python, if the functions can run in it."""
    python, own = office.interpreter(), program.interpreter(Path(sys.executable), os.environ)
    _require_uno(office, python)
    if python.version < OLDEST_PYTHON:
        raise UserError(
            f"{office.name} in {office.folder} brings Python {_dotted(python.version)}; the functions need "
            f"{_dotted(OLDEST_PYTHON)} or newer: install LibreOffice 26.2 or newer, {AGAIN}"
        )
    if python.platform != own.platform:
        raise UserError(
            f"the Python of {office.name} is for {python.platform}, the one that runs this for {own.platform}: "
            f"install a LibreOffice for {own.platform}, {AGAIN}"
        )
    return python


def _condition(office: LibreOffice, profile: Path) -> tuple[bool, str]:
    """Return whether the add-in is as it should be, and the words."""
    version, remedy = contents.installed_version(profile), f"type {_typed('install', office, profile)}"
    if version is None:
        return False, f"the add-in is not installed: {remedy}"
    if version != __version__:
        return False, f"the add-in is xlfuncs {version}, and this is {__version__}: {remedy}"
    if program.is_running(profile):
        return True, f"xlfuncs {version} is installed; not tried, because LibreOffice is running"
    with contents.work_folder(profile) as folder:
        if fault := _fault(office, profile, folder):
            return False, f"xlfuncs {version} is installed, but {fault}: {remedy}"
        if not trial.is_right(trial.answer(office, profile, os.environ, folder)):
            return False, (
                "works, but not when started from this terminal, where another Python comes first: documents with our "
                f"formulas do not open then; start it from the desktop, or with PATH={office.python.parent}:$PATH"
            )
    return True, _RIGHT


def _require_uno(office: LibreOffice, python: Interpreter) -> None:
    if not python.has_uno:
        raise UserError(
            f"{office.name} is here without its Python bridge: install the package python3-uno (Debian, Ubuntu), "
            f"libreoffice-pyuno (Fedora, openSUSE) or the like, {AGAIN}"
        )


def _add(office: LibreOffice, python: Interpreter, profile: Path, folder: Path, lock: Lock, say: Say) -> None:
    say(f"fetching numpy for Python {_dotted(python.version)} ...")
    libraries.fetch(python, folder / "libraries", lock)
    file = folder / contents.FILE
    write_extension(file, folder / "libraries")
    shutil.rmtree(folder / "libraries")
    contents.require_room(file, profile)
    say(f"adding the extension to LibreOffice ({file.stat().st_size / 1e6:.0f} MB) ...")
    done = _register(office, profile, lock, file)
    instead = f" in place of {done['before']}" if done["before"] else ""
    say(f"xlfuncs {done['after']} is installed{instead}; {_way_out(office, profile)}")


def _fault(office: LibreOffice, profile: Path, folder: Path) -> str:
    """Say what LibreOffice makes of the formula, if that is not its value."""
    answered = trial.answer(office, profile, office.environment(), folder)
    if trial.is_right(answered):
        return ""
    return f"{office.name} {_CALCULATES} {answered}" if answered else f"{office.name} opens no document"


def _require_no_window(profile: Path) -> None:
    """See that nobody works with LibreOffice on the profile."""
    if not _is_free(profile):
        raise UserError(_RUNNING)


def _is_free(profile: Path) -> bool:
    """Return whether nobody works with LibreOffice on the profile; one that is about to end is waited for.

    One that listens on our own pipe is what a killed installation left; it is ended in its turn.
    """
    patience = time.monotonic() + ENDING
    while program.is_running(profile) and not program.listens(_pipe(profile)):
        if time.monotonic() > patience:
            return False
        time.sleep(0.1)
    return True


def _register(office: LibreOffice, profile: Path, lock: Lock, file: Path | None = None) -> dict[str, Any]:
    """Have LibreOffice add the file, or remove the add-in; return the versions before and after."""
    for _ in range(TRIES):
        outcome = _asked(office, profile, lock, file)
        if "disturbed" not in outcome:
            break
        _require_no_window(profile)
    if not program.is_running(profile):
        contents.clear_scratch(profile)
    if "disturbed" in outcome:
        raise UserError(f"{office.name} could not be asked ({outcome['disturbed']}): fix that, {AGAIN}")
    if "failure" in outcome:
        raise UserError(f"{office.name} did not do it ({outcome['failure']}): fix that, {AGAIN}")
    return outcome


def _asked(office: LibreOffice, profile: Path, lock: Lock, file: Path | None) -> dict[str, Any]:
    words = [_pipe(profile), IDENTIFIER, program.url(file) if file else "", *office.arguments(profile)]
    command: list[str | Path] = [office.python, _REGISTER, place(profile), *words]
    try:
        done = program.run(command, office.environment(), REGISTER_TIMEOUT, lock)
    except subprocess.TimeoutExpired:
        raise UserError(f"{office.name} did not finish in {REGISTER_TIMEOUT} s and was ended; {AGAIN}") from None
    if done.code:
        return {"disturbed": (done.said.splitlines() or [f"code {done.code}"])[-1]}
    outcome: dict[str, Any] = json.loads(done.printed)
    return outcome


def _pipe(profile: Path) -> str:
    """Return the name of our pipe: always the same for a profile, so that what was left behind is found."""
    return f"xlfuncs-install-{program.digest(profile)}"


def _way_out(office: LibreOffice, profile: Path) -> str:
    return f"to take it out: {_typed('remove', office, profile)}, or Tools > Extensions in LibreOffice"


def _typed(change: str, office: LibreOffice, profile: Path) -> str:
    return typed(change, "libreoffice", *([] if profile == office.profile else ["--profile", str(profile)]))


def _dotted(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))
