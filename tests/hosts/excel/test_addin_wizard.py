"""What Excel's function wizard is told of the functions: by the add-in, and by xlwings' own import of our module."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.hosts.excel.hosts import Raised, answers
from tests.hosts.excel.vba import as_workbook, source
from tests.hosts.excel.vba_workbook import Workbook
from xlfuncs.functions import FUNCTIONS

# Application.MacroOptions and the function wizard take no more (the same limit is in xlwings' import_udfs).
LONGEST = 255
_XLWINGS_FUNCTION = re.compile(r"^Function (\w+)\(([\w, ]*)\)$", re.MULTILINE)
_XLWINGS_ARGUMENT = re.compile(r"Optional (\w+)")
_OUR_FUNCTION = re.compile(r"^Public Function (\w+)\(((?:[^()]|_\r\n)*)\) As Variant\r$", re.MULTILINE)
_OUR_ARGUMENT = re.compile(r"Optional ByVal (\w+) As Variant")


@cache
def _table() -> dict[str, list[str]]:
    """Return the words on the add-in's sheet, by function."""
    sheet = load_workbook(as_workbook()).worksheets[0]
    _, *rows = sheet.iter_rows(values_only=True)
    return {row[0]: [word for word in row[1:] if word is not None] for row in rows}


@cache
def _xlwings() -> dict[str, Any]:
    (made,) = answers("imported", [("", [])])
    assert not isinstance(made, Raised), made
    return made


def test_the_sheet_holds_the_list() -> None:
    assert list(_table()) == [function.name for function in FUNCTIONS]
    for function in FUNCTIONS:
        category, description, *arguments = _table()[function.name]
        assert category == "xlfuncs"
        assert description == function.description
        assert arguments == [quantity.help for quantity in function.arguments]
        assert all(0 < len(words) <= LONGEST for words in (description, *arguments))


def test_opened_without_a_workbook_nothing_is_told() -> None:
    addin = Workbook()
    addin.open()
    assert addin.told == []
    assert addin.excel.dialogs == []


def test_with_the_first_workbook_every_function_is_told_once() -> None:
    addin = Workbook()
    addin.open()
    addin.activate()
    assert addin.told == [
        {
            "Macro": f"'xlfuncs.xlam'!{name}",
            "Category": category,
            "Description": description,
            "ArgumentDescriptions": arguments,
        }
        for name, (category, description, *arguments) in _table().items()
    ]
    addin.activate()
    assert len(addin.told) == len(FUNCTIONS)
    assert addin.excel.dialogs == []
    assert addin.excel.console == []


def test_opened_with_a_workbook_there_everything_is_told_at_once() -> None:
    addin = Workbook()
    addin.excel.add_workbook()
    addin.open()
    assert len(addin.told) == len(FUNCTIONS)


@pytest.mark.parametrize("failing", [0, 1, len(FUNCTIONS) - 1])
def test_what_fails_is_told_with_the_next_workbook(failing: int) -> None:
    addin = Workbook()
    addin.open()
    addin.activate(failing)
    assert len(addin.told) == failing
    addin.activate()
    assert [told["Macro"] for told in addin.told[failing:]] == [f"'xlfuncs.xlam'!{name}" for name in _table()]
    addin.activate()
    assert len(addin.told) == failing + len(FUNCTIONS)


def test_nothing_is_changed_in_any_workbook() -> None:
    addin = Workbook()
    before = addin.excel.sheet(1, workbook=addin.book).rows()
    addin.book.saved = False  # as Excel has it after a description
    addin.open()
    addin.activate()
    assert addin.book.saved
    addin.book.saved = False
    addin.activate()
    assert not addin.book.saved  # what is changed later is not ours to judge
    assert addin.excel.sheet(1, workbook=addin.book).rows() == before
    assert addin.excel.sheet(1).rows() == []


def test_functions_and_arguments_are_those_of_xlwings_own_vba() -> None:
    (vba,) = _xlwings()["vba"]
    theirs = {name: _XLWINGS_ARGUMENT.findall(arguments) for name, arguments in _XLWINGS_FUNCTION.findall(vba)}
    ours = {name: _OUR_ARGUMENT.findall(arguments) for name, arguments in _OUR_FUNCTION.findall(source("xlfuncs"))}
    assert ours == theirs
    assert list(ours) == [function.name for function in FUNCTIONS]


def test_our_vba_asks_python_as_xlwings_own_does() -> None:
    """Same module, names and order; left out is only what xlwings does not need, the workbook and the caller."""
    (vba,) = _xlwings()["vba"]
    ours = re.sub(r" _\r\n\s+", " ", source("xlfuncs")).replace("Array( ", "Array(")
    asked = re.findall(r'= XLPy\.CallUDF\("([\w.]+)", "(\w+)", Array\(([\w, ]+)\)\)', vba)
    assert len(asked) == len(FUNCTIONS)
    for module, name, arguments in asked:
        contents = ", ".join(f"Contents({argument})" for argument in arguments.split(", "))
        assert f'{name} = Answer("{name}", Array({contents}))' in ours
        assert f'CallUDF("{module}", (functionName), (values))' in ours


def test_excel_is_told_what_xlwings_own_import_tells() -> None:
    told = _xlwings()["told"]
    assert len(told) == len(FUNCTIONS)
    for (macro,), named in told:
        category, description, *arguments = _table()[macro.removeprefix("'xlfuncs.xlam'!")]
        given = {name: value for name, value in named.items() if value not in (None, False)}
        # xlwings has the text of the function; ours says the unit of the result as well.
        text = given.pop("Description")
        assert description.startswith(text)
        assert re.fullmatch(r"( Result: .+\.)?", description.removeprefix(text))
        assert given == {"Category": category, "ArgumentDescriptions": arguments}
