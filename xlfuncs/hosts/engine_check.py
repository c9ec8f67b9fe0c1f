"""Whether the embedded engine calculates here: what `xlfuncs doctor` says of it."""

from __future__ import annotations

import math

from xlfuncs.system.health import Health
from xlfuncs.system.user_errors import UserError


def embedded_engine() -> Health:
    """Say whether the embedded engine calculates."""
    try:
        from xlfuncs.hosts.engine import evaluate
    except ImportError as error:
        # A library of the system that is missing or too old shows only here.
        return Health(False, f"embedded engine: cannot be loaded ({error}): install xlfuncs anew")
    except UserError as error:
        return Health(False, f"embedded engine: {error}")
    from xlfuncs.udfs import NERNST

    formula, value = "=NERNST(5,140,1,37)", NERNST(5, 140, 1, 37)
    [[answered]] = evaluate(formula)
    # The LAMBDA is a second implementation, so the last digits may differ.
    if isinstance(answered, float) and math.isclose(answered, value, rel_tol=1e-12):
        return Health(True, f"embedded engine: calculates {formula} as {value:.2f} mV")
    return Health(False, f"embedded engine: calculates {formula} as {answered} and not {value}: install xlfuncs anew")
