"""Does in LibreOffice what `Calc` asks for: a program for LibreOffice's own Python.

    python -m tests.hosts.libreoffice.server PIPE FOLDER SOFFICE ...    from the checkout

It starts LibreOffice with these words, in the folder. Each line on standard input is a request in JSON, the name of
a method of `Documents` and its arguments; each gets one line of JSON in answer. When the requests end, LibreOffice
does: politely, or with this whole group of processes.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from queue import Queue
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.sheet.FormulaResult import ERROR

from xlfuncs.hosts.libreoffice.register import end, start

PATIENCE = 30  # seconds that LibreOffice has for a polite end
NEW = "private:factory/scalc"


class Documents:
    """The open documents, by number."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self.desktop = self._service("com.sun.star.frame.Desktop")
        self.documents: dict[int, Any] = {}
        self.known_sheets: dict[tuple[int, str | int], Any] = {}
        self.opened = 0

    def _service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def new(self) -> int:
        """Open an empty document."""
        return self.load(NEW)

    def load(self, url: str) -> int:
        """Open a file."""
        document = self.desktop.loadComponentFromURL(url, "_blank", 0, _properties(Hidden=True))
        if document is None:
            raise RuntimeError("it does not open")
        self.opened += 1
        self.documents[self.opened] = document
        return self.opened

    def save(self, document: int, url: str, filter_name: str) -> None:
        """Store a copy."""
        self.documents[document].storeToURL(url, _properties(FilterName=filter_name))

    def close(self, document: int) -> None:
        """Close a document, saved or not."""
        self.known_sheets = {key: sheet for key, sheet in self.known_sheets.items() if key[0] != document}
        self.documents.pop(document).close(True)

    def _sheet(self, document: int, sheet: str | int) -> Any:
        # Each question to LibreOffice costs a millisecond or so, and this one would be asked for every cell.
        if (document, sheet) not in self.known_sheets:
            sheets = self.documents[document].Sheets
            found = sheets.getByIndex(sheet) if isinstance(sheet, int) else sheets.getByName(sheet)
            self.known_sheets[document, sheet] = found
        return self.known_sheets[document, sheet]

    def _cells(self, document: int, sheet: str | int, place: str) -> Any:
        return self._sheet(document, sheet).getCellRangeByName(place)

    def areas(self, document: int) -> dict[str, str]:
        """Return for each sheet the range from A1 to the last cell in use."""
        return {sheet.Name: _used(sheet) for sheet in self.documents[document].Sheets}

    def put(self, document: int, sheet: str | int, place: str, rows: list[list[Any]]) -> None:
        """Fill a range with numbers, texts as they are, and blanks (None)."""
        # Calc would take None for #N/A.
        filled = tuple(tuple("" if value is None else value for value in row) for row in rows)
        self._cells(document, sheet, place).setDataArray(filled)

    def type(self, document: int, sheet: str | int, formulas: dict[str, str]) -> None:
        """Put a formula into each cell."""
        for place, formula in formulas.items():
            self._cells(document, sheet, place).setFormula(formula)

    def type_as_user(self, document: int, sheet: str | int, place: str, text: str) -> None:
        """Put a text into a cell as it is typed there, in the user's language."""
        self._cells(document, sheet, place).FormulaLocal = text

    def type_array(self, document: int, sheet: str | int, formulas: dict[str, str]) -> None:
        """Put an array formula into each range."""
        for place, formula in formulas.items():
            self._cells(document, sheet, place).setArrayFormula(formula)

    def number_format(self, document: int, sheet: str | int, place: str, code: str) -> None:
        """Show cells in a number format."""
        formats = self.documents[document].NumberFormats
        locale = uno.createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
        key = formats.queryKey(code, locale, False)
        self._cells(document, sheet, place).NumberFormat = key if key >= 0 else formats.addNew(code, locale)

    def copy(self, document: int, sheet: str | int, source: str, target: str) -> None:
        """Copy cells to where the target begins."""
        address = self._cells(document, sheet, target).RangeAddress
        cell = uno.createUnoStruct("com.sun.star.table.CellAddress")
        cell.Sheet, cell.Column, cell.Row = address.Sheet, address.StartColumn, address.StartRow
        area = self._cells(document, sheet, source)
        area.Spreadsheet.copyRange(cell, area.RangeAddress)

    def read(self, document: int, sheet: str | int, place: str) -> list[list[Any]]:
        """Return numbers, texts, and the code of each error as {"error": code}."""
        cells = self._cells(document, sheet, place)
        rows = [list(row) for row in cells.getDataArray()]
        origin = cells.RangeAddress
        for area in cells.queryFormulaCells(ERROR).getRangeAddresses():
            for row in range(area.StartRow - origin.StartRow, area.EndRow - origin.StartRow + 1):
                for column in range(area.StartColumn - origin.StartColumn, area.EndColumn - origin.StartColumn + 1):
                    rows[row][column] = {"error": cells.getCellByPosition(column, row).getError()}
        return rows

    def shown(self, document: int, sheet: str | int, place: str) -> list[list[str]]:
        """Return what the cells show."""
        cells = self._cells(document, sheet, place)
        size = (cells.Rows.Count, cells.Columns.Count)
        return [[cells.getCellByPosition(c, r).getString() for c in range(size[1])] for r in range(size[0])]

    def formulas(self, document: int, sheet: str | int, place: str) -> list[list[str]]:
        """Return the formulas, in English with semicolons, or the contents."""
        return [list(row) for row in self._cells(document, sheet, place).getFormulaArray()]

    def recalculate(self, document: int) -> None:
        """Calculate everything from scratch."""
        self.documents[document].calculateAll()

    def charts(self, document: int) -> dict[str, int]:
        """Return how many charts each sheet has."""
        return {sheet.Name: sheet.Charts.Count for sheet in self.documents[document].Sheets}

    def rules(self, document: int, sheet: str | int, places: list[str]) -> list[str]:
        """Return the validation rule of each of these ranges."""
        return [_rule(self._cells(document, sheet, place).Validation) for place in places]

    def descriptions(self, category: int) -> list[dict[str, Any]]:
        """Return what the function wizard shows of every function in one of its categories."""
        all_functions = self._service("com.sun.star.sheet.FunctionDescriptions")
        # Calc keeps places for functions that it does not show.
        found = (all_functions.getByIndex(i) for i in range(all_functions.Count))
        known = [{p.Name: p.Value for p in properties} for properties in found if properties]
        return [_described(function) for function in known if function["Category"] == category]


def _used(sheet: Any) -> str:
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    return f"A1:{cursor.AbsoluteName.rpartition('$')[0].rpartition('$')[2]}{cursor.RangeAddress.EndRow + 1}"


def _rule(validation: Any) -> str:
    kind = validation.Type.value
    # A list has no use for the operator, and not every format keeps it.
    operator = "" if kind == "LIST" else validation.getOperator().value
    return " ".join((kind, operator, validation.getFormula1(), validation.getFormula2(), validation.ErrorMessage))


def _described(function: dict[str, Any]) -> dict[str, Any]:
    arguments = [(a.Name, a.Description) for a in function["Arguments"] or ()]
    return {"name": function["Name"], "description": function["Description"], "arguments": arguments}


def _properties(**values: Any) -> tuple[Any, ...]:
    direct = uno.Enum("com.sun.star.beans.PropertyState", "DIRECT_VALUE")
    return tuple(PropertyValue(name, 0, value, direct) for name, value in values.items())


def requests() -> Iterator[list[Any]]:
    """Yield each request."""
    lines: Queue[str] = Queue()
    threading.Thread(target=_receive, args=(lines,), daemon=True).start()
    while line := lines.get():
        yield json.loads(line)


def _receive(lines: Queue[str]) -> None:
    """Take requests in; when they end, see to it that nothing outlives them, whatever LibreOffice is busy with."""
    for line in sys.stdin:
        lines.put(line)
    lines.put("")
    time.sleep(PATIENCE)
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(os.getpid())], check=False)
    else:
        os.killpg(0, signal.SIGKILL)


def answer(words: dict[str, Any]) -> None:
    """Write one line."""
    print(json.dumps(words), flush=True)


def main(pipe: str, folder: str, *soffice: str) -> None:
    """Answer requests until they end."""
    received = requests()
    # Not in the checkout, whose own functions the add-in must not find.
    os.chdir(folder)
    process, context = start(pipe, list(soffice))
    if process.poll() is not None:
        sys.exit(f"LibreOffice ended with code {process.returncode}")
    documents = Documents(context)
    for name, *arguments in received:
        try:
            answer({"result": getattr(documents, name)(*arguments)})
        except Exception as error:
            answer({"error": f"{type(error).__name__}: {error}"})
    end(context)
    process.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
