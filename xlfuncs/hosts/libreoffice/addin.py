"""The component that LibreOffice loads: one UNO service with the worksheet functions as its methods.

It runs in LibreOffice's own Python. An exception here would keep every document with one of our formulas from
opening, so what cannot be loaded (numpy, after LibreOffice moved to another Python) becomes #NAME? in the cells.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

import unohelper
from org.xlfuncs import XAddIn

from xlfuncs.functions import FUNCTIONS, WorksheetFunction

try:
    from xlfuncs.hosts.libreoffice.values import calc_function
except ImportError:
    _NAME_ERROR = struct.unpack("<d", struct.pack("<Q", 0x7FF8_0000_0000_0000 | 525))[0]

    def calc_function(entry: WorksheetFunction) -> Callable[..., tuple[tuple[Any, ...], ...]]:
        """Return a function that answers #NAME?, which says that the add-in is not there."""
        return lambda *args: ((_NAME_ERROR,),)


class AddIn(unohelper.Base, XAddIn):
    """The service, with a method for each entry of the list of functions."""

    def __init__(self, _context: Any) -> None:
        for entry in FUNCTIONS:
            setattr(self, entry.name, calc_function(entry))


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(AddIn, "org.xlfuncs.AddIn.implementation", ("org.xlfuncs.AddIn",))
