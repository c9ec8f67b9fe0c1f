"""LibreOffice Calc: the worksheet functions as an extension."""
