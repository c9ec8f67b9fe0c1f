"""Where in a workbook's parts formulas stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from xlfuncs.ooxml.markup import Element, Escaped, MarkupError, attribute_places, elements
from xlfuncs.ooxml.package import Package

# Cells, charts and sparklines; conditional formats; data validations; tables; names; shared workbooks' revisions; and,
# in drawings of old (VML), what controls and linked pictures refer to.
_TEXTS = frozenset(
    (
        *("f", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula", "definedName"),
        *("sqref", "oldFormula", "FmlaMacro", "FmlaLink", "FmlaRange", "FmlaPict", "FmlaTxbx", "FmlaGroup"),
    )
)
# Limits of colour scales and icons; what shapes, controls and linked objects refer to.
_ATTRIBUTES = {
    "cfvo": ("val",),
    **dict.fromkeys(("sp", "pic", "cxnSp", "graphicFrame"), ("macro", "textlink")),
    "controlPr": ("macro", "linkedCell", "listFillRange"),
    "objectPr": ("macro",),
    "formControlPr": ("fmlaGroup", "fmlaLink", "fmlaMacro", "fmlaRange", "fmlaTxbx"),
    "oleObject": ("link",),
}
_WANTED = _TEXTS | _ATTRIBUTES.keys()

_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_KINDS = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.",
    "application/vnd.openxmlformats-officedocument.drawing",
    "application/vnd.ms-excel.",
    "application/vnd.ms-office.chartex",
)
_WITHOUT_FORMULAS = tuple(f".{kind}+xml" for kind in ("sharedStrings", "styles", "calcChain"))  # and often large
_SHEETS = ("worksheet+xml", "macrosheet+xml", "dialogsheet+xml", "chartsheet+xml")


class Formula(NamedTuple):
    """A formula: its place in the bytes of a part's XML in UTF-8, and the number of cells that have it."""

    start: int
    end: int
    written: Escaped
    cells: int


def parts_with_formulas(package: Package) -> list[str]:
    """Return the names of the parts that may hold formulas."""
    return [name for name in package.names if _may_hold_formulas(package.content_type(name))]


def _may_hold_formulas(kind: str) -> bool:
    return kind == _VML or (kind.startswith(_KINDS) and kind.endswith("+xml") and not kind.endswith(_WITHOUT_FORMULAS))


def is_sheet(package: Package, part: str) -> bool:
    """Return whether a part is a sheet of any kind."""
    return package.content_type(part).endswith(_SHEETS)


def formulas(package: Package, part: str) -> list[Formula]:
    """Return the formulas of a part, and whatever else in it refers to cells, names or macros as formulas do."""
    content = package.xml(part)
    try:
        found = elements(content, _WANTED)
    except MarkupError as error:
        if package.content_type(part) == _VML:
            return []  # Excel wrote some that are not well-formed
        raise ValueError(f"its part {part}: {error}") from None
    cells = _cells_sharing(found)
    return [
        Formula(start, end, Escaped(content[start:end].decode()), cells.get(element.attributes.get("si"), 1))
        for before, element in zip((None, *found), found, strict=False)
        if not _holds(element, before)
        for start, end in _stretches(content, element)
    ]


def _holds(element: Element, before: Element | None) -> bool:
    """Whether the formula is in an element within, the one that ended before: <x14:formula1><xm:f>."""
    return element.name in _TEXTS and before is not None and before.start > element.start


def _stretches(content: bytes, element: Element) -> Iterator[tuple[int, int]]:
    if element.name in _TEXTS:
        if element.inside < element.outside:
            yield element.inside, element.outside
        return
    places = attribute_places(content, element)
    yield from (places[name] for name in _ATTRIBUTES[element.name] if name in places)


def _cells_sharing(found: list[Element]) -> dict[str | None, int]:
    """Return how many cells there are to each shared formula, by its number."""
    counts: dict[str | None, int] = {}
    for element in found:
        if element.attributes.get("t") == "shared":
            number = element.attributes.get("si")
            counts[number] = counts.get(number, 0) + 1
    return counts
