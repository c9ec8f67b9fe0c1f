"""The table of ions: charge, size and mass, one sourced row each."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib import resources

from xlfuncs.errors import MissingError

_PM, _G_PER_MOL = 1e-12, 1e-3

# What counts as a blank around a symbol: Unicode's White_Space, and the marks that show nothing.
BLANKS = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\u200b\u2060\ufeff"
)
# How people write charges, and how the table does; replaced one after the other, in capitals.
SPELLINGS = (
    *zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True),
    *zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True),
    *((plus, "+") for plus in "⁺＋"),
    *((minus, "-") for minus in "⁻−‐‑–－"),
    ("^", ""),
    *((sign * count, f"{count}{sign}") for count in (4, 3, 2) for sign in "+-"),
    *((f"{sign}{count}", f"{count}{sign}") for count in (2, 3, 4) for sign in "+-"),
    *((f"{sign}1", sign) for sign in "+-"),
    *((f"1{sign}", sign) for sign in "+-"),
)


@dataclass(frozen=True)
class Ion:
    """One ion of the table, SI units.

    Attributes
    ----------
    symbol : str
        "Ca2+".
    names : tuple of str
        Every name that finds it, in capitals: symbol, formulas and English names that no other ion has.
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
    called = _called()
    return {
        row["symbol"]: Ion(
            symbol=row["symbol"],
            names=tuple(name for name in _names(row) if len(called[name]) == 1),
            z=int(row["z"]),
            size=float(row["size_pm"]) * _PM if row["size_pm"] else None,
            molar_mass=float(row["mass_g_per_mol"]) * _G_PER_MOL,
            source=row["source"],
        )
        for row in _rows()
    }


def find_ion(symbol: str) -> Ion:
    """Return the ion of that symbol, formula or English name as people write it: "Ca2+", "Ca²⁺", "Ca++", "calcium".

    Upper and lower case are alike, blanks around it do not count.

    Raises
    ------
    MissingError
        If no ion, or more than one, goes by that name.
    """
    ion = _by_name().get(symbol.upper())
    if ion is None:
        ion = _by_name().get(spelled(symbol))
    if ion is None:
        could_be = _called().get(spelled(symbol))
        if could_be:
            raise MissingError(f'"{symbol:.40}" could be {", ".join(could_be[:-1])} or {could_be[-1]}')
        raise MissingError(f'no ion "{symbol:.40}" is in the table')
    return ion


def without_blanks(text: str) -> str:
    """Return a text without the blanks of any kind around it."""
    return text.strip(BLANKS)


def spelled(symbol: str) -> str:
    """Return a symbol as the table spells it, in capitals."""
    symbol = without_blanks(symbol).upper()
    for written, own in SPELLINGS:
        symbol = symbol.replace(written, own)
    return symbol


@functools.cache
def _rows() -> list[dict[str, str]]:
    with resources.files(__package__).joinpath("data/ions.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _names(row: dict[str, str]) -> list[str]:
    """Return all that an ion is called, in capitals, each once."""
    english = [name.strip() for name in row["names"].split(";") if name.strip()]
    names = (row["symbol"], *row["also"].split(), _without_charge(row["symbol"], int(row["z"])), *english)
    return list(dict.fromkeys(name.upper() for name in names))


def ambiguous_names() -> dict[str, list[str]]:
    """Return the names, in capitals, that more than one ion goes by, with the symbols of these."""
    return {name: symbols for name, symbols in _called().items() if len(symbols) > 1}


@functools.cache
def _called() -> dict[str, list[str]]:
    """Return the symbols of the ions that each name may stand for: two of "Fe" and "iron"."""
    called: dict[str, list[str]] = {}
    for row in _rows():
        for name in _names(row):
            called.setdefault(name, []).append(row["symbol"])
    return called


@functools.cache
def _by_name() -> dict[str, Ion]:
    return {name: ion for ion in ions().values() for name in ion.names}


def _without_charge(symbol: str, z: int) -> str:
    return symbol.removesuffix(f"{abs(z) if abs(z) > 1 else ''}{'+' if z > 0 else '-'}")
