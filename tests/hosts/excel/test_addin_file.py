"""The built add-in, read with other people's tools: what is in it, that it is sound, and that nothing runs but ours."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import warnings
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import vbalidator
import xlwings
from pyopenvba import ExcelFile
from pyopenvba.cfb import CFB
from pyopenvba.interpreter import parse_module
from pyopenvba.interpreter._ast import Module

from tests.hosts.excel.vba import addin, as_workbook, source
from tests.support import office_schema as schema
from tests.support import workbook_rules as lint
from tests.support.libreoffice import recalculated
from xlfuncs import __version__
from xlfuncs.functions import FUNCTIONS
from xlfuncs.hosts.excel.vba import functions_module, workbook_code

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # oletools calls its parser by old names
    from oletools.olevba import VBA_Parser

XLWINGS_ADDIN = Path(xlwings.__file__).with_name("quickstart_addin.xlam")
MODULES = {"xlfuncs": "standard", "ThisWorkbook": "document", "Sheet1": "document"}

# What olevba warns of and we have on purpose: the environment's USERPROFILE and the settings file there, xlwings' DLL
# and Windows' LoadLibrary, the word "call". As for the strings, any long enough word may be meant as another.
SUSPICIOUS = {"Environ", "open", "Open", "Lib", "call", "Hex Strings", "Base64 Strings"}

# VBA's limits, in characters and lines.
LINE, CONTINUATIONS, PROCEDURE = 1023, 24, 65_536

# [MS-VBAL] 3.3.5.2, without what begins with an underscore or VB_.
RESERVED = """
    call case close const declare defbool defbyte defcur defdate defdbl defint deflng deflnglng deflngptr defobj defsng
    defstr defvar dim do else elseif end endif enum erase event exit for friend function get global gosub goto if
    implements input let lock loop lset next on open option print private public put raiseevent redim resume return rset
    seek select set static stop sub type unlock wend while with write rem any as byref byval each in new shared until
    withevents optional paramarray preserve spc tab then to addressof and eqv imp is like mod not or typeof xor abs
    cbool cbyte ccur cdate cdbl cdec cint clng clnglng clngptr csng cstr cvar cverr date debug doevents fix int len
    lenb me pset scale sgn string array circle inputb lbound ubound boolean byte currency double integer long longlong
    longptr single variant true false nothing empty null attribute lineinput cdecl decimal defdec
"""


@cache
def _olevba() -> VBA_Parser:
    return VBA_Parser(str(addin()))


def _parsed(module: str) -> Module:
    # pyOpenVBA's parser does not know the word.
    return parse_module(source(module).replace("Private WithEvents ", "Private "), name=module)


def test_olevba_reads_the_modules_that_were_put_in() -> None:
    found = {name.partition(".")[0]: code for _, _, name, code in _olevba().extract_macros()}
    assert list(found) == ["ThisWorkbook", "Sheet1", "xlfuncs"]
    with ExcelFile(XLWINGS_ADDIN) as file:
        assert found["xlfuncs"] == functions_module(file.get_module("xlwings"), xlwings.__version__)
    assert found["ThisWorkbook"].endswith(workbook_code())
    assert [line for line in found["Sheet1"].splitlines() if not line.startswith("Attribute")] == ["Option Explicit"]
    for name, code in found.items():
        assert code == source(name)


def test_olevba_finds_one_thing_that_runs_by_itself_and_nothing_unexpected() -> None:
    found = _olevba().analyze_macros()
    assert [keyword for kind, keyword, _ in found if kind == "AutoExec"] == ["Workbook_Open"]
    assert {keyword for kind, keyword, _ in found if kind == "Suspicious"} <= SUSPICIOUS
    assert {kind for kind, *_ in found} <= {"AutoExec", "Suspicious", "IOC"}
    assert all(keyword.endswith(".dll") for kind, keyword, _ in found if kind == "IOC")


def test_there_is_no_compiled_code() -> None:
    """Excel compiles the source, and what scanners read is what runs."""
    assert not _olevba().detect_vba_stomping()
    with ZipFile(addin()) as parts:
        project = CFB.from_bytes(parts.read("xl/vbaProject.bin"))
    assert project.get_stream_in_storage("VBA", "_VBA_PROJECT") == bytes.fromhex("CC61FFFF000000")
    assert not [name for name in project.list_streams_in_storage("VBA") if name.startswith("__SRP_")]
    with ExcelFile(addin()) as file:
        assert {module.text_offset for module in file.vba_project().modules} == {0}


def test_public_are_the_worksheet_functions_alone() -> None:
    parsed = [_parsed(module) for module in MODULES]
    public = [procedure.name for module in parsed for procedure in module.procedures if procedure.scope != "private"]
    assert public == [function.name for function in FUNCTIONS]
    assert len([procedure for module in parsed for procedure in module.procedures]) > len(public)
    declared = [line for module in MODULES for line in source(module).splitlines() if re.match(r"[A-Z]\w+ \w", line)]
    others = [line for line in declared if not line.startswith(("Private ", "Public Function ", "Attribute ", "End "))]
    assert set(others) == {"Option Explicit"}


def test_nothing_of_xlwings_is_in_it_but_the_two_declarations() -> None:
    declaration = re.compile(r'Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings[^\r\n]*')
    with ExcelFile(XLWINGS_ADDIN) as file:
        theirs = declaration.findall(file.get_module("xlwings"))
    assert declaration.findall(source("xlfuncs")) == sorted(theirs, reverse=True)
    assert len(theirs) == 2
    code = re.sub(r"'[^\r\n]*", "", source("xlfuncs") + source("ThisWorkbook"))
    for word in ("RunPython", "RunFrozenPython", "ImportPythonUDFs", "Shell", "CreateObject", "MsgBox"):
        assert word not in code


@pytest.mark.parametrize("defines", [{"WIN64": True, "VBA7": True}, {"WIN64": False, "VBA7": True}])
def test_a_static_analyser_finds_nothing(tmp_path: Path, defines: dict[str, bool]) -> None:
    for module, kind in MODULES.items():
        suffix = ".bas" if kind == "standard" else ".cls"
        (tmp_path / f"{module}{suffix}").write_text(source(module), newline="")
    result = vbalidator.precheck(tmp_path, host="excel", defines=defines)
    assert result.issues == []
    assert result.compile_safe


def test_the_text_keeps_to_vbas_limits() -> None:
    for module in MODULES:
        text = source(module)
        assert text.isascii()
        assert "\n" not in text.replace("\r\n", "")
        assert max(map(len, text.splitlines())) <= LINE
        assert not re.search(rf"(?: _\r\n[^\r\n]*){{{CONTINUATIONS + 1}}}", text)
        assert len(text) < PROCEDURE


def test_no_name_is_one_that_vba_keeps_for_itself() -> None:
    for module in MODULES:
        parsed = _parsed(module)
        names = [procedure.name for procedure in parsed.procedures]
        names += [parameter.name for procedure in parsed.procedures for parameter in procedure.params]
        names += re.findall(r"^ *(?:Dim|Private|Private WithEvents|Const) (\w+)", source(module), re.MULTILINE)
        taken = set(RESERVED.split()) - {"const", "function", "sub", "declare", "withevents"}  # the words after Private
        assert not [name for name in names if name.lower() in taken]


def test_pyopenvba_finds_the_file_sound() -> None:
    with ExcelFile(addin()) as file:
        assert file.validate() == []
        assert {module.name for module in file.vba_project().modules} == set(MODULES)


def test_the_package_is_that_of_an_add_in() -> None:
    with ZipFile(addin()) as parts:
        assert parts.testzip() is None
        types = parts.read("[Content_Types].xml").decode()
    workbook = re.search(r'PartName="/xl/workbook\.xml" ContentType="([^"]+)"', types)
    assert workbook
    assert workbook[1] == "application/vnd.ms-excel.addin.macroEnabled.main+xml"
    assert schema.faults(addin()) == []
    assert lint.faults(addin()) == []


def test_openpyxl_reads_the_sheet_and_what_excel_lists() -> None:
    workbook = openpyxl.load_workbook(as_workbook(), keep_vba=True)
    assert workbook.sheetnames == ["Functions"]
    assert workbook["Functions"].max_row == len(FUNCTIONS) + 1
    assert workbook.properties.title == f"xlfuncs {__version__}"
    assert not workbook.defined_names
    assert not any(cell.data_type == "f" for row in workbook["Functions"].rows for cell in row)


def test_libreoffice_reads_the_sheet(tmp_path: Path) -> None:
    # Under another name: what is called .xlam it opens only as the user says what it is.
    path = tmp_path / "xlfuncs.xlsm"
    path.write_bytes(as_workbook().getvalue())
    assert [row[0] for row in recalculated(path, tmp_path)["Functions"]] == ["function", *(f.name for f in FUNCTIONS)]


def test_another_day_on_another_computer_gives_the_same_bytes(tmp_path: Path) -> None:
    other = tmp_path / "other name.xlam"
    program = "import sys, pathlib, xlfuncs.hosts.excel.addin as a; a.write_addin(pathlib.Path(sys.argv[1]))"
    elsewhere = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C", "TMPDIR": str(tmp_path), "USER": "somebody"}
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", program, other], check=True, cwd=root, env=os.environ | elsewhere)
    assert other.read_bytes() == addin().read_bytes()
