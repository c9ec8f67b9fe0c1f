"""What the add-in's VBA makes of what Python answers, and of a Python that does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyopenvba.interpreter import VBAErrorValue, VBAInt, VBARuntimeError

from tests.hosts.excel.cells import ERROR_NUMBERS
from tests.hosts.excel.vba import NOT_THERE, Server, Vba
from xlfuncs.functions import FUNCTIONS

VALUE = VBAErrorValue(2015)
NOON = dt.datetime(2026, 1, 1, 12)


def _answering(answer: Any) -> Vba:
    return Vba(lambda: Server(lambda *_: answer))


@pytest.mark.parametrize(("tag", "number"), ERROR_NUMBERS.items())
@pytest.mark.parametrize("reason", ["", " c_in must be > 0 mM, got -5", ' z must be a valence; no ion "#N/A" is known'])
def test_a_tag_becomes_excels_error(tag: str, number: int, reason: str) -> None:
    assert _answering(tag + reason).call("NERNST") == VBAErrorValue(number)


@pytest.mark.parametrize("text", ["#", "# ", "#num!", "#NUM", "#NUM!x", "#PYTHON!", "#BUSY! wait", "#1", "##", "#\n"])
def test_an_unknown_tag_is_a_value_error(text: str) -> None:
    assert _answering(text).call("NERNST") == VALUE


@pytest.mark.parametrize("value", ["influx", "", " #N/A", "N/A", "5", "°", 5.0, -0.0, 0, 1e308, True, False, None])
def test_all_else_is_left_as_it_is(value: Any) -> None:
    answered = _answering(value).call("FLUX_DIRECTION")
    assert answered == value
    assert type(answered) in (type(value), VBAInt)


@pytest.mark.parametrize(
    "answer",
    [
        [1.0, "#NUM!"],
        ["#N/A", "none", 2.0, "#SPILL!"],
        ("#N/A",),
        [["#N/A"], [1.0]],
        [[1.0, "#DIV/0!"], ["#VALUE! why", "influx"], [True, "#"]],
        [["#CALC!"] * 3] * 200,
    ],
)
def test_errors_within_an_array_stay_in_their_places(answer: Any) -> None:
    def cell(value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return list(map(cell, value))
        tagged = isinstance(value, str) and value.startswith("#")
        return VBAErrorValue(ERROR_NUMBERS.get(value.split()[0], 2015)) if tagged else value

    assert _answering(answer).call("NERNST") == cell(answer)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_each_function_asks_for_itself_with_its_arguments_in_order(function: Any) -> None:
    asked: list[Any] = []
    vba = Vba(lambda: Server(lambda *call: asked.append(call) or 1.0))
    arguments = [float(i) for i in range(len(function.arguments))]
    assert vba.call(function.name, *arguments) == 1.0
    assert asked == [("xlfuncs.hosts.xlwings_udfs", function.name, tuple(arguments))]


class Python:
    """Pythons one after the other, each with what it answers: an exception is raised, None does not start."""

    def __init__(self, *scripts: list[Any] | None) -> None:
        self.scripts, self.started = list(scripts), 0

    def start(self) -> Server | None:
        self.started += 1
        script = self.scripts.pop(0) if self.scripts else None
        return None if script is None else Server(self._reader(script))

    @staticmethod
    def _reader(script: list[Any]) -> Callable[..., Any]:
        def answer(*_: Any) -> Any:
            said = script.pop(0)
            if isinstance(said, Exception):
                raise said
            return said

        return answer


GONE = VBARuntimeError(NOT_THERE, "The remote server machine does not exist or is unavailable")


def test_python_is_started_once_for_all_calls() -> None:
    python = Python([1.0, 2.0, 3.0])
    vba = Vba(python.start)
    assert [vba.call("NERNST"), vba.call("GHK"), vba.call("NERNST")] == [1.0, 2.0, 3.0]
    assert python.started == len(vba.outside.commands) == 1


@pytest.mark.parametrize("failure", [GONE, VBARuntimeError(-2147023170, "The RPC failed")])
def test_a_python_that_ends_is_started_anew_and_asked_again(failure: Exception) -> None:
    python = Python([1.0, failure], [2.0, 3.0])
    vba = Vba(python.start)
    assert [vba.call("NERNST") for _ in range(3)] == [1.0, 2.0, 3.0]
    assert python.started == 2


def test_a_python_that_fails_twice_is_left_alone_for_a_while() -> None:
    python = Python([GONE], [GONE], [3.0])
    vba = Vba(python.start)
    vba.excel.freeze_clock(NOON)
    assert [vba.call("NERNST") for _ in range(100)] == [VALUE] * 100
    assert python.started == 2
    vba.excel.freeze_clock(NOON + dt.timedelta(seconds=21))
    assert vba.call("NERNST") == 3.0


def test_a_python_that_does_not_start_is_tried_again_after_a_while() -> None:
    python = Python()
    vba = Vba(python.start)
    for pause in (0, 21, 42):
        vba.excel.freeze_clock(NOON + dt.timedelta(seconds=pause))
        assert [vba.call("NERNST", 5.0) for _ in range(10)] == [VALUE] * 10
        assert vba.excel.dialogs == []
    assert python.started == 3  # once each
    vba.excel.freeze_clock(NOON + dt.timedelta(seconds=60))
    assert vba.call("NERNST") == VALUE
    assert python.started == 3
    python.scripts = [[4.0]]
    vba.excel.freeze_clock(NOON + dt.timedelta(seconds=63))
    assert vba.call("NERNST") == 4.0


def test_one_bad_call_does_not_hold_up_the_others() -> None:
    """A call at which Python stumbles, or that cannot be handed over, is not repeated, nor Python started anew."""
    python = Python([1.0, ValueError("of one cell"), 2.0])
    vba = Vba(python.start)
    assert [vba.call("NERNST") for _ in range(3)] == [1.0, VALUE, 2.0]
    assert python.started == 1


def test_a_range_of_two_areas_is_an_error_python_is_not_asked_about() -> None:
    asked: list[Any] = []
    vba = Vba(lambda: Server(lambda *call: asked.append(call[2]) or "#VALUE!"))
    assert vba.call("NERNST", vba.range([[5.0]], areas=2), vba.range([[None, ""], [True, "K+"]])) == VALUE
    assert asked == [(-2146826273, ((None, ""), (True, "K+")), None, None)]


@pytest.mark.parametrize("number_format", ["yyyy-mm-dd", "$#,##0.00", "0%", "@"])
def test_a_format_does_not_change_what_python_gets(number_format: str) -> None:
    asked: list[Any] = []
    vba = Vba(lambda: Server(lambda *call: asked.append(call[2]) or 1.0))
    cell, block = vba.range([[5.25]]), vba.range([[5.25, 140.0]])
    for formatted in (cell, block):
        formatted.vba_set("NumberFormat", number_format)
    vba.call("DRIVINGFORCE", cell, block)
    assert asked == [(5.25, ((5.25, 140.0),))]


SAID: list[str] = []


@cache
def _talking() -> Vba:
    return Vba(lambda: Server(lambda *_: SAID[-1]))


@given(st.one_of(st.text(), st.text().map(lambda text: "#" + text)))
def test_any_text_stays_or_is_an_error(text: str) -> None:
    SAID.append(text)
    kind = text.split(" ")[0]
    expected = VBAErrorValue(ERROR_NUMBERS.get(kind, 2015)) if text.startswith("#") else text
    assert _talking().call("NERNST") == expected
