from __future__ import annotations

import pytest

from xlfuncs.calling.cells import CellError
from xlfuncs.formulas.calls import calls, constant, to_plain, with_blanks_for_omitted, with_commas


@pytest.mark.parametrize(
    "spelled",
    [
        "NERNST(A1,140,1,37)",
        "[1]!NERNST(A1,140,1,37)",
        "'C:\\Users\\a b\\xlfuncs.xlam'!NERNST(A1,140,1,37)",
        "xlfuncs.xlam!NERNST(A1,140,1,37)",
        "_xldudf_ION_NERNST(A1,140,1,37)",
        "ION.NERNST(A1,140,1,37)",
        "ORG.XLFUNCS.ADDIN.NERNST(A1,140,1,37)",
        "org.xlfuncs.calc.functions.nernst(A1,140,1,37)",
    ],
)
def test_every_host_s_spelling_becomes_the_bare_name(spelled: str) -> None:
    assert to_plain(spelled) == "NERNST(A1,140,1,37)"
    assert to_plain(f"1+{spelled}*2&{spelled}") == "1+NERNST(A1,140,1,37)*2&NERNST(A1,140,1,37)"


@pytest.mark.parametrize(
    "other",
    [
        '"[1]!NERNST("&A1',
        "Sheet1!A1+[1]Data!B2",
        "MY.NERNST(1)",
        "_xldudf_OTHER_NERNST(1,2,3,4)",
        "NERNST_OUTSIDE(1)",
        '"ION.GHK(" & ION.OTHER(1)',
        "[1]!OTHER(1)",
    ],
)
def test_what_is_not_ours_stays(other: str) -> None:
    assert to_plain(other) == other


def test_semicolons_separate_arguments_but_stay_in_arrays_and_texts() -> None:
    assert with_commas('=GHK({1;2};A1;"a;b";{1,2;3,4};37)') == '=GHK({1;2},A1,"a;b",{1,2;3,4},37)'


def test_calls_are_found_with_their_arguments() -> None:
    formula = '=IF(A1>0,DRIVINGFORCE(B1,NERNST(A1, B$2:B3,"K(+",IF(C1,37,20))),"NERNST(1)")'
    outer, inner = calls(formula)
    assert outer.name == "DRIVINGFORCE"
    assert outer.arguments == ("B1", 'NERNST(A1, B$2:B3,"K(+",IF(C1,37,20))')
    assert inner.arguments == ("A1", "B$2:B3", '"K(+"', "IF(C1,37,20)")
    assert [c.arguments for c in calls("=GHK({1,2;3,4},,A:A,1)")] == [("{1,2;3,4}", "", "A:A", "1")]
    in_a_table = next(calls("=DRIVINGFORCE(Log[[#This Row],[Vm]],Log[E ion])"))
    assert in_a_table.arguments == ("Log[[#This Row],[Vm]]", "Log[E ion]")


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        ("NERNST(,140,1,37)", 'NERNST("",140,1,37)'),
        ("1+[1]!nernst ( , 140,,)*2", '1+[1]!nernst ("" , 140,"","")*2'),
        ("DRIVINGFORCE(NERNST(5,,1,37),)", 'DRIVINGFORCE(NERNST(5,"",1,37),"")'),
        ("IF(A1,,NERNST(5,IF(A1,,2),1,37))", "IF(A1,,NERNST(5,IF(A1,,2),1,37))"),
        ("NERNST()", "NERNST()"),
        ("NERNST(,,)", "NERNST(,,)"),
        ('"NERNST(,140,1,37)"', '"NERNST(,140,1,37)"'),
        ('NERNST({1,2},",,",1,37)', 'NERNST({1,2},",,",1,37)'),
        ("NERNST(,140,1", "NERNST(,140,1"),
    ],
)
def test_omitted_arguments_are_written_for_the_engine(formula: str, written: str) -> None:
    assert with_blanks_for_omitted(formula) == written


def test_constants_are_read_and_expressions_are_not() -> None:
    assert constant("-1.5e3") == [[-1500.0]]
    assert constant('{1,"a;b";TRUE,#N/A}') == [[1.0, "a;b"], [True, CellError("#N/A")]]
    assert constant('"say ""hi"""') == [['say "hi"']]
    assert constant("") == [[None]]
    assert constant("A1") is None
    assert constant("1+1") is None
