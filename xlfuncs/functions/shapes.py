"""How the cells of an argument belong together, what shape a result has, and the one place that fits them.

An argument's cells either combine with those of the others, as in Excel's own functions, or some of them belong
together: they lie along an axis, "ions" or "species". Conditions go down the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from xlfuncs.errors import ShapeError
from xlfuncs.functions.units import Unit

Size = tuple[int, int]  # rows and columns


@dataclass(frozen=True)
class Shape:
    """The shape of an argument: the axis along which its cells belong together, if any, and whether rows may follow."""

    axis: str = ""
    has_conditions: bool = False
    words: str = "broadcasts with the other arguments"


CELLS = Shape()


def one_per(axis: str) -> Shape:
    """Return the shape of a list: one cell for each of an axis, in a row or a column."""
    noun = {"ions": "ion", "species": "impermeant species"}.get(axis, axis.removesuffix("s"))
    return Shape(axis, words=f"one {noun} per cell, in a row or a column")


def table_of(axis: str) -> Shape:
    """Return the shape of a list, or of a block with one condition per row."""
    noun = axis.removesuffix("s")
    words = f"one {noun} per cell; or a block with one {noun} per column and one condition per row"
    return Shape(axis, has_conditions=True, words=words)


IONS, SPECIES, TABLE = one_per("ions"), one_per("species"), table_of("ions")


@dataclass(frozen=True)
class Row:
    """One row of a result of several."""

    name: str
    unit: Unit
    words: str


@dataclass(frozen=True)
class ResultShape:
    """The shape of a result: like an argument, in named rows, one per condition, or (none of it) like the cells."""

    like: str = ""
    rows: tuple[Row, ...] = ()
    per_condition: bool = False


LIKE_CELLS = ResultShape()
PER_CONDITION = ResultShape(per_condition=True)


def like(argument: str) -> ResultShape:
    """Return the shape of a result that has the order and shape of an argument."""
    return ResultShape(like=argument)


def named_rows(*rows: tuple[str, Unit, str]) -> ResultShape:
    """Return the shape of a result with these rows; conditions go along the columns."""
    return ResultShape(rows=tuple(Row(*row) for row in rows))


class Shaped(Protocol):
    """An argument, as far as its shape goes."""

    @property
    def name(self) -> str:
        """Its name, for messages."""

    @property
    def shape(self) -> Shape:
        """How its cells belong together."""


def fitted(arguments: Sequence[Shaped], result: ResultShape, sizes: Sequence[Size]) -> list[tuple[int, ...]]:
    """Return the array shape that compute gets for each argument, or raise ShapeError.

    What belongs together lies on the last axis. Beside tables, cells get their rows before their columns.
    """
    counts = count_along(arguments, sizes)
    fitting = []
    for argument, size in zip(arguments, sizes, strict=True):
        if result.rows and size[0] != 1:
            raise ShapeError(f"{argument.name} must be one cell or one row, got {_shown(size)}")
        fitting.append(_one(argument.name, argument.shape, size, counts.get(argument.shape.axis, 0)))
    return fitting


def count_along(arguments: Sequence[Shaped], sizes: Sequence[Size]) -> dict[str, int]:
    """Return how many there are along each axis: as many as the first list along it has cells."""
    counts: dict[str, int] = {}
    for argument, (rows, columns) in zip(arguments, sizes, strict=True):
        if argument.shape.axis and not argument.shape.has_conditions:
            counts.setdefault(argument.shape.axis, rows * columns)
    return counts


def _one(name: str, shape: Shape, size: Size, count: int) -> tuple[int, ...]:
    rows, columns = size
    if not shape.axis:
        return size
    is_list = rows * columns == count == max(size)
    if shape.has_conditions:
        if is_list:
            return (1, 1, count)
        if columns == count:
            return (rows, 1, count)
        noun = shape.axis.removesuffix("s")
        raise ShapeError(f"{name} must have one cell or one column per {noun} ({count}), got {_shown(size)}")
    if not is_list:
        what = {"species": "impermeant species"}.get(shape.axis, shape.axis)
        raise ShapeError(f"{name} must be one row or column of {count} {what}, got {_shown(size)}")
    return (count,)


def _shown(size: Size) -> str:
    return f"{size[0]} x {size[1]} cells"
