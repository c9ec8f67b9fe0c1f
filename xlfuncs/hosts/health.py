"""How a host is: what `xlfuncs doctor` says of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Health:
    """One line about a host, and whether there is nothing to mend."""

    fine: bool
    words: str


def embedded_engine() -> Health:
    """Say whether the embedded engine calculates."""
    from xlfuncs.hosts.engine import evaluate
    from xlfuncs.udfs import NERNST

    formula, value = "=NERNST(5,140,1,37)", NERNST(5, 140, 1, 37)
    [[answered]] = evaluate(formula)
    if answered == value:
        return Health(True, f"embedded engine: calculates {formula} as {value:.2f} mV")
    return Health(False, f"embedded engine: calculates {formula} as {answered} and not {value}: install xlfuncs anew")
