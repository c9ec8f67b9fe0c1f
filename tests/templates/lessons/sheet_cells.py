"""Where on its pages a theme's workbook has what its description speaks of, found by the headings as a reader would."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.support.workbook_files import Place, values
from xlfuncs.templates.lessons.description import Theme

SHEETS = ("Lesson", "Explore", "Exercise", "Notes")
HIDDEN = ("Answers", "Data")
# Columns, counted from 1.
LABEL, VALUE, FORMULA, HAND, DIFFERENCE, PRINTED, VERDICT = 2, 3, 6, 7, 8, 9, 10
ANSWER, FEEDBACK = 7, 9


@dataclass(frozen=True)
class FigureCells:
    """The cells of one figure of the lesson."""

    ours: Place
    hand: Place
    difference: Place
    printed: Place
    verdict: Place


@dataclass(frozen=True)
class SheetCells:
    """The cells of the lesson or of the sheet to explore: results are its steps or its readouts."""

    inputs: dict[str, Place]
    status: Place
    results: dict[str, Place]
    figures: tuple[FigureCells, ...] = ()


@dataclass(frozen=True)
class ExerciseCells:
    """The cells of the exercise; in `known` the right answer of each question and then its traps'."""

    variant: Place
    givens: dict[str, Place]
    answers: tuple[Place, ...]
    feedback: tuple[Place, ...]
    known: tuple[tuple[Place, ...], ...]
    score: Place


def row_of(path: Path, sheet: str, column: int, start: str) -> int:
    """Return the one row in which a column's text begins so."""
    rows = values(path)[sheet]
    [found] = [r for r, row in enumerate(rows, 1) if len(row) >= column and str(row[column - 1]).startswith(start)]
    return found


@cache
def lesson_cells(path: Path, theme: Theme) -> SheetCells:
    """Return the cells of the lesson."""
    row = row_of(path, "Lesson", LABEL, "Inputs: ")
    inputs = {item.name: ("Lesson", row + i, VALUE) for i, item in enumerate(theme.lesson.inputs, 1)}
    status = ("Lesson", row + len(inputs) + 1, LABEL)
    row = row_of(path, "Lesson", FORMULA, "By hand, step by step")
    steps = {step.name: ("Lesson", row + i, HAND) for i, step in enumerate(theme.lesson.steps, 1)}
    return SheetCells(inputs, status, steps, tuple(_figures(path, theme)))


def _figures(path: Path, theme: Theme) -> list[FigureCells]:
    row = row_of(path, "Lesson", LABEL, "The same by hand")
    down = [("Lesson", row + i, VALUE) for i in range(-1, 3)]
    figures = [FigureCells(*down, ("Lesson", row + 3, LABEL))]
    others = len(theme.lesson.figures) - 1
    head = row_of(path, "Lesson", LABEL, "Every other figure") if others else 0
    for row in range(head + 1, head + others + 1):
        across = [("Lesson", row, column) for column in (VALUE, HAND, DIFFERENCE, PRINTED, VERDICT)]
        figures.append(FigureCells(*across))
    return figures


@cache
def explore_cells(path: Path, theme: Theme) -> SheetCells:
    """Return the cells of the sheet to explore."""
    row = row_of(path, "Explore", LABEL, "Inputs: ")
    inputs = {item.name: ("Explore", row + i, VALUE) for i, item in enumerate(theme.explore.inputs, 1)}
    status = ("Explore", row + len(inputs) + 1, LABEL)
    row = row_of(path, "Explore", LABEL, "Results")
    readouts = {readout.name: ("Explore", row + i, VALUE) for i, readout in enumerate(theme.explore.readouts, 1)}
    return SheetCells(inputs, status, readouts)


@cache
def exercise_cells(path: Path, theme: Theme) -> ExerciseCells:
    """Return the cells of the exercise and of its hidden answers."""
    row = row_of(path, "Exercise", LABEL, "Your own number")
    givens = {given.name: ("Exercise", row + i, VALUE) for i, given in enumerate(theme.exercise.givens, 1)}
    first = row_of(path, "Exercise", LABEL, "Questions") + 1
    questions = theme.exercise.questions
    rows = range(first, first + len(questions))
    known = [
        tuple(("Answers", r, column) for column in range(2, 3 + len(question.traps)))
        for r, question in enumerate(questions, 2)
    ]
    return ExerciseCells(
        variant=("Exercise", row, VALUE),
        givens=givens,
        answers=tuple(("Exercise", r, ANSWER) for r in rows),
        feedback=tuple(("Exercise", r, FEEDBACK) for r in rows),
        known=tuple(known),
        score=("Exercise", rows[-1] + 2, ANSWER),
    )
