"""The functions in JavaScript: a library made from the list, for web pages, node and Excel's own runtimes."""
