"""What there is to say about a worksheet function: plain data, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from xlfuncs.functions.domains import ANY_NUMBER, Domain
from xlfuncs.functions.shapes import CELLS, LIKE_CELLS, ResultShape, Shape
from xlfuncs.functions.units import TEXT, Unit


@dataclass(frozen=True)
class Quantity:
    """An argument: one name, unit, domain and the same words wherever it appears; what its choices mean, one by one."""

    name: str
    unit: Unit
    words: str
    domain: Domain = ANY_NUMBER
    shape: Shape = CELLS
    choices: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    lambda_name: str = ""

    @property
    def parameter(self) -> str:
        """The name as a LAMBDA's parameter: not c or r, which Excel forbids, nor a worksheet function's name."""
        return self.lambda_name or self.name

    def shaped(self, shape: Shape) -> Quantity:
        """Return the same quantity where several cells of it belong together."""
        return replace(self, shape=shape)

    def within(self, domain: Domain) -> Quantity:
        """Return the same quantity with a domain of its own."""
        return replace(self, domain=domain)

    @property
    def help(self) -> str:
        """The sentence that a function wizard shows for the argument."""
        rule = self.domain.rule_in(str(self.unit)) if self.domain.takes_unit else "not 0" * self.domain.excludes_0
        parts = [f"{self.words}, {rule}" if rule else self.words]
        if self.unit.shown and not self.domain.takes_unit:
            parts.append(f"[{self.unit}]")
        if self.shape.axis:
            parts.append(f"({self.shape.words})")
        return " ".join(parts)


@dataclass(frozen=True)
class Example:
    """A call and what it gives, to the digits printed."""

    call: str
    value: str


@dataclass(frozen=True)
class Refusal:
    """What only the formula finds, though each argument is good: where, as a formula, and compute's words for it.

    `value` is the formula of the number that the words hold, if they hold one.
    """

    where: str
    words: str
    value: str = ""


@dataclass(frozen=True)
class WorksheetFunction:
    """One worksheet function. Every host's description of it is made from this entry.

    `formula` is the LAMBDA's, of good values alone: see functions/helpers. `refusals` say why it has no result, the
    first that applies; where none does, the result is too large for a number. `varied` names the argument that it is
    most telling to vary in a chart, where that is not the first.
    """

    name: str
    arguments: tuple[Quantity, ...]
    unit: Unit
    summary: str
    help: str
    source: str
    examples: tuple[Example, ...]
    formula: str
    result: ResultShape = LIKE_CELLS
    refusals: tuple[Refusal, ...] = ()
    varied: str = ""

    @property
    def call(self) -> str:
        """The call as one writes it: NERNST(c_out, c_in, z, temperature)."""
        return f"{self.name}({', '.join(a.name for a in self.arguments)})"

    @property
    def description(self) -> str:
        """The sentence that a function wizard shows for the function."""
        return f"{self.summary} Result: {self.unit}." if self.unit.shown else self.summary

    @cached_property
    def is_elementwise(self) -> bool:
        """Whether cells combine as in Excel's own functions, one result for each."""
        return self.result == LIKE_CELLS and not any(a.shape.axis for a in self.arguments)

    @property
    def takes_texts(self) -> bool:
        """Whether it looks something up by its name."""
        return any(a.domain.kind == "text" for a in self.arguments)

    @property
    def gives_text(self) -> bool:
        """Whether the result is a word and no number."""
        return self.unit == TEXT


@dataclass(frozen=True)
class Category:
    """Functions that belong to one chapter of a textbook."""

    title: str
    functions: tuple[WorksheetFunction, ...]


@dataclass(frozen=True)
class Macro:
    """A short-hand of the formulas in the list, written out in each LAMBDA that uses it if it has no name.

    `quick` says the same with less work, but may be an error where `formula` is none.
    """

    name: str
    parameters: tuple[str, ...]
    formula: str
    purpose: str
    quick: str = ""
    is_named: bool = False  # a LAMBDA of its own, XLF.…: what is long, or calculated again and again
