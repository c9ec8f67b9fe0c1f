"""What the task pane shows, as plain data made from the lists that everything else is made from."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import xlfuncs
from xlfuncs import udfs
from xlfuncs.calling.cells import CellError, Cells
from xlfuncs.cases import CASES, WorkedCase
from xlfuncs.compute.ions import ions
from xlfuncs.formulas.calls import Call, calls, constant
from xlfuncs.formulas.spelling import SPELLINGS
from xlfuncs.functions import CATEGORIES, Quantity, WorksheetFunction
from xlfuncs.hosts.officejs.shapes import kind_of, layout_of, result_of
from xlfuncs.hosts.portable.names import plain_names


def page_data() -> dict[str, Any]:
    """Return everything that the pane shows, ready for JSON."""
    return {
        "version": xlfuncs.__version__,
        "categories": [
            {"title": category.title, "functions": [_function(f) for f in category.functions]}
            for category in CATEGORIES
        ],
        "ions": list(ions()),
        "cases": [_case(case) for case in CASES],
        "flavours": [
            {
                "name": flavour.name,
                "words": flavour.words,
                "prefix_shown": flavour.prefix_shown,
                "separator_shown": flavour.separator_shown,
            }
            for flavour in SPELLINGS
        ],
        "names": plain_names(),
    }


def _function(function: WorksheetFunction) -> dict[str, Any]:
    return {
        "name": function.name,
        "call": function.call,
        "summary": function.summary,
        "help": function.help,
        "unit": str(function.unit),
        "source": function.source,
        "arguments": [_argument(quantity) for quantity in function.arguments],
        "examples": [{"call": example.call, "value": example.value} for example in function.examples],
        "result": result_of(function),
        "varied": function.varied,
    }


def _argument(quantity: Quantity) -> dict[str, Any]:
    return {
        "name": quantity.name,
        "unit": str(quantity.unit),
        "words": quantity.words,
        "kind": kind_of(quantity),
        "layout": layout_of(quantity),
        "domain": quantity.domain.as_data(),
        "choices": list(quantity.choices),
    }


def _case(case: WorkedCase) -> dict[str, Any]:
    first, *others = _loadable(case.formula)
    return {
        "id": case.id,
        "title": case.title,
        "formula": case.formula,
        "printed": case.says,
        "unit": case.unit,
        "source": case.source,
        "note": case.note,
        **first,
        "others": others,
        "whole": any(call.text == case.formula.removeprefix("=") for call in calls(case.formula)),
    }


def _loadable(formula: str) -> list[dict[str, Any]]:
    """Return each different call of a formula with its arguments as constants: what a form can hold."""
    loadable = []
    for call in calls(formula):
        arguments = [_as_constant(text) for text in call.arguments]
        filled = {"function": call.name, "arguments": arguments}
        if filled not in loadable:
            loadable.append(filled)
    return loadable


def _as_constant(text: str) -> str:
    if constant(text) is not None:
        return text
    inner = next(_whole_calls(text), None)
    return _number(_value(inner)) if inner else _number(math.prod(float(factor) for factor in text.split("*")))


def _whole_calls(text: str) -> Iterator[Call]:
    return (call for call in calls(text) if call.text == text)


def _value(call: Call) -> float:
    """Calculate a call that gives a single number."""
    arguments = [Cells(constant(_as_constant(text)) or []) for text in call.arguments]
    [[value]] = getattr(udfs, call.name)(*arguments).rows
    if isinstance(value, CellError):
        raise ValueError(f"{call.text}: {value.reason}")
    return float(value)


def _number(value: float) -> str:
    return repr(round(value, 12))
