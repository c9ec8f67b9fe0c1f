"""What the record holds when it is new: components, limits, and examples from solutions.csv and recordings.csv.

All in mM, mV and °C.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import resources

BATH, PIPETTE, BOTH = "bath", "pipette", "both"


@dataclass(frozen=True)
class Component:
    """A row of the recipes. Without a valence it is an ion of the built-in table, which gives it."""

    symbol: str
    z: int | None = None


@dataclass(frozen=True)
class Solution:
    """A column of the recipes: what is dissolved in it, in mM."""

    name: str
    use: str
    made_with: str
    amounts: dict[str, float]


@dataclass(frozen=True)
class Recording:
    """A row of the log."""

    day: date
    cell: str
    ion: str
    temperature: float | None
    pipette: str
    bath: str
    measured: float
    holding: float | None
    remark: str | None


@dataclass(frozen=True)
class Limit:
    """A bound beyond which an entry is taken for a slip; its name is used in formulas."""

    name: str
    label: str
    value: float
    unit: str


COMPONENTS = (
    *(Component(symbol) for symbol in ("Na+", "K+", "Cs+", "Ca2+", "Mg2+", "Cl-", "HCO3-", "H2PO4-", "HPO42-")),
    *(Component(symbol) for symbol in ("SO42-", "gluconate-", "methanesulfonate-")),
    Component("aspartate-", -1),
    Component("HEPES-", -1),
    Component("EGTA2-", -2),
    Component("MgATP2-", -2),
    Component("HEPES", 0),
    Component("glucose", 0),
    Component("sucrose", 0),
)
OWN_COMPONENTS = (Component("TEA+", 1),)
OWN_ROWS = 4


def _rows(file: str) -> Iterator[dict[str, str]]:
    with resources.files(__package__).joinpath(file).open(encoding="utf-8") as text:
        yield from csv.DictReader(text)


def _solution(row: dict[str, str]) -> Solution:
    words = {name: row.pop(name) for name in ("name", "use", "made_with")}
    return Solution(**words, amounts={symbol: float(amount) for symbol, amount in row.items() if amount})


def _recording(row: dict[str, str]) -> Recording:
    return Recording(
        day=date.fromisoformat(row["day"]),
        cell=row["cell"],
        ion=row["ion"],
        temperature=_number(row["temperature"]),
        pipette=row["pipette"],
        bath=row["bath"],
        measured=float(row["measured"]),
        holding=_number(row["holding"]),
        remark=row["remark"] or None,
    )


def _number(text: str) -> float | None:
    return float(text) if text else None


SOLUTIONS = tuple(map(_solution, _rows("solutions.csv")))
RECORDINGS = tuple(map(_recording, _rows("recordings.csv")))

# (ion, bath, pipette) of the summary.
CONDITIONS = (
    ("K+", "ACSF", "K-gluconate"),
    ("K+", "ACSF 12.5 K", "K-gluconate"),
    ("Cl-", "ACSF", "K-gluconate"),
    ("Cl-", "ACSF", "CsCl"),
    ("Na+", "Tyrode", "CsCl"),
)

LIMITS = (
    Limit("Temperature_low", "Temperature, lowest", 0, "°C"),
    Limit("Temperature_high", "Temperature, highest", 50, "°C"),
    Limit("Potential_limit", "Potentials, either sign, at most", 200, "mV"),
    Limit("Imbalance_limit", "Charge imbalance of a solution, at most", 0.1, "% of all charges"),
    Limit("Osmolarity_low", "Osmolarity, lowest", 200, "mOsM"),
    Limit("Osmolarity_high", "Osmolarity, highest", 350, "mOsM"),
)
