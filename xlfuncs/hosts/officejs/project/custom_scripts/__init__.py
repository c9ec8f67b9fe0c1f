"""No scripts: nothing that a workbook or a page could start, where xlwings-server would otherwise look for its own."""
