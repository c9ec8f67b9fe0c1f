"""Lets `python -m xlfuncs` be the command `xlfuncs`."""

from xlfuncs.cli import main

main(prog_name="xlfuncs")
