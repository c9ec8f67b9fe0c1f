"""Formula texts: how the hosts spell a call of our functions, and where in a formula the calls are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from xlfuncs.calling.cells import ERROR_VALUES, CellError
from xlfuncs.functions import BY_NAME

ADDIN_FILE = "xlfuncs.xlam"  # the Excel add-in; links name it in any folder and in any case

# What may stand before a function's name, besides nothing: an Office.js namespace (in the file, on the screen),
# LibreOffice's full programmatic name, the add-in's file as Excel shows it. A link that a file or a quoted path stands
# for is hidden behind _OURS.
_OURS, _BLANK = "\x01", "\x02"
_PREFIX = rf"(?:{_OURS}+!|{re.escape(ADDIN_FILE)}!|_xldudf_ION_|ION\.|ORG\.XLFUNCS\.(?:\w+\.)*)"
# In ASCII, or the sign of the kelvin would be a K in any case of letters.
_NAMES = f"(?a:{'|'.join(sorted(BY_NAME, key=len, reverse=True))})"
_NO_START = rf"(?<![\w.!\]'\\?{_OURS}])"  # what a call cannot begin after: it would be the rest of another name
# LibreOffice writes the space before a bracket that one has typed.
_SPELLED_CALL = re.compile(rf"{_NO_START}(?a:{_PREFIX})?(?P<name>{_NAMES})\s*(?=\()", re.IGNORECASE)
_CALL = re.compile(rf"{_NO_START}({_NAMES})\s*\(", re.IGNORECASE)
_ANY_NAME = re.compile(_NAMES, re.IGNORECASE)

# The parts of a formula that hold anything: texts, quoted names of sheets and files, and what is in brackets, which is
# a link or a table's columns (where an apostrophe takes the next sign as it is). Quotes that never end take the rest.
_TEXT = re.compile(r'"(?:[^"]|"")*+(?:"|$)')
_CLOSED_PART = re.compile(
    rf"""
      (?P<text>{_TEXT.pattern})
    | (?P<quoted>'(?:[^']|'')*+(?:'|$))
    | (?P<bracket>\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*+\])*+\])
    """,
    re.VERBOSE | re.DOTALL,
)
_ADDIN_PATH = re.compile(rf"(?:.*[\\/])?\[?{re.escape(ADDIN_FILE)}\]?", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(r"\[(\d{1,9})\]")
_AFTER_LINK = re.compile(r"[^\s\[\]()'\"!,;+*/^&=<>{}-]*!")
_LEFT_OUT = re.compile(r"[(,]\s*[,)]")
_OPENING, _CLOSING = "({[", ")}]"  # the last pair is of a table's columns: Log[[#This Row],[Ion]]


class Edit(NamedTuple):
    """A stretch of a text, and what is to stand there instead."""

    start: int
    end: int
    new: str


class SpelledCall(NamedTuple):
    """A call of one of our functions: from its prefix, if it has one, to its opening bracket."""

    start: int
    end: int
    name: str

    @property
    def edit(self) -> Edit | None:
        """What makes it a call by the bare name; None if it is one."""
        is_bare = self.end - self.start == len(self.name)
        return None if is_bare else Edit(self.start, self.end, self.name.upper())


class Link(NamedTuple):
    """The number of an external link within a formula."""

    start: int
    end: int
    number: int


def _every_link(number: int) -> bool:
    return number > 0  # 0 is the workbook itself


def to_plain(formula: str) -> str:
    """Return the formula with every call of our functions under its bare name."""
    return edited(formula, [call.edit for call in spelled_calls(formula) if call.edit])


def edited(formula: str, edits: Iterable[Edit]) -> str:
    """Return the formula with stretches replaced; none may overlap another."""
    pieces = []
    end = 0
    for edit in sorted(edits):
        pieces += [formula[end : edit.start], edit.new]
        end = edit.end
    return "".join((*pieces, formula[end:]))


def spelled_calls(formula: str, links_of_ours: Callable[[int], bool] = _every_link) -> list[SpelledCall]:
    """Return the calls of our functions in any host's spelling; told which links' numbers stand for our add-in."""
    if not _ANY_NAME.search(formula):
        return []
    matches = _SPELLED_CALL.finditer(_hidden(formula, links_of_ours))
    return [SpelledCall(match.start(), match.end(), match["name"]) for match in matches]


def links(formula: str) -> list[Link]:
    """Return where the formula has numbers of external links, as in [1]!NAME, [2]Sheet!A1 and '[2]A sheet'!A1."""
    if "[" not in formula:
        return []
    return [link for part in _CLOSED_PART.finditer(formula) if (link := _link(formula, part))]


def _link(formula: str, part: re.Match[str]) -> Link | None:
    if part.lastgroup == "text":
        return None
    quotes = part.lastgroup == "quoted"
    match = _LINK.match(formula, part.start() + quotes)
    if match is None or (match.start() and not quotes and re.match(r"[\w.\]]", formula[match.start() - 1])):
        return None
    if not (formula[part.end() : part.end() + 1] == "!" if quotes else _AFTER_LINK.match(formula, match.end())):
        return None
    return Link(match.start(1), match.end(1), int(match[1]))


def _hidden(formula: str, links_of_ours: Callable[[int], bool] = _every_link) -> str:
    """Return the formula, position by position, with what anything may stand in blanked, and marked if it is ours."""

    def hide(part: re.Match[str]) -> str:
        whole = part.group()
        if _is_ours(formula, part, links_of_ours):
            return _OURS * len(whole)
        return (whole[0] + _BLANK * (len(whole) - 2) + whole[-1])[: len(whole)]

    return _CLOSED_PART.sub(hide, formula)


def _is_ours(formula: str, part: re.Match[str], links_of_ours: Callable[[int], bool]) -> bool:
    if part.lastgroup == "text" or formula[part.end() : part.end() + 1] != "!":
        return False
    inside = part.group()[1:-1]
    link = _link(formula, part)
    if link is None:
        return bool(_ADDIN_PATH.fullmatch(inside))
    sheet = inside.partition("]")[2]
    return sheet.casefold() in ("", ADDIN_FILE) and links_of_ours(link.number)


def outside_texts(formula: str, change: Callable[[str], str]) -> str:
    """Return the formula with a change made to everything but its texts."""
    pieces = []
    end = 0
    for text in _TEXT.finditer(formula):
        pieces += [change(formula[end : text.start()]), text.group()]
        end = text.end()
    pieces.append(change(formula[end:]))
    return "".join(pieces)


def with_prefix(formula: str, prefix: str) -> str:
    """Return the formula with something before the bare name of every call of our functions."""
    starts = (match.start() for match in _CALL.finditer(_hidden(formula)))
    return edited(formula, [Edit(start, start, prefix) for start in starts])


def with_commas(formula: str) -> str:
    """Return the formula with the semicolons that separate arguments in many languages' Excel as commas."""
    return separated(formula, ";", ",")


def separated(formula: str, old: str, new: str) -> str:
    """Return the formula with another separator of arguments; texts and array constants stay as they are."""
    depth_of_braces = 0
    pieces = []
    for shown, hidden in zip(formula, _hidden(formula), strict=True):
        depth_of_braces += {"{": 1, "}": -1}.get(hidden, 0)
        pieces.append(new if hidden == old and not depth_of_braces else shown)
    return "".join(pieces)


@dataclass(frozen=True)
class Call:
    """A call of one of our functions within a formula."""

    name: str
    arguments: tuple[str, ...]
    text: str


def calls(formula: str) -> Iterator[Call]:
    """Yield the calls of our functions in a formula, outer before inner."""
    hidden = _hidden(formula)
    for match in _CALL.finditer(hidden):
        commas, end = _argument_bounds(hidden, match.end())
        bounds = [match.end() - 1, *commas, end]
        arguments = tuple(formula[a + 1 : b].strip() for a, b in pairwise(bounds))
        yield Call(match.group(1).upper(), arguments, formula[match.start() : end + 1])


def _argument_bounds(hidden: str, start: int) -> tuple[list[int], int]:
    depth = 0
    commas: list[int] = []
    for i in range(start, len(hidden)):
        if hidden[i] in _OPENING:
            depth += 1
        elif hidden[i] in _CLOSING:
            if depth == 0:
                return commas, i
            depth -= 1
        elif hidden[i] == "," and depth == 0:
            commas.append(i)
    return commas, len(hidden)


def with_blanks_for_omitted(formula: str) -> str:
    """Return the formula with an empty text, which is blank to our functions, for each argument left out.

    The built-in engine answers #VALUE! for NERNST(,140,1,37) before our function sees it.
    """
    return edited(formula, omitted_arguments(formula))


def omitted_arguments(formula: str, links_of_ours: Callable[[int], bool] = _every_link) -> list[Edit]:
    """Return what writes an empty text for each argument that a call of ours leaves out between its commas."""
    if not _LEFT_OUT.search(formula):
        return []
    hidden = _hidden(formula, links_of_ours)
    found = []
    for match in _SPELLED_CALL.finditer(hidden):
        commas, end = _argument_bounds(hidden, match.end() + 1)
        bounds = [match.end(), *commas, end]
        if len(commas) + 1 == len(BY_NAME[match["name"].upper()].arguments):
            found += [Edit(a, a + 1, f'{formula[a]}""') for a, b in pairwise(bounds) if not formula[a + 1 : b].strip()]
    return found


def constant(text: str) -> list[list[Any]] | None:
    """Return the rows of a number, a text, TRUE, FALSE, nothing, or an array constant of those."""
    if text.startswith("{") and text.endswith("}"):
        rows = [[_scalar(item.strip()) for item in _split(row, ",")] for row in _split(text[1:-1], ";")]
        return None if any(item is _NOT_CONSTANT for row in rows for item in row) else rows
    scalar = _scalar(text)
    return None if scalar is _NOT_CONSTANT else [[scalar]]


_NOT_CONSTANT = object()


def _scalar(text: str) -> Any:
    if not text:
        return None
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1].replace('""', '"')
    if text.upper() in ("TRUE", "FALSE"):
        return text.upper() == "TRUE"
    if text in ERROR_VALUES:
        return CellError(text)
    try:
        return float(text)
    except ValueError:
        return _NOT_CONSTANT


def _split(text: str, separator: str) -> list[str]:
    return re.findall(rf'(?:"(?:[^"]|"")*"|[^"{separator}])+', text) or [""]
