"""The embedded engine: our LAMBDA names against native formulas, spilled over a column and cell by cell.

Each measurement has a process of its own: the engine keeps the trees of LAMBDAs that it has evaluated, and what one
workbook gave back another would find.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import ironcalc
import numpy as np

from xlfuncs.compute.constants import FARADAY, GAS_CONSTANT
from xlfuncs.hosts.portable import plain_names

Line = tuple[str, float, float, str]
Measured = tuple[float, float]  # seconds and bytes, of one row
ROWS, CELLS, TURNS = 100_000, 5_000, 5
_NATIVE = f"1000*{GAS_CONSTANT}*310.15/{FARADAY}*LN({{0}}/{{1}})"
_BYTES = 1 if sys.platform == "darwin" else 1024  # in which the system counts memory
# In each of many cells, and spilled from one: what is written, with the columns of the concentrations in it.
_CALLS = {
    "native formula": _NATIVE,
    "NERNST": "NERNST({0},{1},1,37)",
    'NERNST of "K+"': 'NERNST({0},{1},"K+",37)',
    "GHK of K+, Na+, Ca2+": "GHK({{1,0.05,0.01}},HSTACK({0},145,2),HSTACK({1},10,0.0001),{{1,1,2}},37)",
    "DONNAN with a divalent ion": "DONNAN(HSTACK({0},2,{0}+4),{{1,2,-1}},{1},-1,37)",
}
_SPILLED = ("native formula", "NERNST", 'NERNST of "K+"')


def in_engine() -> list[Line]:
    """Columns of formulas in the embedded engine: ours against native ones."""
    return [*_spilled(), *_in_each_cell()]


def _spilled() -> Iterator[Line]:
    measured = {what: _best(_CALLS[what], spills=True) for what in _SPILLED}
    for what in _SPILLED[1:]:
        seconds = measured[what][0]
        goal = "<= 1.5" if what == "NERNST" else ""
        yield f"{what} spilled, per row, against native", seconds, seconds / measured["native formula"][0], goal


def _in_each_cell() -> Iterator[Line]:
    measured = {what: _best(call, spills=False) for what, call in _CALLS.items()}
    for what, (seconds, kept) in measured.items():
        yield f"{what} in each cell, against native", seconds, seconds / measured["native formula"][0], ""
        yield f"{what} in each cell, kB kept", seconds, kept / 1000, ""


def _best(call: str, spills: bool) -> Measured:
    """Return the fastest time and the least memory of some processes."""
    measured = []
    for _ in range(TURNS):
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            measured.append(process.submit(_measure, call, spills).result())
    return min(seconds for seconds, _ in measured), min(kept for _, kept in measured)


def _measure(call: str, spills: bool) -> Measured:
    rows = ROWS if spills else CELLS
    model = ironcalc.create("benchmark", "en", "UTC", "en")
    for name, text in plain_names().items():
        model.new_defined_name(name, None, text)
    for row, (c_out, c_in) in enumerate(np.random.default_rng(4).uniform(1, 150, (rows, 2)).tolist(), 1):
        model.update_cell_with_number(0, row, 1, c_out)
        model.update_cell_with_number(0, row, 2, c_in)
        if not spills:
            model.set_user_input(0, row, 3, "=" + call.format(f"A{row}", f"B{row}"))
    if spills:
        model.set_user_input(0, 1, 3, "=" + call.format(f"A1:A{rows}", f"B1:B{rows}"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    model.evaluate()
    seconds = time.perf_counter() - start
    assert isinstance(model.get_cell_value(0, rows, 3), float)
    kept = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return seconds / rows, kept * _BYTES / rows
