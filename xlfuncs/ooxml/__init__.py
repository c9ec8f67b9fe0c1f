"""Workbook files as packages of parts: XML edited in place, and where formulas stand in it."""
