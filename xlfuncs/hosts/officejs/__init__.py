"""Excel on Windows, Mac and the web: an Office.js add-in, served by xlwings-server."""
