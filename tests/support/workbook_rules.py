"""Faults that schema validators miss, but which Excel repairs, refuses or shows as wrong values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from xlsxwriter.worksheet import Worksheet

# Excel's limits, in characters unless it says otherwise.
NAME, FORMULA, TEXT = 255, 8192, 255
NESTED_FUNCTIONS = 64

_READ = re.compile(r"xl/(workbook|worksheets/[^/]+|tables/[^/]+)\.xml")
_NAME = re.compile(r"(?!\d)[\w\\][\w.\\?]*")
_CELL_LIKE = re.compile(r"[A-Z]{1,3}\d{1,7}|R\d*(C\d*)?|C\d*|TRUE|FALSE", re.IGNORECASE)
_FORMULAS = {"f", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula", "definedName"}
_VARIABLES = ("_xlpm.", "_xlop.")
_STEPS = {"_xlfn.LAMBDA(": 1, "_xlfn.LET(": 2}  # from one variable to the next

Element = ElementTree.Element


def faults(path: Path) -> list[str]:
    """Return what is wrong, a line each."""
    with ZipFile(path) as package:
        names = package.namelist()
        roots = {name: ElementTree.fromstring(package.read(name)) for name in names if _READ.fullmatch(name)}
    found = [f"{name}: a link to another file" for name in names if name.startswith("xl/externalLinks/")]
    found += [f"names: {fault}" for fault in _names(list(roots.values()))]
    rules = (_order, _uncached, _merges, _formulas)
    return found + [f"{name}: {fault}" for name, root in roots.items() for rule in rules for fault in rule(root)]


def _order(root: Element) -> Iterator[str]:
    """Rows and cells once each, row by row, in rising columns."""
    rows = list(root.iterfind("{*}sheetData/{*}row"))
    for before, row in pairwise(rows):
        if int(row.attrib["r"]) <= int(before.attrib["r"]):
            yield f"row {row.attrib['r']} twice or not in order"
    for row in rows:
        places = [coordinate_to_tuple(cell.attrib["r"]) for cell in row]
        if any(number != int(row.attrib["r"]) for number, _ in places):
            yield f"row {row.attrib['r']} has a cell of another row"
        elif any(after <= before for before, after in pairwise(places)):
            yield f"row {row.attrib['r']} has cells twice or not in order"


def _uncached(root: Element) -> Iterator[str]:
    """No formula without a value: viewers would show nothing."""
    for cell in root.iterfind("{*}sheetData/{*}row/{*}c[{*}f]"):
        if not cell.findtext("{*}v") and (cell.get("t") != "str" or cell.find("{*}v") is None):
            yield f"{cell.attrib['r']} holds no value"


def _merges(root: Element) -> Iterator[str]:
    areas = [merge.attrib["ref"] for merge in root.iterfind("{*}mergeCells/{*}mergeCell")]
    for one, other in combinations(areas, 2):
        (left, top, right, bottom), (left2, top2, right2, bottom2) = range_boundaries(one), range_boundaries(other)
        if left <= right2 and left2 <= right and top <= bottom2 and top2 <= bottom:
            yield f"merged cells {one} and {other} overlap"


def _names(roots: list[Element]) -> Iterator[str]:
    """Names of a workbook and of its tables share one room; a sheet's own have theirs."""
    named = [
        (name.attrib["name"], name.get("localSheetId"))
        for root in roots
        for name in root.iterfind("{*}definedNames/{*}definedName")
    ]
    named += [(root.attrib["displayName"], None) for root in roots if root.tag.endswith("}table")]
    seen = set()
    for name, sheet in named:
        if not _NAME.fullmatch(name) or _CELL_LIKE.fullmatch(name):
            yield f"{name!r} is no name"
        if len(name) > NAME:
            yield f"{name[:20]}… has more than {NAME} characters"
        if (name.upper(), sheet) in seen:
            yield f"{name} twice"
        seen.add((name.upper(), sheet))


def _formulas(root: Element) -> Iterator[str]:
    for element in root.iter():
        if element.tag.rpartition("}")[2] in _FORMULAS and element.text:
            for fault in _formula(element.text):
                yield f"{fault} in {element.text[:60]}"


def _formula(text: str) -> Iterator[str]:
    if len(text) > FORMULA:
        yield f"more than {FORMULA} characters"
    try:
        tokens = Tokenizer(f"={text}").items
    except (TokenizerError, IndexError):  # the latter for a bracket that was never opened
        yield "no formula"
        return
    if any(token.subtype == Token.TEXT and len(token.value) - 2 > TEXT for token in tokens):
        yield f"a text or list of more than {TEXT} characters"
    functions = [token for token in tokens if token.type == Token.FUNC]
    for function in sorted({token.value for token in functions if token.subtype == Token.OPEN}):
        if function != _spelled(function):
            yield f"{function} must be spelled {_spelled(function)}"
    depths = [1 if token.subtype == Token.OPEN else -1 for token in functions]
    if max(accumulate(depths), default=0) > NESTED_FUNCTIONS:
        yield f"more than {NESTED_FUNCTIONS} functions in each other"
    yield from _variables(tokens)


@cache
def _spelled(function: str) -> str:
    """Return how a file spells a function's name with its bracket; XlsxWriter has the list, though not in public."""
    plain = function.removeprefix("_xlfn.").removeprefix("_xlws.")
    expanded = str(Worksheet()._prepare_formula(plain.upper(), True))
    return expanded if expanded.startswith("_xlfn.") else function


def _variables(tokens: list[Token]) -> Iterator[str]:
    """Parameters of LAMBDA and variables of LET have a prefix in files."""
    brackets: list[tuple[str, list[str]]] = []  # what each open bracket follows, and its arguments so far
    for token in tokens:
        if token.subtype == Token.OPEN:
            brackets.append((token.value, [""]))
        elif token.subtype == Token.CLOSE:
            function, arguments = brackets.pop()
            variables = arguments[: -1 : _STEPS[function]] if function in _STEPS else []
            yield from (f"{name} without _xlpm." for name in variables if not name.startswith(_VARIABLES))
            if brackets:
                brackets[-1][1][-1] += f"{function})"
        elif brackets and token.type == Token.SEP:
            brackets[-1][1].append("")
        elif brackets and token.type != Token.WSPACE:
            brackets[-1][1][-1] += token.value
    if brackets:
        yield "a bracket that is never closed"
