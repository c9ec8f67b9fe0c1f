"""A request that gets no result: the status, and the sentence that its user reads."""

from __future__ import annotations

from collections.abc import Sequence


class RefusalError(Exception):
    """A request that gets no result."""

    def __init__(self, status: int, sentence: str, headers: Sequence[tuple[bytes, bytes]] = ()) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.headers = headers


def unreadable(what: str) -> RefusalError:
    """Return the refusal of a request that is not what xlwings' protocol wants."""
    return RefusalError(400, f"This is no call of a worksheet function: {what}.")
