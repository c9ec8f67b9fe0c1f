"""Spreadsheet functions for the electrochemistry of cells.

`xlfuncs.udfs` has the worksheet functions (laboratory units), `xlfuncs.compute` the formulas
behind them (SI), `xlfuncs.functions` the one list that says what each worksheet function is.
"""

__version__ = "0.1.0"
