"""Copies of workbooks that calculate with nothing installed, and what to tell of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from xlfuncs.formulas.calls import ADDIN_FILE
from xlfuncs.hosts.portable.self_contained import SelfContained
from xlfuncs.ooxml.package import WorkbookFileError, one_line, opened

_SPELLINGS = f"NERNST(, [1]!NERNST( with a link to {ADDIN_FILE}, ION.NERNST(, ORG.XLFUNCS.ADDIN.NERNST( and the like"


class Copied(NamedTuple):
    """A copy: a line that says what it is, and lines that the user has to know besides."""

    path: Path
    line: str
    remarks: list[str]


def portable_copy(source: Path, target: Path | None = None, replace: bool = False) -> Copied:
    """Write a copy of a workbook that carries our functions as names; everything else in it stays as it is.

    Without a target it goes beside the source. Raises WorkbookFileError if there is nothing to write, and then nothing
    is written.
    """
    with opened(source) as package:
        target = target or source.with_name(f"{source.stem} portable{source.suffix}")
        workbook = SelfContained(package)
        _check_calls(source, workbook)
        _check_target(source, target, replace)
        _write(workbook, target)
        called = " and ".join(_counts(workbook))
        verb = "calculates" if workbook.calls + workbook.elsewhere == 1 else "calculate"
        line = f"{target}: {called} now {verb} with nothing installed (Excel 365, 2024, the web)"
        return Copied(target, one_line(line), [one_line(f"{target}: {remark}") for remark in _remarks(workbook)])


def _check_calls(source: Path, workbook: SelfContained) -> None:
    if not workbook.called:
        others = "".join(f"; {remark}" for remark in _foreign_remarks(workbook))
        raise WorkbookFileError(f"{source}: calls none of our functions (looked for {_SPELLINGS}){others}")
    clashes = workbook.clashes
    if clashes:
        names, them = ", ".join(clashes), "it" if len(clashes) == 1 else "them"
        raise WorkbookFileError(
            f"{source}: already gives {names} a meaning of its own; rename {them} in Excel (Formulas, Name Manager), "
            f"or delete {them} if it is an older version of our function, then run the same command again"
        )


def _check_target(source: Path, target: Path, replace: bool) -> None:
    if target.suffix.casefold() != source.suffix.casefold():
        raise WorkbookFileError(f"{target}: must end in {source.suffix} as the workbook does, or Excel refuses it")
    if target.is_dir():
        raise WorkbookFileError(f"{target}: is a folder; name a file")
    if not target.parent.is_dir():
        raise WorkbookFileError(f"{target.parent}: no such folder")
    if not os.path.lexists(target):
        return
    if target.exists() and target.samefile(source):
        raise WorkbookFileError(f"{target}: is the workbook itself; name another file for the copy")
    if not replace:
        raise WorkbookFileError(f"{target}: is there already; --replace writes over it, --to names another file")


def _write(workbook: SelfContained, target: Path) -> None:
    try:
        workbook.write(target)
    except OSError as error:  # which names a temporary folder
        raise OSError(error.errno, error.strerror, one_line(str(target))) from error


def _counts(workbook: SelfContained) -> Iterator[str]:
    if workbook.calls:
        yield f"{_count(workbook.calls, 'call')} on {_count(workbook.sheets, 'sheet')}"
    if workbook.elsewhere:
        yield f"{_count(workbook.elsewhere, 'call')} in names, tables or charts"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' if number != 1 else ''}"


def _remarks(workbook: SelfContained) -> Iterator[str]:
    yield from _foreign_remarks(workbook)
    if workbook.keeps_link:
        yield f"keeps a link to {ADDIN_FILE}: something besides calls of our functions refers to it"
    if workbook.lost_signature:
        yield "has no digital signature, since the original's does not hold for a copy; sign it again"
    for name in sorted(workbook.macros):
        yield f"its macros have a function {name} of their own: delete it there, or Excel may call that one"


def _foreign_remarks(workbook: SelfContained) -> Iterator[str]:
    for file, name in sorted(workbook.foreign):
        yield f"{name} of the linked file {file} is not ours and stays as it is"
