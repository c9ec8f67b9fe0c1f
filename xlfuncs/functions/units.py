"""The laboratory's units, each with what one of it is in the SI (SI Brochure, 9th ed., 2019)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """A unit's symbol, and how many of the SI's unit one of it is: compute works in SI units."""

    symbol: str
    factor: float = 1.0

    def __str__(self) -> str:
        return self.symbol

    @property
    def shown(self) -> str:
        """What stands beside a number: nothing for a pure number."""
        return "" if self.symbol == "1" else self.symbol


NONE, PURE = Unit(""), Unit("1")
MM, UM = Unit("mM"), Unit("µM", 1e-3)  # mM is mol/m3
MV, MV_PER_K = Unit("mV", 1e-3), Unit("mV/K", 1e-3)
KJ_PER_MOL, KPA = Unit("kJ/mol", 1e3), Unit("kPa", 1e3)
PM, NM, PA = Unit("pm", 1e-12), Unit("nm", 1e-9), Unit("pA", 1e-12)
UM2_PER_S, CM_PER_S = Unit("µm²/s", 1e-12), Unit("cm/s", 1e-2)
UA_PER_CM2, MS_PER_CM2 = Unit("µA/cm²", 1e-2), Unit("mS/cm²", 10.0)
G_PER_MOL = Unit("g/mol", 1e-3)
CELSIUS_OR_KELVIN = Unit("°C or K")
ANY_ONE = Unit("any one unit")
TEXT = Unit("text")
AS_ASKED = Unit("as asked")
