"""XML as it stands in a file: where its elements, attributes and texts are, so that only what has to change is changed.

Writing a part anew from a parsed tree would lose what the tree does not hold: prefixes, quotes, entities, comments.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import Any, NamedTuple
from xml.parsers import expat

from xlfuncs.formulas.calls import Edit, edited

_START_TAG = re.compile(rb"""<[^\s/>]+(?:[^>"']++|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(rb"""\s(?:[^\s=:<>/"']+:)?([^\s=:<>/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_PIECE = re.compile(r"&(\w+|#\d+|#x[0-9A-Fa-f]+);|<!\[CDATA\[(.*?)\]\]>|<!--.*?-->|<[^>]*>|([^&<]+)", re.DOTALL)
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ENCODINGS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}


class MarkupError(ValueError):
    """XML that is not well-formed, or has what no workbook may have."""


class Element(NamedTuple):
    """An element; names are without their prefixes, places are in the part's bytes."""

    name: str
    prefix: str  # with its colon
    attributes: dict[str, str]
    depth: int  # 0 for the root
    start: int
    inside: int  # where its start tag ends
    outside: int  # where its end tag starts; of an empty element both are its end
    end: int


class ByteEdit(NamedTuple):
    """A stretch of a part's bytes, and what is to stand there instead."""

    start: int
    end: int
    new: bytes


def encoding_of(content: bytes) -> str:
    """Return which of the two encodings of workbooks (ECMA-376 part 2, 10.1.2) a part is in."""
    return _ENCODINGS.get(content[:2], "utf-8")


def as_utf8(content: bytes) -> bytes:
    """Return a part's XML in UTF-8."""
    encoding = encoding_of(content)
    try:
        return content if encoding == "utf-8" else content.decode(encoding).encode()
    except UnicodeError as error:
        raise MarkupError(str(error)) from None


def edited_bytes(content: bytes, edits: Iterable[ByteEdit]) -> bytes:
    """Return the bytes with stretches replaced; one within another is dropped in favour of the outer one."""
    pieces = []
    end = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start >= end:
            pieces += [content[end : edit.start], edit.new]
            end = edit.end
    return b"".join((*pieces, content[end:]))


def elements(content: bytes, wanted: Container[str] | None = None) -> list[Element]:
    """Return the elements of XML in UTF-8, in the order of their ends: all, or those of the names wanted."""
    found: list[Element] = []
    begun: list[tuple[str, dict[str, str], int, int]] = []
    depth = 0
    # The declaration may name the encoding that the part had before.
    parser = expat.ParserCreate("utf-8")

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        if wanted is None or tag.rpartition(":")[2] in wanted:
            begun.append((tag, attributes, depth, parser.CurrentByteIndex))
        depth += 1

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1
        if begun and begun[-1][2] == depth:
            found.append(_element(content, *begun.pop(), parser.CurrentByteIndex))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise MarkupError(str(error)) from None
    return found


def _refuse_doctype(*_: Any) -> None:
    # No workbook has one (ECMA-376 part 2, 10.1.2), and entities that it defines can grow without end.
    raise MarkupError("it has a DOCTYPE")


def _element(content: bytes, tag: str, attributes: dict[str, str], depth: int, start: int, outside: int) -> Element:
    start_tag = _START_TAG.match(content, start)
    if start_tag is None:
        raise MarkupError(f"no tag at byte {start}")
    inside = start_tag.end()
    is_empty = content.endswith(b"/>", start, inside)
    prefix, colon, name = tag.rpartition(":")
    return Element(
        name,
        prefix + colon,
        {key.rpartition(":")[2]: value for key, value in attributes.items()},
        depth,
        start,
        inside,
        inside if is_empty else outside,
        inside if is_empty else content.index(b">", outside) + 1,
    )


def attribute_places(content: bytes, element: Element) -> dict[str, tuple[int, int]]:
    """Return where the value of each attribute of an element starts and ends."""
    matches = _ATTRIBUTE.finditer(content, element.start, element.inside)
    return {match[1].decode(): match.span(2 if match[2] is not None else 3) for match in matches}


class Escaped:
    """A text as it stands in XML, with entities and the like, and what it says."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.text = self._read()[0] if self._is_escaped else raw

    @property
    def _is_escaped(self) -> bool:
        return "&" in self.raw or "<" in self.raw

    def _read(self) -> tuple[str, list[tuple[int, int]]]:
        """Return what the text says, and the place of each of its signs."""
        signs: list[str] = []
        places: list[tuple[int, int]] = []
        for piece in _PIECE.finditer(self.raw):
            entity, literal, plain = piece.groups()
            if entity:
                signs.append(_sign(entity))
                places.append(piece.span())
            elif literal or plain:
                start, end = piece.span(2 if literal else 3)
                signs += self.raw[start:end]
                places += [(place, place + 1) for place in range(start, end)]
        return "".join(signs), places

    def edited(self, edits: Iterable[Edit]) -> str:
        """Return the raw text with stretches of what it says replaced, by signs that need no entities."""
        if not self._is_escaped:
            return edited(self.raw, edits)
        places = self._read()[1]
        return edited(self.raw, [self._raw_edit(places, edit) for edit in edits])

    def _raw_edit(self, places: list[tuple[int, int]], edit: Edit) -> Edit:
        start, end = places[edit.start][0], places[edit.end - 1][1]
        if "<" in self.raw[start:end]:
            raise MarkupError("a formula has markup within a name")
        return Edit(start, end, edit.new)


def _sign(entity: str) -> str:
    if not entity.startswith("#"):
        return _ENTITIES[entity]
    return chr(int(entity[2:], 16) if entity[1] == "x" else int(entity[1:]))
