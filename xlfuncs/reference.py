"""The function reference as text, made from the one list: for the terminal and for the README."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

from tabulate import tabulate

from xlfuncs.functions import CATEGORIES, Quantity, WorksheetFunction

TABLE_BEGINS = "<!-- functions: made from the list by `python -m xlfuncs.reference README.md`, held by a test -->"
TABLE_ENDS = "<!-- end of functions -->"
_WIDTH = 100
_INDENT = "    "

ERRORS = (
    ("#N/A", "an input is missing (blank), or the table has no such entry"),
    ("#VALUE!", "text, TRUE or FALSE where a number belongs, or ranges that do not combine"),
    ("#NUM!", "a value outside the domain, or a result too large for a number"),
)


def function_page(function: WorksheetFunction) -> str:
    """Return everything there is to say about one function."""
    arguments = tabulate(
        [(q.name, q.unit.shown, textwrap.fill(_words(q), 66)) for q in function.arguments],
        tablefmt="plain",
    )
    examples = "\n".join(f"={e.call}  gives  {e.value}" for e in function.examples)
    unit = f"  [{function.unit}]" if function.unit.shown else ""
    sections = [
        f"{function.call}{unit}",
        textwrap.fill(function.summary, _WIDTH),
        textwrap.fill(function.help, _WIDTH),
        f"Arguments\n{textwrap.indent(arguments, _INDENT)}",
        f"Example\n{textwrap.indent(examples, _INDENT)}",
        f"Errors\n{textwrap.indent(tabulate(ERRORS, tablefmt='plain'), _INDENT)}",
        textwrap.fill(f"Source: {function.source}", _WIDTH),
    ]
    return "\n\n".join(sections)


def _words(quantity: Quantity) -> str:
    return quantity.help.replace(f" [{quantity.unit}]", "")


def function_list() -> str:
    """Return all functions, a line each, under the titles of their chapters."""
    chapters = []
    for category in CATEGORIES:
        lines = tabulate([(f.name, f.unit, f.summary) for f in category.functions], tablefmt="plain")
        chapters.append(f"{category.title}\n{textwrap.indent(lines, '  ')}")
    return "\n\n".join(chapters)


def function_table() -> str:
    """Return all functions as a Markdown table, for the README."""
    rows = [(f"`{f.call}`", f.unit, _without_pipes(f.summary)) for c in CATEGORIES for f in c.functions]
    return tabulate(rows, headers=("call", "gives", "meaning"), tablefmt="pipe", disable_numparse=True)


def _without_pipes(text: str) -> str:
    return text.replace("|", r"\|")


def write_table_into(page: Path) -> None:
    """Bring the table of functions in a page of ours up to date, between the marks around it."""
    before, mark, rest = page.read_text(encoding="utf-8").partition(TABLE_BEGINS)
    _, end, after = rest.partition(TABLE_ENDS)
    page.write_text(f"{before}{mark}\n\n{function_table()}\n\n{end}{after}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_table_into(Path(sys.argv[1]))
