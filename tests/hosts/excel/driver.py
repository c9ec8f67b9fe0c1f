"""Answers calls of worksheet functions as one of xlwings' hosts does: run as a program of its own.

The stand-ins for Windows have to be there before xlwings is imported, so each host needs its own process. Lists of
calls come pickled on standard input, each call as (function, arguments); their answers go back pickled.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from typing import Any

from tests.hosts.excel.hosts import Argument, Raised, TwoAreas

Host = Callable[[str, list[Any]], Any]


def com() -> Host:
    """Calls through xlwings' COM server, with every argument as our VBA hands it over."""
    from tests.hosts.excel import pywin32_stand_ins as fake_windows

    fake_windows.install()
    return lambda function, arguments: fake_windows.call(function, *arguments)


def classic() -> Host:
    """Calls through xlwings' COM server, with lists as ranges, as xlwings' own VBA hands them over."""
    from tests.hosts.excel import pywin32_stand_ins as fake_windows

    fake_windows.install()
    return lambda function, arguments: fake_windows.call(function, *map(fake_windows.as_argument, arguments))


def vba() -> Host:
    """Calls through our VBA and xlwings' COM server."""
    from tests.hosts.excel import pywin32_stand_ins as fake_windows

    fake_windows.install()  # before anything that imports xlwings
    from pyopenvba.interpreter import MISSING, VBAErrorValue

    from tests.hosts.excel.vba import Server, Vba
    from xlfuncs.calling.cells import COM_ERROR_VALUES, CellError

    numbers = {kind: number for number, kind in COM_ERROR_VALUES.items()}
    module = Vba(lambda: Server(lambda _, function, values: fake_windows.call(function, *values)))

    def cell(value: Any) -> Any:
        return VBAErrorValue(numbers[value.kind]) if isinstance(value, CellError) else value

    def argument(value: Any) -> Any:
        if isinstance(value, TwoAreas):
            return module.range(value.rows, areas=2)
        if isinstance(value, list):
            return module.range([list(map(cell, row)) for row in value])
        return MISSING if value is Argument.OMITTED else cell(value)

    def answered(value: Any) -> Any:
        if isinstance(value, list):
            return list(map(answered, value))
        return CellError(COM_ERROR_VALUES[value.number]) if isinstance(value, VBAErrorValue) else value

    return lambda function, arguments: answered(module.call(function, *map(argument, arguments)))


def imported() -> Host:
    """What xlwings itself makes of our module: its VBA, and what it tells Excel. Function and arguments are idle."""
    from tests.hosts.excel import pywin32_stand_ins as fake_windows

    fake_windows.install()
    return lambda *_: fake_windows.imported()


def _answer(host: Host, function: str, arguments: list[Any]) -> Any:
    try:
        return host(function, arguments)
    except Exception as error:
        return Raised(repr(error))


def main(name: str) -> None:
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # xlwings prints
    host = {"com": com, "classic": classic, "vba": vba, "imported": imported}[name]()
    while True:
        try:
            calls = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        answers.write(pickle.dumps([_answer(host, *call) for call in calls]))
        answers.flush()


if __name__ == "__main__":
    main(sys.argv[1])
