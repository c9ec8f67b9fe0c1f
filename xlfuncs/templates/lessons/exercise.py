"""The sheet in which the reader works alone; the answers are worked out on a hidden sheet."""

from __future__ import annotations

from xlfuncs.templates.lessons.description import Given, Question, Theme
from xlfuncs.templates.lessons.inputs import LABEL, UNIT, VALUE, is_number
from xlfuncs.templates.page import Book, Page

WIDTHS = (2, 34, 14, 9, 3, 34, 14, 10, 52)
_TEXT_END, ANSWER, ANSWER_UNIT, FEEDBACK = 5, 6, 7, 8
_VARIANT_ROW = 7
_NO_ANSWER = "✗ Your own number must be 0 to 9. If it is: this program cannot calculate the file, see Notes."
_NEAR = 0.05  # an answer this close, as a part of the right one, is a matter of rounding
_SMALL_NEAR = 0.02  # and one this close to a small known mistake is that mistake


def write_exercise(book: Book, theme: Theme) -> Page:
    """Write the sheet and its hidden sheet of answers."""
    exercise = theme.exercise
    page = book.page("Exercise", WIDTHS)
    page.title(theme.title, "Exercise: your turn")
    page.head(4, LABEL, FEEDBACK, "The case")
    page.paragraph(5, LABEL, FEEDBACK, exercise.story, spare=14)
    _write_variant(page)
    row = _write_givens(page, _VARIANT_ROW + 1, exercise.givens)
    answers = _Answers(book, page)
    row += 1
    for column, text in ((LABEL, "Questions"), (ANSWER, "your answer"), (ANSWER_UNIT, ""), (FEEDBACK, "")):
        page.text(row, column, text, "head" if column == LABEL else "column")
    for column in range(LABEL + 1, _TEXT_END + 1):
        page.text(row, column, "", "head")
    page.height(row, 24)
    first = row + 1
    for question in exercise.questions:
        row += 1
        _write_question(page, row, row - first + 1, question, answers.add(question))
    _write_score(page, row + 2, first, row)
    page.sheet.set_selection(page.address(first, ANSWER))
    return page


def _write_variant(page: Page) -> None:
    page.head(6, LABEL, UNIT, "Given")
    row = _VARIANT_ROW
    page.text(row, LABEL, "Your own number, 0 to 9", "label")
    page.number(row, VALUE, 0, "input")
    page.text(row, UNIT, "", "unit")
    page.put("variant", row, VALUE)
    cell = page.address(row, VALUE)
    page.sheet.data_validation(
        row, VALUE, row, VALUE,
        {
            "validate": "integer", "criteria": "between", "minimum": 0, "maximum": 9,
            "input_title": "Your own number",
            "input_message": "0 to 9, such as the last digit of a student number: it changes the figures below.",
            "error_title": "0 to 9", "error_message": "A whole number from 0 to 9, please.",
        },
    )  # fmt: skip
    page.height(row, 19)
    hint = f"Any whole number from 0 to 9 in {cell}: so everyone can have figures of their own."
    page.span(row, _TEXT_END, FEEDBACK, hint, "note")


def _write_givens(page: Page, row: int, givens: tuple[Given, ...]) -> int:
    for given in givens:
        page.text(row, LABEL, given.label, "label")
        page.formula(row, VALUE, _varied(given), "by hand")
        page.text(row, UNIT, given.unit, "unit")
        page.put(given.name, row, VALUE)
        page.height(row, 19)
        row += 1
    return row


def _varied(given: Given) -> str:
    # Without the rounding, 0.1 times 3 would show and count as 0.30000000000000004.
    return _with_own_number(f"ROUND({given.base!r}+{given.step!r}*INT($variant),9)")


def _with_own_number(formula: str) -> str:
    return f"IF(AND({is_number('$variant')},$variant>=0,$variant<=9),{formula},NA())"


class _Answers:
    """The hidden sheet: a row for each question, with the right answer and those that known mistakes give."""

    def __init__(self, book: Book, owner: Page) -> None:
        self.page = book.page("Answers", (24, 18, 18, 18, 18, 18), hidden=True)
        self.names = dict(owner.names)
        self.row = 0
        for column, text in enumerate(("question", "answer", "known mistakes")):
            self.page.text(0, column, text, "column")

    def add(self, question: Question) -> list[str]:
        """Work out a question; return the addresses of the answer and of the mistakes."""
        self.row += 1
        self.page.text(self.row, 0, question.name)
        formulas = (question.answer, *(trap.formula for trap in question.traps))
        for column, formula in enumerate(formulas, start=1):
            self.page.formula(self.row, column, _with_own_number(formula), "plain", names=self.names)
        self.names[question.name] = (self.page.name, self.row, 1)
        return [f"{self.page.name}!{self.page.address(self.row, column)}" for column in range(1, len(formulas) + 1)]


def _write_question(page: Page, row: int, number: int, question: Question, cells: list[str]) -> None:
    page.span(row, LABEL, _TEXT_END, f"{number}.  {question.text}", "wrapped")
    page.sheet.write_blank(row, ANSWER, None, page.book.look("input text" if question.choices else "input"))
    page.text(row, ANSWER_UNIT, question.unit, "unit")
    answer = page.address(row, ANSWER)
    feedback = _choice_feedback if question.choices else _number_feedback
    page.formula(row, FEEDBACK, feedback(answer, question, cells), "feedback")
    page.ticks(row, FEEDBACK, row, FEEDBACK)
    page.height(row, 36)
    if question.choices:
        options = {
            "validate": "list", "source": list(question.choices), "input_title": "Your answer",
            "input_message": "Choose one.", "error_type": "warning", "error_title": "Not one of the answers",
            "error_message": f"Choose one of: {', '.join(question.choices)}.",
        }  # fmt: skip
        page.sheet.data_validation(row, ANSWER, row, ANSWER, options)


def _number_feedback(answer: str, question: Question, cells: list[str]) -> str:
    right, *mistakes = cells
    tolerance = repr(question.tolerance)
    near = f"ABS({answer}-{right})<={_NEAR}*ABS({right})"
    formula = f'IF({near},"✗ Close: keep more digits until the end.","✗ {_quoted(question.hint)}")'
    formula = f'IF(ABS({answer}+{right})<={tolerance},"✗ The size is right. Check the sign.",{formula})'
    for trap, mistake in reversed(list(zip(question.traps, mistakes, strict=True))):
        formula = f'IF({_meets(answer, mistake, right, tolerance)},"✗ {_quoted(trap.hint)}",{formula})'
    formula = f'IF(ABS({answer}-{right})<={tolerance},"✓ Right.",{formula})'
    return (
        f'IF(ISBLANK({answer}),"",IF(NOT({is_number(answer)}),"✗ A number, please, without its unit.",'
        f'IF(ISERROR({right}),"{_NO_ANSWER}",{formula})))'
    )


def _meets(answer: str, mistake: str, right: str, tolerance: str) -> str:
    """Return a formula that is true when an answer is a known mistake's, to as many digits as a right one needs.

    A mistake far larger than the right answer, as in J for kJ, may so be rounded; one far smaller must not take in 0.
    """
    as_fine = f"ABS(({answer}-{mistake})*{right})<={tolerance}*ABS({mistake})"
    close = f"ABS({answer}-{mistake})<=MIN({tolerance},{_SMALL_NEAR}*ABS({mistake}))"
    return f"IFERROR(OR({as_fine},{close}),FALSE)"


def _choice_feedback(answer: str, question: Question, cells: list[str]) -> str:
    right, *mistakes = cells
    formula = f'"✗ {_quoted(question.hint)}"'
    for trap, mistake in reversed(list(zip(question.traps, mistakes, strict=True))):
        formula = f'IF({answer}={mistake},"✗ {_quoted(trap.hint)}",{formula})'
    choices = ",".join(f'{answer}="{choice}"' for choice in question.choices)
    unknown = f"✗ Choose one of: {', '.join(question.choices)}."
    formula = f'IF(NOT(OR({choices})),"{unknown}",{formula})'
    formula = f'IFERROR(IF({answer}={right},"✓ Right.",{formula}),"{unknown}")'
    return f'IF(ISBLANK({answer}),"",IF(ISERROR({right}),"{_NO_ANSWER}",{formula}))'


def _quoted(text: str) -> str:
    return text.replace('"', '""')


def _write_score(page: Page, row: int, first: int, last: int) -> None:
    count = last - first + 1
    feedback = f"{page.address(first, FEEDBACK)}:{page.address(last, FEEDBACK)}"
    right = f'COUNTIF({feedback},"✓*")'
    score = f'IF({right}={count},"✓ All {count} right: well done!",{right}&" of {count} right")'
    page.span_formula(row, ANSWER, FEEDBACK, score, "verdict")
    page.ticks(row, ANSWER, row, ANSWER)
    page.height(row, 24)
