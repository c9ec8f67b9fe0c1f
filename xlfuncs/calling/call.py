"""How a worksheet function is applied: one formula, and every bad cell spoils its own result only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from xlfuncs.calling.cells import NO_FAULT, Argument, CellError, Cells, read, read_text, single_reader, where
from xlfuncs.compute.rules import combined_shape
from xlfuncs.errors import DomainError, ShapeError, XlfuncsError
from xlfuncs.functions import Kind, Layout, Result, WorksheetFunction

Formula = Callable[..., Any]


def with_single_values(function: WorksheetFunction, formula: Formula) -> Callable[..., Any]:
    """Return an element-wise formula as a function of single numbers and symbols: the quick way, without any array.

    It raises XlfuncsError for anything else, or out of the domain, and cannot say what is wrong.
    """
    readers = tuple((a.kind is not Kind.TEMPERATURE, single_reader(a)) for a in function.arguments)

    def quick(*args: Any) -> Any:
        # What is wrong with a float, the formula finds itself, unless it is a temperature.
        return formula(
            *[
                arg if is_number and type(arg) is float else read_one(arg)
                for (is_number, read_one), arg in zip(readers, args, strict=True)
            ]
        )

    return quick


def is_single_value(arg: Cells) -> bool:
    """Return whether there is one cell, and a number or text in it that needs no second look."""
    cell = arg.rows[0][0]
    # A whole number may be an error in disguise, and NaN is a blank: the careful way sorts them out.
    return (type(cell) is float or type(cell) is str) and cell == cell and len(arg.rows) == 1 and len(arg.rows[0]) == 1


def call_with_arrays(function: WorksheetFunction, formula: Formula, args: Sequence[Any]) -> Any:
    """Apply a formula to what a Python caller gives; raise for a single result, NaN within a range."""
    arguments = [read(quantity, arg) for quantity, arg in zip(function.arguments, args, strict=True)]
    result, faults = apply(function, formula, arguments)
    if faults is not None:
        _raise_if_single(function, faults)
        result = np.where(np.equal(faults, NO_FAULT), result, np.nan)
    return _as_python(function, result)


def call_with_cells(function: WorksheetFunction, formula: Formula, args: Sequence[Cells]) -> Cells:
    """Apply a formula to what a spreadsheet gives; every fault comes out as an error in its cell."""
    try:
        arguments = [read(quantity, arg) for quantity, arg in zip(function.arguments, args, strict=True)]
        values, faults = apply(function, formula, arguments)
    except XlfuncsError as error:
        return Cells([[CellError(error.kind, str(error))]])
    cells = np.atleast_2d(values)
    if faults is not None:
        cells = cells.astype(object)
        bad = np.not_equal(faults, NO_FAULT)
        cells[bad] = _cell_errors(faults[bad])
    return Cells(cells.tolist())


def _cell_errors(faults: np.ndarray) -> np.ndarray:
    """Return the error values of faults; a column of blanks shares one fault, and so one error value."""
    made: dict[int, CellError] = {}

    def error_of(fault: XlfuncsError) -> CellError:
        error = made.get(id(fault))
        if error is None:
            error = made[id(fault)] = CellError(fault.kind, str(fault))
        return error

    return np.frompyfunc(error_of, 1, 1)(faults)


def apply(
    function: WorksheetFunction, formula: Formula, arguments: list[Argument]
) -> tuple[np.ndarray, np.ndarray | None]:
    """Return the result and, in its shape, the fault that each bad element has (None if there are none)."""
    shape_of_c_out = arguments[0].values.shape
    if function.result is not Result.ELEMENTWISE:
        _lay_out(function, arguments)
    result, late = _formula_and_late_faults(formula, arguments)
    result = np.asarray(result)
    faults = _first_faults([late, *(a.fault_per_result() for a in reversed(arguments))])
    if function.result is Result.LIKE_C_OUT:
        result = result.reshape(shape_of_c_out)
    elif function.result is Result.FIVE_ROWS and result.ndim == 3:
        result = result.reshape(5, -1)
    if faults is None:
        return result, None
    return result, np.broadcast_to(faults, result.shape)


def _formula_and_late_faults(formula: Formula, arguments: list[Argument]) -> tuple[Any, np.ndarray | None]:
    """Apply the formula again and again, each time without the cells that it refused."""
    late = None
    while True:
        try:
            # A change of units may overflow; the formula then says so itself.
            with np.errstate(all="ignore"):
                return formula(*(a.values for a in arguments)), late
        except DomainError as error:
            if error.name is None:
                late = _first_faults([_late_faults(error), late])
                _withdraw(arguments[0], error.bad)
            else:
                refused = next(a for a in arguments if a.quantity.name == error.name)
                refused.mark_out_of_domain(error.rule, error.bad)


def _late_faults(error: DomainError) -> np.ndarray:
    faults = np.full(error.bad.shape, NO_FAULT, dtype=object)
    for index in where(error.bad):
        faults[index] = DomainError(None, error.rule, error.values[index])
    return faults


def _withdraw(argument: Argument, bad: np.ndarray) -> None:
    if argument.quantity.layout is not Layout.ELEMENT:
        bad = bad[..., None]
    argument.values = np.where(bad, np.nan, argument.values)
    if argument.faults is not None:
        argument.faults = np.broadcast_to(argument.faults, argument.values.shape)
    argument.given = np.broadcast_to(argument.given, argument.values.shape)


def _first_faults(layers: Sequence[np.ndarray | None]) -> np.ndarray | None:
    """Lay faults over one another: a later layer hides an earlier one."""
    top: np.ndarray | None = None
    for layer in layers:
        if layer is None:
            continue
        top = layer if top is None else np.where(np.equal(layer, NO_FAULT), top, layer)
    return top


def _lay_out(function: WorksheetFunction, arguments: list[Argument]) -> None:
    """Put ions on the last axis and conditions on the first, or raise ShapeError."""
    if function.result is Result.FIVE_ROWS:
        for a in arguments:
            if a.values.ndim == 2 and len(a.values) != 1:
                raise ShapeError(f"{a.quantity.name} must be one cell or one row, got {_size(a)}")
        return
    ions = next(a for a in arguments if a.quantity.kind is Kind.VALENCE).values.size
    species = next((a.values.size for a in arguments if a.quantity.layout is Layout.SPECIES), 0)
    for a in arguments:
        if a.quantity.layout is Layout.IONS:
            _lay_out_vector(a, ions, "ions")
        elif a.quantity.layout is Layout.SPECIES:
            _lay_out_vector(a, species, "impermeant species")
        elif a.quantity.layout is Layout.TABLE:
            _lay_out_table(a, ions)
        elif a.values.ndim == 1:
            a.laid_out((-1, 1))


def _lay_out_vector(a: Argument, count: int, what: str) -> None:
    if a.values.size != count or max(a.values.shape, default=1) != count or count == 0:
        raise ShapeError(f"{a.quantity.name} must be one row or column of {count} {what}, got {_size(a)}")
    a.laid_out((count,))


def _lay_out_table(a: Argument, ions: int) -> None:
    if a.values.size == ions and max(a.values.shape, default=1) == ions:
        a.laid_out((1, 1, ions))
    elif a.values.ndim == 2 and a.values.shape[1] == ions:
        a.laid_out((-1, 1, ions))
    else:
        raise ShapeError(f"{a.quantity.name} must have one cell or one column per ion ({ions}), got {_size(a)}")


def _size(a: Argument) -> str:
    rows, columns = (1, *a.values.shape)[-2:] if a.values.ndim else (1, 1)
    return f"{rows} x {columns} cells"


def _raise_if_single(function: WorksheetFunction, faults: np.ndarray) -> None:
    """Raise the fault of a single result, which cannot say by NaN what is wrong."""
    of_one_condition = {
        Result.ELEMENTWISE: faults.ndim == 0,
        Result.PER_ROW: faults.size == 1,
        Result.LIKE_C_OUT: True,
        Result.FIVE_ROWS: faults.ndim == 1,
    }
    if of_one_condition[function.result] and faults.flat[0] is not None:
        raise faults.flat[0]


def _as_python(function: WorksheetFunction, result: np.ndarray) -> Any:
    if function.result is Result.PER_ROW and result.ndim == 2 and result.shape[1] == 1:
        result = result[0, 0] if result.size == 1 else result[:, 0]
    return result.item() if result.ndim == 0 else result


def look_up(function: WorksheetFunction, look_up_one: Formula, args: Sequence[Any]) -> Any:
    """Apply a look-up by texts to Python values: raise for a single one, NaN within a range."""
    found = _look_up_all(function, look_up_one, args)
    if found.ndim == 0:
        if isinstance(found.item(), XlfuncsError):
            raise found.item()
        return found.item()
    return np.array([np.nan if isinstance(x, XlfuncsError) else x for x in found.flat], dtype=float).reshape(
        found.shape
    )


def look_up_with_cells(function: WorksheetFunction, look_up_one: Formula, args: Sequence[Cells]) -> Cells:
    """Apply a look-up by texts to cells; every fault comes out as an error in its cell."""
    try:
        found = _look_up_all(function, look_up_one, [arg.rows for arg in args])
    except ShapeError as error:
        return Cells([[CellError(error.kind, str(error))]])
    rows = [[CellError(x.kind, str(x)) if isinstance(x, XlfuncsError) else x for x in row] for row in found]
    return Cells(rows)


def _look_up_all(function: WorksheetFunction, look_up_one: Formula, args: Sequence[Any]) -> np.ndarray:
    texts = [np.array(arg, dtype=object) for arg in args]
    found = np.empty(combined_shape(*texts), dtype=object)
    for index, row in zip(np.ndindex(found.shape), np.broadcast(*texts), strict=True):
        try:
            found[index] = look_up_one(*(read_text(q, cell) for q, cell in zip(function.arguments, row, strict=True)))
        except XlfuncsError as fault:
            found[index] = fault
    return found
