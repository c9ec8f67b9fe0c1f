"""The template workbooks: lessons for the worked cases, the function reference, and a laboratory's record."""
