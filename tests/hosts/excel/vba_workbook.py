"""Opens the add-in in pyOpenVBA's Excel, with the code of its workbook, and writes down what that tells Excel."""

from __future__ import annotations

from typing import Any

from pyopenvba.apps.excel import Application, ExcelApplication
from pyopenvba.interpreter import MISSING, VBAArray, VBARuntimeError, method

from tests.hosts.excel.vba import addin, plain, source

CODE = "ThisWorkbook"


class _Excel(Application):
    """pyOpenVBA's Excel, which has no MacroOptions."""

    vba_type_name = "Application"
    told: list[dict[str, Any]]
    failing: set[int]  # which of the descriptions fail, counted from the first

    @method
    def MacroOptions(
        self,
        Macro: Any = MISSING,
        Description: Any = MISSING,
        HasMenu: Any = MISSING,
        MenuText: Any = MISSING,
        HasShortcutKey: Any = MISSING,
        ShortcutKey: Any = MISSING,
        Category: Any = MISSING,
        StatusBar: Any = MISSING,
        HelpContextID: Any = MISSING,
        HelpFile: Any = MISSING,
        ArgumentDescriptions: Any = MISSING,
    ) -> None:
        assert self.active_book is not None, "Excel takes no descriptions without a workbook"
        given = {name: value for name, value in locals().items() if name != "self" and value is not MISSING}
        if len(self.told) in self.failing:
            self.failing.remove(len(self.told))
            raise VBARuntimeError(1004, "Method 'MacroOptions' of object '_Application' failed")
        words = given["ArgumentDescriptions"]
        assert isinstance(words, VBAArray)
        assert (words.element_type, len(words.bounds)) == ("String", 1)
        self.told.append(given | {"ArgumentDescriptions": plain(words)})


class Workbook:
    """The add-in's workbook, opened while no other workbook is."""

    def __init__(self, text: str = "") -> None:
        self.excel = ExcelApplication.open(addin(), with_vba=False)
        application = self.excel.application
        application.__class__ = _Excel
        application.told, application.failing = [], set()
        self.book = application.active_book
        application.active_book = None
        # pyOpenVBA does not parse the word, nor does it raise the event: the tests call its procedure.
        code = text or source(CODE)
        assert code.count("WithEvents ") == 1
        self.excel.add_module(code.replace("WithEvents ", ""), name=CODE, kind="document")

    @property
    def told(self) -> list[dict[str, Any]]:
        return self.excel.application.told

    def open(self) -> None:
        self.excel.interpreter.run(f"{CODE}.Workbook_Open")

    def activate(self, *failing: int) -> None:
        """Activate a new workbook, with some descriptions failing."""
        self.excel.application.failing = set(failing)
        self.excel.interpreter.run(f"{CODE}.Host_WorkbookActivate", [self.excel.add_workbook()])
