"""A workbook's external links, and which of them are to our add-in."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from xlfuncs.formulas.calls import ADDIN_FILE
from xlfuncs.ooxml.markup import Element
from xlfuncs.ooxml.package import Package, Relationship


class ExternalLink(NamedTuple):
    """An external link; formulas name it by its place in the workbook's list, counted from 1."""

    file: str
    element: Element
    relationship: Relationship | None

    @property
    def is_ours(self) -> bool:
        """Whether it is to our add-in, in whatever folder."""
        return self.file.casefold() == ADDIN_FILE


def external_links(package: Package, workbook: str) -> list[ExternalLink]:
    """Return a workbook's links, in the order of their numbers."""
    by_id = {link.id: link for link in package.relationships(workbook)}
    found = []
    for element in package.elements(workbook):
        if element.name == "externalReference":
            relationship = by_id.get(element.attributes.get("id", ""))
            part = relationship.part if relationship else None
            found.append(ExternalLink(_file(package, part) if part else "", element, relationship))
    return found


def _file(package: Package, part: str) -> str:
    """Return the name of the file that a link is to; empty when it is to something else, such as DDE."""
    book = next((element for element in package.elements(part) if element.name == "externalBook"), None)
    chosen = book.attributes.get("id") if book else None
    targets = [link.target for link in package.relationships(part) if link.id == chosen]
    # A path of Windows, a URL, or a mixture of both, as Excel writes it.
    return re.split(r"[?#]", re.split(r"[/\\]", unquote(targets[0]))[-1])[0] if targets else ""
