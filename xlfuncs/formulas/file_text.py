"""How a formula that one reads becomes the one line that a workbook file holds."""

from __future__ import annotations

import re

# Functions that Excel got after its file format was fixed: a file calls them with this prefix (ECMA-376 part 1,
# 18.17.2.3; Microsoft [MS-XLSX] 2.2.2). The tests compare the list with XlsxWriter's.
_FUTURE_PREFIX = "_xlfn."
FUTURE_FUNCTIONS = frozenset(
    ("BYROW", "EXPAND", "HSTACK", "LAMBDA", "LET", "REDUCE", "SEQUENCE", "TAKE", "TOROW", "XMATCH")
)
_VARIABLE_PREFIX = "_xlpm."

_TOKEN = re.compile(
    r"""
      (?P<text>"(?:[^"]|"")*")
    | (?P<error>\#N/A|\#VALUE!|\#NUM!)
    | (?P<number>\d+(?:\.\d+)?(?:E[+-]?\d+)?)
    | (?P<variable>[a-z]\w*)
    | (?P<name>[A-Z][\w.]*)
    | (?P<space>\s+)
    | (?P<operator>[-+*/^&=<>(),;{}])
    """,
    re.VERBOSE,
)


def tokens(formula: str) -> list[tuple[str, str]]:
    """Return the formula's parts as pairs of kind and text, without spaces.

    By our own rule functions and names are in capitals, parameters and LET's variables in small letters.
    """
    parts = []
    end = 0
    while end < len(formula):
        match = _TOKEN.match(formula, end)
        if match is None:
            raise ValueError(f"no formula: {formula[end : end + 20]!r}")
        if match.lastgroup != "space":
            parts.append((str(match.lastgroup), match.group()))
        end = match.end()
    return parts


def for_people(formula: str) -> str:
    """Return the formula on one line, as one would type it."""
    return "".join(text for _, text in tokens(formula))


def for_files(formula: str) -> str:
    """Return the formula on one line, with the prefixes that a workbook file wants."""
    return "".join(_prefix(kind, text) + text for kind, text in tokens(formula))


def _prefix(kind: str, text: str) -> str:
    if kind == "variable":
        return _VARIABLE_PREFIX
    return _FUTURE_PREFIX if text in FUTURE_FUNCTIONS else ""
