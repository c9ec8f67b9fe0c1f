"""What the first sheet of a workbook says where our functions have to be installed: its parts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """Something to do, and what to type or press for it."""

    words: str
    keys: str = ""


@dataclass(frozen=True)
class Problem:
    """What is the matter where our functions' cells show this error value, and the steps out of it."""

    error: str
    words: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class StartHere:
    """What the first sheet of a workbook says where our functions have to be installed.

    The first problem is that nothing of ours answers. `unexpected` is the hint for those whose functions answer, but
    with something else than this workbook expects; `more` says where there is more to read. `not_yet` is what to read
    before anything is calculated, and `not_ever` for those with whom it stays so.
    """

    problems: tuple[Problem, ...]
    not_yet: str
    not_ever: str
    unexpected: str
    more: str
    remarks: tuple[tuple[str, str], ...]
