"""The sheet that says how to keep the record, and holds the limits."""

from __future__ import annotations

from xlfuncs.templates.page import Book, Page, capitalised
from xlfuncs.templates.record.content import LIMITS
from xlfuncs.templates.record.entries import asked
from xlfuncs.templates.record.layout import HOW_TO, LOG_ROWS, MOST_CONDITIONS, MOST_SOLUTIONS

WIDTHS = (2, 38, 14, 20, 90)
_HEAD, _VALUE, _UNIT, _LAST = 1, 2, 3, 4
_FIRST_HEAD = 4
FUNCTIONS_USED = ("IONIC_STRENGTH", "NERNST", "DRIVINGFORCE", "FLUX_DIRECTION")
_STEPS = (
    (
        "Clear the examples",
        "Solutions: empty the yellow cells that you do not need. Log: choose the entries of the example rows, Date to "
        "Remark, and press Delete; the cells to the right of them are calculated and stay.",
    ),
    (
        "Write down your solutions",
        f"Up to {MOST_SOLUTIONS}, one per column: the concentrations of what is in them, not of the salts weighed in. "
        "A buffer near its pK takes two rows: 10 mM HEPES at pH 7.4 is about 4.5 mM HEPES- and 5.5 mM HEPES. What is "
        "not in the list goes into the last yellow rows, with its valence.",
    ),
    (
        "Keep the log",
        "One row for each reversal potential. Ion, pipette and bath come from lists, which the sheet Solutions fills. "
        "The pipette is inside, the bath outside. Potentials are inside minus outside, with the liquid junction "
        "potential corrected: between K-gluconate and a bath of NaCl it alone makes 10 to 15 mV.",
    ),
    (
        "Read the check",
        "✓ counted: the row is in the summary. ✗ and words: what is missing or impossible. The first fault is named, "
        "and the row stays out of the summary until it is mended; no other row is touched. Without a holding potential "
        "a row counts, and has no driving force.",
    ),
    (
        "Choose the conditions",
        f"Summary: up to {MOST_CONDITIONS} conditions; a cell left empty means any. SD is that of a sample (n - 1); it "
        "takes two recordings, a mean takes one.",
    ),
)
_MEANINGS = (
    (
        "Theory",
        "E of the ion by NERNST from the concentrations of the two solutions, as if they were activities. Difference "
        "is measured minus theory, driving force is holding minus E, and direction is that of the ion itself.",
    ),
    (
        "Osmolarity",
        "The sum of all concentrations. An osmometer reads about 7 % less: salts have an osmotic coefficient below 1.",
    ),
    (
        "Electroneutrality",
        "The charges of a real solution add up to zero. If yours do not, something was forgotten: often the Na+, K+ or "
        "Cs+ of the base that set the pH.",
    ),
)
_ABOUT = (
    (
        f"More than {LOG_ROWS} rows",
        f"{LOG_ROWS} are ready. In Excel the table grows when you type below its last row, with formulas, lists and "
        f"checks; the left chart shows the first {LOG_ROWS}. In LibreOffice insert rows above the last one and copy "
        "the calculated cells into them.",
    ),
    (
        "Sorting, filtering, printing",
        "The arrows in the head of the log sort and filter. To print only what is in use, first take the empty ones "
        "out of the filter of Check.",
    ),
    (
        "Text stays text",
        "Names, cells and remarks are formatted as text: what begins with = or + is not calculated, but kept as typed.",
    ),
    (
        "Protection",
        "Solutions, Summary and this sheet are protected without a password: only the yellow cells are open "
        "({protection} opens all). The log is not, since a protected table can neither be sorted nor grow.",
    ),
)


def write_how_to(book: Book) -> Page:
    """Write the sheet."""
    page = book.page(HOW_TO, WIDTHS)
    page.title(book.title, "How to keep it")
    row = _write_entries(page, _FIRST_HEAD, "In five steps", _STEPS)
    limits = row + 1
    row = _write_limits(page, row)
    row = _write_entries(page, row, "What is meant", _MEANINGS)
    row = _write_entries(page, row, "This workbook", (*_ABOUT, _made_for(book)))
    page.link_to_index(row, _HEAD)
    page.sheet.set_selection(page.address(limits, _VALUE))
    return page


def _write_entries(page: Page, row: int, head: str, entries: tuple[tuple[str, str], ...]) -> int:
    page.head(row, _HEAD, _LAST, head)
    row += 1
    page.height(row, 5)
    for title, text in entries:
        row += 1
        text = text.format(protection=page.book.flavour.protection)
        page.text(row, _HEAD, title, "entry")
        page.span(row, _VALUE, _LAST, text, "text")
        page.height(row, 15 * page.lines(text, _VALUE, _LAST) + 5)
    return row + 1


def _write_limits(page: Page, row: int) -> int:
    page.head(row, _HEAD, _LAST, "Limits: beyond these an entry is taken for a slip")
    for limit in LIMITS:
        row += 1
        page.text(row, _HEAD, limit.label, "label")
        page.number(row, _VALUE, limit.value, "input")
        page.text(row, _UNIT, limit.unit, "unit")
        page.height(row, 19)
        page.book.name(limit.name, f"='{HOW_TO}'!{page.absolute(row, _VALUE)}")
        rule = asked(
            limit.label.split(",")[0],
            "A number, please.",
            validate="decimal",
            criteria="between",
            minimum=-1e4,
            maximum=1e4,
        )
        page.sheet.data_validation(row, _VALUE, row, _VALUE, rule)
    return row + 1


def _made_for(book: Book) -> tuple[str, str]:
    names = ", ".join(f"{book.flavour.spelling.prefix_shown}{name}" for name in FUNCTIONS_USED)
    return "Made for", f"{capitalised(book.flavour.made_for)} Its functions of xlfuncs: {names}."
