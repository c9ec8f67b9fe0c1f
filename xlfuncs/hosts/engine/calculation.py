"""Calculating one formula or a whole workbook."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ironcalc

from xlfuncs.calling.cells import CellError
from xlfuncs.formulas.calls import to_plain, with_blanks_for_omitted, with_commas
from xlfuncs.hosts.engine.cell_values import cell_value
from xlfuncs.hosts.engine.readable_copy import write_readable
from xlfuncs.hosts.engine.reasons import reason_of
from xlfuncs.hosts.portable import SelfContained, plain_names
from xlfuncs.ooxml.package import WorkbookFileError, opened

_LOCALE, _TIME_ZONE, _LANGUAGE = "en", "UTC", "en"  # files hold US-English formulas
_MOST_CELLS = 20_000_000  # a sheet's used block beyond this is a stray cell far out, not a table


def address(row: int, column: int) -> str:
    """Return the name of a cell counted from 0: A1 for (0, 0)."""
    return f"{ironcalc.column_name_from_number(column + 1)}{row + 1}"


class Calculation:
    """A calculated workbook."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._sheets = {p["name"]: i for i, p in enumerate(model.get_worksheets_properties())}

    @property
    def sheets(self) -> list[str]:
        """The names of the sheets, in order."""
        return list(self._sheets)

    def values(self, sheet: str) -> list[list[Any]]:
        """Return the values of a sheet from A1 to its last used cell, as rows: float, str, bool, None, CellError."""
        index = self._sheets[sheet]
        _, last_row, _, last_column = self._model.get_sheet_dimensions(index)
        if last_row * last_column > _MOST_CELLS:
            last = address(last_row - 1, last_column - 1)
            raise WorkbookFileError(f"sheet {sheet}: its last used cell, {last}, is too far out")
        rows = range(1, last_row + 1)
        columns = range(1, last_column + 1)
        return [[cell_value(self._model, index, row, column) for column in columns] for row in rows]

    def reason(self, sheet: str, row: int, column: int) -> str:
        """Return why a cell (counted from 0) holds an error value, as precise as it can be had."""
        return reason_of(self._model, self._sheets[sheet], row + 1, column + 1)


def calculate_workbook(path: Path | str) -> Calculation:
    """Calculate a workbook that calls our functions in any host's spelling, with or without our names in it.

    The file itself stays as it is. Raises WorkbookFileError if it cannot be read.
    """
    path = Path(path)
    with tempfile.TemporaryDirectory(prefix="xlfuncs-") as folder:
        copy = Path(folder) / "workbook.xlsx"
        with opened(path) as package:
            SelfContained(package).edit(for_engine=True)
            write_readable(package, copy)
        try:
            with _engine_errors():
                model = ironcalc.create_user_model_from_xlsx(str(copy), _LOCALE, _TIME_ZONE, _LANGUAGE)
                model.evaluate()
        except (ironcalc.WorkbookError, ValueError) as error:
            raise WorkbookFileError(
                f"{path}: the built-in engine cannot read it ({error}); "
                "open it in Excel, which says if it is damaged, and save it as Excel Workbook (.xlsx)"
            ) from None
    return Calculation(model)


@contextmanager
def _engine_errors() -> Iterator[None]:
    """Keep the engine's own lines off the screen, and make a panic of its Rust code an ordinary error.

    It writes to the process's standard output and error by itself, past Python's.
    """
    # A program without a console, such as Excel's own, has no such streams.
    streams = {number: stream for number, stream in ((1, sys.stdout), (2, sys.stderr)) if stream}
    for stream in streams.values():
        stream.flush()
    kept = {number: os.dup(number) for number in streams}
    try:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device, not a path
            for number in streams:
                os.dup2(nowhere.fileno(), number)
        yield
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # which derives from BaseException and is not exported
            raise ValueError(str(error)) from None
        raise
    finally:
        for number, copy in kept.items():
            os.dup2(copy, number)
            os.close(copy)


def evaluate(formula: str) -> list[list[Any]]:
    """Calculate one formula; a result of several cells comes as rows. Arguments may be separated by , or ;."""
    model = ironcalc.create_user_model("formula", _LOCALE, _TIME_ZONE, _LANGUAGE)
    for name, text in plain_names().items():
        model.new_defined_name(name, None, text)
    formula = to_plain(with_commas(formula if formula.startswith("=") else f"={formula}"))
    model.set_user_input(0, 1, 1, with_blanks_for_omitted(formula))
    model.evaluate()
    calculation = Calculation(model)
    rows = calculation.values("Sheet1")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, CellError):
                row[c] = CellError(value.kind, calculation.reason("Sheet1", r, c))
    return rows
