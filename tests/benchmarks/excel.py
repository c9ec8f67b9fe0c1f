"""What xlwings' COM server adds to a call, with pywin32 and Excel themselves made up: `python -m tests.benchmarks`.

A process of its own, because xlwings decides at import for which system it is.
"""

from __future__ import annotations

import json
import subprocess
import sys
import timeit
from collections.abc import Callable
from typing import Any

ROWS, TURNS = 100_000, 7


def in_excel() -> list[tuple[str, float, float, str]]:
    """NERNST through xlwings' COM server, one column and one cell, against the function itself."""
    done = subprocess.run([sys.executable, "-m", __name__], check=True, capture_output=True, text=True)
    column, own_column, cell, own_cell = json.loads(done.stdout.splitlines()[-1])
    return [
        ("NERNST of a column by CallUDF, per row, against udfs.NERNST", column / ROWS, column / own_column, "<= 3"),
        ("NERNST of one cell by CallUDF, against udfs.NERNST", cell, cell / own_cell, "xlwings' own part"),
    ]


def _fastest(calls: list[Callable[[], Any]], number: int) -> list[float]:
    turns = [[timeit.timeit(call, number=number) / number for call in calls] for _ in range(TURNS)]
    return [min(times) for times in zip(*turns, strict=True)]


def main() -> None:
    """Print the seconds of a column and of a cell, each by xlwings and by the function itself."""
    from tests.hosts.excel import pywin32_stand_ins as fake_windows

    fake_windows.install()
    from xlwings.com_server import XLPython

    from xlfuncs import udfs
    from xlfuncs.calling.cells import Cells
    from xlfuncs.hosts.excel.server import MODULE

    server = XLPython()
    rows = tuple((1.0 + i / ROWS,) for i in range(ROWS))

    def by_xlwings(c_out: Any) -> Any:
        return server.CallUDF(MODULE, "NERNST", (c_out, 140.0, 1.0, 37.0))

    column = _fastest([lambda: by_xlwings(rows), lambda: udfs.NERNST(Cells(list(rows)), 140.0, 1.0, 37.0)], 1)
    cell = _fastest([lambda: by_xlwings(5.0), lambda: udfs.NERNST(5.0, 140.0, 1.0, 37.0)], 2_000)
    print(json.dumps([*column, *cell]))


if __name__ == "__main__":
    main()
