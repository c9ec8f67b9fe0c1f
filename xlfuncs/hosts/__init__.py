"""The kinds of spreadsheet that the list of functions is carried into, one module or folder each."""
