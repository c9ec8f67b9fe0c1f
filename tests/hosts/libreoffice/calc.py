"""LibreOffice Calc at work: documents that one types into and reads, in one program for the whole session."""

from __future__ import annotations

import json
import queue
import re
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlfuncs.calling.cells import CellError
from xlfuncs.formulas.calls import outside_texts, separated
from xlfuncs.hosts.libreoffice.installation import require
from xlfuncs.hosts.libreoffice.office import digest, end_all, url

CHECKOUT = Path(__file__).parents[3]
TIMEOUT = 300  # seconds for one request, the first of which starts the program
ENDING = 120  # seconds
Value = float | str | CellError
Values = list[Value]
Rows = list[Values]

# LibreOffice, Help, "Error Codes in LibreOffice Calc"; what Excel has no error value for keeps Calc's own words.
ERRORS = {
    503: "#NUM!", 519: "#VALUE!", 521: "#NULL!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!", 32767: "#N/A"
}  # fmt: skip
FILTERS = {
    ".ods": "calc8",
    ".fods": "OpenDocument Spreadsheet Flat XML",
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xls": "MS Excel 97",
}


class CalcError(Exception):
    """What LibreOffice could not do, or did not do in time."""


class Calc:
    """The running program."""

    def __init__(self, profile: Path) -> None:
        office = require()
        pipe = f"xlfuncs-test-{digest(profile)}"
        module = [office.python, "-m", "tests.hosts.libreoffice.server", pipe, profile]
        self._process = subprocess.Popen(
            [*module, *office.arguments(profile)],
            env=office.environment(),
            cwd=CHECKOUT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        self._answers: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._receive, daemon=True).start()

    def _receive(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._answers.put(line)
        self._answers.put("")

    def ask(self, what: str, *arguments: Any) -> Any:
        """Have the program do something and return the result."""
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps([what, *arguments]) + "\n")
            self._process.stdin.flush()
            line = self._answers.get(timeout=TIMEOUT)
        except (queue.Empty, BrokenPipeError):
            line = ""
        if not line:
            end_all(self._process)
            raise CalcError(f"LibreOffice gave no answer to {what}")
        answer = json.loads(line)
        if "error" in answer:
            raise CalcError(f"{what}: {answer['error']}")
        return answer["result"]

    def end(self) -> None:
        """End the program."""
        assert self._process.stdin
        self._process.stdin.close()
        try:
            self._process.wait(ENDING)
        except subprocess.TimeoutExpired:
            end_all(self._process)
            self._process.wait()

    @contextmanager
    def document(self, path: Path | None = None) -> Iterator[Document]:
        """Open a file, or a new document, and close it afterwards."""
        number = self.ask("load", url(path)) if path else self.ask("new")
        try:
            yield Document(self, number)
        finally:
            self.ask("close", number)

    def calculate(self, formulas: Sequence[str]) -> Values:
        """Return what each formula gives in a cell of its own."""
        with self.document() as document:
            document.type({f"A{row}": formula for row, formula in enumerate(formulas, 1)})
            return [value for [value] in document.read(f"A1:A{len(formulas)}")]

    def __enter__(self) -> Calc:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()


@dataclass(frozen=True)
class Document:
    """A document that is open in the program. Formulas are in English, with semicolons."""

    calc: Calc
    number: int

    def _ask(self, what: str, *arguments: Any) -> Any:
        return self.calc.ask(what, self.number, *arguments)

    def put(self, place: str, rows: Sequence[Sequence[float | str | None]], sheet: str | int = 0) -> None:
        """Fill a range with numbers, texts as they are, and blanks (None)."""
        self._ask("put", sheet, place, rows)

    def type(self, formulas: Mapping[str, str], sheet: str | int = 0) -> None:
        """Type a formula into each cell."""
        self._ask("type", sheet, formulas)

    def type_as_user(self, cell: str, text: str, sheet: str | int = 0) -> None:
        """Type a text into a cell, in the user's language; an empty text clears it."""
        self._ask("type_as_user", sheet, cell, text)

    def type_arrays(self, formulas: Mapping[str, str], sheet: str | int = 0) -> None:
        """Type an array formula into each range."""
        self._ask("type_array", sheet, formulas)

    def number_format(self, place: str, code: str) -> None:
        """Show cells of the first sheet in a number format."""
        self._ask("number_format", 0, place, code)

    def copy(self, source: str, target: str) -> None:
        """Copy cells of the first sheet to where the target begins."""
        self._ask("copy", 0, source, target)

    def recalculate(self) -> None:
        """Calculate everything from scratch, as Ctrl+Shift+F9 does."""
        self._ask("recalculate")

    def areas(self) -> dict[str, str]:
        """Return for each sheet the range from A1 to the last cell in use."""
        return self._ask("areas")

    def read(self, place: str, sheet: str | int = 0) -> Rows:
        """Return the values of a range: blank cells and empty texts as ""."""
        return [[_value(cell) for cell in row] for row in self._ask("read", sheet, place)]

    def value(self, cell: str) -> Value:
        """Return the value of a cell of the first sheet."""
        [[value]] = self.read(cell)
        return value

    def shown(self, place: str, sheet: str | int = 0) -> list[list[str]]:
        """Return what the cells of a range show."""
        return self._ask("shown", sheet, place)

    def formulas(self, place: str, sheet: str | int = 0) -> list[list[str]]:
        """Return the formulas of a range, or the contents where there is none."""
        return self._ask("formulas", sheet, place)

    def charts(self) -> dict[str, int]:
        """Return the number of charts on each sheet."""
        return self._ask("charts")

    def rules(self, places: Sequence[str], sheet: str | int = 0) -> list[str]:
        """Return the validation rule of each range, in words of LibreOffice's."""
        return self._ask("rules", sheet, places)

    def save(self, path: Path) -> Path:
        """Store a copy in the format that the name asks for."""
        self._ask("save", url(path), FILTERS[path.suffix])
        return path


def _value(cell: Any) -> Value:
    if isinstance(cell, dict):
        code = cell["error"]
        return CellError(ERRORS.get(code, f"Err:{code}"))
    return cell


_ARRAY_CONSTANT = re.compile(r"\{[^}]*\}")
_WITHIN_ARRAYS = str.maketrans({",": ";", ";": "|"})


def as_in_calc(formula: str) -> str:
    """Return a formula of Excel's with the separators that Calc has between arguments, columns and rows."""
    arguments = separated(formula, ",", ";")
    return _ARRAY_CONSTANT.sub(lambda m: outside_texts(m[0], lambda part: part.translate(_WITHIN_ARRAYS)), arguments)
