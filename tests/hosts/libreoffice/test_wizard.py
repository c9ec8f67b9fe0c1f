"""What LibreOffice's function wizard shows is what the list says."""

from __future__ import annotations

import pytest

from xlfuncs.functions import BY_NAME, FUNCTIONS

ADD_IN = 11  # the wizard's category of that name: LibreOffice's API, com.sun.star.sheet.FunctionDescription
each_function = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.name)


@pytest.fixture(scope="module")
def described(calc):
    """What the wizard shows of the functions in the category of add-ins, by name."""
    return {function["name"]: function for function in calc.ask("descriptions", ADD_IN)}


def test_every_function_is_there_once(calc, described):
    shown = [function["name"] for function in calc.ask("descriptions", ADD_IN)]
    assert sorted(name for name in shown if name.upper() in BY_NAME) == sorted(BY_NAME)
    assert not {name for name in shown if "XLFUNCS" in name.upper()}


@each_function
def test_what_is_said_of_a_function(described, function):
    found = described[function.name]
    assert function.summary in found["description"]
    # The unit of the result, unless that is a bare number.
    assert found["description"].removeprefix(function.summary) == (
        "" if str(function.unit) == "1" else f" Result: {function.unit}."
    )


@each_function
def test_what_is_said_of_the_arguments(described, function):
    arguments = [tuple(argument) for argument in described[function.name]["arguments"]]
    assert arguments == [(a.name, a.help) for a in function.arguments]


@each_function
def test_nothing_is_left_unsaid(described, function):
    found = described[function.name]
    # What Calc shows for words that it looks for and does not find.
    assert "###" not in str(found)
    assert all(text.strip() for argument in found["arguments"] for text in argument)
