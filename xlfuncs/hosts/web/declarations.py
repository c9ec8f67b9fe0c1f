"""The TypeScript types of the library, with the list's words for those who write a call."""

from __future__ import annotations

from xlfuncs.formulas.javascript import identifier
from xlfuncs.functions import FUNCTIONS, Quantity, WorksheetFunction

_HEAD = """\
/** What is wrong with a cell: the error value that a spreadsheet shows, and why. */
export interface Fault {
  error: string;
  reason: string;
}

/** A cell: a blank is null, undefined or ""; an error value comes out again unchanged. */
export type Cell = number | string | boolean | null | undefined | Date | { error: string; reason?: string };

/** A single cell, or a range as an array of rows; an array without rows is one row. */
export type Cells = Cell | readonly Cell[] | readonly (readonly Cell[])[];
"""


def declarations() -> str:
    """Return the text of xlfuncs.d.ts."""
    return "\n".join([_HEAD, *map(_declaration, FUNCTIONS)])


def _declaration(function: WorksheetFunction) -> str:
    words = [function.description, *(_parameter(a) for a in function.arguments), _example(function)]
    comment = "\n".join(f" * {line}" for line in words)
    parameters = ", ".join(f"{identifier(a.name)}?: Cells" for a in function.arguments)
    one = "string" if function.gives_text else "number"
    return f"/**\n{comment}\n */\nexport function {function.name}({parameters}): {one} | Fault | ({one} | Fault)[][];\n"


def _parameter(argument: Quantity) -> str:
    return f"@param {identifier(argument.name)} {argument.help}"


def _example(function: WorksheetFunction) -> str:
    return f"@example {function.examples[0].call}  // in a cell: {function.examples[0].value}"
