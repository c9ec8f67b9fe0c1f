"""Calls of our functions and numbers of links are found in formulas of all sorts, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlfuncs.formulas.calls import calls, links, spelled_calls, to_plain
from xlfuncs.functions import BY_NAME

NAMES = sorted(BY_NAME)


@pytest.mark.parametrize(
    "prefix",
    [
        "[1]!",
        "'[1]'!",
        "'[1]xlfuncs.xlam'!",
        "[xlfuncs.xlam]!",
        "xlfuncs.xlam!",
        "XLFUNCS.XLAM!",
        "'C:\\Users\\O''Brien\\App Data\\xlfuncs.xlam'!",
        "'https://d.docs.live.net/1/xlfuncs.xlam'!",
        "_xldudf_ION_",
        "_XLDUDF_ION_",
        "ION.",
        "ORG.XLFUNCS.ADDIN.",
        "org.xlfuncs.calc.functions.",
    ],
)
def test_every_prefix_goes(prefix: str) -> None:
    assert to_plain(f"{prefix}NERNST(1)+{prefix}nernst_in({prefix}GHK(2),'a b'!C1)&\"{prefix}NERNST(\"") == (
        f"NERNST(1)+NERNST_IN(GHK(2),'a b'!C1)&\"{prefix}NERNST(\""
    )


@pytest.mark.parametrize("space", [" ", "  ", "\n"])
@pytest.mark.parametrize("prefix", ["", "[1]!", "ION."])
def test_the_space_before_a_bracket_goes(prefix: str, space: str) -> None:
    # LibreOffice writes it into the file as it was typed.
    assert to_plain(f"1+{prefix}nernst{space}(A1, 2)+SUM (1)") == "1+NERNST(A1, 2)+SUM (1)"
    [call] = calls(f"1+NERNST{space}(A1, 2)+SUM (1)")
    assert (call.arguments, call.text) == (("A1", "2"), f"NERNST{space}(A1, 2)")


@pytest.mark.parametrize(
    "other",
    [
        '"NERNST("&"""[1]!NERNST("&A1',
        "MY_NERNST(1)+MYNERNST(1)+MY.NERNST(1)+A?NERNST(1)+\\NERNST(1)",
        "Sheet1!NERNST(1)+'a b'!NERNST(1)+[0]!NERNST(1)",
        "NERNST+[1]!NERNST+NERNST_(1)",
        "'C:\\lab.xlam'!NERNST(1)+lab.xlam!NERNST(1)+'C:\\my xlfuncs.xlam'!NERNST(1)+'xlfuncs.xlam\\lab.xlam'!GHK(1)",
        "'[1]Sheet 1'!NERNST(1)+[1]Sheet1!NERNST(1)",
        "Log[ION.NERNST(mV)]+Log[[#This Row],[[1]!NERNST(mV)]]",
        "Log[it''s NERNST(1)']]+'ION.NERNST(1)'!A1+'the [1]!GHK(1)'!A1",
        "GH\N{KELVIN SIGN}(1)+ION.GH\N{KELVIN SIGN}(1)+NERN\N{LATIN SMALL LETTER LONG S}T(1)",
        "ION.OTHER(1)+_xldudf_MY_NERNST(1)+ORG.XLFUNCSNERNST(1)",
        "'never ends ION.NERNST(1)",
        '"never ends ION.NERNST(1)',
    ],
)
def test_what_only_looks_so_stays(other: str) -> None:
    assert to_plain(other) == other
    assert spelled_calls(other) == []


def test_only_links_of_ours_count() -> None:
    formula = "[2]!GHK(1)+[1]!GHK(2)+GHK(3)"
    calls = spelled_calls(formula, lambda number: number == 1)
    assert [formula[call.start :][: len("[1]!GHK(2)")] for call in calls] == ["[1]!GHK(2)", "GHK(3)"]


@pytest.mark.parametrize(
    ("formula", "numbers"),
    [
        ("[1]!NERNST(1)", [1]),
        ("SUM([12]Data!A1:B2,'[3]My data'!$A$1,'[4]A:C'!A1)+[5]A:C!A1", [12, 3, 4, 5]),
        ("[1]!'!Sheet1!R1C1'", [1]),
        ("Log[1]+Log[[#This Row],[2]]+Log[[1]:[2]]+[3]", []),
        ("'Log [1]'!A1&\"[1]!A\"", []),
        ("A1:[1]Data!B2-[2]Data!A1", [1, 2]),
        ("Log['[1']]+[7]Data!A1", [7]),
    ],
)
def test_links_are_told_from_columns_of_tables(formula: str, numbers: list[int]) -> None:
    found = links(formula)
    assert [link.number for link in found] == numbers
    assert [formula[link.start - 1 : link.end + 1] for link in found] == [f"[{number}]" for number in numbers]


# Pieces of formulas that hold no call of ours, some of which look much like one.
others = st.sampled_from(
    [
        *("A1", "$B$2:C3", "'a b'!A1", "1.5E-3", "TRUE", '"K+"', '"[1]!NERNST(1)"', '""""', '"it\'s"', "'it''s'!A1"),
        *("Log[NERNST(mV)]", "Log[[#This Row],[1]]", "Log['[x']]", "[2]!NERNST(1)", "[2]Data!A1", "'[2]a b'!A1"),
        *("MY_GHK(1)", "{1,2;3,4}", "_xlfn.SEQUENCE(3)", "#N/A", "Sheet1!GHK(1)", "NERNST", "'ION.GHK(1)'!B2"),
    ]
)
prefixes = st.sampled_from(["", "[1]!", "ION.", "_xldudf_ION_", "'C:\\a b\\xlfuncs.xlam'!", "ORG.XLFUNCS.ADDIN."])
operators = st.sampled_from(["+", "-", "*", "/", "^", "&", "=", "<>", ",", " , ", "\n+"])


@st.composite
def spelled_and_plain(draw: st.DrawFn, depth: int = 2) -> tuple[str, str]:
    """Return a formula and the same with bare names."""
    pieces = []
    for _ in range(draw(st.integers(1, 3))):
        if depth and draw(st.booleans()):
            name, prefix = draw(st.sampled_from(NAMES)), draw(prefixes)
            spelled, plain = draw(spelled_and_plain(depth - 1))
            pieces.append((f"{prefix}{name}({spelled})", f"{name}({plain})"))
        else:
            pieces.append((draw(others),) * 2)
    signs = [draw(operators) for _ in pieces]
    spelled = "".join(s + piece for s, (piece, _) in zip(["", *signs], pieces, strict=False))
    return spelled, "".join(s + piece for s, (_, piece) in zip(["", *signs], pieces, strict=False))


@given(spelled_and_plain())
def test_exactly_our_calls_become_bare(both: tuple[str, str]) -> None:
    spelled, plain = both
    edits = [call.edit for call in spelled_calls(spelled, lambda number: number == 1) if call.edit]
    made = spelled
    for edit in reversed(edits):
        made = made[: edit.start] + edit.new + made[edit.end :]
    assert made == plain


@given(st.text("[]'\"!(12.ANERSTxlfuncm_\\ ,", max_size=40))
def test_no_text_at_all_is_too_odd(text: str) -> None:
    assert to_plain(to_plain(text)) == to_plain(text)
    for link in links(text):
        assert text[link.start : link.end] == str(link.number) or text[link.start] == "0"


@pytest.mark.parametrize("sign", ["[", "'", '"', "[a", "[[a]", "'[1]", "ORG.XLFUNCS.", "NERNST", "[1]!", "[1]a", "]["])
def test_a_hostile_formula_takes_no_longer_than_it_is_long(sign: str) -> None:
    formula = sign * (200_000 // len(sign)) + "GHK"
    to_plain(formula)
    links(formula)
