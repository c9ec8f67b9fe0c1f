"""The functions as defined names that hold LAMBDAs: a workbook with them calculates with nothing installed."""

from __future__ import annotations

from xlfuncs.hosts.portable.names import defined_names, plain_names

__all__ = ["defined_names", "plain_names"]
