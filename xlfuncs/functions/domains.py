"""What a cell of an argument may hold: its rule in words, its check in Python and in a LAMBDA, and examples.

From a domain come the reasons of every host ("c_in must be > 0 mM, got -5"), the checks in front of a LAMBDA, the rules
of forms and templates, the words of wizards, and the bad inputs of the tests. In LAMBDA texts x stands for the cells:

- Number < text < FALSE < TRUE and blank = "": x<"" is true of numbers only, for a whole range at once.
- Comparisons with 0 go by SIGN: IronCalc takes 1E-17>0 for false.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from xlfuncs.compute.constants import ZERO_CELSIUS
from xlfuncs.compute.rules import CHARGE_NUMBER, FINITE, NOT_NEGATIVE, POSITIVE, VALENCE, Rule

Kind = Literal["number", "symbol", "text"]

# What is wrong whatever the rule, with the error value that it gives.
BLANKS: tuple[tuple[Any, str], ...] = ((None, "#N/A"), ("", "#N/A"))
_NO_NUMBERS = (*BLANKS, ("word", "#VALUE!"), ("5", "#VALUE!"), (" ", "#VALUE!"), (True, "#VALUE!"), (False, "#VALUE!"))
_NO_SYMBOLS = (*BLANKS, ("Xx", "#VALUE!"), ("5", "#VALUE!"), (" ", "#VALUE!"), (True, "#VALUE!"), (False, "#VALUE!"))
_NO_TEXTS = (*BLANKS, (5.0, "#VALUE!"), (True, "#VALUE!"), (False, "#VALUE!"))
_ALWAYS_BAD = {"number": _NO_NUMBERS, "symbol": _NO_SYMBOLS, "text": _NO_TEXTS}


@dataclass(frozen=True)
class Interval:
    """Numbers that are allowed, and what is added to them to have what the formula wants."""

    rule: Rule
    offset: float = 0.0

    def as_data(self) -> dict[str, Any]:
        """Return it for hosts in other languages; None where there is no bound."""
        rule = self.rule
        return {
            "low": None if rule.low == -math.inf else rule.low,
            "high": None if rule.high == math.inf else rule.high,
            "open": not rule.includes_bounds,
            "whole": rule.whole,
            "nonzero": rule.nonzero,
        }


@dataclass(frozen=True)
class Domain:
    """What a cell may hold.

    `rule` is what follows "must be"; `prose` says the same to a reader of a form. `asked` names what is wanted where
    something of another kind stands. Of two intervals the second is the first plus its offset: two scales.
    """

    rule: str
    prose: str
    intervals: tuple[Interval, ...] = (Interval(FINITE),)
    kind: Kind = "number"
    asked: str = "a number"
    takes_unit: bool = False  # the unit follows the rule: "> 0 mM"
    good: tuple[Any, ...] = ()
    bad: tuple[Any, ...] = ()  # numbers against the rule, and so #NUM!
    lookup: str = field(default="", repr=False)  # LAMBDA: the number of a symbol x

    @property
    def bad_cells(self) -> tuple[tuple[Any, str], ...]:
        """Contents of a cell that are refused, each with the error value that they give."""
        return (*_ALWAYS_BAD[self.kind], *((value, "#NUM!") for value in self.bad))

    def rule_in(self, unit: str) -> str:
        """Return the rule with the unit of the argument behind it, where one belongs there."""
        return f"{self.rule} {unit}" if self.takes_unit and unit else self.rule

    def allows(self, values: np.ndarray) -> np.ndarray:
        """Return where numbers obey the rule; nowhere for NaN."""
        if np.size(values) == 1:  # numpy's every call costs ten of Python's
            return np.full(np.shape(values), any(i.rule.allows(np.asarray(values).item()) for i in self.intervals))
        inside = self.intervals[0].rule.holds(values)
        for interval in self.intervals[1:]:
            inside = inside | interval.rule.holds(values)
        return inside

    def read(self, values: np.ndarray) -> np.ndarray:
        """Return what the formula gets for numbers that obey the rule; NaN stays."""
        for interval in self.intervals:
            if interval.offset and np.size(values) == 1:
                values = values + interval.offset * interval.rule.allows(np.asarray(values).item())
            elif interval.offset:
                values = np.where(interval.rule.holds(values), values + interval.offset, values)
        return values

    @property
    def excludes_0(self) -> bool:
        """Whether 0 alone is left out of the numbers that are allowed."""
        return any(interval.rule.nonzero for interval in self.intervals)

    @property
    def reads_as_is(self) -> bool:
        """Whether the formula gets the numbers as they stand in the cells."""
        return not any(interval.offset for interval in self.intervals)

    def test(self, cell: str) -> str:
        """Return the formula that is true of a number in a cell that obeys the rule, for forms and validations."""
        tests = [_joined("AND", _tests_of_cell(interval.rule, cell)) for interval in self.intervals]
        return _joined("OR", tests)

    @property
    def lambda_value(self) -> str:
        """LAMBDA: what the formula gets if all cells x are good."""
        if len(self.intervals) == 1:
            return "x"
        first = self.intervals[0]
        return f"IF(MAX(x)<={first.rule.high:g}, x+{first.offset:.15g}, x)"

    @property
    def lambda_tests(self) -> list[str]:
        """LAMBDA: what is all true if the numbers x are good; k is then the value that the formula gets."""
        x = "x" if len(self.intervals) == 1 else "k"
        # Less than 1E-99 may be good as well, but not ratios of such numbers: they are looked at one by one.
        above_0 = f"MIN({x})>1E-99"
        return _lambda_tests(self.intervals[-1].rule, x, f"MIN({x})", f"MAX({x})", f"MIN(ABS({x}))", above_0)

    @property
    def lambda_check(self) -> str:
        """LAMBDA: the value that the formula gets for each number x, or the error."""
        check = "#NUM!"
        for interval in reversed(self.intervals):
            value = f"x+{interval.offset:.15g}" if interval.offset else "x"
            tests = _lambda_tests(interval.rule, "x", "x", "x", "ABS(x)", "SIGN(x)>0")
            if not tests:
                return value
            check = f"IF({'*'.join(f'({test})' for test in tests)}, {value}, {check})"
        return check

    def as_data(self) -> dict[str, Any]:
        """Return what a host in another language needs to check and to give the same reasons."""
        return {
            "rule": self.rule,
            "takesUnit": self.takes_unit,
            "asked": self.asked,
            "kind": self.kind,
            "intervals": [interval.as_data() | {"offset": interval.offset} for interval in self.intervals],
        }


def _joined(name: str, tests: list[str]) -> str:
    return tests[0] if len(tests) == 1 else f"{name}({','.join(tests)})"


def _tests_of_cell(rule: Rule, cell: str) -> list[str]:
    equal = "=" if rule.includes_bounds else ""
    tests = [f"{cell}<>0"] if rule.nonzero else []
    tests += [f"{cell}=INT({cell})"] if rule.whole else []
    tests += [f"{cell}>{equal}{rule.low:.15g}"] if rule.low > -math.inf else []
    tests += [f"{cell}<{equal}{rule.high:.15g}"] if rule.high < math.inf else []
    return tests or ["TRUE"]


def _lambda_tests(rule: Rule, x: str, least: str, most: str, smallest: str, above_0: str) -> list[str]:
    """Return the tests of numbers x, or of all at once by their least, their most and their smallest size."""
    equal = "=" if rule.includes_bounds else ""
    tests = [f"{x}=INT({x})"] if rule.whole else []
    tests += [f"{x}<>0" if rule.whole else f"SIGN({smallest})>0"] if rule.nonzero else []
    if rule.low > -math.inf:
        not_below_0 = f"SIGN({least})>=0" if equal else above_0
        tests.append(not_below_0 if rule.low == 0 else f"{least}>{equal}{rule.low:.15g}")
    if rule.high < math.inf:
        tests.append(f"{most}<{equal}{rule.high:.15g}")
    return tests


ANY_NUMBER = Domain("a finite number", "a number", good=(0.0, -70.0, 1e-9))
ABOVE_ZERO = Domain(
    "> 0", "a number above 0", (Interval(POSITIVE),), takes_unit=True, good=(5.0, 1e-9), bad=(0.0, -5.0, -1e-300)
)
FROM_ZERO = Domain(
    ">= 0", "0 or a number above", (Interval(NOT_NEGATIVE),), takes_unit=True, good=(5.0, 0.0), bad=(-5.0, -1e-300)
)
NONZERO = Domain(
    "other than 0",
    "a number other than 0",
    (Interval(Rule("other than 0", nonzero=True)),),
    good=(0.5, -0.5),
    bad=(0.0,),
)


def within(low: float, high: float) -> Domain:
    """Return the domain of the numbers from low to high, both included."""
    words = f"{low:g} to {high:g}"
    rule = Rule(words, low=low, high=high)
    return Domain(
        words, f"a number from {words}", (Interval(rule),), takes_unit=True, good=(low, high), bad=(low - 1, high + 1)
    )


_SYMBOL = "a signed whole number or the symbol of an ion"
_LOOKUP = "XLF.ION(x, 0, 2)"
CHARGE = Domain(
    "a whole number",
    "a whole number with its sign",
    (Interval(CHARGE_NUMBER),),
    "symbol",
    _SYMBOL,
    good=(1.0, -2.0, 0.0, "K+", " cl "),
    bad=(1.5,),
    lookup=_LOOKUP,
)
ION_CHARGE = Domain(
    "a whole number other than 0",
    "a whole number other than 0, with its sign",
    (Interval(VALENCE),),
    "symbol",
    _SYMBOL,
    good=(1.0, -2.0, "K+", "Ca2+"),
    bad=(1.5, 0.0),
    lookup=_LOOKUP,
)
WORD = Domain("text", "a text", kind="text", asked="text", good=("K+",))


def temperature(low: float, high: float, prose: str) -> Domain:
    """Return the domain of temperatures from low to high in °C, or the same in K; the formula gets K."""
    least, most = round(low + ZERO_CELSIUS, 2), round(high + ZERO_CELSIUS, 2)
    celsius, kelvin = Rule("°C", low=low, high=high), Rule("K", low=least, high=most)
    return Domain(
        f"{low:g} to {high:g} (°C) or {least:g} to {most:g} (K)",
        f"{prose} in °C ({low:g} to {high:g}) or in K ({least:g} to {most:g})",
        (Interval(celsius, ZERO_CELSIUS), Interval(kelvin)),
        asked=f"a temperature in °C ({low:g} to {high:g}) or K ({least:g} to {most:g})",
        good=(37.0, low, high, least, most),
        bad=(low - 0.01, high + 0.01, least - 0.01, most + 0.01, -300.0, 1e308),
    )


TEMPERATURE = temperature(-20, 120, "a temperature")
LIQUID = temperature(0, 100, "a temperature of liquid water")
