"""The exercise answers whatever is typed into it: right, nearly right, wrong for a known reason, silly."""

from __future__ import annotations

import math

import pytest

from tests.support.live_workbook import FAULTS
from tests.support.workbook_files import same
from tests.templates.lessons.described import STUDENTS, known_values, window
from tests.templates.lessons.sheet_cells import exercise_cells
from tests.templates.subjects import each_theme
from xlfuncs.calling.cells import CellError

TYPED_STUDENTS = (0, 4, 9)
each_student = pytest.mark.parametrize("student", TYPED_STUDENTS, ids="student {}".format)
BAD_STUDENTS = {"blank": None, "text": "seven", "too high": 12, "negative": -1, "true": True}
each_bad_student = pytest.mark.parametrize("student", BAD_STUDENTS.values(), ids=BAD_STUDENTS)

RIGHT, CLOSE, SIGN = "✓ Right.", "✗ Close: keep more digits until the end.", "✗ The size is right. Check the sign."
NUMBER_PLEASE = "✗ A number, please, without its unit."
STUDENT_PLEASE = "✗ Your own number must be 0 to 9."


@pytest.fixture
def live(workbooks, theme):
    return workbooks.live(theme.slug)


@pytest.fixture
def cells(workbooks, theme):
    return exercise_cells(workbooks.path(theme.slug), theme)


def known(theme, position, student):
    """Return the right answer and those of the traps."""
    return [values[student] for values in known_values(theme)[position]]


def rounded(value, tolerance):
    """Return the value with as many digits as the tolerance asks for."""
    return round(value, math.ceil(-math.log10(tolerance)))


def mistaken(question, values, answer):
    """Return what a wrong number is due to be told: the hint of the trap it is in, or of sign, digits, question."""
    right, *traps = values
    for trap, value in zip(question.traps, traps, strict=True):
        if abs(answer - value) <= window(question, right, value):
            return f"✗ {trap.hint}"
    if abs(answer + right) <= question.tolerance:
        return SIGN
    return CLOSE if abs(answer - right) <= 0.05 * abs(right) else f"✗ {question.hint}"


def due_to_numbers(question, values):
    """Yield answers to a question that asks for a number, and what is due to each."""
    right, *traps = values
    yield right, RIGHT
    yield rounded(right, question.tolerance), RIGHT
    yield right + 0.9 * question.tolerance, RIGHT
    yield right - 0.9 * question.tolerance, RIGHT
    for trap, value in zip(question.traps, traps, strict=True):
        yield float(f"{value:.4g}"), f"✗ {trap.hint}"
    for wrong in (-right, -rounded(right, question.tolerance), 1.03 * right, 0.97 * right, 7 * right + 1000, 0, 1e300):
        if abs(wrong - right) > question.tolerance:
            yield wrong, mistaken(question, values, wrong)
    for text in ("about 5", f"{abs(right):.1f} mV", f"about {right}"):
        yield text, NUMBER_PLEASE
    yield True, NUMBER_PLEASE
    yield None, ""


def due_to_choices(question, values):
    """Yield answers to a question that offers some, and what is due to each."""
    right, *traps = values
    hints = {value: f"✗ {trap.hint}" for value, trap in zip(traps, question.traps, strict=True)}
    for choice in question.choices:
        due = RIGHT if choice == right else hints.get(choice, f"✗ {question.hint}")
        yield choice, due
        yield choice.upper(), due
    unknown = f"✗ Choose one of: {', '.join(question.choices)}."
    yield from ((rubbish, unknown) for rubbish in ("rubbish", 5, 0, True, "x" * 300))
    yield None, ""


@each_student
@each_theme
def test_every_answer_gets_the_words_that_are_due(theme, student, live, cells):
    questions = list(enumerate(theme.exercise.questions))
    dues = [list((due_to_choices if q.choices else due_to_numbers)(q, known(theme, i, student))) for i, q in questions]
    wrong = []
    for turn in range(max(map(len, dues))):
        asked = [(i, *due[turn]) for i, due in enumerate(dues) if turn < len(due)]
        with live.typed({cells.variant: student, **{cells.answers[i]: answer for i, answer, _ in asked}}):
            told = [(questions[i][1].name, answer, due, live[cells.feedback[i]]) for i, answer, due in asked]
            wrong += [line for line in told if line[2] != line[3]]
    assert wrong == []


@each_theme
def test_the_hidden_answers_are_those_of_python_for_every_student(theme, live, cells):
    differing = []
    for student in STUDENTS:
        with live.typed({cells.variant: student}):
            for i, places in enumerate(cells.known):
                pairs = zip(map(live.__getitem__, places), known(theme, i, student), strict=True)
                differing += [(student, i, a, b) for a, b in pairs if not same(a, b)]
    assert differing == []


@each_theme
def test_the_score_counts_the_right_answers(theme, live, cells):
    count = len(cells.answers)
    answers = {place: known(theme, i, 0)[0] for i, place in enumerate(cells.answers)}
    assert live[cells.score] == f"0 of {count} right"
    with live.typed(answers):
        assert live[cells.score] == f"✓ All {count} right: well done!"
        with live.typed({cells.answers[1]: "about 5"}):
            assert live[cells.score] == f"{count - 1} of {count} right"
        with live.typed(dict.fromkeys(cells.answers[1:])):
            assert live[cells.score] == f"1 of {count} right"
    assert live[cells.score] == f"0 of {count} right"


@each_bad_student
@each_theme
def test_without_a_number_of_ones_own_there_are_words_and_no_errors(theme, student, live, cells):
    questions = theme.exercise.questions
    with live.typed({cells.variant: student}):
        hidden = [place for known in cells.known for place in known]
        assert {live[place] for place in (*cells.givens.values(), *hidden)} == {CellError("#N/A")}
        assert [live[place] for place in cells.feedback] == [""] * len(questions)
        assert live[cells.score].startswith("0 of ")
        for number, choice in ((5, 0), (0, -1), ("about 5", 0), (1e300, 0), (True, 0)):
            answers = [q.choices[choice] if q.choices else number for q in questions]
            with live.typed(dict(zip(cells.answers, answers, strict=True))):
                assert all(live[place].startswith((STUDENT_PLEASE, NUMBER_PLEASE)) for place in cells.feedback)
                assert live[cells.score].startswith("0 of ")


@each_theme
def test_a_part_of_a_student_number_counts_as_its_whole(theme, live, cells):
    with live.typed({cells.variant: 4}):
        whole = [live[place] for place in cells.givens.values()]
    with live.typed({cells.variant: 4.7}):
        assert [live[place] for place in cells.givens.values()] == whole


@each_theme
def test_no_answer_makes_a_fault_anywhere(theme, live, cells):
    before = live.values("Exercise") | live.values("Answers")
    for answer in ("rubbish", "=1/0", -1, 1e300, "", "#N/A"):
        with live.typed(dict.fromkeys(cells.answers, answer)):
            assert live.faults("Exercise", "Answers") == []
            assert FAULTS.isdisjoint(map(str, (live[place] for place in cells.feedback)))
    assert live.values("Exercise") | live.values("Answers") == before
