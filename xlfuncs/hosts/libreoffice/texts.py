"""Texts as results: how Calc has to get them so that it finds them equal to what one types.

Calc compares texts by their place in a pool. Those in rows of `any` it leaves outside, and ="influx" is false of them.
A single text gets into the pool, and so do rows of nothing but texts. For their sake the functions that give texts are
declared to give `any`, and there Python can hand over rows in one way only: as the value of something that changes.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Any

import uno
import unohelper
from com.sun.star.sheet import ResultEvent, XVolatileResult

Rows = tuple[tuple[Any, ...], ...]


def with_texts(function: Callable[..., Rows]) -> Callable[..., Any]:
    """Return a function whose single result comes as it is, and rows in a way that keeps texts comparable."""

    def answer(*args: Any) -> Any:
        rows = function(*args)
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else RowsOfTexts(rows)

    return answer


class RowsOfTexts(unohelper.Base, XVolatileResult):
    """Rows that Calc asks for once, and keeps until the document is closed.

    An error among them can only come in rows of `any`: the texts beside it stay outside the pool.
    """

    def __init__(self, rows: Rows) -> None:
        only_texts = all(isinstance(cell, str) for cell in chain.from_iterable(rows))
        self._rows = uno.Any("[][]string" if only_texts else "[][]any", rows)

    def addResultListener(self, listener: Any) -> None:
        """Hand the rows over."""
        event = ResultEvent()
        event.Source = self
        event.Value = self._rows
        listener.modified(event)

    def removeResultListener(self, _listener: Any) -> None:
        """Do nothing: there is nothing more to come."""
