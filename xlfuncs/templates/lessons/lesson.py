"""The sheet that explains: idea, formula, inputs, result, the same by hand, and every figure of the text."""

from __future__ import annotations

from xlfuncs.calling.cells import ERROR_VALUES
from xlfuncs.templates import charts
from xlfuncs.templates.charts import ChartData
from xlfuncs.templates.lessons.description import Figure, Lesson, Theme
from xlfuncs.templates.lessons.inputs import LABEL, UNIT, VALUE, are_fine, with_numbers, write_inputs
from xlfuncs.templates.look import DIFFERENCE, DIFFERENCE_WRONG, NOUGHT, RED, shown_for
from xlfuncs.templates.page import MONO_LETTERS, Book, Cell, Page, capitalised

WIDTHS = (2, 34, 14, 9, 3, 44, 13, 12, 13, 19)
# Columns of the right-hand block.
FORMULA, HAND, DIFFERENCE_COLUMN, PRINTED, VERDICT = 5, 6, 7, 8, 9
_ROW = 19.0


def write_lesson(book: Book, theme: Theme, data: ChartData) -> Page:
    """Write the lesson."""
    return _LessonWriter(book, theme, data).write()


class _LessonWriter:
    def __init__(self, book: Book, theme: Theme, data: ChartData) -> None:
        self.theme = theme
        self.lesson: Lesson = theme.lesson
        self.data = data
        self.page = book.page("Lesson", WIDTHS)
        self.by_hand: dict[str, Cell] = {}

    def write(self) -> Page:
        page, lesson = self.page, self.lesson
        page.title(self.theme.title, self.theme.subtitle)
        page.head(4, LABEL, UNIT, "The idea")
        page.paragraph(5, LABEL, UNIT, lesson.idea, spare=14)
        page.rich(6, LABEL, UNIT, lesson.formula, "formula")
        page.height(6, 36)
        page.height(7, 10)
        page.head(8, LABEL, UNIT, "Inputs: change the yellow cells")
        end = write_inputs(page, 9, lesson.inputs)
        page.names["unchanged"] = self._unchanged()
        self.data.watch(lesson.inputs, page)
        page.height(end, 34)
        page.span(end, FORMULA, VERDICT, lesson.chart.question, "try")
        after_steps = self._steps(end + 1)
        after_result = self._result(end + 1, lesson.figures[0])
        row = self._note(max(after_steps, after_result), lesson.figures[0])
        self._figures(row + 1, lesson.figures[1:])
        drawn = self.data.add(lesson.chart, page)
        charts.insert(page, 4, (FORMULA, VERDICT), drawn, lesson.chart.alt, page.pixels(4, end) - 6)
        page.sheet.set_selection(page.resolved(f"${lesson.inputs[0].name}"))
        return page

    def _unchanged(self) -> Cell:
        same = ",".join(f"${item.name}={item.value!r}" for item in self.lesson.inputs)
        return self.data.helper("inputs as in the text", f"IFERROR(AND({same}),FALSE)", self.page)

    def _steps(self, row: int) -> int:
        page = self.page
        page.head(row, FORMULA, DIFFERENCE_COLUMN, "By hand, step by step")
        for step in self.lesson.steps:
            row += 1
            page.text(row, FORMULA, step.label, "label")
            page.formula(row, HAND, with_numbers(step.formula), "by hand", step.shown)
            page.text(row, DIFFERENCE_COLUMN, step.unit, "unit")
            page.put(step.name, row, HAND)
            page.height(row, _ROW)
        return row + 1

    def _result(self, row: int, figure: Figure) -> int:
        page = self.page
        page.head(row, LABEL, UNIT, _label(figure))
        ours, hand, difference, printed, verdict = (row + i for i in range(1, 6))
        formula = page.shown(_in_words(figure, figure.formula))
        page.text(ours, LABEL, formula, "mono")
        page.height(ours, max(28, 13.5 * page.lines(formula, LABEL, LABEL, MONO_LETTERS) + 6))
        self._calculate(figure, (ours, VALUE), (hand, VALUE), "result")
        self._compare(figure, (ours, VALUE), (hand, VALUE), (difference, VALUE))
        self._print(figure, printed, VALUE)
        for line, label in ((hand, "The same by hand"), (difference, "Difference"), (printed, _printed_label(figure))):
            page.text(line, LABEL, label, "label")
            page.height(line, _ROW)
        for line in (ours, hand, difference, printed):
            page.text(line, UNIT, _unit(figure), "unit")
        page.span_formula(verdict, LABEL, UNIT, self._verdict(figure, (ours, VALUE)), "verdict")
        page.ticks(verdict, LABEL, verdict, LABEL)
        page.height(verdict, _ROW)
        return verdict + 1

    def _note(self, row: int, figure: Figure) -> int:
        note = figure.case.note
        if not note:
            return row
        self.page.paragraph(row, LABEL, VERDICT, f"{capitalised(note)}.", "note")
        return row + 1

    def _figures(self, row: int, figures: tuple[Figure, ...]) -> None:
        if not figures:
            return
        heads = (
            "Every other figure of the text",
            "ours",
            "",
            "",
            "by our functions",
            "by hand",
            "difference",
            "printed",
        )
        for column, text in enumerate((*heads, ""), start=LABEL):
            right = column in (VALUE, HAND, DIFFERENCE_COLUMN, PRINTED)
            self.page.text(row, column, text, "head" if column == LABEL else "column right" if right else "column")
        self.page.height(row, 24)
        for figure in figures:
            row += 1
            self._figure(row, figure)
        if any(figure.case.recomputed for figure in figures):
            self.page.text(row + 1, PRINTED, "[ ] not in the text: worked out independently", "note right")

    def _figure(self, row: int, figure: Figure) -> None:
        page = self.page
        formula = page.shown(_in_words(figure, figure.formula))
        page.text(row, LABEL, _label(figure), "wrapped")
        page.text(row, UNIT, _unit(figure), "unit")
        page.text(row, FORMULA, formula, "mono")
        self._calculate(figure, (row, VALUE), (row, HAND), "value")
        self._compare(figure, (row, VALUE), (row, HAND), (row, DIFFERENCE_COLUMN))
        self._print(figure, row, PRINTED)
        page.formula(row, VERDICT, self._verdict(figure, (row, VALUE)), "verdict right")
        page.ticks(row, VERDICT, row, VERDICT)
        lines = max(page.lines(formula, FORMULA, FORMULA, MONO_LETTERS), page.lines(_label(figure), LABEL, LABEL))
        page.height(row, _ROW if lines == 1 else 13.5 * lines + 4)

    def _calculate(self, figure: Figure, ours: tuple[int, int], hand: tuple[int, int], role: str) -> None:
        page = self.page
        page.formula(*ours, with_numbers(_in_words(figure, figure.formula)), role, _shown(figure))
        by_hand = with_numbers(_in_words(figure, figure.by_hand))
        page.formula(*hand, by_hand, "by hand", _shown(figure), {**page.names, **self.by_hand})
        if figure.name:
            page.put(figure.name, *ours)
            self.by_hand[figure.name] = (page.name, *hand)

    def _compare(self, figure: Figure, ours: tuple[int, int], hand: tuple[int, int], place: tuple[int, int]) -> None:
        page = self.page
        a, b, here = page.address(*ours), page.address(*hand), page.address(*place)
        if isinstance(figure.case.printed, float):
            page.formula(*place, f'IFERROR({a}-{b},"–")', "check", DIFFERENCE)
            wrong = f"=AND(ISNUMBER({here}),ABS(N({here}))>1E-9*MAX(1,ABS(N({a}))))"
            style = page.book.look.part(font_color=RED, num_format=DIFFERENCE_WRONG)
            page.sheet.conditional_format(*place, *place, {"type": "formula", "criteria": wrong, "format": style})
            return
        both = f"AND(ISERROR({a}),ISERROR({b}))" if _is_error(figure) else f"IFERROR({a}={b},FALSE)"
        page.formula(*place, f'IF($numbers,IF({both},"✓ the same","✗ not the same"),"–")', "check")
        page.ticks(*place, *place)

    def _print(self, figure: Figure, row: int, column: int) -> None:
        printed = figure.case.printed
        if figure.case.words or not isinstance(printed, float):
            self.page.text(row, column, figure.case.words or _answer(printed), "printed")
        else:
            self.page.number(row, column, printed, "printed", _as_printed(figure))

    def _verdict(self, figure: Figure, ours: tuple[int, int]) -> str:
        case = figure.case
        cell = self.page.address(*ours)
        if _is_error(figure):
            as_printed = f"IFERROR(ERROR.TYPE({cell})=6,FALSE)"
        elif isinstance(case.printed, bool | str):
            as_printed = f'IFERROR({cell}="{_answer(case.printed)}",FALSE)'
        else:
            as_printed = f"IFERROR(ABS({cell}-{case.printed!r})<={case.tolerance!r},FALSE)"
        good = "✓ an error, rightly" if _is_error(figure) else "✓ agrees" if case.recomputed else "✓ reproduced"
        # With inputs that make no sense there is nothing to compare, and with others than the text's no verdict.
        return (
            f'IF(NOT({are_fine(self.page)}),"see the inputs",IF(NOT($unchanged),"your own numbers",'
            f'IF({as_printed},"{good}",IF({_missing(figure, cell)},"✗ no value: see Notes","✗ differs"))))'
        )


def _missing(figure: Figure, cell: str) -> str:
    """Return a formula that is true where our functions do not calculate, as in an Excel that is too old."""
    return f"IFERROR(ERROR.TYPE({cell})=5,TRUE)" if _is_error(figure) else f"ISERROR({cell})"


def _is_error(figure: Figure) -> bool:
    return figure.case.printed in ERROR_VALUES


def _label(figure: Figure) -> str:
    text = figure.label or figure.case.title
    return capitalised(text) if text[0].isascii() else text  # γ is not Γ


def _in_words(figure: Figure, formula: str) -> str:
    """Return a formula that answers a question in words: viewers do not keep TRUE and FALSE of functions unknown."""
    return f'IF({formula},"yes","no")' if isinstance(figure.case.printed, bool) else formula


def _answer(printed: bool | float | str) -> str:
    return {True: "yes", False: "no"}[printed] if isinstance(printed, bool) else str(printed)


def _printed_label(figure: Figure) -> str:
    return "Worked out (not in the text)" if figure.case.recomputed else "Printed in the text"


def _unit(figure: Figure) -> str:
    return "" if figure.case.unit in ("1", "sign") else figure.case.unit


def _shown(figure: Figure) -> str:
    return figure.shown or (NOUGHT if figure.case.printed == 0 else shown_for(figure.case.unit))


def _as_printed(figure: Figure) -> str:
    """Return a number format with the digits that the text prints; brackets say that it does not."""
    digits = f"{figure.case.printed!r}".partition(".")[2]
    number = "0" if digits == "0" else "0." + "0" * len(digits)
    left, right = ('"["', '"]"') if figure.case.recomputed else ("", "")
    signs = ("+", "-", "") if _shown(figure).startswith("+") else ("", "-", "")
    return ";".join(f"{left}{sign}{number}{right}" for sign in signs)
