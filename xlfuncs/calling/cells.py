"""The one way in for cell values: from whatever a host or a Python caller gives, to numbers and faults."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Any

import numpy as np

from xlfuncs.compute.ions import find_ion
from xlfuncs.errors import DomainError, InputError, MissingError, PassedError, ShapeError, XlfuncsError
from xlfuncs.functions import Quantity

# How an error cell arrives over COM where xlwings does not know it: 0x800A0000 plus Excel's xlCVError number.
_COM_ERROR = -2146828288
COM_ERROR_VALUES = {
    2000: "#NULL!",
    2007: "#DIV/0!",
    2015: "#VALUE!",
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: "#N/A",
    2043: "#GETTING_DATA",
    2045: "#SPILL!",
    2046: "#CONNECT!",
    2047: "#BLOCKED!",
    2048: "#UNKNOWN!",
    2049: "#FIELD!",
    2050: "#CALC!",
}
ERROR_VALUES = frozenset(COM_ERROR_VALUES.values()) | {"#BUSY!", "#PYTHON!"}

_NUMBERS_AND_BLANKS = {float, int, type(None)}
_EXCEL_DAY_ZERO = dt.datetime(1899, 12, 30)
_SECONDS_PER_DAY = 86_400

# What an array of faults holds where nothing is wrong.
NO_FAULT: Any = None


@dataclass(frozen=True)
class CellError:
    """An error value in a cell, with the reason where it is known."""

    kind: str
    reason: str = ""

    def __str__(self) -> str:
        return self.kind


@dataclass(frozen=True)
class Cells:
    """A block of cells as a host gives or takes it: rows of numbers, texts, booleans, None and errors."""

    rows: list[list[Any]]


@dataclass
class Argument:
    """One argument in the worksheet's units (NaN where there is no number) with the fault of each bad cell."""

    quantity: Quantity
    values: np.ndarray
    faults: np.ndarray | None = None

    def mark(self, bad: np.ndarray, fault_of: Callable[[Any], XlfuncsError]) -> None:
        """Note the fault of each bad cell that has none yet, and leave no number there."""
        if self.faults is None:
            self.faults = np.full(self.values.shape, NO_FAULT, dtype=object)
        faults: dict[Any, XlfuncsError] = {}
        for index in where(bad & np.equal(self.faults, NO_FAULT)):
            value = self.values[index]
            if value not in faults:
                faults[value] = fault_of(value)
            self.faults[index] = faults[value]
        self.values = np.where(bad, np.nan, self.values)

    def refuse(self) -> None:
        """Note which numbers are out of the domain, in its words and the unit of the worksheet."""
        domain = self.quantity.domain
        self.refuse_where(~domain.allows(self.values), domain.rule_in(str(self.quantity.unit)))

    def refuse_where(self, bad: np.ndarray, rule: str) -> None:
        """Note that numbers break a rule."""
        bad = bad & ~np.isnan(self.values)
        if bad.any():
            self.mark(bad, lambda value: DomainError(self.quantity.name, rule, float(value)))

    def in_si(self) -> np.ndarray:
        """Return the values as compute takes them."""
        values, factor = self.quantity.domain.read(self.values), self.quantity.unit.factor
        return values if factor == 1 else values * factor

    def laid_out(self, shape: tuple[int, ...]) -> None:
        """Give the cells another shape, faults and all."""
        self.values = self.values.reshape(shape)
        if self.faults is not None:
            self.faults = self.faults.reshape(shape)

    def drop(self, bad: np.ndarray) -> None:
        """Leave no number where a result is bad for a reason that is no single argument's."""
        bad = bad[..., None] if self.quantity.shape.axis else bad
        self.values = np.where(bad, np.nan, self.values)
        if self.faults is not None:
            self.faults = np.broadcast_to(self.faults, self.values.shape)

    def fault_per_result(self) -> np.ndarray | None:
        """Return the faults with those of cells that belong together reduced to their first."""
        if self.faults is None or not self.quantity.shape.axis:
            return self.faults
        first = np.argmax(np.not_equal(self.faults, NO_FAULT), axis=-1)
        return np.take_along_axis(self.faults, first[..., None], axis=-1)[..., 0]


def where(mask: np.ndarray) -> Iterator[tuple[int, ...]]:
    """Yield the index of each true element, also of a mask without dimensions."""
    return map(tuple, np.argwhere(mask))


def plain_numbers(value: Any) -> np.ndarray | None:
    """Return numbers and blanks (as NaN) as an array quickly; None if there is anything else among them."""
    value = value.rows if isinstance(value, Cells) else value
    if isinstance(value, np.ndarray):
        if value.dtype.kind not in "fiu":
            return None
        numbers = value.astype(float, copy=False)
        return numbers.filled(np.nan) if isinstance(numbers, np.ma.MaskedArray) else numbers
    if type(value) in (float, int):
        return np.array(value, dtype=float)
    if not isinstance(value, (list, tuple)):
        return None
    rows = [isinstance(row, (list, tuple)) for row in value]
    if any(rows) and not all(rows):
        return None
    types = set(map(type, chain.from_iterable(value) if any(rows) else value))
    if not types <= _NUMBERS_AND_BLANKS:
        return None
    numbers = np.array(value, dtype=float)
    # Error cells that xlwings does not know arrive as whole numbers near this one.
    if int in types and ((numbers >= _COM_ERROR) & (numbers <= _COM_ERROR + 2100)).any():
        return None
    return numbers


def read(quantity: Quantity, value: Any) -> Argument:
    """Return one argument of a call as numbers (or texts) and faults. Cells keep their two dimensions."""
    try:
        numbers = plain_numbers(value)
    except ValueError:
        raise ShapeError(f"{quantity.name} has rows of different lengths") from None
    except OverflowError:
        raise _too_large(quantity) from None
    if quantity.domain.kind == "text":
        return _read_cells(quantity, value, _text_or_fault, object)
    if numbers is None:
        argument = _read_cells(quantity, value, _number_or_fault, float)
    else:
        argument = Argument(quantity, numbers)
        blank = np.isnan(numbers)
        if blank.any():
            argument.faults = np.full(numbers.shape, NO_FAULT, dtype=object)
            argument.faults[blank] = _missing(quantity)
    argument.refuse()
    return argument


def _read_cells(quantity: Quantity, value: Any, read_one: Callable[..., Any], kind: type) -> Argument:
    cells = np.array(value.rows if isinstance(value, Cells) else value, dtype=object)
    if any(isinstance(cell, (list, tuple)) for cell in cells.flat):
        raise ShapeError(f"{quantity.name} has rows of different lengths")
    values: np.ndarray = np.full(cells.shape, np.nan, dtype=kind)
    faults = np.full(cells.shape, NO_FAULT, dtype=object)
    known: dict[Any, Any] = {}
    for index, cell in np.ndenumerate(cells):
        key = (type(cell), cell if isinstance(cell, Hashable) else index)
        if key not in known:
            known[key] = read_one(quantity, cell)
        number = known[key]
        if isinstance(number, XlfuncsError):
            faults[index] = number
        else:
            values[index] = number
    argument = Argument(quantity, values)
    argument.faults = faults if np.not_equal(faults, NO_FAULT).any() else None
    return argument


def _number_or_fault(quantity: Quantity, cell: Any) -> float | XlfuncsError:
    error = error_value(cell)
    if error is not None:
        return PassedError(error.kind, error.reason or f"{quantity.name} holds {error.kind}")
    if isinstance(cell, (bool, np.bool_)):
        return _wrong_kind(quantity, cell)
    if isinstance(cell, (int, float, np.number, Decimal)):
        try:
            number = float(cell)
        except OverflowError:
            return _too_large(quantity)
        return _missing(quantity) if number != number else number
    if cell is None or cell == "":
        return _missing(quantity)
    if isinstance(cell, dt.datetime):
        return (cell.replace(tzinfo=None) - _EXCEL_DAY_ZERO).total_seconds() / _SECONDS_PER_DAY
    if isinstance(cell, str) and quantity.domain.kind == "symbol":
        return _valence_of(quantity, cell)
    return _wrong_kind(quantity, cell)


def _wrong_kind(quantity: Quantity, cell: Any) -> InputError:
    shown = f"a {type(cell).__name__}"
    if isinstance(cell, (bool, np.bool_)):
        shown = str(bool(cell)).upper()
    elif isinstance(cell, (int, float)):
        shown = f"{cell:.15g}"
    elif isinstance(cell, str):
        shown = f'the text "{cell:.40}"'
    return InputError(f"{quantity.name} must be {quantity.domain.asked}, got {shown}")


def _valence_of(quantity: Quantity, symbol: str) -> float | XlfuncsError:
    try:
        return float(find_ion(symbol).z)
    except MissingError as error:
        return InputError(f"{quantity.name} must be {quantity.domain.asked}; {error}")


def _missing(quantity: Quantity) -> MissingError:
    return MissingError(f"{quantity.name} is missing (blank cell)")


def _too_large(quantity: Quantity) -> InputError:
    return InputError(f"{quantity.name} holds a whole number too large to calculate with")


def _text_or_fault(quantity: Quantity, cell: Any) -> str | XlfuncsError:
    error = error_value(cell)
    if error is not None:
        return PassedError(error.kind, error.reason or f"{quantity.name} holds {error.kind}")
    if cell is None or cell == "" or (isinstance(cell, float) and cell != cell):
        return _missing(quantity)
    return cell if isinstance(cell, str) else _wrong_kind(quantity, cell)


def error_value(cell: Any) -> CellError | None:
    """Return the error that a cell holds, in whichever way the host spells it, or None."""
    if isinstance(cell, CellError):
        return cell
    if isinstance(cell, str):
        return CellError(cell) if cell in ERROR_VALUES else None
    if type(cell) is int and cell - _COM_ERROR in COM_ERROR_VALUES:
        return CellError(COM_ERROR_VALUES[cell - _COM_ERROR])
    return None
