"""How each kind of spreadsheet spells a call of our functions: in its files, and on its screen."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xlfuncs.formulas.calls import outside_texts, separated, with_prefix


@dataclass(frozen=True)
class Spelling:
    """One kind of spreadsheet, as far as the text of a formula goes."""

    name: str
    words: str
    prefix: str = ""
    prefix_shown: str = ""
    separator_shown: str = ", "

    def in_file(self, formula: str) -> str:
        """Return the formula with every call of our functions as the file has to spell it."""
        return with_prefix(formula, self.prefix)

    def on_screen(self, formula: str) -> str:
        """Return the formula as this host's users see and type it."""
        compact = outside_texts(formula, lambda part: re.sub(r",\s+", ",", part))
        return separated(with_prefix(compact, self.prefix_shown), ",", self.separator_shown)


PORTABLE = Spelling("portable", "any Excel 365 or 2024, with nothing installed")
EXCEL = Spelling("excel", "Excel for Windows with the xlfuncs add-in")
OFFICE_JS = Spelling(
    "officejs",
    "Excel for Windows, Mac and the web with the xlfuncs add-in",
    prefix="_xldudf_ION_",
    prefix_shown="ION.",
)
LIBREOFFICE = Spelling(
    "libreoffice",
    "LibreOffice Calc with the xlfuncs add-in",
    prefix="ORG.XLFUNCS.ADDIN.",
    separator_shown="; ",
)
SPELLINGS = (PORTABLE, EXCEL, OFFICE_JS, LIBREOFFICE)
