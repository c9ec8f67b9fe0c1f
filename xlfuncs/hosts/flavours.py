"""The spellings of our functions: how a workbook for each kind of spreadsheet writes and shows a call."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xlfuncs.hosts.formulas import outside_texts, separated, with_prefix


@dataclass(frozen=True)
class Step:
    """Something to do, and what to type or press for it."""

    words: str
    keys: str = ""


@dataclass(frozen=True)
class Trouble:
    """What is the matter where our functions' cells show this error value, and the steps out of it."""

    error: str
    words: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class StartHere:
    """What the first sheet of a workbook says where our functions have to be installed.

    The first trouble is that nothing of ours answers. `astray` is the hint for those whose functions answer, but with
    something else than this workbook expects; `more` says where there is more to read. `not_yet` is what to read before
    anything is calculated, and `not_ever` for those with whom it stays so.
    """

    troubles: tuple[Trouble, ...]
    not_yet: str
    not_ever: str
    astray: str
    more: str
    remarks: tuple[tuple[str, str], ...]


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


_DOCTOR = Step("Ask what is wrong: in the folder of xlfuncs, type", r".venv\Scripts\xlfuncs doctor")
_START_IN_EXCEL = StartHere(
    troubles=(
        Trouble(
            "#NAME?",
            "The add-in is not loaded.",
            (
                Step("Is it installed? Close Excel; in the folder of xlfuncs, type", "python install excel"),
                Step("Close all windows of Excel, and open this workbook again."),
                Step(
                    "Is xlfuncs disabled? Enable it, then do step 2 again.",
                    "File › Options › Add-ins › Manage: Disabled Items › Go",
                ),
                Step(
                    r"A path before a function, 'C:\…\xlfuncs.xlam'!NERNST? Choose your own xlfuncs.xlam, or copy "
                    "as told at the right.",
                    "Data › Edit Links › Change Source",
                ),
                _DOCTOR,
                Step("Cells still show the error? Calculate everything anew with", "Ctrl+Alt+F9"),
            ),
        ),
        Trouble(
            "#VALUE!",
            "The add-in is loaded, but Python does not answer.",
            (
                _DOCTOR,
                Step("Mended? Wait half a minute; calculate everything anew with", "Ctrl+Alt+F9"),
            ),
        ),
    ),
    not_yet="Not calculated yet: click Enable Editing above.",
    not_ever="No such button? In Excel press Ctrl+Alt+F9; a preview or another program cannot calculate this workbook.",
    astray="Workbook and add-in may be of different versions: close Excel, type python install excel in the folder of "
    "xlfuncs, and start anew.",
    more=r"More is in install\EXCEL.md, in the folder of xlfuncs.",
    remarks=(
        (
            "Protected View, a yellow bar above",
            "Nothing is calculated yet, and what you read is what was saved. Click Enable Editing.",
        ),
        (
            "An @ before a call, or one value of several",
            "Excel 2016 and 2019 do not let results spill: select all the cells for them, type the call and press "
            "Ctrl+Shift+Enter. In newer Excel take the @ out.",
        ),
        (
            "Without the add-in: colleagues, Mac, web",
            "The folder workbooks of xlfuncs has these workbooks for Excel 365 and 2024 with nothing to install. "
            "A copy of a workbook of your own that needs nothing either is made by\n"
            r".venv\Scripts\xlfuncs portable FILE.xlsx",
        ),
    ),
)
FLAVOURS = {
    flavour.name: flavour
    for flavour in (
        Flavour("portable", "any Excel 365 or 2024, with nothing installed", carries_names=True),
        Flavour(
            "excel",
            "Excel for Windows with the xlfuncs add-in",
            first="Once, with Excel closed, type python install excel in the folder of xlfuncs.",
            start=_START_IN_EXCEL,
        ),
        Flavour(
            "office",
            "Excel for Windows, Mac and the web with the xlfuncs Office add-in",
            prefix="_xldudf_ION_",
            prefix_shown="ION.",
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
