"""The embedded engine: formulas and workbooks calculated by IronCalc, with no spreadsheet program."""

from __future__ import annotations

from xlfuncs.hosts.engine.calculation import Calculation, address, calculate_workbook, evaluate

__all__ = ["Calculation", "address", "calculate_workbook", "evaluate"]
