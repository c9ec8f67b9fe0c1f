"""The component that LibreOffice loads: one UNO service with the worksheet functions as its methods.

It runs in LibreOffice's own Python. An exception here would keep every document with one of our formulas from
opening, so what cannot be loaded (numpy, after LibreOffice moved to another Python) becomes #NAME? in the cells.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

import unohelper
from org.xlfuncs import XAddIn

Functions = dict[str, Callable[..., Any]]

_NAME_ERROR = struct.unpack("<d", struct.pack("<Q", 0x7FF8_0000_0000_0000 | 525))[0]


class AddIn(unohelper.Base, XAddIn):
    """The service, with a method for each entry of the list of functions."""

    def __init__(self, _context: Any) -> None:
        # LibreOffice asks for the service before it has read the document: numpy is loaded in the meantime.
        self._loading: Future[Functions] = Future()
        Thread(target=_load, args=(self._loading,), daemon=True).start()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        self.__dict__.update(self._loading.result())
        return vars(self).get(name, _not_there)


def _load(loading: Future[Functions]) -> None:
    functions: Functions = {}
    # Whatever it is that fails in another Python: without a result, LibreOffice would wait for it for ever.
    with suppress(Exception):
        # The list needs numpy, too; what gives a text stands in the types, which LibreOffice has read.
        types = Path(__file__).with_name("xlfuncs.idl").read_text("utf-8")
        functions = dict.fromkeys(re.findall(r"^ *any (\w+)\(", types, re.MULTILINE), _no_text_there)
        functions = _loaded()
    loading.set_result(functions)


def _loaded() -> Functions:
    from xlfuncs.functions import FUNCTIONS
    from xlfuncs.hosts.libreoffice.values import calc_function

    return {entry.name: calc_function(entry) for entry in FUNCTIONS}


def _not_there(*_args: Any) -> tuple[tuple[float, ...], ...]:
    return ((_NAME_ERROR,),)


def _no_text_there(*_args: Any) -> float:
    # Their result is declared to be no array.
    return _NAME_ERROR


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(AddIn, "org.xlfuncs.AddIn.implementation", ("org.xlfuncs.AddIn",))
