"""``python -m xlfuncs.cases``: calculate the worked cases and compare them with what is printed."""

from __future__ import annotations

import sys

from xlfuncs.cases import CASES
from xlfuncs.cases.model import differing
from xlfuncs.cases.report import outcomes, table
from xlfuncs.console import allow_any_sign


def main() -> int:
    """Print the table; return 1 if a case differs."""
    allow_any_sign()
    results = outcomes(CASES)
    print(table(results))
    missed = differing(results)
    if missed:
        print(f"xlfuncs.cases: not as printed: {', '.join(missed)}", file=sys.stderr)
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
