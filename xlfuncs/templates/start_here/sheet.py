"""The first sheet where our functions have to be installed: whether they answer, and what to do if they do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from xlfuncs import udfs
from xlfuncs.calling.cells import CellError, Cells
from xlfuncs.formulas.calls import calls, constant
from xlfuncs.functions import BY_NAME
from xlfuncs.templates.look import GREEN, shown_for
from xlfuncs.templates.page import BOLD_LETTERS, MONO_LETTERS, Book, Page
from xlfuncs.templates.start_here.parts import StartHere, Step

NAME = "Start here"
WIDTHS = (2, 37, 13, 13, 6, 28, 3, 42)
ASKED, ANSWER, DUE, UNIT, VERDICT, ASIDE = 1, 2, 3, 4, 5, 7
_SIGNAL, _HINT, _CHECKS = 4, 5, 7
# A number, an error value, and several cells: what can go wrong on the way from Python into a cell goes wrong in one of
# them. What they ought to give is what Python gives when the workbook is written.
CALLS = ("NERNST(5,140,1,37)", "NERNST(-5,140,1,37)", 'NERNST({5;50},140,"K+",37)')
# Of the functions, not of the add-in: these words are as true in a copy that carries the functions itself.
WELL, UNEXPECTED = "✓ The functions answer: all is well.", "✗ The functions answer, but not as expected."
NOTHING_TO_DO = "There is nothing to do here: go on to the other sheets."
# What the file keeps for the verdicts: Protected View, previews and other programs show what is kept, and nothing may
# be called right there that was never asked. Excel calculates everything when it opens the workbook.
NOT_YET = "not calculated yet"
_RIGHT = "✓ right"
_CODES = {"#VALUE!": 3, "#NAME?": 5, "#NUM!": 6}  # of ERROR.TYPE
_BUSY, _FIRST_NEW_CODE = "#BUSY!", 8
_LINE = 19.0


def write_behind_start(book: Book, start: StartHere, write: Callable[[Book], None]) -> None:
    """Write a workbook's own pages, and this one before them."""
    book.order((NAME,))
    write(book)
    page = book.page(NAME, WIDTHS)
    page.title(NAME, f"{book.title}, for {book.flavour.spelling.words}")
    end = _write_checks(page, _CHECKS)
    _write_signal(page, start, end)
    _write_links(page, _CHECKS, [name for name in book.visible if name != NAME])
    top = end + 1
    for problem in start.problems:
        end = _write_steps(page, end + 1, f"{problem.error}: {_in_a_sentence(problem.words)}", problem.steps)
    _write_remarks(page, top, end, start.remarks)
    page.sheet.set_selection(page.address(_CHECKS + 1, ANSWER))
    page.sheet.set_tab_color(GREEN)
    book.open_on(page)


def _write_checks(page: Page, row: int) -> int:
    for column, text, role in (
        (ASKED, "Asked of the functions", "head"),
        (ANSWER, "answer", "column right"),
        (DUE, "expected", "column right"),
        (UNIT, "", "column"),
        (VERDICT, "", "column"),
    ):
        page.text(row, column, text, role)
    page.height(row, 26)
    row += 1
    for call in CALLS:
        row = _write_check(page, row, call)
    return row


def _write_check(page: Page, top: int, call: str) -> int:
    unit = str(BY_NAME[next(calls(call)).name].unit)
    dues = [due for [due] in _by_python(call)]
    page.spill(top, top + len(dues), ANSWER, call, "value", shown_for(unit))
    page.text(top, ASKED, page.shown(call), "mono")
    for row, due in enumerate(dues, top):
        if row > top:
            page.text(row, ASKED, "and in the cell below", "unit")
        if isinstance(due, CellError):
            page.text(row, DUE, due.kind, "by hand")
        else:
            page.number(row, DUE, due, "by hand", shown_for(unit))
            page.text(row, UNIT, unit, "unit")
        verdict = _verdict(page.address(row, ANSWER), page.address(row, DUE), due)
        page.formula(row, VERDICT, verdict, "row verdict", kept=NOT_YET)
        page.ticks(row, VERDICT, row, VERDICT)
        page.height(row, _LINE)
    return top + len(dues)


def _by_python(text: str) -> Sequence[Sequence[Any]]:
    """Return the values of a call with constants for arguments, as rows."""
    [call] = calls(text)
    arguments = [Cells(rows) for argument in call.arguments if (rows := constant(argument))]
    values: Sequence[Sequence[Any]] = getattr(udfs, call.name)(*arguments).rows
    return values


def _verdict(answer: str, due: str, value: Any) -> str:
    """Return a formula that says whether an answer is the one due, and that is never an error itself."""
    if isinstance(value, CellError):
        error = f'IF({_is_error(answer, value.kind)},"{_RIGHT}","✗ another error value")'
        return f'IF(ISERROR({answer}),{error},IF(ISTEXT({answer}),"✗ a text, not an error value","✗ no error value"))'
    number = f'IF(ABS({answer}-{due})<=1E-9*ABS({due}),"{_RIGHT}","✗ another number")'
    other = f'IF(ISBLANK({answer}),"✗ nothing","✗ not a number")'
    return f'IF(ISERROR({answer}),"✗ an error value",IF(ISNUMBER({answer}),{number},{other}))'


def _is_error(cell: str, error: str) -> str:
    if error == _BUSY:
        # And its kin (#GETTING_DATA, #CONNECT! …): errors newer than the seven old ones, of which ERROR.TYPE may know
        # nothing, are all of answers that are not there yet.
        return f"AND(ISERROR({cell}),IFERROR(ERROR.TYPE({cell}),{_FIRST_NEW_CODE})>={_FIRST_NEW_CODE})"
    return f"IFERROR(ERROR.TYPE({cell})={_CODES[error]},FALSE)"


def _write_signal(page: Page, start: StartHere, end: int) -> None:
    """Write what follows from the checks, which end before a row: in large letters, and what to do under it."""
    words = [f"✗ {problem.words}" for problem in start.problems]
    signal = _by_case(page, start, end, (WELL, *words, UNEXPECTED))
    page.span_formula(_SIGNAL, ASKED, ASIDE, signal, "signal", start.not_yet)
    page.light(_SIGNAL, ASKED, ASIDE)
    page.height(_SIGNAL, 40)
    steps = (f"Do the steps under {problem.error} below, until all is well. {start.more}" for problem in start.problems)
    hints = (NOTHING_TO_DO, *steps, start.unexpected)
    page.span_formula(_HINT, ASKED, ASIDE, _by_case(page, start, end, hints), "status", start.not_ever)
    lines = max(page.lines(hint, ASKED, ASIDE, BOLD_LETTERS) for hint in (*hints, start.not_ever))
    page.height(_HINT, 15 * lines + 8)


def _by_case(page: Page, start: StartHere, end: int, texts: Sequence[str]) -> str:
    """Return a formula that gives the first text if all is well, then one for each problem, then the last.

    The first call tells which problem it is. Where it gives an error of no other problem, nothing of ours has answered:
    #NAME? if nobody knows the function, #REF! and the like if a link to the add-in leads nowhere.
    """
    top = _CHECKS + 1
    first = page.address(top, ANSWER)
    verdicts = f"{page.address(top, VERDICT)}:{page.address(end - 1, VERDICT)}"
    others = [_is_error(first, problem.error) for problem in start.problems[1:]]
    cases = (f'COUNTIF({verdicts},"{_RIGHT}")={end - top}', *others, f"ISERROR({first})")
    well, not_loaded, *in_others, otherwise = texts
    in_case = (well, *in_others, not_loaded)
    formula = f'"{otherwise}"'
    for case, text in zip(reversed(cases), reversed(in_case), strict=True):
        formula = f'IF({case},"{text}",{formula})'
    return formula


def _write_links(page: Page, row: int, names: Sequence[str]) -> None:
    page.head(row, ASIDE, ASIDE, "Where next")
    for name in names:
        row += 1
        page.sheet.write_url(row, ASIDE, f"internal:'{name}'!A1", page.book.look("link"), name, f"Go to {name}")


def _write_steps(page: Page, row: int, title: str, steps: Sequence[Step]) -> int:
    page.head(row, ASKED, VERDICT, title)
    for number, step in enumerate(steps, 1):
        row += 1
        words = f"{number}. {step.words}"
        page.span(row, ASKED, DUE, words, "wrapped")
        page.span(row, UNIT, VERDICT, step.keys, "mono")
        lines = max(page.lines(words, ASKED, DUE), page.lines(step.keys, UNIT, VERDICT, MONO_LETTERS))
        page.height(row, 15 * lines + 4)
    return row + 1


def _write_remarks(page: Page, row: int, end: int, remarks: Sequence[tuple[str, str]]) -> None:
    """Write the remarks in one block beside the steps, whose rows are of any height."""
    page.head(row, ASIDE, ASIDE, "Good to know")
    lines = sum(1 + page.lines(text, ASIDE, ASIDE) + 1 for _, text in remarks)  # title, text, an empty one
    end = max(end, page.row_below(row + 1, 20 * lines))
    block = page.book.look("remarks")
    page.sheet.merge_range(row + 1, ASIDE, end - 1, ASIDE, "", block)
    parts: list[Any] = []
    for title, text in remarks:
        before = "\n\n" if parts else ""
        parts += [page.book.look("entry"), f"{before}{title}\n", page.book.look("body"), text]
    page.sheet.write_rich_string(row + 1, ASIDE, *parts, block)


def _in_a_sentence(words: str) -> str:
    return words[0].lower() + words[1:].rstrip(".")
