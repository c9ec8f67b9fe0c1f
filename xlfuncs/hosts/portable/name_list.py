"""What a workbook's list of names has to become for it to carry ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from xml.sax.saxutils import escape

from xlfuncs.formulas.calls import links, outside_texts
from xlfuncs.ooxml.markup import ByteEdit, Element, Escaped, attribute_places

# The elements that the schema (ECMA-376 part 1, CT_Workbook) puts right before definedNames.
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")
_PREFIXES = re.compile(r"_xl(?:fn|pm|op|ws)\.")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d*)?(?:e[+-]?\d+)?")
_ERROR = re.compile(r"#(?:NAME\?|REF!|N/A|VALUE!)")


class Names(NamedTuple):
    """Our names in a workbook: what is there already, in whose place, and what is in the way."""

    present: dict[str, Element]
    placeholders: list[Element]
    clashes: list[str]


def names_in(content: bytes, book: list[Element], names: Mapping[str, str], is_ours: Callable[[int], bool]) -> Names:
    """Compare the names of a workbook part with ours."""
    ours = {name.casefold(): name for name in names}
    found = Names({}, [], [])
    for element in book:
        name = ours.get(element.attributes.get("name", "").casefold())
        if element.name != "definedName" or name is None:
            continue
        formula = Escaped(content[element.inside : element.outside].decode()).text.strip()
        if _is_placeholder(formula, name, is_ours):
            found.placeholders.append(element)
        elif "localSheetId" not in element.attributes and _meaning(formula) == _meaning(names[name]):
            found.present[name] = element
        else:
            found.clashes.append(name)
    return found


def _is_placeholder(formula: str, name: str, is_ours: Callable[[int], bool]) -> bool:
    """Whether a name stands for a function of an add-in that was missing when the workbook was saved."""
    if not formula or _ERROR.fullmatch(formula):
        return True
    return any(is_ours(link.number) and formula.upper() == f"[{link.number}]!{name}" for link in links(formula))


def _meaning(formula: str) -> str:
    """Return the formula without what spreadsheet programs change when they save: spaces, case, digits of numbers."""
    return outside_texts(formula.removeprefix("="), _plain_code)


def _plain_code(code: str) -> str:
    plain = _PREFIXES.sub("", "".join(code.split()).casefold())
    return _NUMBER.sub(lambda number: repr(float(number.group())), plain)


def adding(content: bytes, book: list[Element], formulas: Mapping[str, str]) -> list[ByteEdit]:
    """Return the edits that give a workbook part these names, and have Excel calculate everything when it opens it."""
    parts = {element.name: element for element in book if element.depth == 1}
    before = next((parts[name] for name in reversed(_BEFORE_NAMES) if name in parts), None)
    if before is None:
        raise ValueError("it has no list of sheets")
    listed = parts.get("definedNames")
    place = (listed or before).end
    edits = [_names_edit(listed, before, formulas)] if formulas else []
    calculation = parts.get("calcPr")
    if calculation is None:
        new = f'<{before.prefix}calcPr fullCalcOnLoad="1"/>'
        return [*edits, ByteEdit(place, place, new.encode())]
    return edits + _calculation_edits(content, calculation)


def _names_edit(listed: Element | None, before: Element, formulas: Mapping[str, str]) -> ByteEdit:
    prefix = before.prefix
    new = "".join(
        f'<{prefix}definedName name="{name}">{escape(formula.removeprefix("="))}</{prefix}definedName>'
        for name, formula in formulas.items()
    )
    if listed and listed.outside < listed.end:
        return ByteEdit(listed.outside, listed.outside, new.encode())
    whole = f"<{prefix}definedNames>{new}</{prefix}definedNames>".encode()
    return ByteEdit(listed.start, listed.end, whole) if listed else ByteEdit(before.end, before.end, whole)


def _calculation_edits(content: bytes, calculation: Element) -> list[ByteEdit]:
    value = calculation.attributes.get("fullCalcOnLoad")
    if value in ("1", "true"):
        return []
    if value is not None:
        return [ByteEdit(*attribute_places(content, calculation)["fullCalcOnLoad"], b"1")]
    place = calculation.start + len(f"<{calculation.prefix}{calculation.name}")
    return [ByteEdit(place, place, b' fullCalcOnLoad="1"')]
