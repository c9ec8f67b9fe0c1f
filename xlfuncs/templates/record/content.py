"""What the record holds when it is new: components, example solutions and recordings, limits. All in mM, mV and °C."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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
    remark: str | None = None


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

SOLUTIONS = (
    Solution(
        "ACSF",
        BATH,
        "95 % O2, 5 % CO2; phosphate at pH 7.4",
        {
            "Na+": 152.25, "K+": 2.5, "Ca2+": 2, "Mg2+": 1, "Cl-": 133.5, "HCO3-": 25, "H2PO4-": 0.25, "HPO42-": 1,
            "glucose": 10,
        },
    ),
    Solution(
        "ACSF 12.5 K",
        BATH,
        "as ACSF, 10 mM of the Na+ replaced by K+",
        {
            "Na+": 142.25, "K+": 12.5, "Ca2+": 2, "Mg2+": 1, "Cl-": 133.5, "HCO3-": 25, "H2PO4-": 0.25, "HPO42-": 1,
            "glucose": 10,
        },
    ),
    Solution(
        "Tyrode",
        BATH,
        "HEPES 10, pH 7.4 with NaOH",
        {
            "Na+": 144.5, "K+": 5, "Ca2+": 2, "Mg2+": 1, "Cl-": 151, "HEPES-": 4.5, "HEPES": 5.5, "glucose": 10,
        },
    ),
    Solution(
        "Frog Ringer",
        BATH,
        "phosphate buffer, pH 7.2",
        {"Na+": 120.15, "K+": 2.5, "Ca2+": 1.8, "Cl-": 121.1, "H2PO4-": 0.85, "HPO42-": 2.15},
    ),
    Solution(
        "K-gluconate",
        PIPETTE,
        "Na2ATP 4, MgCl2 4.5, HEPES 10, pH 7.3 with KOH",
        {
            "Na+": 8, "K+": 142.9, "Mg2+": 0.5, "Cl-": 19, "gluconate-": 120, "HEPES-": 3.9, "EGTA2-": 0.5,
            "MgATP2-": 4, "HEPES": 6.1,
        },
    ),
    Solution(
        "CsCl",
        PIPETTE,
        "Na2ATP 4, MgCl2 4.5, EGTA, HEPES 10, pH 7.3 with CsOH",
        {
            "Na+": 8, "Cs+": 136.9, "Mg2+": 0.5, "Cl-": 124, "HEPES-": 3.9, "EGTA2-": 10, "MgATP2-": 4, "HEPES": 6.1,
            "TEA+": 10,
        },
    ),
)  # fmt: skip

RECORDINGS = (
    Recording(date(2026, 2, 3), "0203-1", "K+", 33, "K-gluconate", "ACSF", -103.5, -60, "GIRK, baclofen 10 µM"),
    Recording(date(2026, 2, 3), "0203-1", "K+", 33, "K-gluconate", "ACSF 12.5 K", -63.0, -60),
    Recording(date(2026, 2, 3), "0203-2", "K+", 33.5, "K-gluconate", "ACSF", -101.2, -60),
    Recording(date(2026, 2, 3), "0203-2", "K+", 33.5, "K-gluconate", "ACSF 12.5 K", -61.4, -60),
    Recording(date(2026, 2, 4), "0204-1", "K+", 32.8, "K-gluconate", "ACSF", -105.0, -60),
    Recording(date(2026, 2, 4), "0204-1", "K+", 32.8, "K-gluconate", "ACSF 12.5 K", -65.1, -60),
    Recording(date(2026, 2, 5), "0205-1", "Cl-", 32, "K-gluconate", "ACSF", -53.8, -70, "puffed GABA"),
    Recording(date(2026, 2, 5), "0205-2", "Cl-", 32, "K-gluconate", "ACSF", -49.9, -70),
    Recording(date(2026, 2, 5), "0205-3", "Cl-", None, "K-gluconate", "ACSF", -51.6, -70, "heater off?"),
    Recording(date(2026, 2, 9), "0209-1", "Cl-", 32.2, "CsCl", "ACSF", -1.1, -70),
    Recording(date(2026, 2, 9), "0209-2", "Cl-", 32.2, "CsCl", "ACSF", 0.8, -70),
    Recording(date(2026, 2, 9), "0209-3", "Cl-", 32.1, "CsCl", "ACSF", -3.0, None),
    Recording(date(2026, 2, 10), "0210-1", "Na+", 22, "CsCl", "Tyrode", 66.4, -80, "CdCl2 0.1 mM"),
    Recording(date(2026, 2, 10), "0210-2", "Na+", 22, "CsCl", "Tyrode", 69.0, -80),
    Recording(date(2026, 2, 10), "0210-2", "K+", 22, "CsCl", "Tyrode", -84.0, -80),
    Recording(date(2026, 2, 11), "0211-1", "Na+", 22.4, "CsCl", "Tyrode", 64.7, -80),
)

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
