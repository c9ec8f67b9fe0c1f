"""Random arguments for worksheet functions: what a cell may hold, in and out of the domain, in ranges of any shape."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import Any

from xlfuncs.calling.cells import CellError
from xlfuncs.functions import Quantity, WorksheetFunction
from xlfuncs.functions.units import CELSIUS_OR_KELVIN, KJ_PER_MOL, MS_PER_CM2, MV

Block = list[list[Any]]

VALENCES = (1, 1, -1, 2, -2, 3, -3, 4, -4)

ANYTHING = (
    *(None, None, "", " ", "\xa0", "text", "5", " K+ ", True, False, 0.0, -1.0, -2.5, 1.5, 250.0),
    *(CellError("#DIV/0!"), CellError("#N/A"), CellError("#REF!")),
)
SYMBOLS = (
    *("K+", "na+", "Ca2+", "Cl-", "cl", "K", " Mg2+ ", "HCO3-", "chloride", "Potassium", "acetate-"),
    *("K⁺", "Ca²⁺", "Cl−", "Ca++", "Ca+2", "PO₄³⁻", "SO4--", "Na+1", "Mg^2+", "Zr4+"),
    *("K+\xa0", "\tNa+", "Na+\n", "\u200bCl⁻\u2003", "K +", "\u3000\ufeff"),
    *("Fe", "iron", "copper", "Xx", "K+:+13", "K+:+13000390980|NA+", "+", "2+"),
)
TEMPERATURES = (37.0, 25.0, 6.3, 0.0, 100.0, -20.0, 120.0, 273.15, 373.15, 253.15, 393.15, 310.15, -20.5, 121.0, 200.0)
POTENTIALS = (0.0, 1e-9, -1e-4, 0.7, -1500.0, 1500.0, 60000.0, -60000.0)
WORDS = ("z", "size", "mass", "Z", "Size", "valence", " Valence\xa0", "\tmass", "radius", " ", "z z")


@dataclass
class Contents:
    """Draws arguments; with dirt some cells hold anything, with misfits some ranges have the wrong size."""

    rng: random.Random
    dirt: float
    misfits: float
    valences: tuple[int, ...] = VALENCES

    def arguments(self, function: WorksheetFunction) -> list[Block]:
        """Return one call's arguments."""
        axes = {a.shape.axis for a in function.arguments}
        if "species" in axes:
            return self._donnan(function)
        if "ions" in axes:
            return self._ions(function)
        rows = 1 if function.result.rows else self.rng.randint(1, 3)
        columns = self.rng.randint(1, 3)
        return [self._element(a, rows, columns) for a in function.arguments]

    def _element(self, quantity: Quantity, rows: int, columns: int) -> Block:
        shape = self.rng.choice(((1, 1), (1, 1), (1, columns), (rows, 1), (rows, columns)))
        return self._block(quantity, *self._perhaps_misfit(*shape))

    def _ions(self, function: WorksheetFunction) -> list[Block]:
        ions, conditions = self.rng.randint(1, 4), self.rng.randint(1, 4)
        blocks = []
        for a in function.arguments:
            if a.shape.has_conditions and self.rng.random() < 0.6:
                blocks.append(self._block(a, *self._perhaps_misfit(self.rng.choice((1, conditions)), ions)))
            elif a.shape.axis:
                blocks.append(self._list(a, ions))
            else:
                blocks.append(self._element(a, conditions, 2))
        return blocks

    def _donnan(self, function: WorksheetFunction) -> list[Block]:
        ions, species = self.rng.randint(2, 4), self.rng.randint(1, 3)
        blocks = []
        for a in function.arguments:
            if not a.shape.axis:
                blocks.append(self._element(a, 2, 2))
            else:
                blocks.append(self._list(a, species if a.shape.axis == "species" else ions))
        c_out, z = blocks[0], blocks[1]
        if self.rng.random() < 0.9:
            self._make_electroneutral(c_out, z)
        return blocks

    def _make_electroneutral(self, c_out: Block, z: Block) -> None:
        concentrations, valences = flat(c_out), flat(z)
        if len(concentrations) != len(valences) or not all(type(x) is float for x in concentrations + valences):
            return
        valences = [abs(v) for v in valences[:-1]] + [-1.0]
        balance = math.fsum(c * v for c, v in zip(concentrations[:-1], valences, strict=False))
        refill(c_out, [*concentrations[:-1], balance])
        refill(z, valences)

    def _list(self, quantity: Quantity, count: int) -> Block:
        shape = self.rng.choice(((1, count), (count, 1)))
        return self._block(quantity, *self._perhaps_misfit(*shape))

    def _perhaps_misfit(self, rows: int, columns: int) -> tuple[int, int]:
        if self.rng.random() < self.misfits:
            return self.rng.randint(1, 4), self.rng.randint(1, 4)
        return rows, columns

    def _block(self, quantity: Quantity, rows: int, columns: int) -> Block:
        return [[self._cell(quantity) for _ in range(columns)] for _ in range(rows)]

    def _cell(self, quantity: Quantity) -> Any:
        if self.rng.random() < self.dirt:
            return self.rng.choice(ANYTHING)
        return self._plausible(quantity)

    def _plausible(self, quantity: Quantity) -> Any:
        rng = self.rng
        if quantity.unit == CELSIUS_OR_KELVIN:
            return rng.choice(TEMPERATURES) if rng.random() < self.dirt else rng.uniform(0, 100)
        if quantity.domain.kind == "symbol":
            return rng.choice(SYMBOLS) if rng.random() < self.dirt else float(rng.choice(self.valences))
        if quantity.domain.kind == "text":
            return rng.choice(WORDS if quantity.name == "property" else SYMBOLS)
        if quantity.unit == MV:
            return rng.choice(POTENTIALS) if rng.random() < 0.1 else rng.uniform(-150, 150)
        if quantity.name == "z_impermeant":
            return rng.choice((0.0, -1.0, rng.uniform(-3, 3)))
        if quantity.unit == KJ_PER_MOL:
            return rng.uniform(-60, 10)
        if quantity.name == "pump_current":
            return 10 ** rng.uniform(-2, 1) * rng.choice((1, 1, 1, -1))
        if quantity.unit == MS_PER_CM2:
            return 10 ** rng.uniform(-2, 1)
        return math.pow(10, rng.uniform(-9, 4)) if rng.random() < 0.5 else rng.uniform(0.1, 200)


def flat(block: Block) -> list[Any]:
    """Return the cells in reading order."""
    return [cell for row in block for cell in row]


def refill(block: Block, cells: list[Any]) -> None:
    """Put other cells into a block, in reading order."""
    rest = iter(cells)
    for row in block:
        row[:] = [next(rest) for _ in row]
