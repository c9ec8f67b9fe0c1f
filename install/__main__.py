"""Start of ``python3 install``: in syntax that any Python reads, so that an old one answers with a sentence."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this is the line that tells people
    sys.exit(
        "install: xlfuncs needs Python 3.11 or newer, and this is Python "
        + sys.version.split()[0]
        + ". Install a newer Python and name it when you start, for example: python3.12 install"
    )

from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from install.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
