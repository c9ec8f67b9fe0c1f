"""What is in a LibreOffice user profile: the add-in, as LibreOffice keeps it there, and room for it."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xlfuncs.hosts.libreoffice import libraries
from xlfuncs.hosts.libreoffice.descriptions import IDENTIFIER
from xlfuncs.hosts.libreoffice.extension import write_extension
from xlfuncs.system.user_errors import AGAIN, UserError

FILE = "xlfuncs.oxt"
# Where LibreOffice keeps copies of extensions while it replaces them, and forgets them.
_SCRATCH = ("user/extensions/tmp", "user/extensions/bak")


def installed_version(profile: Path) -> str | None:
    """Return the version of the add-in in a user profile; None when it is not there."""
    folder = _folder(profile)
    try:
        words = (folder / "description.xml").read_text("utf-8") if folder else ""
    except FileNotFoundError:
        return None
    found = re.search(r'<version value="([^"]*)"', words)
    return found[1] if found else None


def is_installed(profile: Path, folder: Path) -> bool:
    """Return whether exactly this add-in is there."""
    there = _folder(profile)
    if there is None or not libraries.are_in(there / "pythonpath"):
        return False
    write_extension(folder / FILE)
    with zipfile.ZipFile(folder / FILE) as archive:
        return all((there / n).is_file() and (there / n).read_bytes() == archive.read(n) for n in archive.namelist())


def _folder(profile: Path) -> Path | None:
    """Return where LibreOffice keeps the add-in, unpacked."""
    cache = profile / "user/uno_packages/cache"
    try:
        listed = (cache / "uno_packages.pmap").read_bytes()
    except FileNotFoundError:
        return None
    found = re.search(rb"%s\n([^\xff]+)\xff([^\xff]+)\xff" % re.escape(IDENTIFIER.encode()), listed)
    return cache / "uno_packages" / f"{found[1].decode()}_" / found[2].decode() if found else None


def require_room(file: Path, profile: Path) -> None:
    """See that there is room for an extension and the two copies that LibreOffice makes; it could not say so itself."""
    with zipfile.ZipFile(file) as archive:
        size = 3 * sum(entry.file_size for entry in archive.infolist())
    if shutil.disk_usage(profile).free < size:
        raise UserError(f"the disk of {profile} is too full: make room for {size / 1e6:.0f} MB, {AGAIN}")


def clear_scratch(profile: Path) -> None:
    """Remove what LibreOffice has forgotten; none may be running."""
    for place in _SCRATCH:
        shutil.rmtree(profile / place, ignore_errors=True)


@contextmanager
def work_folder(profile: Path) -> Iterator[Path]:
    """Make a folder to work in: in the profile, so that what a killed installation left is found and removed."""
    folder = profile / "xlfuncs-install"
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
