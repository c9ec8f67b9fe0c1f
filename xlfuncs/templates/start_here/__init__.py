"""The first sheet of a workbook where the functions have to be installed: its words, and how it is laid out."""
