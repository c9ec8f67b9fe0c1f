"""The table of ions: charge, size and mass, one sourced row each."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib import resources

from xlfuncs.errors import MissingError

_PM, _G_PER_MOL = 1e-12, 1e-3


@dataclass(frozen=True)
class Ion:
    """One ion of the table, SI units.

    Attributes
    ----------
    symbol : str
        "Ca2+".
    names : tuple of str
        Every name that finds it, in capitals.
    z : int
        Signed charge number.
    size : float or None
        Distance of closest approach for the Debye-Hückel law [m]; None where no one has published it.
    molar_mass : float
        [kg/mol].
    source : str
        Where size and mass are from.
    """

    symbol: str
    names: tuple[str, ...]
    z: int
    size: float | None
    molar_mass: float
    source: str

    @property
    def formula(self) -> str:
        """The symbol without its charge: "Ca"."""
        return _without_charge(self.symbol, self.z)


@functools.cache
def ions() -> dict[str, Ion]:
    """Return the ions of the table by symbol, in its order."""
    with resources.files(__package__).joinpath("data/ions.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    formulas = [_without_charge(row["symbol"], int(row["z"])) for row in rows]
    return {
        row["symbol"]: Ion(
            symbol=row["symbol"],
            # "Fe" could be either of two ions, so it names none.
            names=tuple(
                name.upper()
                for name in (row["symbol"], *row["also"].split(), *([formula] if formulas.count(formula) == 1 else []))
            ),
            z=int(row["z"]),
            size=float(row["size_pm"]) * _PM if row["size_pm"] else None,
            molar_mass=float(row["mass_g_per_mol"]) * _G_PER_MOL,
            source=row["source"],
        )
        for row, formula in zip(rows, formulas, strict=True)
    }


def find_ion(symbol: str) -> Ion:
    """Return the ion of that symbol ("Ca2+", or "Ca" where only one ion has it), upper and lower case alike.

    Raises
    ------
    MissingError
        If no ion, or more than one, goes by that name.
    """
    try:
        return _by_name()[symbol.strip().upper()]
    except KeyError:
        raise MissingError(f"no ion {symbol!r} in the table") from None


@functools.cache
def _by_name() -> dict[str, Ion]:
    return {name: ion for ion in ions().values() for name in ion.names}


def _without_charge(symbol: str, z: int) -> str:
    return symbol.removesuffix(f"{abs(z) if abs(z) > 1 else ''}{'+' if z > 0 else '-'}")
