"""How a formula in SI units is applied to cells in the laboratory's units."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from xlfuncs.calling.cells import NO_FAULT, Argument, plain_numbers, read, where
from xlfuncs.compute.ions import find_ion
from xlfuncs.compute.rules import combined_shape, overflow
from xlfuncs.errors import DomainError, XlfuncsError
from xlfuncs.functions import Quantity, WorksheetFunction
from xlfuncs.functions.shapes import fitted

Formula = Callable[..., Any]


def of_good_cells(entry: WorksheetFunction, formula: Formula, args: Sequence[Any]) -> np.ndarray | None:
    """Return the result where all cells are good numbers, or blanks, whose results are NaN; else None."""
    if entry.takes_texts:
        return None
    try:
        arguments = []
        for quantity, arg in zip(entry.arguments, args, strict=True):
            values = _good_numbers(quantity, arg)
            if values is None or (entry.gives_text and np.isnan(values).any()):
                return None
            arguments.append(Argument(quantity, values))
        return _result(entry, formula, arguments)
    except (XlfuncsError, ValueError, OverflowError):
        return None


def _good_numbers(quantity: Quantity, arg: Any) -> np.ndarray | None:
    """Return plain numbers, or that of a single symbol; None if there is anything else, or on no scale."""
    if type(arg) is str and quantity.domain.kind == "symbol":
        return np.array(float(find_ion(arg).z))
    values = plain_numbers(arg)
    if values is None:
        return None
    # Compute checks its own rules, but knows nothing of the scales of temperature.
    return values if quantity.domain.reads_as_is or quantity.domain.allows(values).all() else None


def of_any_cells(
    entry: WorksheetFunction, formula: Formula, args: Sequence[Any]
) -> tuple[np.ndarray, np.ndarray | None]:
    """Return the result and, in its shape, the fault that each bad element has (None if there are none)."""
    arguments = [read(quantity, arg) for quantity, arg in zip(entry.arguments, args, strict=True)]
    if entry.takes_texts:
        return _cell_by_cell(entry, formula, arguments)
    late: list[np.ndarray] = []
    result = _result(entry, formula, arguments, late)
    faults = first_faults([*late, *(a.fault_per_result() for a in reversed(arguments))])
    return result, None if faults is None else np.broadcast_to(faults, result.shape)


def _result(
    entry: WorksheetFunction, formula: Formula, arguments: list[Argument], late: list[np.ndarray] | None = None
) -> np.ndarray:
    """Return the result in the worksheet's shape; faults that only the formula finds go into `late`, or are raised."""
    shapes = {a.quantity.name: a.values.shape for a in arguments}
    _lay_out(entry, arguments)
    result = _in_one_go(entry, formula, arguments, late)
    if entry.result.like:
        return result.reshape(shapes[entry.result.like])
    return result.reshape(len(result), -1) if entry.result.rows and result.ndim == 3 else result


def _lay_out(entry: WorksheetFunction, arguments: list[Argument]) -> None:
    """Put what belongs together on the last axis and conditions on the first, or raise ShapeError."""
    if entry.is_elementwise:
        return
    sizes = [(1, 1, *a.values.shape)[-2:] for a in arguments]
    for argument, shape in zip(arguments, fitted(entry.arguments, entry.result, sizes), strict=True):
        if argument.quantity.shape.axis:
            argument.laid_out(shape)
        elif argument.values.ndim == 1 and not entry.result.rows:
            argument.laid_out((-1, 1))


def _in_one_go(
    entry: WorksheetFunction, formula: Formula, arguments: list[Argument], late: list[np.ndarray] | None
) -> np.ndarray:
    """Apply the formula; where faults are noted, again without the cells that it refused."""
    while True:
        try:
            # A change of units may overflow; the formula then says so itself.
            with np.errstate(all="ignore"):
                return _in_lab_units(entry, formula(*(a.in_si() for a in arguments)))
        except DomainError as error:
            if late is None:
                raise
            if error.name is None:
                late.insert(0, _faults_of_results(error))
                arguments[0].drop(error.bad)
            else:
                # Good in the worksheet's unit, but too large for compute's.
                next(a for a in arguments if a.quantity.name == error.name).refuse_where(error.bad, error.rule)


def _in_lab_units(entry: WorksheetFunction, result: Any) -> np.ndarray:
    result = np.asarray(result)
    for i, row in enumerate(entry.result.rows):
        result[i] *= 1 / row.unit.factor
    factor = entry.unit.factor
    if factor == 1 or entry.result.rows:
        return result
    scaled = result if result.ndim else np.empty(())
    try:
        # The processor notes an overflow by itself; to look at each number again would take as long as to calculate it.
        with np.errstate(over="raise"):
            return np.multiply(result, 1 / factor, out=scaled)
    except FloatingPointError:
        raise overflow(scaled, np.isinf(scaled)) from None


def _cell_by_cell(
    entry: WorksheetFunction, look_up: Formula, arguments: list[Argument]
) -> tuple[np.ndarray, np.ndarray | None]:
    """Look up by texts: one call of the formula for each cell."""
    shape = combined_shape(*(a.values for a in arguments))
    result, faults = np.full(shape, np.nan), np.full(shape, NO_FAULT, dtype=object)
    columns = [np.broadcast_to(a.values, shape) for a in arguments]
    wrong = first_faults([a.faults for a in reversed(arguments)])
    if wrong is not None:
        faults[...] = wrong
    for index in np.ndindex(shape):
        if faults[index] is None:
            try:
                result[index] = look_up(*(column[index] for column in columns)) / entry.unit.factor
            except XlfuncsError as fault:
                faults[index] = fault
    return result, faults if np.not_equal(faults, NO_FAULT).any() else None


def _faults_of_results(error: DomainError) -> np.ndarray:
    faults = np.full(error.bad.shape, NO_FAULT, dtype=object)
    for index in where(error.bad):
        faults[index] = DomainError(None, error.rule, error.values[index])
    return faults


def first_faults(layers: Sequence[np.ndarray | None]) -> np.ndarray | None:
    """Lay faults over one another: a later layer hides an earlier one."""
    top: np.ndarray | None = None
    for layer in layers:
        if layer is not None:
            top = layer if top is None else np.where(np.equal(layer, NO_FAULT), top, layer)
    return top
