"""The one way to apply a formula to whole solutions: species on the last axis, one condition per row."""

from __future__ import annotations

import functools
import inspect
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from xlfuncs.compute.rules import BLOCK, Checks, Rule, combined_shape, overflow, require, require_all
from xlfuncs.errors import DomainError, ShapeError


@dataclass(frozen=True)
class PerSpecies:
    """The rule of an argument that has one value for each species of a kind, on its last axis."""

    rule: Rule
    kind: str = "ions"


def dot(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the sum of a*b over the species, row by row; either may have one row for all."""
    if len(b) == 1:
        return a @ b[0]
    return b @ a[0] if len(a) == 1 else np.einsum("ij,ij->i", a, b)


def rowwise(
    result: str | int | None = None, /, **rules: Rule | PerSpecies
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a formula for a block of rows into a function that checks, broadcasts and stays in cache.

    The formula gets an array (rows, species) for an argument PerSpecies and (rows,) for any other, with a single row
    where the argument is the same for all, and never a missing value. It returns one number per row or, on a last
    axis, one for each species of the kind `result` (or `result` numbers). It may raise a DomainError on rows.
    """

    def decorate(formula: Callable[..., Any]) -> Callable[..., Any]:
        signature = inspect.signature(formula)
        own = tuple(rules[name] for name in signature.parameters)
        kinds = tuple(rule.kind if isinstance(rule, PerSpecies) else None for rule in own)
        plain = (rule.rule if isinstance(rule, PerSpecies) else rule for rule in own)
        checks = tuple(zip(signature.parameters, plain, strict=True))

        @functools.wraps(formula)
        def function(*args: Any, **named: Any) -> Any:
            if named or len(args) != len(checks):
                args = signature.bind(*args, **named).args
            arrays = tuple(
                np.atleast_1d(np.asarray(a, dtype=float)) if kind else np.asarray(a, dtype=float)
                for a, kind in zip(args, kinds, strict=True)
            )
            with np.errstate(all="ignore"):
                return _for_rows(formula, result, checks, kinds, arrays)

        return function

    return decorate


def _for_rows(
    formula: Callable[..., Any],
    result: str | int | None,
    checks: Checks,
    kinds: Sequence[str | None],
    arrays: tuple[np.ndarray, ...],
) -> Any:
    counts = _species_counts(checks, kinds, arrays)
    tail = () if result is None else (counts.get(str(result), result),)
    shape = combined_shape(*(a[..., 0] if kind else a for a, kind in zip(arrays, kinds, strict=True)))
    tables = [_table(a, shape, counts.get(kind or "")) for a, kind in zip(arrays, kinds, strict=True)]
    out = np.full((math.prod(shape), *tail), math.nan)
    try:
        faults = list(_fill(out, formula, checks, tables, BLOCK // max(counts.values(), default=1)))
    except DomainError:
        require_all(checks, arrays)
        raise
    if faults:
        raise _joined(faults, shape)
    if not np.isfinite(out).all():
        bad = ~(np.isfinite(out).reshape(len(out), -1).all(axis=1) | _missing(tables))
        if bad.any():
            raise overflow(np.zeros(shape), bad.reshape(shape))
    return out.reshape(shape + tail) if shape or tail else float(out[0])


def _species_counts(checks: Checks, kinds: Sequence[str | None], arrays: tuple[np.ndarray, ...]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for (name, _), kind, array in zip(checks, kinds, arrays, strict=True):
        if kind and counts.setdefault(kind, array.shape[-1]) != array.shape[-1]:
            raise ShapeError(f"the number of {kind} differs: {name} has {array.shape[-1]}, not {counts[kind]}")
    return counts


def _table(array: np.ndarray, shape: tuple[int, ...], count: int | None) -> np.ndarray:
    """Return the argument with one leading axis: a single row if it is the same for all, else all of them."""
    tail = () if count is None else (count,)
    if array.size == math.prod(tail):
        return array.reshape((1, *tail))
    return np.broadcast_to(array, shape + tail).reshape((-1, *tail))


def _fill(
    out: np.ndarray, formula: Callable[..., Any], checks: Checks, tables: list[np.ndarray], size: int
) -> Iterator[tuple[Any, DomainError]]:
    missing = False
    for (name, rule), table in zip(checks, tables, strict=True):
        if len(table) == 1 and table.size and not rule.holds_everywhere(table):
            require(name, rule, table)
            missing = True  # what breaks no rule and does not hold is NaN
    varying = [(i, *check) for i, check in enumerate(checks) if len(tables[i]) > 1]
    for start in range(0, len(out), max(1, size)):
        piece: Any = slice(start, start + max(1, size))
        parts = [table if len(table) == 1 else table[piece] for table in tables]
        whole = True
        for i, name, rule in varying:
            if not rule.holds_everywhere(parts[i]):
                require(name, rule, parts[i])
                whole = False
        if missing:
            continue
        if not whole:
            piece = start + np.flatnonzero(~_missing(parts))
            if not piece.size:
                continue
            parts = [table if len(table) == 1 else table[piece] for table in tables]
        try:
            out[piece] = formula(*parts)
        except DomainError as error:
            yield piece, error


def _missing(tables: Sequence[np.ndarray]) -> np.ndarray:
    """Return the rows in which any value is missing."""
    each = (np.isnan(table).reshape(len(table), -1).any(axis=1) for table in tables)
    return functools.reduce(np.logical_or, each, np.zeros(1, dtype=bool))


def _joined(faults: list[tuple[Any, DomainError]], shape: tuple[int, ...]) -> DomainError:
    """Return one error for the rows that fail in the same way as the first that fails."""
    first = faults[0][1]
    values, bad = np.zeros(math.prod(shape)), np.zeros(math.prod(shape), dtype=bool)
    for piece, error in faults:
        if error.rule == first.rule:
            values[piece], bad[piece] = error.values, error.bad
    return type(first)(first.name, first.rule, values.reshape(shape), bad.reshape(shape))
