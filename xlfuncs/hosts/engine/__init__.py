"""The embedded engine: formulas and workbooks calculated by IronCalc, with no spreadsheet program."""

from __future__ import annotations

from xlfuncs.system.user_errors import UserError

try:
    from xlfuncs.hosts.engine.calculation import Calculation, address, calculate_workbook, evaluate
except ModuleNotFoundError as error:
    if error.name != "ironcalc":
        raise
    raise UserError(
        "formulas and workbooks are calculated by the package ironcalc, which is not here: install xlfuncs anew; "
        "in a browser (Pyodide, xlwings Lite) there is no ironcalc, and only the functions themselves work"
    ) from None

__all__ = ["Calculation", "address", "calculate_workbook", "evaluate"]
