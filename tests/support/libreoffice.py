"""LibreOffice Calc without a window: what it calculates from a workbook, and what a workbook's pages look like.

Each call starts the program once, which takes about a second: hand many workbooks to ``recalculated_all``.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import openpyxl
import pytest

from install.system import has_bridge, hosts_required
from xlfuncs.hosts.libreoffice.office import find, run

Sheets = dict[str, list[list[Any]]]
ALWAYS, NEVER = 0, 1
TIMEOUT = 300  # seconds

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>{recalculation}</value></prop>
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>{recalculation}</value></prop></item>
</oor:items>
"""
_LANGUAGE = (
    '<item oor:path="/org.openoffice.Setup/L10N">'
    '<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{language}</value></prop></item>\n'
)
_END = "</oor:items>"


def told(words: str) -> list[str]:
    """Return the command that one is told to type, word by word, and xlfuncs without its folder."""
    found = re.search(r"(?:type|take it out:) (.*?)(?:, or Tools .*)?$", words)
    assert found, words
    command, *rest = shlex.split(found[1])
    return [Path(command).name, *rest]


def require_libreoffice() -> None:
    """Skip the test, or the module, where LibreOffice is missing; fail it where the hosts are required."""
    if not (find() and shutil.which("pdftoppm")):
        _do_without("LibreOffice Calc or pdftoppm")


def require_addin() -> None:
    """Do the same where LibreOffice cannot take the add-in."""
    require_libreoffice()
    if not has_bridge():
        _do_without("LibreOffice's Python bridge")


def _do_without(what: str) -> NoReturn:
    reason = f"{what} is missing: `python3 install test` says how to install it"
    if hosts_required():
        pytest.fail(reason)
    pytest.skip(reason, allow_module_level=True)


def recalculated(path: Path, folder: Path) -> Sheets:
    """Return the values of every sheet, row by row from A1, as LibreOffice calculates them."""
    return recalculated_all([path], folder)[path]


def recalculated_all(paths: Sequence[Path], folder: Path) -> dict[Path, Sheets]:
    """Return what ``recalculated`` does for many workbooks of different names, in one run of the program."""
    made = _converted(paths, "xlsx:Calc MS Excel 2007 XML", folder, ALWAYS)
    return {path: _values(file) for path, file in zip(paths, made, strict=True)}


def rendered(path: Path, folder: Path, dpi: int = 80) -> list[Path]:
    """Return the pages of a workbook as PNG files, with the values that the workbook holds."""
    [pdf] = _converted([path], "pdf:calc_pdf_Export", folder, NEVER)
    _run(["pdftoppm", "-png", "-r", str(dpi), pdf, pdf.with_suffix("")], os.environ)
    return sorted(pdf.parent.glob("*.png"))


def _converted(paths: Sequence[Path], target: str, folder: Path, recalculation: int) -> list[Path]:
    require_libreoffice()
    assert len({path.stem for path in paths}) == len(paths), "LibreOffice would write files of one name over each other"
    # A folder of its own, so that no earlier result is taken for one of this run.
    made = Path(tempfile.mkdtemp(dir=folder))
    office = find()
    assert office
    program = office.arguments(Path(_profile(recalculation).name))
    output = _run([*program, "--convert-to", target, "--outdir", made, *paths], office.environment())
    files = [made / f"{path.stem}.{target.partition(':')[0]}" for path in paths]
    missing = [path.name for path, file in zip(paths, files, strict=True) if not file.exists()]
    if missing:
        raise RuntimeError(f"LibreOffice made nothing of {', '.join(missing)}; it said: {output}")
    return files


@cache
def _profile(recalculation: int) -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory(prefix="libreoffice", ignore_cleanup_errors=True)
    set_up(Path(folder.name), recalculation)
    return folder


def set_up(profile: Path, recalculation: int) -> None:
    """Make a new user profile in which documents are calculated ALWAYS or NEVER when they are opened."""
    settings = profile / "user/registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS.format(recalculation=recalculation), "utf-8")
    set_language(profile, "en-US")


def set_language(profile: Path, language: str) -> None:
    """Have numbers written as in a language, such as de-DE, in a user profile; no language pack is needed for that."""
    settings = profile / "user/registrymodifications.xcu"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace(_END, _LANGUAGE.format(language=language) + _END), "utf-8")


def _run(arguments: Sequence[str | Path], variables: Mapping[str, str]) -> str:
    done = run(arguments, variables, TIMEOUT)
    said = f"{done.printed}{done.said}".strip()
    if done.code:
        raise RuntimeError(f"{arguments[0]} ended with {done.code}; it said: {said}")
    return said


def _values(path: Path) -> Sheets:
    workbook = openpyxl.load_workbook(path, data_only=True, read_only=True)
    try:
        return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in workbook.worksheets}
    finally:
        workbook.close()
