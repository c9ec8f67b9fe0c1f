"""Speed as ratios, measured side by side in one run: `python -m tests.benchmarks` from the checkout.

Each pair is timed in turns, so that whatever else the machine does meets both; the ratio is that of the fastest
turns. Times are of this machine, ratios travel better.
"""

from __future__ import annotations

import math
import subprocess
import sys
import timeit
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.optimize import brentq
from tabulate import tabulate

from tests.benchmarks.engine import in_engine
from tests.benchmarks.excel import in_excel
from tests.benchmarks.javascript import in_javascript
from tests.benchmarks.libreoffice import in_libreoffice
from tests.benchmarks.officejs import in_officejs
from xlfuncs import compute, udfs
from xlfuncs.compute.constants import FARADAY as F
from xlfuncs.compute.constants import GAS_CONSTANT as R

Line = tuple[str, float, float, str]  # what, seconds, ratio or other figure, goal
ROWS, T = 1_000_000, 310.15
TURNS = 11
CALLS = 5  # of one kind in a row: the first after the other kind pays for memory that the other gave back


def ratio(ours: Callable[[], Any], bare: Callable[[], Any], number: int = 1) -> tuple[float, float]:
    """Return the fastest time of ours in seconds, and its ratio to that of bare."""
    turns = [(timeit.timeit(ours, number=number), timeit.timeit(bare, number=number)) for _ in range(TURNS)]
    best = min(t for t, _ in turns)
    return best / number, best / min(t for _, t in turns)


def both_ways(what: str, ours: Callable[[], Any], bare: Callable[[], Any], goals: tuple[str, str]) -> list[Line]:
    """Return the ratio of a call over many rows in strict alternation, and of calls of one kind in a row.

    In strict alternation each finds the memory that the other gave back; in a row a kind has warm memory of its own.
    """
    for warm_up in (ours, bare) * 3:
        warm_up()
    ways = (("in strict alternation", 1), (f"{CALLS} in a row", CALLS))
    measured = [(way, *ratio(ours, bare, number)) for way, number in ways]
    return [(f"{what}, {way}", s / ROWS, r, goal) for (way, s, r), goal in zip(measured, goals, strict=True)]


def nernst() -> list[Line]:
    """NERNST over a million rows against the bare numpy expression."""
    rng = np.random.default_rng(1)
    c_out, c_in = rng.uniform(1, 150, (2, ROWS))

    def bare() -> Any:
        return 1e3 * R * T / (1 * F) * np.log(c_out / c_in)

    def ours() -> Any:
        return compute.nernst_potential(c_out, c_in, 1, T)

    def sheet() -> Any:
        return udfs.NERNST(c_out, c_in, 1, 37)

    return [
        *both_ways("compute.nernst_potential, per row, against numpy", ours, bare, ("<= 1.5", "<= 1.15")),
        *both_ways("udfs.NERNST of arrays, per row, against numpy", sheet, bare, ("<= 1.6", "<= 1.5")),
    ]


def goldman() -> list[Line]:
    """GHK of three monovalent ions over a million rows against the bare numpy expression."""
    rng = np.random.default_rng(2)
    c_out, c_in = rng.uniform(1, 150, (2, ROWS, 3))
    p_k, p_na, p_cl = permeability = np.array([1, 0.04, 0.45])
    z = np.array([1, 1, -1])

    def bare() -> Any:
        inward = p_k * c_out[:, 0] + p_na * c_out[:, 1] + p_cl * c_in[:, 2]
        outward = p_k * c_in[:, 0] + p_na * c_in[:, 1] + p_cl * c_out[:, 2]
        return 1e3 * R * T / F * np.log(inward / outward)

    compute_time, compute_ratio = ratio(lambda: compute.ghk_potential(permeability, c_out, c_in, z, T), bare, CALLS)
    sheet_time, sheet_ratio = ratio(lambda: udfs.GHK(permeability, c_out, c_in, z, 37), bare, CALLS)
    return [
        ("compute.ghk_potential, 3 ions, per row, against numpy", compute_time / ROWS, compute_ratio, "<= 1.0"),
        ("udfs.GHK of arrays, 3 ions, per row, against numpy", sheet_time / ROWS, sheet_ratio, "<= 1.5"),
    ]


def donnan() -> list[Line]:
    """Gibbs-Donnan equilibrium of four ions against brentq called per row."""
    rng = np.random.default_rng(3)
    rows, few = 100_000, 1_000
    z = np.array([1.0, 1.0, 2.0, -1.0])
    cations = rng.uniform(1, 150, (rows, 3))
    c_out = np.column_stack([cations, cations @ z[:3]])
    impermeant = rng.uniform(1, 200, (rows, 1))

    def one(ions: tuple[tuple[float, float], ...], x: float) -> float:
        # Plain floats and math.exp: about six times as fast as the same with small arrays.
        return float(brentq(lambda u: sum(z * c * math.exp(-z * u) for z, c in ions) - 1.2 * x, -20, 20, xtol=1e-14))

    rows_of_floats = zip(c_out[:few].tolist(), impermeant[:few, 0].tolist(), strict=True)
    cases = [(tuple(zip(z.tolist(), c, strict=True)), x) for c, x in rows_of_floats]
    seconds, against = ratio(
        lambda: compute.donnan_potential(c_out, z, impermeant, [-1.2], T), lambda: [one(*case) for case in cases]
    )
    times = rows / few / against
    return [("compute.donnan_potential, 4 ions, times faster than brentq", seconds / rows, times, ">= 80")]


def scalar() -> list[Line]:
    """One cell: a call of NERNST with four numbers."""
    seconds = min(timeit.repeat(lambda: udfs.NERNST(5.0, 140.0, 1.0, 37.0), number=2_000, repeat=TURNS)) / 2_000
    return [("udfs.NERNST of four numbers, µs", seconds, seconds * 1e6, "< 15")]


def start() -> list[Line]:
    """What `import xlfuncs` costs beyond `import numpy`, as whole processes."""

    def process(program: str) -> Callable[[], Any]:
        return lambda: subprocess.run([sys.executable, "-c", program], check=True)

    seconds, against = ratio(process("import numpy, xlfuncs"), process("import numpy"))
    return [("import xlfuncs beyond import numpy, s", seconds, seconds - seconds / against, "< 0.15")]


def main() -> None:
    """Print all measurements."""
    lines = []
    for measure in (
        nernst,
        goldman,
        donnan,
        scalar,
        start,
        in_engine,
        in_excel,
        in_javascript,
        in_libreoffice,
        in_officejs,
    ):
        print(f"{measure.__doc__} …", file=sys.stderr, flush=True)
        lines += [(what, f"{s * 1e9:.3g} ns", f"{r:.3g}", goal) for what, s, r, goal in measure()]
    print(tabulate(lines, ("what", "time", "measured", "goal"), disable_numparse=True))


if __name__ == "__main__":
    main()
