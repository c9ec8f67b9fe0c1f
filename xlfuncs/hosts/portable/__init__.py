"""The functions as defined names that hold LAMBDAs: a workbook with them calculates with nothing installed."""

from __future__ import annotations

from xlfuncs.hosts.portable.copying import portable_copy
from xlfuncs.hosts.portable.names import defined_names, plain_names
from xlfuncs.hosts.portable.self_contained import SelfContained

__all__ = ["SelfContained", "defined_names", "plain_names", "portable_copy"]
