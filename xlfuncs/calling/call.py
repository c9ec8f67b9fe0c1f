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
        self._scale = 1 / entry.unit.factor
        self._takes_single_values = entry.is_elementwise and not entry.takes_texts
        # A float that compute gets as it is needs no reading: compute finds what is wrong with it.
        self._readers = tuple((a.unit.factor == 1 and a.domain.reads_as_is, _reader(a)) for a in entry.arguments)

    def __call__(self, *args: Any, **named: Any) -> Any:
        """Give the result in the laboratory's unit; of Cells, give Cells."""
        if named or len(args) != len(self._readers):
            # Not our own signature: xlwings finds defaults there.
            args = inspect.signature(self.formula).bind(*args, **named).args
        if self._takes_single_values:
            try:
                return self._of_single_values(args)
            except XlfuncsError:
                pass  # the careful way says what is wrong
        if any(type(a) is Cells for a in args):
            return self.from_cells(*args)
        return self._of_arrays(args)

    def from_cells(self, *args: Any) -> Cells:
        """Give the result for what a spreadsheet gives, single values or Cells; a fault is an error in its cell."""
        try:
            if self._takes_single_values:
                try:
                    return Cells([[self._of_single_values([_single_value(a) for a in args])]])
                except XlfuncsError:
                    pass  # there are ranges, or the careful way says what is wrong
            return self._of_ranges([a if type(a) is Cells else Cells([[a]]) for a in args])
        except Exception:
            # A fault of ours in one cell must not look to the host like a Python that is gone.
            _log.exception("%s failed", self.entry.name)
            return Cells([[CellError("#VALUE!", f"{self.entry.name} failed by a fault of its own: please report it")]])

    def _of_single_values(self, args: Sequence[Any]) -> Any:
        """Give the result for single numbers and symbols without any array, the quick way.

        It raises XlfuncsError for anything else, or out of the domain, and cannot say what is wrong.
        """
        result = self.formula(
            *[
                arg if as_it_is and type(arg) is float else read(arg)
                for (as_it_is, read), arg in zip(self._readers, args, strict=True)
            ]
        )
        if self._scale == 1:
            return result
        result *= self._scale
        if result - result == 0 or result != result:
            return result
        raise InputError("too large a number")

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


def _reader(quantity: Quantity) -> Callable[[Any], float]:
    """Return what makes compute's number of a single number or symbol, and raises InputError for anything else.

    Of numbers it checks what compute cannot: on which scale they are.
    """
    factor = quantity.unit.factor
    spans = [(*interval.rule.bounds, interval.offset) for interval in quantity.domain.intervals]
    if quantity.domain.reads_as_is:
        spans = [(-_LARGEST, _LARGEST, 0.0)]
    is_symbol = quantity.domain.kind == "symbol"

    def read(value: Any) -> float:
        if type(value) is float or type(value) is int:
            for low, high, offset in spans:
                if low <= value <= high:
                    return (value + offset) * factor
        elif is_symbol and type(value) is str:
            return float(find_ion(value).z)
        raise InputError("not a plain number")

    return read


def _has_nan(result: np.ndarray) -> bool:
    return result.dtype == float and bool(np.isnan(result).any())


def _single_value(arg: Any) -> Any:
    """Return a value, or that of a single cell, if it needs no second look; raise InputError else."""
    if type(arg) is Cells:
        if len(arg.rows) != 1 or len(arg.rows[0]) != 1:
            raise InputError("a range")
        arg = arg.rows[0][0]
    # A whole number may be an error in disguise, and NaN is a blank.
    if (type(arg) is not float and type(arg) is not str) or arg != arg:
        raise InputError("not a plain value")
    return arg


def _cell_errors(faults: np.ndarray) -> np.ndarray:
    """Return the error values of faults; a column of blanks shares one fault, and so one error value."""
    made: dict[int, CellError] = {}

    def error_of(fault: XlfuncsError) -> CellError:
        error = made.get(id(fault))
        if error is None:
            error = made[id(fault)] = CellError(fault.kind, str(fault))
        return error

    return np.frompyfunc(error_of, 1, 1)(faults)
