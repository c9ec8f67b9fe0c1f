"""Formula texts: how the hosts spell a call of our functions, and where in a formula the calls are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from xlfuncs.cells import ERROR_VALUES, CellError
from xlfuncs.functions import BY_NAME

# What may stand before a function's name, besides nothing: a link to an add-in file ([1]! in the file, its path
# on the screen), an Office.js namespace (in the file, on the screen), LibreOffice's full programmatic name.
_PREFIX = r"(?:\[\d+\]!|'[^']*\.xlam'!|[\w.]+\.xlam!|_xldudf_ION_|ION\.|ORG\.XLFUNCS\.(?:\w+\.)*)"
_NAMES = "|".join(sorted(BY_NAME, key=len, reverse=True))
_SPELLED_CALL = re.compile(rf"(?<![\w.!\]']){_PREFIX}({_NAMES})(?=\()", re.IGNORECASE)
_CALL = re.compile(rf"(?<![\w.!\]'])({_NAMES})\(", re.IGNORECASE)

_TEXT = re.compile(r'"(?:[^"]|"")*"')
_OPENING, _CLOSING = "({[", ")}]"  # the last pair is of a table's columns: Log[[#This Row],[Ion]]


def to_plain(formula: str) -> str:
    """Return the formula with every call of our functions under its bare name."""
    return outside_texts(formula, lambda part: _SPELLED_CALL.sub(_bare, part))


def outside_texts(formula: str, change: Callable[[str], str]) -> str:
    """Return the formula with a change made to everything but its texts."""
    pieces = []
    end = 0
    for text in _TEXT.finditer(formula):
        pieces += [change(formula[end : text.start()]), text.group()]
        end = text.end()
    pieces.append(change(formula[end:]))
    return "".join(pieces)


def _bare(match: re.Match[str]) -> str:
    return match.group(1).upper()


def with_prefix(formula: str, prefix: str) -> str:
    """Return the formula with something before the bare name of every call of our functions."""
    return outside_texts(formula, lambda part: _CALL.sub(rf"{prefix}\g<0>", part))


def with_commas(formula: str) -> str:
    """Return the formula with the semicolons that separate arguments in many languages' Excel as commas."""
    return separated(formula, ";", ",")


def separated(formula: str, old: str, new: str) -> str:
    """Return the formula with another separator of arguments; texts and array constants stay as they are."""
    depth_of_braces = 0
    pieces = []
    for shown, hidden in zip(formula, _hidden_texts(formula), strict=True):
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
    hidden = _hidden_texts(formula)
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


def _hidden_texts(formula: str) -> str:
    """Return the formula with the inside of its texts blanked, position by position."""
    return _TEXT.sub(lambda m: '"' + " " * (len(m.group()) - 2) + '"', formula)
