"""``python3 install``: from a bare Python to a working, checked installation. Standard library only."""
