"""What there is to say about a worksheet function: plain data, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum


class Kind(Enum):
    """What a cell of an argument may hold."""

    NUMBER = "a number"
    TEMPERATURE = "a temperature in °C (-20 to 120) or K (253.15 to 393.15)"
    VALENCE = "a signed whole number or the symbol of an ion"
    TEXT = "text"


class Layout(Enum):
    """How the cells of an argument belong together."""

    ELEMENT = "broadcasts with the other arguments"
    IONS = "one ion per cell, in a row or a column"
    TABLE = "one ion per cell; or a block with one ion per column and one condition per row"
    SPECIES = "one impermeant species per cell, in a row or a column"


class Result(Enum):
    """What shape the result has."""

    ELEMENTWISE = "the combined shape of the arguments"
    PER_ROW = "one value, or one per row of a table"
    LIKE_C_OUT = "the shape of c_out"
    FIVE_ROWS = "five rows"


@dataclass(frozen=True)
class Quantity:
    """An argument: one name, one unit and the same words wherever it appears; what its choices mean, one by one."""

    name: str
    unit: str
    words: str
    kind: Kind = Kind.NUMBER
    layout: Layout = Layout.ELEMENT
    choices: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    lambda_name: str = ""

    @property
    def parameter(self) -> str:
        """The name as a LAMBDA's parameter: not c or r, which Excel forbids, nor a worksheet function's name."""
        return self.lambda_name or self.name

    def laid_out(self, layout: Layout) -> Quantity:
        """Return the same quantity where several cells of it belong together."""
        return replace(self, layout=layout)

    @property
    def help(self) -> str:
        """The sentence that a function wizard shows for the argument."""
        parts = [self.words]
        if self.unit not in ("", "1"):
            parts.append(f"[{self.unit}]")
        if self.layout is not Layout.ELEMENT:
            parts.append(f"({self.layout.value})")
        return " ".join(parts)


@dataclass(frozen=True)
class Example:
    """A call and what it gives, to the digits printed."""

    call: str
    value: str


@dataclass(frozen=True)
class WorksheetFunction:
    """One worksheet function. Every host's description of it is made from this entry."""

    name: str
    arguments: tuple[Quantity, ...]
    unit: str
    summary: str
    help: str
    source: str
    examples: tuple[Example, ...]
    formula: str
    result: Result = Result.ELEMENTWISE

    @property
    def call(self) -> str:
        """The call as one writes it: NERNST(c_out, c_in, z, temperature)."""
        return f"{self.name}({', '.join(a.name for a in self.arguments)})"

    @property
    def description(self) -> str:
        """The sentence that a function wizard shows for the function."""
        return f"{self.summary} Result: {self.unit}." if self.unit != "1" else self.summary

    @property
    def gives_text(self) -> bool:
        """Whether the result is a word and no number."""
        return self.unit == "text"


@dataclass(frozen=True)
class Category:
    """Functions that belong to one chapter of a textbook."""

    title: str
    functions: tuple[WorksheetFunction, ...]


@dataclass(frozen=True)
class Helper:
    """A named LAMBDA that the functions' LAMBDA texts share; users need not know it."""

    name: str
    parameters: tuple[str, ...]
    formula: str
    purpose: str
