"""The functions in Excel's cells: Microsoft's runtime calls them, and takes what they give."""

from __future__ import annotations

import json
import random

import numpy as np
import pytest

from tests.hosts.excel.cells import examples
from tests.hosts.officejs.excel_host import Thrown, opened
from tests.hosts.officejs.excel_values import ODD_CELLS, crossing, due
from tests.hosts.officejs.http_calls import CLIENT
from xlfuncs import udfs
from xlfuncs.functions import BY_NAME, FUNCTIONS

SHEET_ROWS = 1_048_576
ONE_OF_EACH = dict(examples())


def test_excel_finds_every_function_that_the_metadata_promise(excel, server):
    promised = [f["id"] for f in CLIENT.get(f"{server}/xlwings/custom-functions-meta.json").json()["functions"]]
    associated = excel.page.evaluate("Object.keys(CustomFunctions._association.mappings)")
    assert associated == promised == [function.name for function in FUNCTIONS]


def test_the_examples_to_the_last_digit_printed_and_to_the_last_bit(excel):
    printed = [example.value.split(", ") for function in FUNCTIONS for example in function.examples]
    found = excel.calculate(*[(name, crossing(arguments)) for name, arguments in examples()])
    for call, rows, texts in zip(examples(), found, printed, strict=True):
        assert rows == due(call), call
        for value, text in zip([cell for row in rows for cell in row], texts, strict=True):
            decimals = len(text.partition(".")[2])
            assert value == text or value == pytest.approx(float(text), abs=0.5 * 10**-decimals)


def test_whatever_is_in_a_cell_gives_what_python_gives(excel):
    sent, calls = [], []
    for name, arguments in ONE_OF_EACH.items():
        for i, rows in enumerate(arguments):
            for cell, known in ODD_CELLS:
                for put in (_in_place_of_the_first, _below, _beside):
                    sent.append((name, [*crossing(arguments[:i]), put(rows, cell), *crossing(arguments[i + 1 :])]))
                    calls.append((name, [*arguments[:i], put(rows, known), *arguments[i + 1 :]]))
    for call, found in zip(calls, excel.calculate(*sent), strict=True):
        assert found == due(call), call


def _in_place_of_the_first(rows, cell):
    return [[cell, *rows[0][1:]], *rows[1:]]


def _below(rows, cell):
    return [*rows, [cell, *rows[0][1:]]]


def _beside(rows, cell):
    return [[*row, cell] for row in rows]


def test_ranges_of_every_shape_combine_as_in_python(excel):
    shapes = [(1, 1), (1, 3), (4, 1), (4, 3), (2, 3)]
    rng = random.Random(6)
    calls = [
        (f.name, [_block(rng, q, *rng.choice(shapes)) for q in f.arguments])
        for f in FUNCTIONS
        if f.is_elementwise
        for _ in range(12)
    ]
    for call, found in zip(calls, excel.calculate(*[(n, crossing(a)) for n, a in calls]), strict=True):
        assert found == due(call), call


def test_cells_may_come_as_single_values_too(excel):
    assert excel.calculate(("NERNST", [5, 140, "K+", 37])) == [[[udfs.NERNST(5, 140, "K+", 37)]]]


def test_a_bad_cell_throws_microsofts_own_error_with_the_reason(excel):
    thrown = excel.page.evaluate(
        """async () => {
          const call = CustomFunctions._association.mappings.NERNST;
          const caught = (value) => call([[value]], [[140]], [["K+"]], [[37]], {}).catch((error) => error);
          return (await Promise.all([-5, "five", null, true].map(caught)))
            .map((e) => [e instanceof CustomFunctions.Error, e.code, e.message]);
        }"""
    )
    number = "c_out must be a number, got"
    assert thrown == [
        [True, "#NUM!", "c_out must be > 0 mM, got -5"],
        [True, "#VALUE!", f'{number} the text "five"'],
        [True, "#N/A", "c_out is missing (blank cell)"],
        [True, "#VALUE!", f"{number} TRUE"],
    ]


def test_an_error_cell_may_come_as_microsofts_own_error_too(excel):
    """Excels without data types hand it over like that."""
    reason = excel.page.evaluate(
        """() => {
          const error = new CustomFunctions.Error(CustomFunctions.ErrorCode.divisionByZero);
          const call = CustomFunctions._association.mappings.NERNST;
          return call([[5]], [[error]], [["K+"]], [[37]], {}).catch((e) => [e.code, e.message]);
        }"""
    )
    assert reason == ["#DIV/0!", "c_in holds #DIV/0!"]


@pytest.mark.parametrize("runtime", [1.1, 1.3])
def test_an_excel_that_shows_no_errors_within_ranges_gets_one_error_and_never_text(chromium, server, runtime):
    with opened(chromium, server, runtime=runtime) as old_excel:
        fine, with_error, single = old_excel.calculate(
            ("NERNST", [[[5], [6]], [[140]], [["K+"]], [[37]]]),
            ("NERNST", [[[5], [-6], [None]], [[140]], [["K+"]], [[37]]]),
            ("NERNST", [[[5]], [[140]], [["K+"]], [["#REF!"]]]),
        )
    assert [x for (x,) in fine] == udfs.NERNST([5, 6], 140, "K+", 37).tolist()
    which = "row 2, column 1: c_out must be > 0 mM, got -6 (this version of Excel shows no errors within a range)"
    assert with_error == Thrown("#NUM!", which)
    assert single == Thrown("#VALUE!", "temperature holds #REF!")


def test_a_column_of_100_000_rows(excel):
    inside = np.linspace(1, 200, 100_000)
    [found] = excel.calculate(("NERNST", [[[5]], [[x] for x in inside.tolist()], [["K+"]], [[37]]]))
    assert [x for (x,) in found] == udfs.NERNST(5, inside, 1, 37).tolist()


def test_whole_columns_cost_what_is_in_them(excel):
    used = [5.0, 6.5, -1.0]
    with excel.sent() as bodies:
        found = excel.page.evaluate(_WHOLE_COLUMNS, [SHEET_ROWS, used])
    first = due(("NERNST", [[[x] for x in [*used, None]], [[140.0]] * 3 + [[None]], [["K+"]], [[37.0]]]))
    assert found["first"] == first[:3]
    assert (found["others"], found["rows"]) == ([json.dumps(first[3], separators=(",", ":"))], SHEET_ROWS)
    assert len(bodies[0]) < 300


_WHOLE_COLUMNS = """async ([height, used]) => {
  const column = (value) => Array.from({ length: height }, (_, i) => [i < used.length ? value(i) : ""]);
  const call = CustomFunctions._association.mappings.NERNST;
  const rows = await call(column((i) => used[i]), column(() => 140), [["K+"]], [[37]], {});
  const others = [...new Set(rows.slice(used.length).map((row) => JSON.stringify(row)))];
  return { rows: rows.length, first: JSON.parse(JSON.stringify(rows.slice(0, used.length))), others };
}"""


def test_leaving_out_blank_rows_changes_no_result(excel):
    rng = random.Random(1_048_576)
    functions = [f for f in FUNCTIONS for _ in range(40)]
    calls = [(f.name, _with_blank_rows(rng, f)) for f in functions]
    with excel.sent() as bodies:
        answers = excel.calculate(*[(n, crossing(a)) for n, a in calls])
    for call, found in zip(calls, answers, strict=True):
        assert found == due(call), call
    assert sum(map(len, bodies)) < 0.8 * len(json.dumps(calls))


def _with_blank_rows(rng, function):
    """Return arguments that end in blank rows, alike or not, and now and then do not fit together."""
    height, ions = rng.choice([3, 4, 9, 30]), rng.choice([1, 2, 3, 3])
    return [_ending_blank(rng, q, *_size(rng, function, q, height, ions)) for q in function.arguments]


def _size(rng, function, quantity, height, ions):
    if rng.random() < 0.03:
        return rng.choice([(height + 1, 1), (height, 2), (1, 2), (2, 1)])
    if quantity.shape.has_conditions:
        return rng.choice([(height, ions), (height, ions), (1, ions), (ions, 1)])
    if quantity.shape.axis:
        return rng.choice([(1, ions), (ions, 1)])
    if function.result.rows:
        return 1, rng.choice([1, 3])
    return rng.choice([(height, 1), (height, 1), (1, 1), (1, 3), (height, 3)])


def _ending_blank(rng, quantity, rows, columns):
    block = _block(rng, quantity, rows, columns)
    used = rng.choice([0, 1, 1, rows // 3, rows // 2, rows])
    blank = rng.choice([None, ""])
    return block if rows == 1 else [row if i < used else [blank] * columns for i, row in enumerate(block)]


def _block(rng, quantity, rows, columns):
    return [[_number(rng, quantity) for _ in range(columns)] for _ in range(rows)]


def _number(rng, quantity):
    if quantity.choices:
        return rng.choice(quantity.choices)
    if quantity.name == "symbol":
        return rng.choice(["K+", "Na+", "Ca2+"])
    if quantity.name == "z":
        return rng.choice([1.0, "Cl-", "K+", 2.0])
    if quantity.name == "temperature":
        return rng.choice([25.0, 37.0, 298.15])
    return rng.choice([5.0, 140.0, 10.0, 1e-4, -1.0 if rng.random() < 0.3 else 12.0])


def test_a_result_that_excel_on_the_web_cannot_take_says_so(chromium, server):
    with opened(chromium, server, platform="OfficeOnline") as on_the_web:
        long, short = on_the_web.page.evaluate(_LONG_RESULTS, [280_000, 30_000])
    assert long.startswith("This result is too long for Excel on the web, which takes 5 MB at most (this is 5.")
    assert short == 30_000


_LONG_RESULTS = """(heights) => {
  const column = (height) => Array.from({ length: height }, (_, i) => [i + 1 / 3]);
  const call = (height) => CustomFunctions._association.mappings.DRIVINGFORCE(column(height), [[7]], {});
  return Promise.all(heights.map((height) => call(height).then((rows) => rows.length, (error) => error.message)));
}"""


def test_the_list_is_all_there_is_to_change_for_a_new_function(excel):
    """Neither the functions nor their arguments are named in the client."""
    script = CLIENT.get(excel.url + "/xlwings/custom-functions-code.js").text
    client, _, lines = script.rpartition("if (globalThis.CustomFunctions) {")
    assert all(f'associate("{name}"' in lines and name not in client for name in BY_NAME)


def test_an_excel_without_a_page_can_load_the_functions(chromium, server):
    """Excel can also run them in a JavaScript engine with no window, no document and no local storage."""
    script = CLIENT.get(server + "/xlwings/custom-functions-code.js").text
    page = chromium.new_page()
    try:
        found = page.evaluate(_IN_A_WORKER, script)
    finally:
        page.close()
    assert found == [function.name for function in FUNCTIONS]


_IN_A_WORKER = """(script) => new Promise((resolve, reject) => {
  const before = "const names = []; self.CustomFunctions = { associate: (name) => names.push(name) };";
  const worker = new Worker(URL.createObjectURL(new Blob([before, script, "postMessage(names)"])));
  worker.onmessage = (event) => resolve(event.data);
  worker.onerror = (event) => reject(new Error(event.message));
})"""


def test_the_add_in_asks_nobody_but_its_server_and_logs_no_cell(excel):
    excel.calculate(("NERNST", [[[-987654.5]], [[140]], [["secret"]], [[37]]]))
    assert all(url.startswith(excel.url) for url in excel.requests)
    assert not [text for text in excel.said if "987654" in text or "secret" in text]
