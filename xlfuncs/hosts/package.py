"""Excel workbooks as files: telling what is wrong with one, and adding our names to it."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape, unescape

from xlfuncs.hosts.formulas import to_plain

_COMPOUND_FILE = bytes.fromhex("D0CF11E0A1B11AE1")  # [MS-CFB] 2.2: old .xls, and every encrypted workbook
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 2.3.4.4
_WORKBOOK = "xl/workbook.xml"
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml$")
_MOST_BYTES = 2**31  # a workbook that unpacks to more is an accident or an attack

_FORMULA = re.compile(r"(<(?:\w+:)?(?:f|definedName)(?:\s[^>]*)?(?<!/)>)([^<]+)(?=</)")
_NAME = re.compile(r"<(?:\w+:)?definedName\s[^>]*?\bname=\"([^\"]*)\"[^>]*>")
_LOCAL = re.compile(r"\blocalSheetId=")
_NAMES_END = re.compile(r"</((?:\w+:)?)definedNames\s*>|<((?:\w+:)?)definedNames\s*/>")
# Elements that the schema (ECMA-376 part 1, CT_Workbook) puts before definedNames, the last one first.
_BEFORE_NAMES = [
    re.compile(rf"</((?:\w+:)?){tag}\s*>|<((?:\w+:)?){tag}[^<>]*/>")
    for tag in ("externalReferences", "functionGroups", "sheets")
]
_QUOTES = {"&quot;": '"', "&apos;": "'"}


class WorkbookFileError(Exception):
    """A file that cannot be calculated; the text is one line that says why and what to do."""


def check(path: Path) -> None:
    """Raise WorkbookFileError unless the file is an Excel workbook that can be read."""
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            raise WorkbookFileError(f"{path}: is a folder, not a workbook")
        with path.open("rb") as file:
            start = file.read(len(_COMPOUND_FILE))
    except FileNotFoundError:
        raise WorkbookFileError(f"{path}: no such file") from None
    except OSError as error:
        raise WorkbookFileError(f"{path}: cannot be read ({error.strerror})") from None
    if start == _COMPOUND_FILE:
        if _ENCRYPTED_STREAM in path.read_bytes():
            raise WorkbookFileError(f"{path}: is encrypted; open it in Excel and save a copy without password")
        raise WorkbookFileError(f"{path}: is an old Excel file (.xls); open it and save it as .xlsx")
    try:
        _check_parts(path)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise WorkbookFileError(f"{path}: is not an .xlsx workbook, or is damaged ({error})") from None


def _check_parts(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        if sum(info.file_size for info in package.infolist()) > _MOST_BYTES:
            raise WorkbookFileError(f"{path}: unpacks to more than {_MOST_BYTES // 2**30} GB")
        if "xl/workbook.bin" in names:
            raise WorkbookFileError(f"{path}: is a binary workbook (.xlsb); open it in Excel and save it as .xlsx")
        if "content.xml" in names:
            raise WorkbookFileError(f"{path}: is an OpenDocument file; open it and save it as .xlsx")
        if _WORKBOOK not in names:
            raise WorkbookFileError(f"{path}: is a zip file, but not an Excel workbook")
        damaged = package.testzip()
        if damaged:
            raise WorkbookFileError(f"{path}: is damaged (its part {damaged} is not what was saved)")


def copy_with_names(source: Path, target: Path, names: Mapping[str, str]) -> None:
    """Write a copy of a workbook with our calls under their bare names and the defined names it lacks.

    Parts that need no change are copied as they are. The copy is written beside its place and then renamed.
    """
    beside = target.with_name(target.name + ".part")
    try:
        with zipfile.ZipFile(source) as package, zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as copy:
            for info in package.infolist():
                content = package.read(info)
                if info.filename == _WORKBOOK:
                    content = _rewritten(content, names)
                elif _SHEETS.match(info.filename):
                    content = _rewritten(content, {})
                copy.writestr(info, content)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _rewritten(content: bytes, names: Mapping[str, str]) -> bytes:
    try:
        xml = content.decode("utf-8")
    except UnicodeDecodeError:
        xml = content.decode("utf-16").replace('encoding="UTF-16"', 'encoding="UTF-8"', 1)
    xml = _FORMULA.sub(_plain_formula, xml)
    if names:
        xml = _with_names(xml, names)
    return xml.encode("utf-8")


def _plain_formula(match: re.Match[str]) -> str:
    formula = unescape(match.group(2), _QUOTES)
    plain = to_plain(formula)
    return match.group() if plain == formula else match.group(1) + escape(plain)


def _with_names(xml: str, names: Mapping[str, str]) -> str:
    present = {match.group(1).upper() for match in _NAME.finditer(xml) if not _LOCAL.search(match.group())}
    missing = {name: formula for name, formula in names.items() if name.upper() not in present}
    end = _NAMES_END.search(xml)
    place = end or next((m for m in (list(p.finditer(xml)) for p in _BEFORE_NAMES) if m), [None])[-1]
    if place is None:
        raise ValueError("it has no list of sheets")
    prefix = place.group(1) or place.group(2) or ""
    elements = "".join(
        f'<{prefix}definedName name="{name}">{escape(formula.removeprefix("="))}</{prefix}definedName>'
        for name, formula in missing.items()
    )
    if end and end.group().startswith("</"):
        return xml[: end.start()] + elements + xml[end.start() :]
    wrapped = f"<{prefix}definedNames>{elements}</{prefix}definedNames>"
    if end:
        return xml[: end.start()] + wrapped + xml[end.end() :]
    return xml[: place.end()] + wrapped + xml[place.end() :]
