"""The settings file that the add-in reads: which Python Excel starts.

Lines of ``"NAME","value"``, as VBA's ``Input #`` reads them, in the code page that Windows has for programs that know
no Unicode, of which VBA is one.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from xlfuncs.hosts.excel.office import value
from xlfuncs.hosts.excel.server import INTERPRETER, SETTINGS_FILE, SETTINGS_FOLDER
from xlfuncs.hosts.excel.windows import Windows
from xlfuncs.system.user_errors import AGAIN, UserError

# CreateProcess and LoadLibrary end at 260; the library beside it has the longer name.
LONGEST = 240
_CODE_PAGE = r"HKLM\SYSTEM\CurrentControlSet\Control\Nls\CodePage"
_NEWLINE = b"\r\n"
# A field as `Input #` reads it, on whatever line ([MS-VBAL] 5.4.5.6): in quotes, or up to a comma or a line's end.
_FIELD = re.compile(r'[ \t]*(?:"([^"]*)"[^,\r\n]*|([^,\r\n]*))(?:,|\r\n|\r|\n|$)')


def folder(windows: Windows, name: str) -> Path:
    """Return a folder of the user; raise UserError when Windows does not name it."""
    found = windows.folder(name)
    if found is None:
        raise UserError(f"the environment variable {name} is not set: open a new terminal, {AGAIN}")
    return found


def place(windows: Windows) -> Path:
    """Return where the settings file is."""
    return folder(windows, "USERPROFILE") / SETTINGS_FOLDER / SETTINGS_FILE


def encoding(windows: Windows) -> str:
    """Return the code page as Python calls it."""
    name = f"cp{value(windows, _CODE_PAGE, 'ACP')}"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "ascii"


def interpreter(windows: Windows) -> str:
    """Return this Python as the settings can name it; raise UserError with the remedy when they cannot."""
    page, home = encoding(windows), place(windows)
    if not _fits(str(home), page):
        raise UserError(
            f"Excel's VBA cannot name your home folder {home.parent.parent} in the code page {page}: set Windows' "
            f"language for non-Unicode programs to the one of its letters (Region > Administrative), {AGAIN}"
        )
    for named in (str(windows.python), windows.short_path(windows.python)):
        if _fits(named, page) and "$(" not in named and len(named) <= LONGEST:
            return named
    raise UserError(
        f"Excel's VBA cannot start {windows.python} (letters outside the code page {page}, $( in its name, or more "
        f"than {LONGEST} characters): move xlfuncs into a folder such as C:\\xlfuncs, then run there: "
        "python install excel"
    )


def named_interpreter(windows: Windows) -> str | None:
    """Return the interpreter that the add-in finds in the settings; None when it finds none."""
    content = _content(windows).decode(encoding(windows), "replace")
    fields = [quoted or plain.rstrip() for quoted, plain in _FIELD.findall(content)]
    named = [value for name, value in zip(fields[::2], fields[1::2], strict=False) if name.upper() == INTERPRETER]
    return named[-1] if named else None


def has_own_line(windows: Windows) -> bool:
    """Return whether a line of ours is there, also where other lines keep the add-in from finding it."""
    return any(map(_is_own, _lines(_content(windows))))


def with_interpreter(windows: Windows, named: str) -> bytes:
    """Return the content of the settings file with this interpreter; lines of other settings stay."""
    line = f'"{INTERPRETER}","{named}"'.encode(encoding(windows))
    return b"".join(kept + _NEWLINE for kept in [line, *_others(windows)])


def without_interpreter(windows: Windows) -> bytes:
    """Return the content of the settings file without what is ours; empty when there is nothing else."""
    return b"".join(kept + _NEWLINE for kept in _others(windows))


def _others(windows: Windows) -> list[bytes]:
    return [line for line in _lines(_content(windows)) if not _is_own(line)]


def _content(windows: Windows) -> bytes:
    try:
        return place(windows).read_bytes()
    except FileNotFoundError:
        return b""


def _lines(content: bytes) -> list[bytes]:
    return [line for line in content.splitlines() if line.strip()]


def _is_own(line: bytes) -> bool:
    return line.partition(b",")[0].strip().strip(b'"').upper() == INTERPRETER.encode()


def _fits(text: str, page: str) -> bool:
    try:
        return text.encode(page).decode(page) == text
    except UnicodeError:
        return False
