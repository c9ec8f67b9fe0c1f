"""The functions in Excel for Windows: an add-in (.xlam) whose VBA asks Python through xlwings' COM server."""
