"""``python -m xlfuncs.reproduction``: the worked cases as a workbook, calculated, beside what is printed."""

from __future__ import annotations

import re
import sys
import tempfile
import textwrap
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter
from tabulate import tabulate

from xlfuncs.cases import CASES
from xlfuncs.cases.worked_case import Outcome, WorkedCase, differing, show
from xlfuncs.hosts.engine import calculate_workbook
from xlfuncs.system.console import allow_any_sign

SHEET = "Worked cases"
COLUMNS = ("id", "title", "formula", "value", "printed", "unit")
VALUE = COLUMNS.index("value")
FORMULA_WIDTH = 52
LINE_WIDTH = 118


def main() -> int:
    """Print the table; return 1 if a case differs."""
    allow_any_sign()
    results = outcomes(CASES)
    print(table(results))
    missed = differing(results)
    if missed:
        print(f"xlfuncs.reproduction: not as printed: {', '.join(missed)}", file=sys.stderr)
    return int(bool(missed))


def outcomes(cases: Sequence[WorkedCase]) -> list[Outcome]:
    """Write the cases into a workbook, have it calculated and return what each formula gave."""
    with tempfile.TemporaryDirectory(prefix="xlfuncs-") as folder:
        path = Path(folder) / "worked_cases.xlsx"
        write_workbook(path, cases)
        rows = calculate_workbook(path).values(SHEET)
    return [Outcome(case, row[VALUE]) for case, row in zip(cases, rows[1:], strict=True)]


def write_workbook(path: Path, cases: Sequence[WorkedCase]) -> None:
    """Write one case per row, its formula both as text and at work."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet(SHEET)
        sheet.write_row(0, 0, COLUMNS)
        for row, case in enumerate(cases, start=1):
            for column, text in enumerate((case.id, case.title, case.formula, "", case.says, case.unit)):
                sheet.write_string(row, column, text)
            # Written as an ordinary formula, Excel would put an @ before the functions and cut their arrays.
            sheet.write_dynamic_array_formula(row, VALUE, row, VALUE, case.formula)


def table(results: Sequence[Outcome]) -> str:
    """Return the table of all cases, the notes and the closing line."""
    rows = [(o.case.id, wrapped(o.case.formula), o.case.says, show(o.value), o.case.unit, o.verdict) for o in results]
    columns = ("id", "formula", "printed", "ours", "unit", "verdict")
    align = ("left", "left", "right", "right", "left", "left")
    missed = differing(results)
    closing = f"{len(results) - len(missed)} of {len(results)} worked cases reproduced"
    return "\n\n".join(
        (
            tabulate(rows, columns, colalign=align, disable_numparse=True),
            notes([o.case for o in results]),
            f"{closing}; NOT reproduced: {', '.join(missed)}" if missed else closing,
        )
    )


def wrapped(formula: str) -> str:
    """Break a long formula after commas and operators, where a reader would."""
    lines = [""]
    for piece in re.findall(r'(?:"[^"]*"|[^"])*?[,)+*/<>-]|.+', formula):
        if len(lines[-1]) + len(piece) > FORMULA_WIDTH:
            lines.append("")
        lines[-1] += piece
    return "\n".join(lines)


def notes(cases: Sequence[WorkedCase]) -> str:
    """Return what has to be said about the texts, each thing once, with the cases that it concerns."""
    ids: dict[str, list[str]] = {}
    for case in cases:
        if case.note:
            ids.setdefault(case.note, []).append(case.id)
    lines = ["[in brackets]: not in the text, recomputed independently"]
    lines += [f"{', '.join(concerned)}: {note}" for note, concerned in ids.items()]
    return "\n".join(textwrap.fill(line, LINE_WIDTH, subsequent_indent="    ") for line in lines)


if __name__ == "__main__":
    sys.exit(main())
