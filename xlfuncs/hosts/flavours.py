"""The spellings of our functions: how a workbook for each kind of spreadsheet writes and shows a call."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xlfuncs.hosts.excel.start_here import START as START_IN_EXCEL
from xlfuncs.hosts.formulas import outside_texts, separated, with_prefix
from xlfuncs.hosts.officejs.start_here import START as START_IN_OFFICE_JS
from xlfuncs.hosts.start_here import StartHere


@dataclass(frozen=True)
class Flavour:
    """One kind of spreadsheet, as far as the text of a formula goes, and what its users need to be told.

    `first` is what they have to do before the functions calculate. `dynamic` says whether calls are written as dynamic
    array formulas: without that Excel shows an @ before them; with it LibreOffice drops the values that the file holds.
    `start` is what the first sheet says where the functions have to be installed, if there is such a sheet.
    """

    name: str
    words: str
    first: str = ""
    protection: str = "Review, Unprotect Sheet"
    prefix: str = ""
    prefix_shown: str = ""
    separator_shown: str = ", "
    carries_names: bool = False
    dynamic: bool = True
    start: StartHere | None = None

    def in_file(self, formula: str) -> str:
        """Return the formula with every call of our functions as the file has to spell it."""
        return with_prefix(formula, self.prefix)

    def on_screen(self, formula: str) -> str:
        """Return the formula as this host's users see and type it."""
        compact = outside_texts(formula, lambda part: re.sub(r",\s+", ",", part))
        return separated(with_prefix(compact, self.prefix_shown), ",", self.separator_shown)


FLAVOURS = {
    flavour.name: flavour
    for flavour in (
        Flavour("portable", "any Excel 365 or 2024, with nothing installed", carries_names=True),
        Flavour(
            "excel",
            "Excel for Windows with the xlfuncs add-in",
            first="Once, with Excel closed, type python install excel in the folder of xlfuncs.",
            start=START_IN_EXCEL,
        ),
        Flavour(
            "officejs",
            "Excel for Windows, Mac and the web with the xlfuncs add-in",
            first="Once, choose xlfuncs under Home › Add-ins › More Add-ins; the sheet Start here tells how.",
            prefix="_xldudf_ION_",
            prefix_shown="ION.",
            start=START_IN_OFFICE_JS,
        ),
        Flavour(
            "libreoffice",
            "LibreOffice Calc with the xlfuncs add-in",
            first="Once, with LibreOffice closed, type python3 install libreoffice in the folder of xlfuncs.",
            protection="Tools, Protect Sheet",
            prefix="ORG.XLFUNCS.ADDIN.",
            separator_shown="; ",
            dynamic=False,
        ),
    )
}
PORTABLE = FLAVOURS["portable"]
