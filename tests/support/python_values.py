"""What formulas give when our functions are done by Python and only native arithmetic by the engine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import ironcalc

from tests.support.workbook_files import Place, cells_of
from xlfuncs import udfs
from xlfuncs.calling.cells import CellError, Cells
from xlfuncs.compute.constants import FARADAY, GAS_CONSTANT, ZERO_CELSIUS
from xlfuncs.formulas.calls import Call, calls, constant
from xlfuncs.hosts.engine.cell_values import cell_value

CONSTANTS = {"GAS_CONSTANT": GAS_CONSTANT, "FARADAY": FARADAY, "ZERO_CELSIUS": ZERO_CELSIUS}
_CONSTANTS = "Constants"  # the sheet that holds them
_SCRATCH = 500  # the column in which formulas are calculated
_ERROR = re.compile(r"#[A-Z/0]+[!?]?")


class PlainSheets:
    """Sheets of plain values, with the constants' names but none of our functions'."""

    def __init__(self, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> None:
        self._model = ironcalc.create("plain", "en", "UTC", "en")
        sheets = {**sheets, _CONSTANTS: [[number] for number in CONSTANTS.values()]}
        self._indices = {name: index for index, name in enumerate(sheets)}
        self._kept: dict[Place, Any] = {}
        for index, (name, rows) in enumerate(sheets.items()):
            if index:
                self._model.new_sheet()
            self._model.rename_sheet(index, name)
            for r, row in enumerate(rows, 1):
                for c, value in enumerate(row, 1):
                    if value is not None:
                        self.put((name, r, c), value)
        for row, name in enumerate(CONSTANTS, 1):
            self._model.new_defined_name(name, None, f"{_CONSTANTS}!$A${row}")

    def put(self, place: Place, value: Any) -> None:
        """Write a value into a cell; None empties it."""
        self._kept[place] = value
        index, row, column = self._indices[place[0]], *place[1:]
        if value is None:
            self._model.clear_cell_contents(index, row, column)
        elif isinstance(value, bool):
            self._model.update_cell_with_bool(index, row, column, value)
        elif isinstance(value, int | float):
            self._model.update_cell_with_number(index, row, column, value)
        elif isinstance(value, CellError):
            self._model.set_user_input(index, row, column, f"={value.kind}")
        else:
            self._model.update_cell_with_text(index, row, column, value)

    def calculated(self, formulas: Sequence[tuple[str, str]]) -> list[Any]:
        """Return the value of each formula (its sheet, its text); our functions innermost first."""
        texts = [text for _, text in formulas]
        while found := [(i, call) for i, text in enumerate(texts) for call in _innermost(text)]:
            blocks = self._arguments([(formulas[i][0], text) for i, call in found for text in call.arguments])
            for i, call in found:
                result = getattr(udfs, call.name)(*(next(blocks) for _ in call.arguments))
                texts[i] = texts[i].replace(call.text, _spelled(result.rows))
        return self._native([(sheet, text) for (sheet, _), text in zip(formulas, texts, strict=True)])

    def _arguments(self, arguments: Sequence[tuple[str, str]]) -> Iterable[Cells]:
        known = [self._block(*argument) for argument in arguments]
        unknown = [argument for argument, block in zip(arguments, known, strict=True) if block is None]
        rest = iter(self._native([(sheet, f"={text}") for sheet, text in unknown]))
        return iter([Cells([[next(rest)]]) if block is None else Cells(block) for block in known])

    def _block(self, sheet: str, text: str) -> list[list[Any]] | None:
        places = cells_of(text, sheet)
        return constant(text) if places is None else [[self._kept.get(place) for place in row] for row in places]

    def _native(self, formulas: Sequence[tuple[str, str]]) -> list[Any]:
        for row, (sheet, text) in enumerate(formulas, 1):
            self._model.set_user_input(self._indices[sheet], row, _SCRATCH, text)
        self._model.evaluate()
        return [
            cell_value(self._model, self._indices[sheet], row, _SCRATCH) for row, (sheet, _) in enumerate(formulas, 1)
        ]


def _innermost(formula: str) -> list[Call]:
    found = {call.text: call for call in calls(formula)}
    return [call for call in found.values() if not any(True for text in call.arguments for _ in calls(text))]


def _spelled(rows: list[list[Any]]) -> str:
    if len(rows) == len(rows[0]) == 1:
        return _literal(rows[0][0], "({})")
    return "{" + ";".join(",".join(_literal(value, "{}") for value in row) for row in rows) + "}"


def _literal(value: Any, number: str) -> str:
    if isinstance(value, CellError):
        return value.kind
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return number.format(repr(float(value)).upper())
