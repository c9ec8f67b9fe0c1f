"""Answers calls of worksheet functions as one of xlwings' two hosts does: run as a program of its own.

xlwings decides at import which decorators it has, so each host needs its own process. Calls come pickled on
standard input as (function, arguments), each argument a list of rows; answers go back pickled.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from collections.abc import Callable
from typing import Any

Call = tuple[str, list[Any]]


def classic() -> Callable[[str, list[Any]], Any]:
    """Calls through xlwings' COM server, with every argument as a range of cells."""
    import numpy  # noqa: F401  (must be imported while the platform is still the real one)

    from tests.hosts.excel import fake_windows

    fake_windows.install()
    return lambda function, args: fake_windows.call(function, *(fake_windows.as_argument(a) for a in args))


def server() -> Callable[[str, list[Any]], Any]:
    """Calls through what an Office.js server calls for a request."""
    os.environ["XLWINGS_ON_SERVER"] = "true"
    os.environ["XLWINGS_LICENSE_KEY"] = "noncommercial"
    import xlwings
    import xlwings.server

    from xlfuncs.hosts import xlwings_udfs

    def call(function: str, args: list[Any]) -> Any:
        request = {
            "func_name": function,
            "args": args,
            "version": xlwings.__version__,
            "client": "Office.js",
            "content_locale": "en-US",
            "culture_info_name": "en-US",
            "date_format": "m/d/yyyy",
            "caller_address": "Sheet1!A1",
            "runtime": "1.4",
        }
        try:
            return asyncio.run(xlwings.server.custom_functions_call(request, xlwings_udfs))
        except xlwings.XlwingsError as error:
            return {"reason": str(error)}

    return call


if __name__ == "__main__":
    call = {"classic": classic, "server": server}[sys.argv[1]]()
    answers = [call(function, args) for function, args in pickle.load(sys.stdin.buffer)]
    sys.stdout.buffer.write(pickle.dumps(answers))
