"""The one way in for cell values: from whatever a host or a Python caller gives, to numbers and faults."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain
from typing import Any

import numpy as np

from xlfuncs.compute.constants import ZERO_CELSIUS
from xlfuncs.compute.ions import find_ion
from xlfuncs.errors import DomainError, InputError, MissingError, PassedError, ShapeError, XlfuncsError
from xlfuncs.functions import Kind, Layout, Quantity

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

_LARGEST = sys.float_info.max
_EXCEL_DAY_ZERO = dt.datetime(1899, 12, 30)
_SECONDS_PER_DAY = 86_400

# The two ranges in which a worksheet temperature is taken for °C and for K; they are the same temperatures.
CELSIUS_LOW, CELSIUS_HIGH = -20.0, 120.0
KELVIN_LOW, KELVIN_HIGH = 253.15, 393.15
TEMPERATURE_RULE = "-20 to 120 (°C) or 253.15 to 393.15 (K)"


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
    """One argument as numbers (NaN where there is none) with the fault of each bad cell."""

    quantity: Quantity
    values: np.ndarray
    faults: np.ndarray | None = None
    # The values in the worksheet's own units, for messages, whatever becomes of `values`.
    given: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.given = self.values

    def mark(self, bad: np.ndarray, fault_of: Callable[[Any], XlfuncsError]) -> None:
        """Note the fault of each bad cell that has none yet, and leave no number there."""
        if self.faults is None:
            self.faults = np.full(self.values.shape, NO_FAULT, dtype=object)
        faults: dict[Any, XlfuncsError] = {}
        for index in where(bad & np.equal(self.faults, NO_FAULT)):
            value = self.given[index]
            if value not in faults:
                faults[value] = fault_of(value)
            self.faults[index] = faults[value]
        self.values = np.where(bad, np.nan, self.values)

    def mark_out_of_domain(self, rule: str, bad: np.ndarray) -> None:
        """Note that the bad cells break a rule, in the words and the unit of the worksheet."""
        name, unit = self.quantity.name, self.quantity.unit
        self.mark(bad, lambda value: DomainError(name, rule, float(value), unit=unit if unit != "1" else ""))

    def laid_out(self, shape: tuple[int, ...]) -> None:
        """Give the cells another shape, faults and all."""
        self.values = self.values.reshape(shape)
        self.given = self.given.reshape(shape)
        if self.faults is not None:
            self.faults = self.faults.reshape(shape)

    def fault_per_result(self) -> np.ndarray | None:
        """Return the faults with those of ions that belong together reduced to their first."""
        if self.faults is None or self.quantity.layout is Layout.ELEMENT:
            return self.faults
        first = np.argmax(np.not_equal(self.faults, NO_FAULT), axis=-1)
        return np.take_along_axis(self.faults, first[..., None], axis=-1)[..., 0]


def where(mask: np.ndarray) -> Iterator[tuple[int, ...]]:
    """Yield the index of each true element, also of a mask without dimensions."""
    return map(tuple, np.argwhere(mask))


def single_reader(quantity: Quantity) -> Callable[[Any], float]:
    """Return what makes a single number or symbol a number, or raises InputError: `read` says what is wrong with it."""
    return {Kind.TEMPERATURE: _single_temperature, Kind.VALENCE: _single_valence}.get(quantity.kind, _single_number)


def _single_number(value: Any) -> float:
    if type(value) in (float, int) and -_LARGEST <= value <= _LARGEST:
        return value
    raise InputError("not a plain number")


def _single_temperature(value: Any) -> float:
    """Return a temperature in °C or K, told apart by range, in K."""
    if type(value) in (float, int):
        if CELSIUS_LOW <= value <= CELSIUS_HIGH:
            return value + ZERO_CELSIUS
        if KELVIN_LOW <= value <= KELVIN_HIGH or value != value:
            return value
    raise InputError("not a plain temperature")


def _single_valence(value: Any) -> float:
    return float(find_ion(value).z) if type(value) is str else _single_number(value)


def read(quantity: Quantity, value: Any) -> Argument:
    """Return one argument of a call as numbers and faults. Cells keep their two dimensions."""
    value = value.rows if isinstance(value, Cells) else value
    try:
        numbers = _plain_numbers(value)
    except ValueError:
        raise ShapeError(f"{quantity.name} has rows of different lengths") from None
    except OverflowError:
        raise _too_large(quantity) from None
    if numbers is None:
        argument = _read_mixed(quantity, value)
    else:
        argument = Argument(quantity, numbers)
        if np.isnan(numbers.min(initial=0)):  # one pass, where a mask of a long column would cost three
            argument.faults = np.full(numbers.shape, NO_FAULT, dtype=object)
            argument.faults[np.isnan(numbers)] = _missing(quantity)
    if quantity.kind is Kind.TEMPERATURE:
        _read_temperature(argument)
    return argument


def _plain_numbers(value: Any) -> np.ndarray | None:
    """Return numbers and blanks as an array quickly; None if there is anything else among them."""
    if isinstance(value, np.ndarray):
        return value.astype(float, copy=False) if value.dtype.kind in "fiu" else None
    if isinstance(value, (list, tuple)):
        nested = any(isinstance(row, (list, tuple)) for row in value)
        cells = chain.from_iterable(value) if nested else value
        if nested and not all(isinstance(row, (list, tuple)) for row in value):
            return None
        if set(map(type, cells)) <= {float, int, type(None)}:
            return _within_com_numbers(np.array(value, dtype=float))
        return None
    if type(value) in (float, int):
        return np.array(value, dtype=float)
    return None


def _within_com_numbers(numbers: np.ndarray) -> np.ndarray | None:
    # Error cells that xlwings does not know arrive as whole numbers near this one.
    suspicious = (numbers >= _COM_ERROR) & (numbers <= _COM_ERROR + 2100)
    return None if suspicious.any() else numbers


def _read_mixed(quantity: Quantity, value: Any) -> Argument:
    cells = np.array(value, dtype=object)
    if any(isinstance(cell, (list, tuple)) for cell in cells.flat):
        raise ShapeError(f"{quantity.name} has rows of different lengths")
    values = np.full(cells.shape, np.nan)
    faults = np.full(cells.shape, NO_FAULT, dtype=object)
    known: dict[Any, float | XlfuncsError] = {}
    for index, cell in np.ndenumerate(cells):
        key = (type(cell), cell)
        if key not in known:
            known[key] = _number_or_fault(quantity, cell)
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
        return InputError(f"{quantity.name} must be {quantity.kind.value}, got {str(bool(cell)).upper()}")
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
    if isinstance(cell, str) and quantity.kind is Kind.VALENCE:
        return _valence_of(quantity, cell)
    shown = f'the text "{cell:.40}"' if isinstance(cell, str) else f"a {type(cell).__name__}"
    return InputError(f"{quantity.name} must be {quantity.kind.value}, got {shown}")


def _valence_of(quantity: Quantity, symbol: str) -> float | XlfuncsError:
    try:
        return float(find_ion(symbol).z)
    except MissingError:
        return InputError(f'{quantity.name} must be {quantity.kind.value}; no ion "{symbol:.40}" is in the table')


def _missing(quantity: Quantity) -> MissingError:
    return MissingError(f"{quantity.name} is missing (blank cell)")


def _too_large(quantity: Quantity) -> InputError:
    return InputError(f"{quantity.name} holds a whole number too large to calculate with")


def read_text(quantity: Quantity, cell: Any) -> str:
    """Return the text of a cell, or raise what is wrong with it."""
    error = error_value(cell)
    if error is not None:
        raise PassedError(error.kind, error.reason or f"{quantity.name} holds {error.kind}")
    if cell is None or cell == "" or (isinstance(cell, float) and cell != cell):
        raise _missing(quantity)
    if not isinstance(cell, str):
        raise InputError(f"{quantity.name} must be text, got {cell!r:.40}")
    return cell


def error_value(cell: Any) -> CellError | None:
    """Return the error that a cell holds, in whichever way the host spells it, or None."""
    if isinstance(cell, CellError):
        return cell
    if isinstance(cell, str):
        return CellError(cell) if cell in ERROR_VALUES else None
    if type(cell) is int and cell - _COM_ERROR in COM_ERROR_VALUES:
        return CellError(COM_ERROR_VALUES[cell - _COM_ERROR])
    return None


def _read_temperature(argument: Argument) -> None:
    given = argument.values
    celsius = (given >= CELSIUS_LOW) & (given <= CELSIUS_HIGH)
    absolute = (given >= KELVIN_LOW) & (given <= KELVIN_HIGH)
    out_of_range = ~(celsius | absolute | np.isnan(given))
    if out_of_range.any():
        argument.mark_out_of_domain(TEMPERATURE_RULE, out_of_range)
    argument.values = np.where(celsius, given + ZERO_CELSIUS, argument.values)
