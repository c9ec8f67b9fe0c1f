"""Calls over HTTP, as Excel, xlwings' own client and other programs send them to the running server."""

from __future__ import annotations

import json

import pytest

from tests.hosts.excel.cells import examples
from tests.hosts.officejs.http_calls import call, error, given, in_python, post, results
from tests.support.reference_values import REFERENCE_VALUES
from xlfuncs.calling.cells import CellError
from xlfuncs.formulas.calls import calls
from xlfuncs.functions import FUNCTIONS
from xlfuncs.hosts.officejs.calls import MOST_CALLS, MOST_CELLS

E_K = -89.05869403673188  # NERNST(5,140,1,37): mpmath, 50 digits


def nernst(c_out, c_in=((140,),), z=(("K+",),), temperature=((37,),)):
    return {"func_name": "NERNST", "args": [c_out, c_in, z, temperature], "runtime": "1.4", "client": "Office.js"}


def test_every_example_gives_over_http_what_it_gives_in_python(server):
    sent = [{"func_name": name, "args": args} for name, args in examples()]
    for one, answer in zip(sent, results(server, sent), strict=True):
        assert answer == {"result": in_python(one["func_name"], one["args"])}
        assert post(server, one).json() == answer
    assert {one["func_name"] for one in sent} == {f.name for f in FUNCTIONS}


def test_numbers_beyond_all_computers_are_errors_also_beside_half_a_sign(server):
    column = ",".join([f"[1{'0' * 400}]"] * 70)
    body = json.dumps({"calls": [nernst("?"), nernst("\ud800")]}).replace('"?"', f"[{column}]", 1)
    long, _ = post(server, body.encode("ascii")).json()["results"]
    assert long["result"] == [[given("#NUM!")]] * 70


def test_every_reference_value_is_reproduced(server):
    cases = [case for case in REFERENCE_VALUES if len(list(calls(case.call))) == 1]
    answers = results(server, [call(case.call) for case in cases])
    for case, answer in zip(cases, answers, strict=True):
        assert [x for cells in answer["result"] for x in cells] == case.due, case.id
    assert len(cases) > 50


# What a cell holds, as Excel hands it over; then the value or error that must come out, and the reason.
CELLS = [
    (5, E_K, None),
    (5.0, E_K, None),
    ({"type": "FormattedNumber", "basicValue": 5, "numberFormat": "0.0"}, E_K, None),
    ({"type": "Double", "basicValue": 5}, E_K, None),
    (None, "#N/A", "c_out is missing (blank cell)"),
    ("", "#N/A", "c_out is missing (blank cell)"),
    ({"type": "Empty", "basicValue": "", "basicType": "Empty"}, "#N/A", "c_out is missing (blank cell)"),
    ("five", "#VALUE!", 'c_out must be a number, got the text "five"'),
    ({"type": "String", "basicValue": "5"}, "#VALUE!", 'c_out must be a number, got the text "5"'),
    ("half a sign \ud83d", "#VALUE!", None),
    (True, "#VALUE!", "c_out must be a number, got TRUE"),
    ({"type": "Boolean", "basicValue": False}, "#VALUE!", "c_out must be a number, got FALSE"),
    ({"type": "Empty"}, "#N/A", "c_out is missing (blank cell)"),
    ({"type": "Entity", "text": "Na", "properties": {}}, "#VALUE!", "c_out holds #VALUE!"),
    (-5, "#NUM!", "c_out must be > 0 mM, got -5"),
    (0, "#NUM!", "c_out must be > 0 mM, got 0"),
    # The numbers by which COM names errors are plain numbers here.
    (-2146826246, "#NUM!", "c_out must be > 0 mM, got -2146826246"),
    (error("#DIV/0!"), "#DIV/0!", "c_out holds #DIV/0!"),
    (error("#N/A"), "#N/A", "c_out holds #N/A"),
    (error("#REF!"), "#REF!", "c_out holds #REF!"),
    (error("#CALC!"), "#VALUE!", "c_out holds #CALC!"),
    ({"type": "Error", "errorType": "Spill"}, "#VALUE!", "c_out holds #SPILL!"),
    ({"type": "Error", "errorType": "of another year"}, "#VALUE!", "c_out holds #VALUE!"),
]


@pytest.mark.parametrize(("cell", "expected", "reason"), CELLS)
def test_what_a_cell_holds_decides_what_comes_out(server, cell, expected, reason):
    [alone] = results(server, [nernst([[cell]])])
    [among] = results(server, [nernst([[5], [cell], [2.5]])])
    column = [[5 + i] for i in range(99)]
    [in_a_column] = results(server, [nernst([*column, [cell]])])
    wanted = given(expected) if isinstance(expected, str) else expected
    assert alone["result"] == [[wanted]]
    assert among["result"][1] == in_a_column["result"][99] == [wanted]
    assert among["result"][0][0] == in_a_column["result"][0][0] == E_K
    if reason:
        assert alone["reason"] == among["reason"] == in_a_column["reason"] == reason


@pytest.mark.parametrize("number", ["1e400", "1" + 400 * "0", "NaN", "-Infinity"])
def test_what_is_no_number_in_json_is_refused(server, number):
    response = post(server, json.dumps(nernst([["?"]])).replace('"?"', number).encode())
    assert (response.status_code, response.text) == (400, "This is no call of a worksheet function: it is not JSON.")


def test_a_whole_number_of_many_digits_is_a_number(server):
    assert post(server, nernst([[10**25]])).json() == {
        "result": in_python("NERNST", [[[1e25]], [[140]], [["K+"]], [[37]]])
    }


def test_xlwings_own_client_reads_the_reason_of_a_value_error_and_does_not_ask_again(server):
    response = post(server, nernst([["five"]]))
    assert (response.status_code, response.text) == (400, 'c_out must be a number, got the text "five"')
    assert response.headers["content-type"] == "text/plain; charset=utf-8"


def test_other_errors_of_a_single_cell_are_error_values_with_their_reason(server):
    assert post(server, nernst([[-5]])).json() == {
        "result": [[given("#NUM!")]],
        "reason": "c_out must be > 0 mM, got -5",
    }


@pytest.mark.parametrize(("runtime", "expected"), [("1.4", given("#NUM!")), ("1.1", "#NUM!"), ("x", given("#NUM!"))])
def test_old_versions_of_excel_get_errors_as_xlwings_spells_them_for_those(server, runtime, expected):
    assert post(server, nernst([[-5], [5]]) | {"runtime": runtime}).json()["result"] == [[expected], [E_K]]


@pytest.mark.parametrize("argument", [5, [5], [[5]]])
def test_a_cell_a_row_and_rows_are_taken(server, argument):
    assert post(server, nernst(argument)).json() == {"result": [[E_K]]}


def test_a_row_stays_a_row(server):
    assert post(server, nernst([5, 5])).json() == {"result": [[E_K, E_K]]}


@pytest.mark.parametrize("argument", [[], [[]], None])
def test_nothing_is_a_blank(server, argument):
    assert post(server, nernst(argument)).json()["result"] == [[given("#N/A")]]


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        ([[5, 6], [7]], "c_out has rows of different lengths"),
        ([[5], []], "c_out has rows of different lengths"),
        ([[[5]]], "c_out has more than two dimensions"),
        ([5, [6]], "c_out has more than two dimensions"),
    ],
)
def test_what_is_no_range_says_so(server, argument, reason):
    assert (post(server, nernst(argument)).status_code, post(server, nernst(argument)).text) == (400, reason)


@pytest.mark.parametrize("name", ["nernst", "ION.NERNST", "np", "__builtins__", "__class__", "Cells", "", "x" * 9999])
def test_only_our_functions_can_be_called_by_name(server, name):
    response = post(server, {"func_name": name, "args": [], "runtime": "1.4"})
    assert (response.status_code, response.text) == (404, f"No worksheet function is called {name[:40]}.")


NO_LIST = "This is no call of a worksheet function: NERNST(c_out, c_in, z, temperature) has got no list of arguments."


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"func_name": ["NERNST"]}, "This is no call of a worksheet function: it names no function."),
        ({"args": [[[5]], [[140]]]}, "NERNST(c_out, c_in, z, temperature) takes 4 arguments, got 2."),
        ({"args": {"c_out": 5}}, NO_LIST),
    ],
)
def test_a_call_that_is_none_says_what_is_wrong_alone_and_among_others(server, change, reason):
    bad = nernst([[5]]) | change
    response = post(server, bad)
    assert (response.status_code, response.text) == (400, reason)
    [first, second] = results(server, [bad, nernst([[5]])])
    assert first == {"result": [[given("#VALUE!")]], "reason": reason}
    assert second == {"result": [[E_K]]}


def test_a_column_of_a_hundred_thousand_rows_gives_what_python_gives(server):
    column = [[5 + i / 1000] for i in range(100_000)]
    answer = post(server, nernst(column)).json()["result"]
    assert answer == in_python("NERNST", [column, [[140]], [["K+"]], [[37]]])


def test_one_bad_row_of_a_long_column_spoils_itself_only(server):
    column = [[5 + i / 1000] for i in range(50_000)]
    column[777] = ["typed by mistake"]
    answer = post(server, nernst(column)).json()
    assert answer["result"][777] == [given("#VALUE!")]
    assert sum(type(cell) is float for [cell] in answer["result"]) == 49_999
    assert answer["reason"] == 'c_out must be a number, got the text "typed by mistake"'


def test_a_small_request_cannot_ask_for_a_huge_result(server):
    response = post(server, nernst([[5]] * 5000, [[140] * 5000]))
    assert response.status_code == 413
    assert response.text == f"These are 25000000 cells at once; at most {MOST_CELLS} are calculated."
    ions = [[1] * 4000]
    ghk = {"func_name": "GHK", "args": [ions, ions, ions, ions, [[37]] * 4000]}
    assert post(server, ghk).status_code == 413


def test_too_many_calls_at_once_are_refused(server):
    response = post(server, {"calls": [nernst([[5]])] * (MOST_CALLS + 1)})
    assert (response.status_code, response.text) == (413, "These are 2001 calls at once; at most 2000 are answered.")


def test_answers_come_in_the_order_of_their_calls(server):
    sent = [nernst([[1 + i]]) for i in range(MOST_CALLS)]
    found = [answer["result"] for answer in results(server, sent)]
    assert found == [in_python("NERNST", [[[1.0 + i]], [[140]], [["K+"]], [[37]]]) for i in range(MOST_CALLS)]


def test_a_fault_of_ours_is_an_error_in_its_cell_and_no_failure_of_the_server(monkeypatch):
    from xlfuncs import udfs
    from xlfuncs.hosts.officejs.calls import answer_at_once

    monkeypatch.setattr(udfs, "NERNST", lambda *_: 1 / 0)
    status, body, _ = answer_at_once(json.dumps({"calls": [nernst([[5]]), call("NERNST_SLOPE(5,140,1)")]}).encode())
    [first, second] = json.loads(body)["results"]
    assert status == 200
    assert first["reason"] == "NERNST failed by a fault of its own: please report it"
    assert isinstance(second["result"][0][0], float)


def test_text_results_and_whole_spills_come_through(server):
    answers = results(server, [call("FLUX_DIRECTION(-60,-90,1)"), call("DONNAN_IN({145,145},{1,-1},100,-1)")])
    assert answers[0] == {"result": [["efflux"]]}
    assert answers[1]["result"] == in_python("DONNAN_IN", [[[145.0, 145.0]], [[1.0, -1.0]], [[100.0]], [[-1.0]]])
    assert not any(isinstance(x, CellError) for x in answers[1]["result"][0])
