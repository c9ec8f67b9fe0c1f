"""Named LAMBDAs that the worksheet functions' LAMBDA texts share: checks and constants."""

from __future__ import annotations

from xlfuncs.functions.model import Helper

HELPERS: tuple[Helper, ...] = ()
