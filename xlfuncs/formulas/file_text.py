"""How a formula that one reads becomes the one line that a workbook file holds."""

from __future__ import annotations

from xlfuncs.formulas.expressions import tokens

# Functions that Excel got after its file format was fixed: a file calls them with this prefix (ECMA-376 part 1,
# 18.17.2.3; Microsoft [MS-XLSX] 2.2.2). The tests compare the list with XlsxWriter's.
_FUTURE_PREFIX = "_xlfn."
FUTURE_FUNCTIONS = frozenset(
    ("BYROW", "EXPAND", "HSTACK", "LAMBDA", "LET", "REDUCE", "SEQUENCE", "TAKE", "TOROW", "UNICHAR", "XMATCH")
)
_VARIABLE_PREFIX = "_xlpm."


def for_files(formula: str, suffix: str = "") -> str:
    """Return the formula on one line, with the prefixes that a workbook file wants, and a suffix for its variables."""
    parts = (_prefix(kind, text) + text + (suffix if kind == "variable" else "") for kind, text in tokens(formula))
    return "".join(parts)


def _prefix(kind: str, text: str) -> str:
    if kind == "variable":
        return _VARIABLE_PREFIX
    return _FUTURE_PREFIX if text in FUTURE_FUNCTIONS else ""
