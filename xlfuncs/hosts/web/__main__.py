"""Write the library: `python -m xlfuncs.hosts.web DIR`."""

from __future__ import annotations

import sys
from pathlib import Path

from xlfuncs.hosts.web.library import write_library


def main(words: list[str]) -> int:
    """Write the files into the folder that is named, and say which they are."""
    if len(words) != 1 or words[0].startswith("-"):
        print("usage: python -m xlfuncs.hosts.web DIR", file=sys.stderr)
        return 2
    try:
        for path in write_library(Path(words[0])):
            print(path)
    except OSError as error:
        print(f"xlfuncs: {error.filename or words[0]}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
