"""The extension file: whole, the same each time, and said of every function once; no LibreOffice is needed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from tests.hosts.libreoffice.calc import Calc
from xlfuncs import __version__
from xlfuncs.calling.cells import CellError
from xlfuncs.functions import BY_NAME, FUNCTIONS
from xlfuncs.hosts.libreoffice import descriptions, extension
from xlfuncs.hosts.libreoffice.extension import write_extension

OOR = "{http://openoffice.org/2001/registry}"
MANIFEST = "{http://openoffice.org/2001/manifest}"
TYPES = "application/vnd.sun.star.uno-typelibrary;type=RDB"
# UNO allows underscores in identifiers of capitals only: UNOIDL's grammar, in the OpenOffice.org Developer's Guide.
IDENTIFIER = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
METHOD = re.compile(r"^ +(any|sequence< sequence< any > >) (\w+)\((.*)\);$", re.MULTILINE)


@pytest.fixture(scope="module")
def oxt(tmp_path_factory):
    path = tmp_path_factory.mktemp("extension") / "xlfuncs.oxt"
    write_extension(path)
    return path


@pytest.fixture(scope="module")
def parts(oxt):
    with zipfile.ZipFile(oxt) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def xml(parts, name):
    return ElementTree.fromstring(parts[name])


def methods(parts):
    """Return the names of the functions in the types, each with those of its arguments."""
    found = METHOD.findall(parts[descriptions.TYPES].decode())
    return [(name, re.findall(r"\[in\] (?:any|string) (\w+)", arguments)) for _, name, arguments in found]


def children(node, name):
    """Return the nodes within the node of a name, with their own names."""
    [inner] = [child for child in node.iter("node") if child.get(f"{OOR}name") == name]
    return {child.get(f"{OOR}name"): child for child in inner.findall("node")}


def test_the_types_name_every_function_once_with_its_arguments(parts):
    assert methods(parts) == [(f.name, [a.name.upper() for a in f.arguments]) for f in FUNCTIONS]
    assert parts[descriptions.TYPES].count(b"(") == len(FUNCTIONS)
    for name, arguments in methods(parts):
        assert all(map(IDENTIFIER.fullmatch, (name, *arguments)))
        assert len(set(arguments)) == len(arguments) > 0


def test_the_words_are_about_the_same_functions_and_arguments(parts):
    root = xml(parts, descriptions.WORDS)
    assert list(children(root, "AddInInfo")) == ["org.xlfuncs.AddIn"]
    functions = children(root, "AddInFunctions")
    assert [(name, list(children(node, "Parameters"))) for name, node in functions.items()] == methods(parts)
    assert len(list(root.iter("node"))) == 3 + sum(2 + len(f.arguments) for f in FUNCTIONS)
    for name, node in functions.items():
        said = {prop.get(f"{OOR}name"): prop.findtext("value") for prop in node.findall("prop")}
        assert said["DisplayName"] == said["CompatibilityName"] == name
        assert BY_NAME[name].summary in said["Description"]


def test_every_paper_is_sound_and_all_is_listed_types_first(parts):
    for name in parts:
        if name.endswith((".xml", ".xcu")):
            xml(parts, name)
    entries = [entry.attrib for entry in xml(parts, "META-INF/manifest.xml")]
    listed = [entry[f"{MANIFEST}full-path"] for entry in entries]
    assert entries[0][f"{MANIFEST}media-type"] == TYPES
    papers = {"META-INF/manifest.xml", "description.xml", "description.txt"}
    assert set(listed) == {name for name in parts if not name.startswith("pythonpath/")} - papers
    assert len(set(listed)) == len(listed)


def test_the_description_has_the_version_and_every_function(parts):
    names = "{http://openoffice.org/extensions/description/2006}"
    root = xml(parts, "description.xml")
    assert root.find(f"{names}version").get("value") == __version__
    assert root.find(f"{names}identifier").get("value") == descriptions.IDENTIFIER
    text = parts["description.txt"].decode()
    assert all(f.name in text for f in FUNCTIONS)


def test_it_is_the_same_file_each_time(oxt, tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "Pacific/Apia")
    if hasattr(time, "tzset"):
        time.tzset()
    again = tmp_path / "again.oxt"
    # Another checkout at another time.
    checkout = shutil.copytree(
        extension.PACKAGE, tmp_path / "elsewhere/xlfuncs", ignore=shutil.ignore_patterns("*.pyc")
    )
    os.utime(checkout / "__init__.py", (0, 0))
    monkeypatch.setattr(extension, "PACKAGE", checkout)
    write_extension(again)
    monkeypatch.undo()
    assert again.read_bytes() == oxt.read_bytes()
    assert [path.name for path in tmp_path.glob("*.oxt*")] == ["again.oxt"]


@pytest.mark.parametrize("folder", ["compute", "functions"])
def test_the_order_of_the_parts_is_not_the_disk_s(parts, folder):
    names = [name for name in parts if name.startswith(f"pythonpath/xlfuncs/{folder}/")]
    assert names == sorted(names)
    assert len(names) > 1


def test_libraries_come_beside_the_package(tmp_path):
    library = tmp_path / "libraries/numpy/__init__.py"
    library.parent.mkdir(parents=True)
    library.write_text("x = 1")
    library.with_suffix(".pyc").write_bytes(b"")
    write_extension(tmp_path / "a.oxt", tmp_path / "libraries")
    with zipfile.ZipFile(tmp_path / "a.oxt") as archive:
        inside = [name for name in archive.namelist() if name.startswith("pythonpath/numpy")]
        assert inside == ["pythonpath/numpy/__init__.py"]
        assert archive.read(inside[0]) == b"x = 1"


# Calculates with what is in the folder and names what else had to be loaded.
PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
from xlfuncs.functions import FUNCTIONS
from xlfuncs.hosts.libreoffice.values import calc_function
assert all(callable(calc_function(entry)) for entry in FUNCTIONS)
[nernst] = [calc_function(entry) for entry in FUNCTIONS if entry.name == "NERNST"]
loaded = {name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names)
files = [m.__file__ for name, m in sys.modules.items() if name.partition(".")[0] == "xlfuncs"]
print(nernst(5.0, 140.0, "K+", 37.0)[0][0], all(file.startswith(sys.argv[1]) for file in files), *sorted(loaded))
"""


def test_the_parts_are_enough_with_numpy_alone(oxt, tmp_path):
    with zipfile.ZipFile(oxt) as archive:
        archive.extractall(tmp_path)
    # -S leaves out all that is installed; numpy is put where the extension has it.
    folder = tmp_path / "pythonpath"
    for installed in Path(np.__file__).parents[1].glob("numpy*"):
        if installed.name in ("numpy", "numpy.libs"):
            shutil.copytree(installed, folder / installed.name, ignore=shutil.ignore_patterns("tests", "*.pyc"))
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", PROGRAM, str(folder)], check=True, capture_output=True, text=True
    )
    value, ours, *loaded = done.stdout.split()
    assert float(value) == pytest.approx(-89.05869403673189, abs=1e-9)  # mpmath, 50 digits
    assert ours == "True"
    assert set(loaded) == {"__main__", "numpy", "xlfuncs"} - set(sys.stdlib_module_names)


@pytest.mark.parametrize("error", ["ImportError", "RuntimeError"])
def test_without_numpy_documents_open_and_our_cells_say_so(addin_profile, tmp_path, error):
    profile = shutil.copytree(addin_profile, tmp_path / "profile")
    [library] = [path for path in profile.rglob("numpy/__init__.py") if path.parents[1].name == "pythonpath"]
    # As where LibreOffice moved to another Python: a numpy that is in the way of any other, and does not load.
    library.write_text(f'raise {error}("made for another Python")')
    with Calc(profile) as calc, calc.document() as document:
        document.put("A1:A2", [[5.0], [50.0]])
        document.type({"B1": "=NERNST(A1;140;1;37)", "B2": "=A1+A2", "B3": "=FLUX_DIRECTION(1;2;1)"})
        document.type_arrays({"C1:C2": "=NERNST(A1:A2;140;1;37)"})
        name_error = CellError("#NAME?")
        assert document.read("B1:C3") == [[name_error, name_error], [55.0, name_error], [name_error, ""]]
        path = document.save(tmp_path / "a.ods")
        with calc.document(path) as again:
            assert again.formulas("B1:B1") == [["=ORG.XLFUNCS.ADDIN.NERNST(A1;140;1;37)"]]
