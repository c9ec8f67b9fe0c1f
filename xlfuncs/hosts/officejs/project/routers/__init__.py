"""No routers: without this, xlwings-server would run those of the folder in which it is started."""
