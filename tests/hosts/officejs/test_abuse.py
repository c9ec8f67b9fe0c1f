"""Calls that are none, or strange ones: broken JSON, other names, other cells. They are answered, and spoil nothing."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hosts.officejs.attacks import ARGS, CALL, E_K, REVEALING, assert_told, post, unharmed
from xlfuncs.functions import FUNCTIONS

VALUE = {"type": "Error", "errorType": "Value"}


@pytest.fixture(autouse=True)
def _goes_on(attacked):
    with unharmed(attacked):
        yield


def assert_orderly(answer):
    """Any answer but a failure: a result as Excel takes it, or a sentence."""
    if answer.status_code == 200:
        assert_strict_json(answer.content)
    else:
        assert_told(answer, answer.status_code)
        assert answer.status_code in {400, 404, 413}


def assert_strict_json(content):
    def no_constant(name):
        raise AssertionError(f"{name} is no JSON")

    assert not REVEALING.search(json.dumps(json.loads(content, parse_constant=no_constant)))


NO_JSON = {
    "nothing": b"",
    "blank": b" \n",
    "cut": json.dumps(CALL).encode()[:-5],
    "two": b"{}{}",
    "a word": b"hello",
    "a number": b"1",
    "a text": b'"NERNST"',
    "null": b"null",
    "a list": b"[]",
    "a list of calls": json.dumps([CALL]).encode(),
    "a form": b"func_name=NERNST",
    "single quotes": b"{'func_name':'NERNST'}",
    "a comma too many": b'{"func_name":"NERNST",}',
    "no UTF-8": b'{"func_name":"\xff\xfe"}',
    "UTF-16": json.dumps(CALL).encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf" + json.dumps(CALL).encode(),
    "zero bytes": bytes(1000),
    "not a number": b'{"func_name":"NERNST","args":[[[NaN]],[[1]],[[1]],[[37]]]}',
    "infinity": b'{"func_name":"NERNST","args":[[[Infinity]],[[1]],[[1]],[[37]]]}',
    "minus infinity and half a sign": b'{"func_name":"NERNST","args":[[[-Infinity]],["\\ud800"],[[1]],[[37]]]}',
    "a number beyond all": b'{"func_name":"NERNST","args":[[[1' + b"0" * 400 + b"]],[[1]],[[1]],[[37]]]}",
    "deep lists": b"[" * 100_000,
    "deep lists in a call": b'{"func_name":"NERNST","args":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "deep lists and half a sign": b'["\\ud800",' + b"[" * 100_000 + b"]" * 100_001,
    "deep objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "calls that are no list": b'{"calls":{"func_name":"NERNST"}}',
    "calls that are none": b'{"calls":null}',
    "calls that are texts": b'{"calls":["NERNST"]}',
    "a call that is none, among others": json.dumps({"calls": [CALL, None]}).encode(),
}


@pytest.mark.parametrize("body", NO_JSON.values(), ids=NO_JSON)
def test_what_is_no_call_is_refused(attacked, body):
    assert_told(post(attacked, body), 400)


NAMES = [
    "",
    "nernst",
    "Nernst",
    "ION.NERNST",
    "ION_NERNST",
    "xlfuncs.NERNST",
    "NERNST ",
    "NERNST\x00",
    "NERNST\n",
    "ΝERNST",
]
NAMES += [
    "__builtins__",
    "__class__",
    "__import__",
    "np",
    "base",
    "udfs",
    "Cells",
    "math",
    "eval",
    "../NERNST",
    "\ud800",
]
NAMES += ["x" * 100_000, "{0.__class__}", "%s%s%n", "<script>alert(1)</script>", "'; DROP TABLE users; --"]


@pytest.mark.parametrize("name", NAMES)
def test_other_names_than_those_of_the_functions_are_unknown(attacked, name):
    assert_told(post(attacked, CALL | {"func_name": name}), 404)
    [answer] = post(attacked, {"calls": [CALL | {"func_name": name}]}).json()["results"]
    assert answer["result"] == [[VALUE]]
    assert len(answer["reason"]) < 200


@pytest.mark.parametrize("name", [None, 1, 1.5, True, [], ["NERNST"], {}, {"NERNST": 1}])
def test_a_name_that_is_no_text_is_refused(attacked, name):
    assert_told(post(attacked, CALL | {"func_name": name}), 400)


ARGUMENTS = [None, 1, "x", True, {}, {"0": 1}, [], ARGS[:3], [*ARGS, [[1]]], [[]], [[[5]]] * 1000]


@pytest.mark.parametrize("args", ARGUMENTS, ids=lambda args: str(args)[:20])
def test_other_arguments_than_the_function_takes_are_refused(attacked, args):
    assert_told(post(attacked, CALL | {"args": args}), 400)
    without = {name: value for name, value in CALL.items() if name != "args"}
    assert_told(post(attacked, without), 400)


CELLS = {
    "ragged": [[1, 2], [3]],
    "ragged with an empty row": [[], [1]],
    "rows and values": [[1], 2],
    "three dimensions": [[[1]]],
    "a list as a cell": [[[]]],
    "an object as a cell": [[{}]],
    "an object of another type": [[{"type": "Entity", "basicValue": {"a": [1]}}]],
    "an object about itself": [[{"type": "FormattedNumber", "basicValue": {"type": "Double", "basicValue": 5}}]],
    "an error of another type": [[{"type": "Error", "errorType": ["Num"], "basicValue": {}}]],
    "an error without a type": [[{"type": "Error"}]],
    "a type that is a list": [[{"type": [], "basicValue": 5}]],
    "a huge integer": [[10**300]],
    "a huge integer in a column": [[10**300]] + [[1]] * 100,
    "an integer of 64 bits": [[2**64 - 1]],
    "a number by which COM names an error": [[-2146826246]],
    "a number of another sign": [["٣"]],
    "a lone surrogate": [["\ud800"]],
    "a zero byte": [["K+\x00"]],
    "a long text": [["x" * 100_000]],
    "many digits": [["9" * 100_000]],
    "a formula": [["=1+1"]],
    "true": [[True]],
    "nothing": None,
    "no rows": [],
    "empty rows": [[], []],
    "an object": {"a": 1},
}


@pytest.mark.parametrize("cells", CELLS.values(), ids=CELLS)
@pytest.mark.parametrize("place", range(4), ids=["c_out", "c_in", "z", "T"])
def test_strange_cells_get_an_answer(attacked, cells, place):
    args = [cells if i == place else good for i, good in enumerate(ARGS)]
    assert_orderly(post(attacked, CALL | {"args": args}))
    several = post(attacked, {"calls": [CALL, CALL | {"args": args}, CALL]})
    assert_orderly(several)
    first, _, last = several.json()["results"]
    assert first == last == {"result": [[pytest.approx(E_K)]]}


@pytest.mark.parametrize("runtime", [None, "", "x", "nan", "inf", 1e400, 1.4, [], {}, True, "1.4.1", "9" * 5000])
def test_a_strange_version_of_the_runtime_is_no_hindrance(attacked, runtime):
    assert_orderly(post(attacked, CALL | {"runtime": runtime} if runtime is not None else CALL | {"x": 1}))
    without = {name: value for name, value in CALL.items() if name != "runtime"}
    assert post(attacked, without).status_code == 200


def test_of_a_name_that_comes_twice_the_last_counts(attacked):
    twice = b'{"func_name":"__builtins__","args":[],"func_name":"NERNST","args":' + json.dumps(ARGS).encode() + b"}"
    assert post(attacked, twice).json()["result"][0][0] == pytest.approx(E_K)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=12,
)
likely = st.sampled_from(["K+", "", 0, -1, 37, 140.5, 1e308, True, None, "#N/A", {"type": "Error", "errorType": "Num"}])
grids = st.lists(st.lists(likely | json_values, max_size=4), max_size=4)
names = st.sampled_from([function.name for function in FUNCTIONS])
some_calls = st.fixed_dictionaries(
    {"func_name": names | json_values, "args": st.lists(grids | likely | json_values, max_size=7)},
    optional={"runtime": json_values, "client": json_values, "calls": json_values},
)
fitting = st.sampled_from(FUNCTIONS).flatmap(
    lambda f: st.fixed_dictionaries(
        {
            "func_name": st.just(f.name),
            "args": st.lists(grids | likely, min_size=len(f.arguments), max_size=len(f.arguments)),
        }
    )
)
few = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@few
@given(
    json_values
    | some_calls
    | st.fixed_dictionaries({"calls": st.lists(some_calls | fitting, max_size=3) | json_values})
)
def test_whatever_is_sent_gets_an_answer(attacked, body):
    assert_orderly(post(attacked, body))


@few
@given(st.lists(fitting, min_size=1, max_size=8))
def test_a_call_spoils_no_other(attacked, calls):
    answers = post(attacked, {"client": "xlfuncs", "calls": [*calls, CALL]}).json()["results"]
    assert len(answers) == len(calls) + 1
    assert answers[-1] == {"result": [[pytest.approx(E_K)]]}
    cells = [cell for answer in answers for row in answer["result"] for cell in row]
    assert all(isinstance(cell, (dict, str)) or cell is None or math.isfinite(cell) for cell in cells)


@few
@given(st.binary(max_size=200))
def test_whatever_bytes_are_sent_get_an_answer(attacked, body):
    assert_told(post(attacked, body), 400)
