"""Workbook files taken apart and put together by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from xlfuncs.hosts.portable import defined_names

BOOK, SHEET, TYPES = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"
BOOK_RELS, ROOT_RELS = "xl/_rels/workbook.xml.rels", "_rels/.rels"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Change = Callable[[bytes], bytes]

_OURS = "|".join(map(re.escape, defined_names()))
_OUR_NAME = re.compile(rf'<((?:\w+:)?)definedName name="(?:{_OURS})">_xlfn\.LAMBDA\([^<]*</\1definedName>'.encode())
_NO_NAMES = re.compile(rb"<((?:\w+:)?)definedNames></\1definedNames>")


def parts(path: Path) -> dict[str, bytes]:
    """Return the parts of a package, in order."""
    with ZipFile(path) as package:
        assert package.testzip() is None
        return {info.filename: package.read(info) for info in package.infolist()}


def rebuilt(
    path: Path,
    target: Path,
    changes: Mapping[str, Change] | None = None,
    added: Mapping[str, str | bytes] | None = None,
    names: Mapping[str, str] | None = None,
) -> Path:
    """Copy a package with parts changed, added or under other names."""
    with ZipFile(target, "w", ZIP_DEFLATED) as package:
        for name, content in parts(path).items():
            change = (changes or {}).get(name)
            new = change(content) if change else content
            assert change is None or new != content, name
            package.writestr((names or {}).get(name, name), new)
        for name, content in (added or {}).items():
            package.writestr(name, content)
    return target


def swap(old: str, new: str, times: int = 1) -> Change:
    """Return a change of one text into another, that often."""

    def change(content: bytes) -> bytes:
        assert content.count(old.encode()) == times
        return content.replace(old.encode(), new.encode())

    return change


def chain(*changes: Change) -> Change:
    """Return the changes one after the other."""

    def change(content: bytes) -> bytes:
        for one in changes:
            content = one(content)
        return content

    return change


def linked(path: Path, target: Path, files: list[str], changes: Mapping[str, Change] | None = None) -> Path:
    """Copy a workbook with external links to files, as Excel writes them; their paths as in relationships."""
    numbers = range(1, len(files) + 1)
    references = "".join(f'<externalReference r:id="rIdLink{n}"/>' for n in numbers)
    relations = "".join(_relation(f"rIdLink{n}", "externalLink", f"externalLinks/externalLink{n}.xml") for n in numbers)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
    types = "".join(
        f'<Override PartName="/xl/externalLinks/externalLink{n}.xml" ContentType="{kind}"/>' for n in numbers
    )
    added = {}
    for number, file in zip(numbers, files, strict=True):
        added[f"xl/externalLinks/externalLink{number}.xml"] = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
            '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f'<externalBook xmlns:r="{RELATIONSHIPS}" r:id="rId1"><sheetNames><sheetName val="Sheet1"/></sheetNames>'
            '<definedNames><definedName name="NERNST"/></definedNames></externalBook></externalLink>'
        )
        added[f"xl/externalLinks/_rels/externalLink{number}.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            + _relation("rId1", "externalLinkPath", file, ' TargetMode="External"')
            + "</Relationships>"
        )
    # In both lists before what is there, after the sheets in the workbook.
    both = {
        BOOK: swap("</sheets>", f"</sheets><externalReferences>{references}</externalReferences>"),
        BOOK_RELS: swap("</Relationships>", f"{relations}</Relationships>"),
        TYPES: swap("</Types>", f"{types}</Types>"),
    }
    for part, change in (changes or {}).items():
        both[part] = chain(change, both[part]) if part in both else change
    return rebuilt(path, target, both, added)


def _relation(name: str, kind: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id="{name}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"{mode}/>'


def without_ours(book: bytes) -> bytes:
    """Return a workbook part without our names and without the wish to be calculated."""
    return _NO_NAMES.sub(b"", _OUR_NAME.sub(b"", book)).replace(b' fullCalcOnLoad="1"', b"")


def names_of_ours(book: bytes) -> int:
    """Return how many of our names a workbook part holds."""
    return len(_OUR_NAME.findall(book))
