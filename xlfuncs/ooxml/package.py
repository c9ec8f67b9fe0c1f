"""Excel workbooks as files: telling what is wrong with one, reading its parts, and copying it with a few changes."""

from __future__ import annotations

import copy
import posixpath
import re
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from xlfuncs.ooxml.markup import ByteEdit, Element, MarkupError, as_utf8, edited_bytes, elements, encoding_of

_COMPOUND_FILE = bytes.fromhex("D0CF11E0A1B11AE1")  # [MS-CFB] 2.2: old .xls, and every encrypted workbook
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 2.3.4.4
_CONTENT_TYPES = "[Content_Types].xml"
_SPREADSHEET, _EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.", "application/vnd.ms-excel."
_MOST_BYTES = 2**31  # a workbook that unpacks to more is an accident or an attack
# What zipfile raises on damaged files.
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
_OWNED = ("signature", "certificate")  # what a signature's origin refers to, and nothing else does
_BREAK = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ZIP64_FIELD = b"\x01\x00"  # of a part's extra fields: sizes, which zipfile writes itself where they are needed


def one_line(text: str) -> str:
    """Return a text with what would break the line, as the names of files may, as one would type it in Python."""
    return _BREAK.sub(lambda sign: repr(sign[0])[1:-1], text)


class WorkbookFileError(Exception):
    """A file that cannot be worked with; the text is one line that says why and what to do."""

    def __init__(self, text: str) -> None:
        super().__init__(one_line(text))


class Relationship(NamedTuple):
    """What a part refers to: another part, or something outside, which then is `target` as it is written."""

    id: str
    kind: str  # the last word of its type, which is the same in Transitional and Strict files
    target: str
    part: str | None
    element: Element


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """Open a workbook, or raise WorkbookFileError if it is none or is damaged."""
    _check_start(path)
    try:
        with zipfile.ZipFile(path) as parts:
            yield Package(path, parts)
    except DAMAGES as error:
        raise WorkbookFileError(f"{path}: is not an .xlsx workbook, or is damaged ({error})") from None


def _check_start(path: Path) -> None:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise WorkbookFileError(f"{path}: is a folder, not a workbook")
        if not stat.S_ISREG(mode):  # reading a device or a pipe may never end
            raise WorkbookFileError(f"{path}: is a device or a pipe, not a workbook")
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


class Package:
    """The parts of a workbook by their names in the file, and the changes that a copy is to have.

    `edits` are of a part's XML in UTF-8, whatever encoding it is in.
    """

    def __init__(self, path: Path, parts: zipfile.ZipFile) -> None:
        self.path = path
        self.edits: defaultdict[str, list[ByteEdit]] = defaultdict(list)
        self._parts = parts
        self._removed: set[str] = set()
        self._names = {_key(name): name for name in parts.namelist()}
        self._check()

    def _check(self) -> None:
        if sum(info.file_size for info in self._parts.infolist()) > _MOST_BYTES:
            raise WorkbookFileError(f"{self.path}: unpacks to more than {_MOST_BYTES // 2**30} GB")
        if len(self._names) < len(self._parts.infolist()):
            raise WorkbookFileError(f"{self.path}: is damaged (it has two parts of one name)")
        if any(info.header_offset < 0 for info in self._parts.infolist()):
            raise WorkbookFileError(f"{self.path}: is damaged (bytes are missing or too many)")
        if self.find("xl/workbook.bin"):
            raise WorkbookFileError(f"{self.path}: is a binary workbook (.xlsb); open it in Excel and save it as .xlsx")
        if self.find("content.xml"):
            raise WorkbookFileError(f"{self.path}: is an OpenDocument file; open it and save it as .xlsx")
        if not self.find(_CONTENT_TYPES) or not self.workbook:
            raise WorkbookFileError(f"{self.path}: is a zip file, but not an Excel workbook")
        damaged = self._parts.testzip()
        if damaged:
            raise WorkbookFileError(f"{self.path}: is damaged (its part {damaged} is not what was saved)")

    @property
    def names(self) -> list[str]:
        """The names of all parts, in order."""
        return self._parts.namelist()

    def find(self, name: str) -> str | None:
        """Return the name of a part as the file spells it; None if there is none."""
        return self._names.get(_key(name))

    @cached_property
    def workbook(self) -> str | None:
        """The workbook part."""
        parts = [link.part for link in self.relationships("") if link.kind == "officeDocument" and link.part]
        kinds = (_SPREADSHEET, _EXCEL)
        return next((part for part in parts if self.content_type(part).startswith(kinds)), None)

    def content(self, part: str) -> bytes:
        """Return a part as it is in the file."""
        return self._parts.read(part)

    def xml(self, part: str) -> bytes:
        """Return a part's XML in UTF-8."""
        try:
            return as_utf8(self.content(part))
        except MarkupError as error:
            raise _at(part, error) from None

    def elements(self, part: str) -> list[Element]:
        """Return all elements of a part, in the order of their starts."""
        try:
            return sorted(elements(self.xml(part)), key=lambda element: element.start)
        except MarkupError as error:
            raise _at(part, error) from None

    def relationships(self, part: str) -> list[Relationship]:
        """Return what a part refers to; the part of no name is the package itself."""
        folder = posixpath.dirname(part)
        file = self.find(_relationships_file(part))
        return [
            self._relationship(folder, element)
            for element in (self.elements(file) if file else [])
            if element.name == "Relationship"
        ]

    def _relationship(self, folder: str, element: Element) -> Relationship:
        values = element.attributes
        target, kind = values.get("Target", ""), values.get("Type", "")
        is_outside = values.get("TargetMode") == "External"
        part = None if is_outside else self.find(posixpath.normpath(posixpath.join("/", folder, unquote(target))))
        return Relationship(values.get("Id", ""), kind.rpartition("/")[2], target, part, element)

    def content_type(self, part: str) -> str:
        """Return the type of a part."""
        extension = posixpath.splitext(part)[1][1:].casefold()
        return self._content_types.get(f"/{_key(part)}") or self._content_types.get(extension, "")

    @cached_property
    def _content_types(self) -> dict[str, str]:
        kinds = {}
        for element in self.elements(str(self.find(_CONTENT_TYPES))):
            values = element.attributes
            of = values.get("Extension", "") if element.name == "Default" else f"/{_key(values.get('PartName', ''))}"
            kinds[of.casefold()] = values.get("ContentType", "")
        return kinds

    def remove(self, relationship: Relationship, source: str) -> None:
        """Leave out of the copy a part that another refers to, and of a signature what it consists of."""
        element = relationship.element
        self.edits[str(self.find(_relationships_file(source)))].append(ByteEdit(element.start, element.end, b""))
        part = relationship.part
        if part is None or part in self._removed:
            return
        self._removed.add(part)
        types = str(self.find(_CONTENT_TYPES))
        for element in self.elements(types):
            if _key(element.attributes.get("PartName", "")) == _key(part):
                self.edits[types].append(ByteEdit(element.start, element.end, b""))
        for inner in self.relationships(part):
            if inner.kind in _OWNED:
                self.remove(inner, part)
        own = self.find(_relationships_file(part))
        if own:
            self._removed.add(own)

    def edited(self, part: str) -> bytes:
        """Return a part's XML as a copy is to have it, in UTF-8."""
        return edited_bytes(self.xml(part), self.edits.get(part, []))

    def write(self, target: Path) -> None:
        """Write the copy beside its place, then move it there.

        A part without changes has the content, the place and the date that it has in the original.
        """
        with tempfile.TemporaryDirectory(prefix=".xlfuncs-", dir=target.parent) as folder:
            beside = Path(folder) / target.name
            with zipfile.ZipFile(beside, "w") as copied:
                copied.comment = self._parts.comment
                for info in self._parts.infolist():
                    if info.filename not in self._removed:
                        copied.writestr(_fresh(info), self._edited_in_place(info.filename))
            with suppress(OSError):  # of a share that keeps no permissions
                shutil.copymode(self.path, beside)
            beside.replace(target)

    def _edited_in_place(self, part: str) -> bytes:
        content = self.content(part)
        if not self.edits.get(part):
            return content
        encoding = encoding_of(content)
        changed = self.edited(part)
        return changed if encoding == "utf-8" else changed.decode().encode(encoding)


def _key(name: str) -> str:
    # Part names are equal whatever the case of their letters (ECMA-376 part 2, 9.1.1.2).
    return name.replace("\\", "/").lstrip("/").casefold()


def _relationships_file(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _at(part: str, error: Exception) -> ValueError:
    return ValueError(f"its part {part}: {error}")


def _fresh(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Return what a zip says of a part, without what holds for its place in that zip only."""
    fresh = copy.copy(info)
    fields = info.extra
    kept = b""
    while len(fields) >= 4:
        size = 4 + int.from_bytes(fields[2:4], "little")
        if fields[:2] != _ZIP64_FIELD:
            kept += fields[:size]
        fields = fields[size:]
    fresh.extra = kept
    return fresh
