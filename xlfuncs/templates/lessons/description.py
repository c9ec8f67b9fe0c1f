"""What a template workbook contains: plain data that the builder lays out.

Formulas are written with the names of the page's cells: ``NERNST($c_out, $c_in, $z, $temperature)``. A range of cells
that stand below each other is ``$p_k:$p_na``. GAS_CONSTANT, FARADAY and ZERO_CELSIUS may be used everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from xlfuncs.cases import WorkedCase
from xlfuncs.functions import domains
from xlfuncs.functions.domains import Domain

_NOTE = re.compile(r"^## ", re.MULTILINE)  # where a note begins


@dataclass(frozen=True)
class Rule:
    """What may be typed into an input cell.

    `test` is a formula that is true of a good value, with {cell} for the cell; it is asked of numbers only, and may
    name inputs that stand above.
    """

    words: str
    test: str


def of(domain: Domain) -> Rule:
    """Return the rule of a domain of the list of functions."""
    return Rule(domain.prose, domain.test("{cell}"))


POSITIVE = of(domains.ABOVE_ZERO)
NOT_NEGATIVE = of(domains.FROM_ZERO)
NEGATIVE = Rule("a number below 0", "{cell}<0")
ANY_NUMBER = of(domains.ANY_NUMBER)
TEMPERATURE = of(domains.TEMPERATURE)
LIQUID = of(domains.LIQUID)
VALENCE = of(domains.ION_CHARGE)
HIGHEST_CELSIUS = domains.TEMPERATURE.intervals[0].rule.high  # what is above is in kelvin


@dataclass(frozen=True)
class Input:
    """A cell that the reader may change."""

    name: str
    label: str
    value: float
    unit: str
    rule: Rule


def concentration(name: str, label: str, value: float, unit: str = "mM") -> Input:
    """Return an input for a concentration whose logarithm is taken."""
    return Input(name, label, value, unit, POSITIVE)


def potential(name: str, label: str, value: float) -> Input:
    """Return an input for a potential."""
    return Input(name, label, value, "mV", ANY_NUMBER)


def valence(name: str = "z", label: str = "Valence, z", value: float = 1) -> Input:
    """Return an input for a valence."""
    return Input(name, label, value, "", VALENCE)


def temperature(value: float, name: str = "temperature", label: str = "Temperature, °C or K") -> Input:
    """Return an input for a temperature; its unit follows what is typed."""
    return Input(name, label, value, "°C or K", TEMPERATURE)


@dataclass(frozen=True)
class Step:
    """One line of the calculation by hand, native arithmetic only."""

    name: str
    label: str
    formula: str
    unit: str = ""
    shown: str = "0.0000"


KELVIN = Step(
    "kelvin",
    "T in kelvin",
    f"IF($temperature<={HIGHEST_CELSIUS:g},$temperature+ZERO_CELSIUS,$temperature)",
    "K",
    "0.00",
)


@dataclass(frozen=True)
class Figure:
    """One figure of the lesson: by our function, by hand, and as the text has it.

    `formula` calls our functions, `by_hand` is native arithmetic. Later figures may use `$name`: our value in a
    `formula`, the by-hand value in a `by_hand`. `shown` is a number format where the unit's own does not fit.
    """

    case: WorkedCase
    formula: str
    by_hand: str
    name: str = ""
    shown: str = ""
    label: str = ""


@dataclass(frozen=True)
class Axis:
    """An axis of a chart; without limits the spreadsheet chooses them."""

    title: str
    log: bool = False
    least: float | None = None
    most: float | None = None
    shown: str = "General"


@dataclass(frozen=True)
class Column:
    """A value worked out for each point of a chart before its curves, for formulas that need a row of cells."""

    name: str
    formula: str


@dataclass(frozen=True)
class Curve:
    """A line of a chart: a formula of `$x`, the inputs and the columns."""

    label: str
    formula: str


@dataclass(frozen=True)
class Marker:
    """The reader's own values as a point of the chart."""

    x: str
    y: str
    label: str = "your cell"


@dataclass(frozen=True)
class Chart:
    """A chart that answers one "what if".

    The title is a sentence, `alt` says for those who cannot see it what there is to see, `question` makes the reader
    change a cell. `$x` runs from `start` to `stop` in equal steps, or in equal ratios on a logarithmic axis.
    """

    title: str
    x: Axis
    y: Axis
    start: float
    stop: float
    curves: tuple[Curve, ...]
    alt: str
    question: str
    columns: tuple[Column, ...] = ()
    markers: tuple[Marker, ...] = ()


@dataclass(frozen=True)
class Lesson:
    """The sheet that explains. `formula` may hold _{sub} and ^{super}; the first figure is the one set large."""

    idea: str
    formula: str
    inputs: tuple[Input, ...]
    steps: tuple[Step, ...]
    figures: tuple[Figure, ...]
    chart: Chart


@dataclass(frozen=True)
class Readout:
    """A result beside the chart of the sheet that invites to try."""

    name: str
    label: str
    formula: str
    unit: str
    shown: str = ""


@dataclass(frozen=True)
class Explore:
    """The sheet for "what if": its own inputs, some results, one or two charts."""

    invitation: str
    inputs: tuple[Input, ...]
    readouts: tuple[Readout, ...]
    charts: tuple[Chart, ...]


@dataclass(frozen=True)
class Given:
    """A number of the exercise: `base`, and for each student's own number n (0 to 9) n times `step` more."""

    name: str
    label: str
    base: float
    step: float
    unit: str


@dataclass(frozen=True)
class Trap:
    """A wrong answer that a known mistake leads to, and what to say to it."""

    formula: str
    hint: str


# What several exercises say to one and the same mistake.
NOT_IN_KELVIN = "T must be in kelvin: add 273.15."
NOT_LN = "Use ln, not log10: ln(x) = 2.303 · log10(x)."
IN_VOLTS = "That is in volts; millivolts are asked for."
IN_JOULES = "That is in J/mol; kJ/mol are asked for."
UPSIDE_DOWN = "The outside concentration goes on top: ln(out/in)."


@dataclass(frozen=True)
class Question:
    """A question with a number for an answer, or with one of `choices`.

    `answer` and the traps' formulas may use the givens and `$name` of earlier questions' answers. `hint` is what a
    wrong answer is told that no trap explains.
    """

    name: str
    text: str
    answer: str
    unit: str
    tolerance: float
    hint: str
    traps: tuple[Trap, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exercise:
    """The sheet in which the reader works alone."""

    story: str
    givens: tuple[Given, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Note:
    """A heading and its text."""

    title: str
    text: str


@dataclass(frozen=True)
class Theme:
    """One template workbook: four sheets about one thing."""

    slug: str
    title: str
    subtitle: str
    question: str
    lesson: Lesson
    explore: Explore
    exercise: Exercise

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """The notes, from the text beside the theme: each under its heading, one paragraph."""
        text = files(__package__).joinpath("themes", f"{self.slug}.md").read_text("utf-8")
        parts = (note.partition("\n\n") for note in _NOTE.split(text)[1:])
        return tuple(Note(title, paragraph.strip().replace("\n", " ")) for title, _, paragraph in parts)
