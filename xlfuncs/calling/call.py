"""A worksheet function that can be called, by its doors: from Python, from the cells of a host."""

from __future__ import annotations

import functools
import inspect
import logging
import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from xlfuncs.calling import application
from xlfuncs.calling.application import Formula
from xlfuncs.calling.cells import NO_FAULT, CellError, Cells
from xlfuncs.compute.ions import find_ion
from xlfuncs.errors import InputError, XlfuncsError
from xlfuncs.functions import Quantity, WorksheetFunction

_log = logging.getLogger(__name__)
_LARGEST = sys.float_info.max


class WorksheetCall:
    """A worksheet function: its entry in the list, and its formula in SI units.

    Called from Python with numbers, lists or arrays it gives the number (or raises an XlfuncsError with the reason) or
    an array with NaN for each bad element. Hosts enter by `from_cells`.
    """

    __signature__: inspect.Signature

    def __init__(self, entry: WorksheetFunction, formula: Formula) -> None:
        functools.update_wrapper(self, formula)
        self.__doc__ = entry.summary
        self.entry, self.formula = entry, formula
        self.__signature__ = inspect.signature(formula)
        self._count = len(entry.arguments)
        self._elementwise = entry.is_elementwise
        self._of_single_values = _for_single_values(entry, formula)

    def __repr__(self) -> str:
        return f"<worksheet function {self.entry.call}>"

    def __reduce__(self) -> str:
        """Have it pickled by its name, as functions are."""
        return self.entry.name

    def __call__(self, *args: Any, **named: Any) -> Any:
        """Give the result in the laboratory's unit; of Cells, give Cells."""
        if named or len(args) != self._count:
            # Not our own signature: xlwings' registration puts defaults there.
            args = inspect.signature(self.formula).bind(*args, **named).args
        if self._elementwise and type(args[0]) is not Cells:
            try:
                return self._of_single_values(args)
            except XlfuncsError:
                pass  # there are ranges, or the careful way says what is wrong
        if any(type(arg) is Cells for arg in args):
            return self.from_cells(*args)
        return self._of_arrays(args)

    def from_cells(self, *args: Any) -> Cells:
        """Give the result for what a spreadsheet gives, single values or Cells; a fault is an error in its cell."""
        try:
            singles = _single_values(args) if self._elementwise else None
            if singles:
                try:
                    return Cells([[self._of_single_values(singles)]])
                except XlfuncsError:
                    pass  # the careful way says what is wrong
            return self._of_ranges([a if type(a) is Cells else Cells([[a]]) for a in args])
        except Exception:
            # A fault of ours in one cell must not look to the host like a Python that is gone.
            _log.exception("%s failed", self.entry.name)
            return Cells([[CellError("#VALUE!", f"{self.entry.name} failed by a fault of its own: please report it")]])

    def _of_arrays(self, args: Sequence[Any]) -> Any:
        """Give the result for what a Python caller gives; raise for a single bad one, NaN within a range."""
        result = application.of_good_cells(self.entry, self.formula, args)
        if result is None or (self._is_single(result) and _has_nan(result)):
            result, faults = application.of_any_cells(self.entry, self.formula, args)
            if faults is not None:
                if self._is_single(faults) and faults.flat[0] is not None:
                    raise faults.flat[0]
                result = np.where(np.equal(faults, NO_FAULT), result, np.nan)
        if self.entry.result.per_condition and result.ndim == 2 and result.shape[1] == 1:
            result = result[0, 0] if result.size == 1 else result[:, 0]
        return result.item() if result.ndim == 0 else result

    def _of_ranges(self, args: Sequence[Cells]) -> Cells:
        """Give the result for ranges; every fault comes out as an error in its cell."""
        result = application.of_good_cells(self.entry, self.formula, args)
        if result is not None and not _has_nan(result):
            return Cells(np.atleast_2d(result).tolist())
        try:
            result, faults = application.of_any_cells(self.entry, self.formula, args)
        except XlfuncsError as error:
            return Cells([[CellError(error.kind, str(error))]])
        cells = np.atleast_2d(result)
        if faults is not None:
            cells, faults = cells.astype(object), np.atleast_2d(faults)
            bad = np.not_equal(faults, NO_FAULT)
            cells[bad] = _cell_errors(faults[bad])
        return Cells(cells.tolist())

    def _is_single(self, results: np.ndarray) -> bool:
        """Whether these are of one result, which cannot say by NaN what is wrong."""
        shape = self.entry.result
        if shape.rows:
            return results.ndim == 1
        return bool(shape.like) or (results.size == 1 if shape.per_condition else results.ndim == 0)


def _for_single_values(entry: WorksheetFunction, formula: Formula) -> Callable[[Sequence[Any]], Any]:
    """Return the quick way from single numbers and texts to the result, without any array.

    It raises XlfuncsError for anything else, or out of the domain, and cannot say what is wrong.
    """
    readers = tuple(map(_reader, entry.arguments))
    scale, gives_text = 1 / entry.unit.factor, entry.gives_text

    def result_of(args: Sequence[Any]) -> Any:
        # What compute gets as it is, or by a factor, it checks itself. To be strict would take a tenth of the time.
        values = [
            arg * factor if factor and type(arg) is float else read(arg)
            for (factor, read), arg in zip(readers, args)  # noqa: B905
        ]
        result = formula(*values)
        if scale != 1:
            result *= scale
            if not -_LARGEST <= result <= _LARGEST and result == result:
                raise InputError("too large a number")
        elif gives_text and type(result) is not str:
            raise InputError("no number, and so no text")
        return result

    return result_of


def _reader(quantity: Quantity) -> tuple[float, Callable[[Any], Any]]:
    """Return by what to multiply a float, or 0, and what reads any other single value or raises InputError."""
    domain, factor = quantity.domain, quantity.unit.factor
    scales = [(interval.rule.low, interval.rule.high, interval.offset) for interval in domain.intervals]

    def read_on_a_scale(value: Any) -> float:
        if type(value) is float or type(value) is int:
            for low, high, offset in scales:
                if low <= value <= high:
                    return value + offset
        raise InputError("on no scale")

    def read_number(value: Any) -> float:
        if type(value) is int and -_LARGEST <= value <= _LARGEST:
            return value * factor
        raise InputError("not a number")

    def read_symbol(value: Any) -> float:
        return float(find_ion(value).z) if type(value) is str else read_number(value)

    def read_text(value: Any) -> str:
        if type(value) is str and value:
            return value
        raise InputError("not a text")

    if not domain.reads_as_is:
        return 0.0, read_on_a_scale
    if domain.kind == "text":
        return 0.0, read_text
    return factor, read_symbol if domain.kind == "symbol" else read_number


def _has_nan(result: np.ndarray) -> bool:
    return result.dtype == float and bool(np.isnan(result).any())


def _single_values(args: Sequence[Any]) -> list[Any] | None:
    """Return the values of arguments that are single cells which need no second look; None if any is not."""
    values = []
    for arg in args:
        if type(arg) is Cells:
            rows = arg.rows
            if len(rows) != 1 or len(rows[0]) != 1:
                return None
            arg = rows[0][0]
        # A whole number may be an error in disguise, and NaN is a blank.
        if (type(arg) is not float and type(arg) is not str) or arg != arg:
            return None
        values.append(arg)
    return values


def _cell_errors(faults: np.ndarray) -> np.ndarray:
    """Return the error values of faults; a column of blanks shares one fault, and so one error value."""
    made: dict[int, CellError] = {}

    def error_of(fault: XlfuncsError) -> CellError:
        error = made.get(id(fault))
        if error is None:
            error = made[id(fault)] = CellError(fault.kind, str(fault))
        return error

    return np.frompyfunc(error_of, 1, 1)(faults)
