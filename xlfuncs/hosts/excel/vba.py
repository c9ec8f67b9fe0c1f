"""The VBA of the Excel add-in: a module with one function for each worksheet function, and the code of the workbook.

Plain ASCII: VBA keeps its text in a code page, and which one it is taken for depends on the computer's language.
"""

from __future__ import annotations

import re
import textwrap
from importlib import resources

from xlfuncs import __version__
from xlfuncs.calling.cells import COM_ERROR_VALUES
from xlfuncs.functions import FUNCTIONS, WorksheetFunction
from xlfuncs.hosts.excel import server
from xlfuncs.system.user_errors import UserError

MODULE_NAME = "xlfuncs"
FIRST_COLUMNS = ("function", "category", "description")  # of the sheet with the words, before those of the arguments

_CATEGORY = "xlfuncs"
_WIDTH = 110
_ACTIVATE = re.compile(
    r'^\s*(?:Private )?(Declare PtrSafe Function XLPyDLLActivateAuto Lib "(xlwings(?:32|64)-[\w.]+\.dll)" \([^\r\n]*)',
    re.MULTILINE,
)
# What the words say with signs that are not ASCII; the wizard's own texts keep them, being on a sheet.
_SIGNS = str.maketrans(
    {"·": "*", "½": "1/2 *", "Σ": "sum", "γ": "gamma", "√": "sqrt ", "π": "pi", "µ": "u", "°": "deg ", "²": "2"}
    | {"⁺": "+", "⁻": "-", "−": "-", "–": "-", "₂": "2", "ü": "ue"}
)


def functions_module(xlwings_module: str, xlwings_version: str) -> str:
    """Return the module with the functions; xlwings' own module says how its DLL is called."""
    (library_32, declaration_32), (library_64, declaration_64) = _declarations(xlwings_module, xlwings_version)
    return _filled(
        "xlfuncs.bas",
        version=__version__,
        xlwings_version=xlwings_version,
        library_32=library_32,
        library_64=library_64,
        declaration_32=declaration_32,
        declaration_64=declaration_64,
        settings=rf"\{server.SETTINGS_FOLDER}\{server.SETTINGS_FILE}",
        interpreter=server.INTERPRETER,
        arguments=_command_line(server.start_arguments()),
        module=server.MODULE,
        error_cases="\n".join(_error_cases()),
        functions="\n\n".join(map(wrapper, FUNCTIONS)),
    )


def workbook_code() -> str:
    """Return the code of the add-in's workbook, which describes the functions to Excel's function wizard."""
    return _filled("ThisWorkbook.cls", first_columns=str(len(FIRST_COLUMNS)))


def _filled(name: str, **texts: str) -> str:
    """Return a template filled in, with the ends of lines that the VBA editor writes."""
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    for placeholder, filling in texts.items():
        text = text.replace(f"{{{placeholder}}}", filling)
    return text.replace("\n", "\r\n")


def _declarations(xlwings_module: str, version: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the names of the DLL for 32 and 64 bits, each with its declaration, as the installed xlwings has them."""
    found = {library: f"Private {declaration}" for declaration, library in _ACTIVATE.findall(xlwings_module)}
    names = [f"xlwings{bits}-{version}.dll" for bits in (32, 64)]
    if not found.keys() >= set(names):
        raise UserError(f"xlwings {version} calls its DLL in a way that xlfuncs does not know: install xlfuncs anew")
    return (names[0], found[names[0]]), (names[1], found[names[1]])


def _command_line(arguments: tuple[str, ...]) -> str:
    """Return arguments, none of which holds a double quote, as they stand in a VBA text."""
    return " ".join(f'""{argument}""' if " " in argument else argument for argument in arguments)


def _error_cases() -> list[str]:
    return [f'    Case "{kind}": ErrorNumber = {number}' for number, kind in COM_ERROR_VALUES.items()]


def wrapper(function: WorksheetFunction) -> str:
    """Return the VBA function of a worksheet function.

    Every argument is optional for VBA, so that a missing one arrives in Python, which answers #N/A and says which.
    """
    names = [quantity.name for quantity in function.arguments]
    parameters = [f"Optional ByVal {name} As Variant" for name in names]
    values = ", ".join(f"Contents({name})" for name in names)
    return "\n".join(
        [
            *_continued(f"Public Function {function.name}(", parameters, ") As Variant"),
            *_comment(function.description),
            *(line for quantity in function.arguments for line in _comment(f"{quantity.name}: {quantity.help}")),
            *_continued(f'    {function.name} = Answer("{function.name}", Array(', values.split(", "), "))"),
            "End Function",
        ]
    )


def _continued(start: str, items: list[str], end: str) -> list[str]:
    """Return a statement in lines that one can read, with VBA's sign of continuation."""
    lines = [start + ", ".join(items) + end]
    if len(lines[0]) <= _WIDTH:
        return lines
    lines, line = [start.rstrip()], ""
    for item in [*(f"{item}," for item in items[:-1]), items[-1] + end]:
        if line and len(line) + len(item) > _WIDTH - 10:
            lines.append(f"        {line}")
            line = ""
        line = f"{line} {item}".lstrip()
    return [f"{part} _" for part in lines] + [f"        {line}"]


def _comment(text: str) -> list[str]:
    return textwrap.wrap(ascii_words(text), _WIDTH, initial_indent="    ' ", subsequent_indent="    '   ")


def ascii_words(text: str) -> str:
    """Return words with signs that any code page has."""
    return text.translate(_SIGNS)


def description(function: WorksheetFunction) -> tuple[str, ...]:
    """Return what the function wizard is told: the function, its category, its words, and those of each argument."""
    return (function.name, _CATEGORY, function.description, *(quantity.help for quantity in function.arguments))
