"""What Excel reads of our functions before it calls any."""

from __future__ import annotations

import json
import re

import pytest

from tests.hosts.officejs.microsoft import faults_of_functions
from xlfuncs.functions import BY_NAME, FUNCTIONS
from xlfuncs.hosts.officejs.metadata import metadata

URL = "https://cells.example.org"
METADATA = metadata(URL)
DESCRIBED = {function["id"]: function for function in METADATA["functions"]}
PARAMETERS = [(name, p) for name, function in DESCRIBED.items() for p in function["parameters"]]
# The documentation has this one for metadata files; the schema, which is of manifests, has not.
NOT_IN_THE_SCHEMA = "allowErrorForDataTypeAny"
CELL = re.compile(r"[A-Z]{1,3}\d{1,7}|R\d*(C\d*)?|C\d*")


def test_it_is_what_microsofts_schema_allows():
    assert faults_of_functions({key: value for key, value in METADATA.items() if key != NOT_IN_THE_SCHEMA}) == []
    assert json.loads(json.dumps(METADATA)) == METADATA


def test_every_function_is_described_in_the_words_of_the_list():
    assert list(DESCRIBED) == [function.name for function in FUNCTIONS]
    for name, described in DESCRIBED.items():
        function = BY_NAME[name]
        assert (described["name"], described["description"]) == (name, function.description)
        assert [(p["name"], p["description"]) for p in described["parameters"]] == [
            (quantity.name, quantity.help) for quantity in function.arguments
        ]


def test_ranges_blanks_errors_and_formatted_cells_reach_us():
    assert METADATA["allowErrorForDataTypeAny"] is True
    assert METADATA["allowCustomDataForDataTypeAny"] is True
    for function in DESCRIBED.values():
        assert function["result"] == {"type": "any", "dimensionality": "matrix"}
    for name, parameter in PARAMETERS:
        assert parameter["dimensionality"] == "matrix", (name, parameter)
        assert parameter["type"] == ("string" if "customEnumId" in parameter else "any"), (name, parameter)


def test_a_fixed_choice_is_a_list_to_choose_from():
    enums = {enum["id"]: enum for enum in METADATA["enums"]}
    asked = {(name, p["name"]): p["customEnumId"] for name, p in PARAMETERS if "customEnumId" in p}
    assert asked == {("ION_PROPERTY", "property"): "PROPERTY"}
    assert set(enums) == set(asked.values())
    [quantity] = [q for q in BY_NAME["ION_PROPERTY"].arguments if q.choices]
    assert enums["PROPERTY"]["type"] == "string"
    assert [(v["name"], v["stringValue"], v["tooltip"]) for v in enums["PROPERTY"]["values"]] == [
        (choice, choice, meaning) for choice, meaning in zip(quantity.choices, quantity.meanings, strict=True)
    ]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_a_name_can_be_typed_in_excel(function):
    assert re.fullmatch(r"[A-Z][A-Z0-9._]{2,63}", function.name)
    assert not CELL.fullmatch(function.name)
    names = [quantity.name for quantity in function.arguments]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("url", [URL, f"{URL}/", "https://example.org/cells", "http://localhost:8000"])
def test_help_opens_the_functions_place_on_the_page(url):
    assert [f["helpUrl"] for f in metadata(url)["functions"]] == [f"{url.rstrip('/')}/#{f.name}" for f in FUNCTIONS]


def test_no_cell_is_asked_where_it_is_but_told_when_it_is_no_longer_waited_for():
    assert all(function["options"] == {"cancelable": True} for function in DESCRIBED.values())
