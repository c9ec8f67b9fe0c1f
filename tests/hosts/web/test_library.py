"""The library as one finds it in a folder: its files, what they export, in which syntax."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.example_calls import example_of
from tests.support.reference_values import REFERENCE_VALUES
from xlfuncs.formulas.calls import calls, constant
from xlfuncs.functions import FUNCTIONS
from xlfuncs.hosts.web.library import library_files

NAMES = [f.name for f in FUNCTIONS]
LARGEST = 15_000  # bytes, gzipped: what a page loads before it shows anything
UNIT_TESTS = sorted((Path(__file__).parent / "runtime").glob("*.test.mjs"))


def test_the_runtime_does_what_its_unit_tests_say(node):
    done = node.run("--test", *map(str, UNIT_TESTS))
    assert done.returncode == 0, done.stdout


def test_it_exports_every_function_by_name(node):
    assert sorted(node.script("console.log(JSON.stringify(Object.keys(X)));")) == sorted(NAMES)


def test_the_classic_script_is_the_same(node):
    script = json.dumps(str(node.library / "xlfuncs.classic.js"))
    given = [[name, example_of(f)] for name, f in zip(NAMES, FUNCTIONS, strict=True)]
    same = node.script(
        f'import vm from "node:vm"; import fs from "node:fs";\n'
        f"const context = vm.createContext({{}});\n"
        f'vm.runInContext(fs.readFileSync({script}, "utf8"), context);\n'
        f"const given = {json.dumps(given)};\n"
        "const classic = given.map(([name, cells]) => context.xlfuncs[name](...cells));\n"
        "const module = given.map(([name, cells]) => X[name](...cells));\n"
        "console.log(JSON.stringify([classic, module]));"
    )
    assert same[0] == same[1]


def test_reference_values(node):
    """All but those whose argument is another call."""
    values = [value for value in REFERENCE_VALUES if len(list(calls(value.call))) == 1]
    asked = [next(calls(value.call)) for value in values]
    results = node.calls([[call.name, [constant(text) for text in call.arguments]] for call in asked])
    found = [[cell for row in r for cell in row] if isinstance(r, list) else [r] for r in results]
    assert len(found) > 100
    assert [(v.id, cells) for v, cells in zip(values, found, strict=True) if cells != v.due] == []


@pytest.mark.parametrize("valence", [1e6, -1e15, 1e308, 1e-320, 3.5])
def test_absurd_valences_end(node, valence):
    start = time.monotonic()
    node.calls(
        [
            ["GHK", [[1, 0.05, 0.01], [[5, 145, 2]] * 1000, [140, 10, 1e-4], [1, 2, valence], 37]],
            *[["DONNAN", [[145, 145 * abs(valence)], [valence, -1], k, -1, 37]] for k in range(1000)],
        ]
    )
    assert time.monotonic() - start < 60  # for ever, if anything loops


def test_omitted_arguments_are_blank(node):
    missing = {"error": "#N/A", "reason": "c_in is missing (blank cell)"}
    assert node.script("console.log(JSON.stringify([X.NERNST(5), X.NERNST(5, undefined, 1, 37)]));") == [missing] * 2


def test_it_is_small():
    assert len(gzip.compress(library_files()["xlfuncs.js"].encode())) < LARGEST


def test_the_syntax_is_that_of_2015_without_classes():
    text = re.sub(r'"(?:[^"\\]|\\.)*"|/\*.*?\*/|//.*', '""', library_files()["xlfuncs.classic.js"])
    assert not re.findall(r"\bclass \w|\basync\b|\bawait\b|\?\?|\?\.[a-z]|\*\*|\{ ?\.\.\.|catch \{|\d_\d", text)


def test_the_types_name_every_argument():
    declared = library_files()["xlfuncs.d.ts"]
    for f in FUNCTIONS:
        [parameters] = re.findall(rf"export function {f.name}\((.*?)\):", declared)
        assert re.findall(r"(\w+)\?: Cells", parameters) == [a.name for a in f.arguments]


def test_the_command_writes_the_files(tmp_path):
    folder = tmp_path / "new" / "folder"
    done = subprocess.run(
        [sys.executable, "-m", "xlfuncs.hosts.web", str(folder)], capture_output=True, text=True, check=True
    )
    assert [Path(line).name for line in done.stdout.splitlines()] == list(library_files())
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == library_files()


@pytest.mark.parametrize("words", [[], ["a", "b"], ["--help"]])
def test_the_command_says_how_it_is_used(words):
    done = subprocess.run([sys.executable, "-m", "xlfuncs.hosts.web", *words], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (2, "usage: python -m xlfuncs.hosts.web DIR\n")


def test_a_file_in_the_way_is_one_line(tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    done = subprocess.run([sys.executable, "-m", "xlfuncs.hosts.web", in_the_way], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert str(in_the_way) in done.stderr
