"""The text of a formula: its calls of our functions, each host's spelling, the LAMBDAs."""
