"""The one style of all workbooks: colours of a theme of our own, fonts, and a format for each role of a cell.

A role is recognised by its form as well as by its colour: inputs have a gold border, results a thick one, checks
carry ✓ or ✗.
"""

from __future__ import annotations

from importlib.resources import files
from io import StringIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.color import Color
from xlsxwriter.format import Format

# Positions in the workbook's theme (theme.xml), so that a school may put its own colours in their place.
INK, MUTED = Color.theme(1, 0), Color.theme(3, 0)
ACCENT, GOLD, GREEN, RED = (Color.theme(i, 0) for i in (4, 5, 6, 7))
BLUE, VIOLET = Color.theme(8, 0), Color.theme(9, 0)
# Paler than any tint that a theme offers.
LINE, PAPER, PALE_GOLD, SOFT_GOLD, PALE_ACCENT, PALE_GREEN, PALE_RED = (
    Color(code) for code in ("#CBD2D9", "#F6F8FA", "#FFF8DC", "#E8DCA6", "#E3F1F2", "#E8F3E9", "#FBE9E7")
)
WHITE = Color("#FFFFFF")

SANS, SERIF, MONO = "Calibri", "Cambria", "Consolas"
# Signs shown for potentials and energies; no more digits than mean something.
SHOWN = {
    "mV": "+0.00;-0.00;0.00",
    "kJ/mol": "+0.00;-0.00;0.00",
    "mV/K": "+0.0000;-0.0000;0.0000",
    "mM": "0.00",
    "mOsM": "0.0",
    "kPa": "+0.0;-0.0;0.0",
    "µM": "0.0",
    "µA/cm²": "+0.000;-0.000;0.000",
    "sign": "+0;-0;0",
    "K": "0.00",
}
PLAIN_NUMBER = "0.0000"
DIFFERENCE = '"✓  "0.0E+00;"✓  "-0.0E+00'
DIFFERENCE_WRONG = '"✗  "0.0E+00;"✗  "-0.0E+00'
NOUGHT = "0.0E+00;-0.0E+00;0"  # for what should be 0: digits after the point would hide how nearly it is

_BASE = {"font_name": SANS, "font_size": 11, "font_color": INK, "valign": "vcenter"}
_MONO = {"font_name": MONO, "font_size": 9.5, "font_scheme": "none"}
_RIGHT = {"align": "right", "indent": 1}
_COLUMN = {"bold": True, "font_color": MUTED, "bottom": 1, "bottom_color": ACCENT, "valign": "bottom"}
# A format of text, so that what begins with = or + stays what was typed.
_TYPED = {"border": 1, "border_color": GOLD, "bg_color": PALE_GOLD, "locked": False, "num_format": "@"}
ROLES: dict[str, dict[str, Any]] = {
    "plain": {},
    "title": {"font_size": 22, "bold": True, "font_color": ACCENT},
    "subtitle": {"font_size": 12, "font_color": MUTED},
    "head": {
        "font_size": 13, "bold": True, "font_color": ACCENT, "bottom": 1, "bottom_color": ACCENT, "valign": "bottom",
    },
    "body": {"text_wrap": True},
    "label": {},
    "wrapped": {"text_wrap": True},
    "unit": {"font_color": MUTED, "indent": 1},
    "note": {"font_size": 10, "italic": True, "font_color": MUTED, "text_wrap": True},
    "small": {"font_size": 10, "text_wrap": True},
    "note right": {"font_size": 9, "italic": True, "font_color": MUTED},
    "try": {"bold": True, "font_color": ACCENT, "text_wrap": True},
    "link": {"font_color": ACCENT, "underline": 1},
    "mono": {**_MONO, "text_wrap": True},
    "mono aside": {**_MONO, "text_wrap": True, "indent": 1},
    "mono top": {**_MONO, "valign": "top"},
    "text": {"text_wrap": True, "valign": "top", "indent": 1},
    "remarks": {"text_wrap": True, "valign": "top"},
    "entry": {"bold": True, "valign": "top", "text_wrap": True},
    "source": {"font_color": MUTED, "valign": "top", "text_wrap": True},
    "formula": {
        "font_name": SERIF, "font_size": 16, "font_scheme": "none", "align": "center",
        "border": 1, "border_color": LINE, "bg_color": PAPER,
    },
    "input": {**_RIGHT, "border": 1, "border_color": GOLD, "bg_color": PALE_GOLD, "locked": False},
    "input text": {"border": 1, "border_color": GOLD, "bg_color": PALE_GOLD, "indent": 1, "locked": False},
    "input typed": {**_TYPED, "indent": 1},
    "input name": {**_TYPED, "bold": True, "align": "center", "text_wrap": True},
    "input choice": {**_TYPED, "align": "center"},
    "input small": {**_TYPED, "font_size": 8.5, "text_wrap": True, "align": "center"},
    "input grid": {**_RIGHT, "border": 1, "border_color": SOFT_GOLD, "bg_color": PALE_GOLD, "locked": False},
    "input valence": {"border": 1, "border_color": GOLD, "bg_color": PALE_GOLD, "locked": False, "align": "center"},
    "valence": {"border": 1, "border_color": LINE, "align": "center"},
    "spread": {**_RIGHT, "font_color": MUTED, "border": 1, "border_color": LINE},
    "result": {**_RIGHT, "font_size": 14, "bold": True, "border": 2, "border_color": ACCENT, "bg_color": PALE_ACCENT},
    "value": {**_RIGHT, "border": 1, "border_color": ACCENT, "bg_color": PALE_ACCENT, "bold": True},
    "by hand": {**_RIGHT, "border": 1, "border_color": LINE},
    "printed": {**_RIGHT, "border": 1, "border_color": LINE},
    "check": {
        **_RIGHT, "border": 1, "border_color": GREEN, "bg_color": PALE_GREEN, "font_color": GREEN, "bold": True,
    },
    "signal": {
        "font_size": 18, "bold": True, "font_color": MUTED, "indent": 1,
        "border": 1, "border_color": LINE, "bg_color": PAPER,
    },
    "verdict": {"bold": True, "font_color": MUTED},
    "status": {"bold": True, "font_color": MUTED, "text_wrap": True},
    "verdict right": {"bold": True, "font_color": MUTED, "indent": 1},
    "verdict small": {
        "font_size": 9, "bold": True, "font_color": MUTED, "text_wrap": True, "align": "center",
        "border": 1, "border_color": LINE,
    },
    "unit small": {"font_size": 9, "font_color": MUTED, "align": "right"},
    "head entry": {
        "bold": True, "text_wrap": True, "align": "center", "bg_color": PALE_GOLD,
        "top": 1, "top_color": GOLD, "bottom": 2, "bottom_color": GOLD,
    },
    "head result": {
        "bold": True, "text_wrap": True, "align": "center", "bg_color": PALE_ACCENT, "font_color": ACCENT,
        "top": 1, "top_color": ACCENT, "bottom": 2, "bottom_color": ACCENT,
    },
    "row": {"indent": 1},
    "row number": {"align": "right"},
    "row verdict": {"bold": True, "font_color": MUTED, "indent": 1},
    "caption": {"bold": True, "font_color": MUTED, "valign": "bottom"},
    "total": {"bold": True, "border": 1, "border_color": LINE, "indent": 1},
    "feedback": {"bold": True, "font_color": MUTED, "text_wrap": True, "indent": 1},
    "column": {**_COLUMN, "text_wrap": True},
    "column middle": {**_COLUMN, "align": "center"},
    "column right": {**_COLUMN, **_RIGHT, "text_wrap": True},
}  # fmt: skip


class Look:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        theme = files("xlfuncs.templates").joinpath("theme.xml").read_text("utf-8")
        workbook.use_custom_theme(StringIO(theme))
        self._workbook = workbook
        self._formats: dict[tuple[str, str], Format] = {}

    def __call__(self, role: str, shown: str = "") -> Format:
        """Return the format of a role, with a number format where the cell holds a number."""
        key = (role, shown)
        if key not in self._formats:
            number = {"num_format": shown} if shown else {}
            self._formats[key] = self._workbook.add_format({**_BASE, **ROLES[role], **number})
        return self._formats[key]

    def part(self, **properties: Any) -> Format:
        """Return a format for a part of a text or for a conditional format."""
        key = ("part", repr(sorted(properties.items(), key=lambda item: item[0])))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(properties)
        return self._formats[key]

    @property
    def good(self) -> Format:
        """What a line that begins with ✓ turns into."""
        return self.part(font_color=GREEN)

    @property
    def bad(self) -> Format:
        """What a line that begins with ✗ turns into."""
        return self.part(font_color=RED)

    @property
    def very_good(self) -> Format:
        """What a signal that begins with ✓ turns into."""
        return self.part(font_color=GREEN, bg_color=PALE_GREEN, border=1, border_color=GREEN)

    @property
    def very_bad(self) -> Format:
        """What a signal that begins with ✗ turns into."""
        return self.part(font_color=RED, bg_color=PALE_RED, border=1, border_color=RED)


def shown_for(unit: str) -> str:
    """Return the number format of results in a unit."""
    return SHOWN.get(unit, PLAIN_NUMBER)
