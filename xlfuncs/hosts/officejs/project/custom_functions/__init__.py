"""None: xlwings-server would take those of the folder in which it is started."""
