"""What Excel starts to have its formulas answered: Python with xlwings' COM server, and the settings that name it.

Standard library alone, so that the tools that look after the add-in load quickly.
"""

from __future__ import annotations

SETTINGS_FOLDER = ".xlfuncs"  # in the user's home, where xlwings' own add-ins look for theirs too
SETTINGS_FILE = "xlfuncs.conf"
INTERPRETER = "INTERPRETER_WIN"
MODULE = "xlfuncs.hosts.xlwings_udfs"
CLASS_ID = "$(CLSID)"  # xlwings' DLL puts a new one in its place


def start_arguments(class_id: str = CLASS_ID) -> tuple[str, ...]:
    """Return the arguments with which Excel starts the interpreter.

    Isolated (-I): a numpy.py beside a workbook, in Excel's current folder, must not be what Python imports.
    """
    return ("-I", "-c", f"import {MODULE}, xlwings; xlwings.serve('{class_id}')")
