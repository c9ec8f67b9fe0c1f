"""The add-in in Excel for Windows: put there, taken out.

Excel opens what lies in XLSTART whenever it starts, and trusts it. The settings beside the user's other ones name the
Python that answers. Nothing else is written: no registry entry of ours, nothing that needs an administrator.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from xlfuncs import __version__
from xlfuncs.formulas.calls import ADDIN_FILE
from xlfuncs.hosts.excel import addin, leftovers, settings
from xlfuncs.hosts.excel import office as program
from xlfuncs.hosts.excel.windows import Windows
from xlfuncs.system.health import typed
from xlfuncs.system.lock import turn
from xlfuncs.system.user_errors import AGAIN, UserError

RUNNING = (
    "Excel is running: close all its windows (if there are none, end EXCEL.EXE in the Task Manager: "
    f"Ctrl+Shift+Esc), {AGAIN}"
)
_NO_EXCEL = "Excel is not found here; once it is installed, it finds the add-in"
_STAGED = ".new"
_ONEDRIVE = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
Say = Callable[[str], None]


def install(windows: Windows, say: Say = print) -> None:
    """Put the add-in into the user's XLSTART and write the settings; what is there already stays untouched."""
    excel = program.find(windows)
    say(f"{excel.name} in {excel.file.parent}" if excel else _NO_EXCEL)
    program.require_visible_files(windows)
    program.require_startable_python(excel)
    interpreter = settings.interpreter(windows)
    require_library(windows, windows.python, program.bits(excel))
    file = place(windows)
    with turn(file.parent, say):
        require_ours(windows, file)
        wanted = {file: built(), settings.place(windows): settings.with_interpreter(windows, interpreter)}
        older = leftovers.found(windows)
        if older and windows.is_excel_running():
            raise UserError(RUNNING)
        changed = _put(windows, wanted)
        leftovers.clear(windows)
    say(f"xlfuncs {__version__} is {'installed' if changed else 'there already'}: {file}")
    for item in older:
        say(f"an older one is removed: {item}")
    _advise(windows, file, say)


def remove(windows: Windows, say: Say = print) -> None:
    """Take out of Excel all that was put there, and what an older installation left."""
    file, configuration = place(windows), settings.place(windows)
    with turn(file.parent, say):
        older, there = leftovers.found(windows), _is_readable(windows, file) and addin.is_ours(file)
        if (older or there) and windows.is_excel_running():
            raise UserError(RUNNING)
        with _held_files_told(windows):
            if there:
                file.unlink()
            configured = _remove_settings(windows, configuration)
            leftovers.clear(windows)
            for target in (file, configuration):
                staging(target).unlink(missing_ok=True)
        with suppress(OSError):  # other files are in it
            configuration.parent.rmdir()
    for item in [str(file)] * there + [str(configuration)] * configured + older:
        say(f"removed: {item}")
    if not (there or configured or older):
        say("the add-in was not in Excel")


def place(windows: Windows) -> Path:
    """Return where the add-in belongs."""
    return settings.folder(windows, "APPDATA") / "Microsoft" / "Excel" / "XLSTART" / ADDIN_FILE


def built() -> bytes:
    """Return the add-in for the installed xlwings."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / ADDIN_FILE
        addin.write_addin(file)
        return file.read_bytes()


def require_ours(windows: Windows, file: Path) -> None:
    """See that what lies in the add-in's place is not somebody else's."""
    if _is_readable(windows, file) and not addin.is_ours(file):
        raise UserError(f"{file} is not an add-in of this xlfuncs: move it elsewhere, {AGAIN}")


def require_library(windows: Windows, python: Path, bits: int) -> None:
    """See that xlwings' DLL for this Excel is where the add-in looks for it."""
    name = addin.dll_name(bits)
    if not any((folder / name).is_file() for folder in python.parents[:2]):
        version = name.partition("-")[2].removesuffix(".dll")
        raise UserError(
            rf"{name} is not beside {python}: type .\{python.name} -m pip install --force-reinstall --no-deps "
            f"xlwings=={version} in the folder {python.parent}, {AGAIN}"
        )


def staging(file: Path) -> Path:
    """Return where a file is written before it is moved into its place.

    Beside the folder, not in it: Excel opens whatever it finds in XLSTART. Of a folder that is a link, beside what it
    leads to: no file is moved from one drive to another in one step.
    """
    return Path(os.path.realpath(file.parent)).with_name(f"{file.name}{_STAGED}")


def _put(windows: Windows, wanted: dict[Path, bytes]) -> bool:
    """Write the files that are not there as they should be; first all beside their places, so that all or none fit."""
    new = {file: content for file, content in wanted.items() if not file.is_file() or file.read_bytes() != content}
    try:
        for file, content in new.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            staging(file).write_bytes(content)
        with _held_files_told(windows):
            for file in new:
                staging(file).replace(file)
    finally:
        for file in wanted:
            staging(file).unlink(missing_ok=True)
    return bool(new)


def _is_readable(windows: Windows, file: Path) -> bool:
    """Return whether a file is there, and see that it can be looked into."""
    with _held_files_told(windows):
        if file.exists():
            file.open("rb").close()
            return True
    return False


def _remove_settings(windows: Windows, configuration: Path) -> bool:
    """Remove what is ours of the settings, and the file when nothing else is in it."""
    if not settings.has_own_line(windows):
        return False
    if others := settings.without_interpreter(windows):
        staging(configuration).write_bytes(others)
        staging(configuration).replace(configuration)
    else:
        configuration.unlink()
    return True


@contextmanager
def _held_files_told(windows: Windows) -> Iterator[None]:
    """Tell of a file that another program holds; Windows then refuses to replace or remove it (WinError 5, 32)."""
    try:
        yield
    except PermissionError as error:
        if windows.is_excel_running():
            raise UserError(RUNNING) from error
        held = error.filename2 or error.filename or "the registry"
        raise UserError(
            f"{held} is held by another program, or may not be changed: close what uses it, {AGAIN}"
        ) from error


def _advise(windows: Windows, file: Path, say: Say) -> None:
    """Say what to do now, and what may stand in the way later."""
    synchronised = [folder for folder in map(windows.folder, _ONEDRIVE) if folder]
    if any(windows.python.is_relative_to(folder) for folder in synchronised):
        say("xlfuncs lies in OneDrive: have its folder always kept on this device, or better move it elsewhere")
    if windows.is_on_network(file.parent):
        doctor = typed("doctor")
        say(f"XLSTART is on a network, where Excel does not trust it by itself: what to do says {doctor}")
    start = "when it is started anew (it is running)" if windows.is_excel_running() else "when it is started"
    say(f"Excel has the functions {start}: =NERNST(5,140,1,37) gives -89.06 (where a comma is decimal, type ; for ,)")
    say(f"to take it out: {typed('remove', 'excel')}")
