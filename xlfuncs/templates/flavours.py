"""What a workbook is like for each kind of spreadsheet: how it spells our functions, and what its users are told."""

from __future__ import annotations

from dataclasses import dataclass

from xlfuncs.formulas import spelling
from xlfuncs.formulas.spelling import Spelling
from xlfuncs.templates.start_here.excel import START as START_IN_EXCEL
from xlfuncs.templates.start_here.officejs import START as START_IN_OFFICE_JS
from xlfuncs.templates.start_here.parts import StartHere


@dataclass(frozen=True)
class Flavour:
    """One kind of spreadsheet, and what its users need to be told.

    `first` is what they have to do before the functions calculate. `dynamic` says whether calls are written as dynamic
    array formulas: without that Excel shows an @ before them; with it LibreOffice drops the values that the file holds.
    `spells` says whether the program can be asked for the text of a formula as its user types it, in any language.
    `start` is what the first sheet says where the functions have to be installed, if there is such a sheet.
    """

    spelling: Spelling
    first: str = ""
    protection: str = "Review, Unprotect Sheet"
    carries_names: bool = False
    dynamic: bool = True
    spells: bool = False
    start: StartHere | None = None

    @property
    def name(self) -> str:
        """The spelling's name, as the command takes it."""
        return self.spelling.name

    @property
    def made_for(self) -> str:
        """The words on the kind of spreadsheet that a workbook is for, and on what to do first there."""
        return f"{self.spelling.words}. {self.first}".rstrip()


FLAVOURS = {
    flavour.name: flavour
    for flavour in (
        Flavour(spelling.PORTABLE, carries_names=True),
        Flavour(
            spelling.EXCEL,
            first="Once, with Excel closed, type python install excel in the folder of xlfuncs.",
            start=START_IN_EXCEL,
        ),
        Flavour(
            spelling.OFFICE_JS,
            first="Once, choose xlfuncs under Home › Add-ins › More Add-ins; the sheet Start here tells how.",
            start=START_IN_OFFICE_JS,
        ),
        Flavour(
            spelling.LIBREOFFICE,
            first="Once, with LibreOffice closed, type python3 install libreoffice in the folder of xlfuncs.",
            protection="Tools, Protect Sheet",
            dynamic=False,
            spells=True,
        ),
    )
}
PORTABLE = FLAVOURS["portable"]
