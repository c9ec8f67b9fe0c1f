"""The formulas: numbers in, numbers out, SI units, broadcasting. No spreadsheet, no I/O."""
