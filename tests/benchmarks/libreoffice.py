"""Columns of formulas in LibreOffice: ours against native ones, as whole processes that convert a file to csv."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import numpy as np
import pytest
import xlsxwriter

from tests.support.libreoffice import ALWAYS, require_addin, set_up
from xlfuncs.compute.constants import FARADAY, GAS_CONSTANT
from xlfuncs.hosts.libreoffice.installation import install, require
from xlfuncs.hosts.libreoffice.office import LibreOffice, run
from xlfuncs.templates.flavours import FLAVOURS
from xlfuncs.udfs import NERNST

Line = tuple[str, float, float, str]
ROWS = 100_000
TURNS = 5
TIMEOUT = 300  # seconds
_NATIVE = f"=1000*{GAS_CONSTANT}*310.15/{FARADAY}*LN({{0}}/{{1}})"
_OURS = FLAVOURS["libreoffice"].spelling.in_file("=NERNST({0},{1},1,37)")
# The formula of the third column; whether it is one array formula; what it is measured against, and the goal.
_KINDS = {
    "no formulas": ("", False, "", ""),
    "native formula per cell": (_NATIVE, False, "no formulas", ""),
    "our call per cell": (_OURS, False, "native formula per cell", "<= 2"),
    "native array formula": (_NATIVE, True, "no formulas", ""),
    "our array formula": (_OURS, True, "native array formula", "<= 1.2"),
}
_CONCENTRATIONS = np.random.default_rng(5).uniform(1, 200, (ROWS, 2)).tolist()


def in_libreoffice() -> list[Line]:
    """1e5 rows in LibreOffice, with the program's start: ours against native formulas."""
    try:
        require_addin()
    except pytest.skip.Exception as reason:
        print(f"  skipped: {reason}", file=sys.stderr)
        return []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return list(_lines(Path(folder)))


def _lines(folder: Path) -> Iterator[Line]:
    profile = folder / "profile"
    set_up(profile, ALWAYS)
    install(profile, say=lambda _: None)
    office = require()
    written = [_write(folder / f"{kind}.xlsx", formula, is_array) for kind, (formula, is_array, *_) in _KINDS.items()]
    saved = [_convert(office, profile, path, "ods:calc8", folder) for path in written]
    forms = {"written by XlsxWriter": written, "saved by LibreOffice": saved}
    times = _times(office, profile, [path for paths in forms.values() for path in paths], folder)
    for form, paths in forms.items():
        seconds = dict(zip(_KINDS, (times[path] for path in paths), strict=True))
        for kind, (_, _, against, goal) in _KINDS.items():
            words = f"{kind}, 1e5 rows, {form}, per row" + (f", against {against}" if against else "")
            yield words, seconds[kind] / ROWS, seconds[kind] / seconds[against or kind], goal


def _write(path: Path, formula: str, is_array: bool) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, (c_out, c_in) in enumerate(_CONCENTRATIONS, 1):
            sheet.write_number(row - 1, 0, c_out)
            sheet.write_number(row - 1, 1, c_in)
            if formula and not is_array:
                sheet.write_formula(row - 1, 2, formula.format(f"A{row}", f"B{row}"))
        if is_array:
            sheet.write_array_formula(f"C1:C{ROWS}", f"{{{formula.format(f'A1:A{ROWS}', f'B1:B{ROWS}')}}}")
    return path


def _times(office: LibreOffice, profile: Path, files: list[Path], folder: Path) -> dict[Path, float]:
    """Return the median time of each file; they take turns, so that whatever else the machine does meets all."""
    taken: dict[Path, list[float]] = {path: [] for path in files}
    for turn in range(TURNS):
        for path in files:
            start = time.perf_counter()
            table = _convert(office, profile, path, "csv", folder / f"turn {turn}")
            taken[path].append(time.perf_counter() - start)
            _check(table, path.stem != "no formulas")
            table.unlink()
    return {path: median(times) for path, times in taken.items()}


def _convert(office: LibreOffice, profile: Path, path: Path, target: str, folder: Path) -> Path:
    words = ["--convert-to", target, "--outdir", folder, path]
    run([*office.arguments(profile), *words], office.environment(), TIMEOUT)
    return folder / f"{path.stem}.{target.partition(':')[0]}"


def _check(table: Path, calculated: bool) -> None:
    """See that every row is there, with its result."""
    rows = table.read_text("utf-8").splitlines()
    last = [float(text) for text in rows[-1].split(",")]
    assert len(rows) == ROWS
    # The table has the digits that the cells show.
    assert not calculated or abs(last[2] - NERNST(*_CONCENTRATIONS[-1], 1, 37)) < 1e-6
