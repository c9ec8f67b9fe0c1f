"""What `xlfuncs doctor` says of Excel: a line for each thing that must be so, fine or with what to do."""

from __future__ import annotations

import platform
import struct
import subprocess
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path

from xlfuncs import __version__
from xlfuncs.formulas.calls import ADDIN_FILE
from xlfuncs.hosts.excel import addin, installation, leftovers, policies, settings
from xlfuncs.hosts.excel import office as program
from xlfuncs.hosts.excel.server import MODULE, start_arguments
from xlfuncs.hosts.excel.windows import Windows, this
from xlfuncs.system.health import Health, typed
from xlfuncs.system.user_errors import UserError, system_message
from xlfuncs.udfs import NERNST

LIMIT = 60  # seconds; numpy from a cold disk under a virus scanner takes its time
_FORMULA, _ARGUMENTS = "=NERNST(5,140,1,37)", (5.0, 140.0, 1.0, 37.0)
Look = Callable[[], Health]


def looks() -> list[Look]:
    """Return what there is to look at; on other systems than Windows, that it is one of them."""
    try:
        windows = this()
    except UserError as elsewhere:
        words = str(elsewhere)
        return [lambda: Health(True, words)]
    if program.find(windows) is None and not _is_installed(windows):
        return [lambda: Health(True, "Excel: not here")]
    return [partial(_health, check, windows) for check in _CHECKS]


def _is_installed(windows: Windows) -> bool:
    return windows.folder("APPDATA") is not None and installation.place(windows).exists()


def versions(windows: Windows) -> str:
    """Say which Python and which packages are at work."""
    program.require_visible_files(windows)
    width = 8 * struct.calcsize("P")
    return f"xlfuncs {__version__}, xlwings {version('xlwings')}, Python {platform.python_version()} ({width}-bit)"


def program_found(windows: Windows) -> str:
    """Say which Excel there is."""
    excel = program.find(windows)
    if excel is None:
        raise UserError("not found here, though the add-in is installed: install Excel, or type " + _type("remove"))
    program.require_startable_python(excel)
    return f"{excel.name} in {excel.file.parent}"


def addin_file(windows: Windows) -> str:
    """Say whether the add-in is in its place, and the one of this xlfuncs and xlwings."""
    file = installation.place(windows)
    if not file.exists():
        raise UserError(f"the add-in is not installed: type {_type('install')}")
    installation.require_ours(windows, file)
    if file.read_bytes() != installation.built():
        raise UserError(f"the add-in is of another version of xlfuncs or xlwings: type {_type('install')}")
    return f"the add-in is in {file.parent}"


def older_ones(windows: Windows) -> str:
    """Say whether an older add-in gets in the way."""
    if found := leftovers.found(windows):
        raise UserError(f"an older add-in is left ({', '.join(found)}): close Excel, then type {_type('install')}")
    return "no older add-in is left"


def settings_file(windows: Windows) -> str:
    """Say whether the settings name this Python."""
    named, own = settings.named_interpreter(windows), settings.interpreter(windows)
    file = settings.place(windows)
    if named is None:
        raise UserError(f"{file} does not say which Python to start: type {_type('install')}")
    if not Path(named).is_file():
        raise UserError(f"{file} names {named}, which is not there: type {_type('install')}")
    if named.casefold() != own.casefold():
        raise UserError(f"{file} names {named}, and this is {own}: to have this one, type {_type('install')}")
    return f"{file} names {named}"


def library(windows: Windows) -> str:
    """Say whether xlwings' DLL is there for this Excel."""
    bits = program.bits(program.find(windows))
    installation.require_library(windows, _started_python(windows), bits)
    return f"{addin.dll_name(bits)} is there"


def server(windows: Windows) -> str:
    """Say whether the Python that Excel starts has all it needs, and answers as a server."""
    python, expected = str(_started_python(windows)), float(NERNST(*_ARGUMENTS))
    try:
        _require_loading(windows, python)
        clsid = windows.new_clsid()
        command = [python, *start_arguments(clsid)]
        answered = windows.call(command, clsid, (MODULE, "NERNST"), _ARGUMENTS, LIMIT)
        if answered != expected:
            raise UserError(f"it answers {_FORMULA} with {answered} and not {expected}")
    except UserError as error:
        remedy = "run python install in the folder of xlfuncs"
        raise UserError(f"{python} does not calculate ({error}): {remedy}") from error
    return f"Python answers {_FORMULA} with {expected:.2f} mV"


def policy(windows: Windows) -> str:
    """Say whether Excel may run the add-in."""
    office = program.office_key(program.find(windows))
    if obstacle := policies.obstacle(windows, office, installation.place(windows).parent):
        raise UserError(obstacle)
    return "no setting or policy keeps it from running the add-in"


def disabled_items(windows: Windows) -> str:
    """Say whether Excel has switched the add-in off."""
    if policies.disabled(windows, program.office_key(program.find(windows)), ADDIN_FILE):
        raise UserError(
            "it has switched the add-in off after a crash; in Excel: File > Options > Add-ins > Manage: Disabled "
            f"Items > Go: choose {ADDIN_FILE}, Enable, and start Excel again"
        )
    return "it has not switched the add-in off"


_CHECKS = (
    versions,
    program_found,
    addin_file,
    older_ones,
    settings_file,
    library,
    server,
    policy,
    disabled_items,
)


def _health(check: Callable[[Windows], str], windows: Windows) -> Health:
    try:
        return Health(True, f"Excel: {check(windows)}")
    except UserError as error:
        return Health(False, f"Excel: {error}")
    except OSError as error:
        return Health(False, f"Excel: {system_message(error)}")


def _require_loading(windows: Windows, python: str) -> None:
    try:
        code, said = windows.run([python, "-I", "-c", f"import {MODULE}, xlwings.com_server"], LIMIT)
    except subprocess.TimeoutExpired:
        raise UserError(f"it did not load the functions in {LIMIT} s") from None
    if code:
        raise UserError((said.strip().splitlines() or [f"it ended with code {code}"])[-1])


def _started_python(windows: Windows) -> Path:
    """Return the Python that the settings name; where they name none that is there, this one."""
    named = settings.named_interpreter(windows)
    return Path(named) if named and Path(named).is_file() else windows.python


def _type(change: str) -> str:
    return typed(change, "excel")
