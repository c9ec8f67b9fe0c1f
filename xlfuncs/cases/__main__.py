"""``python -m xlfuncs.cases``: calculate the worked cases and compare them with what is printed."""

from __future__ import annotations

import io
import sys

from xlfuncs.cases import CASES
from xlfuncs.cases.model import differing
from xlfuncs.cases.report import outcomes, table


def main() -> int:
    """Print the table; return 1 if a case differs."""
    results = outcomes(CASES)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A Windows console of the old kind lacks letters; a question mark is better than a crash.
        sys.stdout.reconfigure(errors="replace")
    print(table(results))
    missed = differing(results)
    if missed:
        print(f"xlfuncs.cases: not as printed: {', '.join(missed)}", file=sys.stderr)
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
