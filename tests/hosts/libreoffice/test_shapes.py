"""Rows, columns, blocks and whole columns in LibreOffice Calc, and results of many cells."""

from __future__ import annotations

import pytest

from xlfuncs.calling.cells import CellError

NA, VALUE, NUM = CellError("#N/A"), CellError("#VALUE!"), CellError("#NUM!")
LAST_ROW = 1_048_576


def near(value):
    return pytest.approx(value, abs=1e-9)


# mpmath, 50 digits: potassium at 37 °C, mM outside and inside
E_5_140, E_50_140, E_5_14, E_50_14 = map(
    near, (-89.05869403673189, -27.51828717865629, -27.51828717865629, 34.02211967941931)
)
E_1_140 = near(-132.07359248516135)
# closed forms, mpmath, 50 digits: the resting cell, at 37 °C; a Donnan cell of 120 mM, -1
REST = near(-65.20453717766652)
NA_INSIDE, CL_INSIDE = near(216.92354826475216), near(96.92354826475216)


def test_rows_and_columns_combine(calc):
    with calc.document() as document:
        document.put("B1:C1", [[5.0, 50.0]])
        document.put("A2:A3", [[140.0], [14.0]])
        document.type_arrays({
            "B2:C3": "=NERNST(B1:C1;A2:A3;1;37)",
            "E1:F1": "=NERNST(B1:C1;140;1;37)",
            "G1:G2": "=NERNST(5;A2:A3;1;37)",
            "E5:F6": '=NERNST({5;50|5;50};{140;140|14;14};{"K+"|"Na+"};{37;310.15})',
        })  # fmt: skip
        block = [[E_5_140, E_50_140], [E_5_14, E_50_14]]
        assert document.read("B2:C3") == block
        assert document.read("E5:F6") == block
        assert document.read("E1:F1") == block[:1]
        assert document.read("G1:G2") == [[E_5_140], [E_5_14]]


def test_one_bad_row_spoils_itself_only(calc):
    with calc.document() as document:
        document.put("A1:B4", [[5.0, 140.0], [-5.0, 140.0], ["five", 140.0], [5.0, None]])
        document.type_arrays({"C1:C4": "=NERNST(A1:A4;B1:B4;1;37)"})
        assert document.read("C1:C4") == [[E_5_140], [NUM], [VALUE], [NA]]


def test_words_for_results_spill_too(calc):
    with calc.document() as document:
        document.type_arrays({"A1:A4": '=FLUX_DIRECTION({-90|-70|-80|"x"};-80;1)'})
        assert document.read("A1:A4") == [["influx"], ["efflux"], ["none"], [VALUE]]


@pytest.mark.parametrize("lists", ["{};{};{};{}", "{0};{1};{2};{3}"])
def test_a_list_of_ions_may_be_a_row_or_a_column(calc, lists):
    rows = ("A1:B1", "A2:B2", "A3:B3", "A4:B4")
    columns = ("D1:D2", "E1:E2", "F1:F2", "G1:G2")
    cells = [[1.0, 0.05], [5.0, 145.0], [140.0, 10.0], ["K+", "Na+"]]
    with calc.document() as document:
        document.put("A1:B4", cells)
        document.put("D1:G2", [list(column) for column in zip(*cells, strict=True)])
        mixed = (rows[0], columns[1], rows[2], columns[3])
        for i, ranges in enumerate((rows, columns, mixed), 1):
            document.type({f"J{i}": f"=GHK({';'.join(ranges)};37)"})
        assert document.read("J1:J3") == [[REST]] * 3


def test_a_table_gives_a_result_per_row(calc):
    with calc.document() as document:
        document.put("A1:B4", [[5.0, 145.0], [5.0, None], [0.0, 0.0], [50.0, 1450.0]])
        document.type_arrays({
            "C1:C4": '=GHK({1;0.05};A1:B4;{140;10};{"K+";"Na+"};37)',
            "D1:D4": "=IONIC_STRENGTH(A1:B4;{1;-1})",
            "E1:E4": '=GHK({1;0.05};{140;10};A1:B4;{"K+";"Na+"};37)',
        })  # fmt: skip
        [first, *rest] = document.read("C1:E4")
        assert first == [REST, 75.0, near(65.20453717766652)]
        assert [row[1] for row in rest] == [NA, 0.0, 750.0]
        assert [row[0] for row in rest[:2]] == [row[2] for row in rest[:2]] == [NA, NUM]


def test_a_table_of_cells_at_several_temperatures(calc):
    with calc.document() as document:
        document.type_arrays({"A1:B2": "=GHK({1;0.05};{5;145|5;145};{140;10};{1;1};{37;310.15})"})
        assert document.read("A1:B2") == [[REST, REST]] * 2


def test_a_donnan_cell_keeps_the_shape_of_c_out(calc):
    with calc.document() as document:
        document.type_arrays({
            "A1:B1": "=DONNAN_IN({145;145};{1;-1};120;-1)",
            "A3:A4": "=DONNAN_IN({145|145};{1;-1};120;-1)",
        })  # fmt: skip
        document.type(
            {"D1": "=INDEX(DONNAN_IN({145;145};{1;-1};120;-1);1;2)", "D2": "=SUM(DONNAN_IN({145;145};{1;-1};120;-1))"}
        )
        assert document.read("A1:B1") == [[NA_INSIDE, CL_INSIDE]]
        assert document.read("A3:A4") == [[NA_INSIDE], [CL_INSIDE]]
        assert document.read("D1:D2") == [[CL_INSIDE], [near(313.84709652950433)]]


def test_an_array_formula_larger_or_smaller_than_the_result(calc):
    state = "PUMP_LEAK(145;5;150;0.01;0.3;0.5;-1.2;37)"
    printed = ["-87.4212", "13.9475", "149.1711", "5.6956", "131.1858"]  # mpmath, 50 digits
    with calc.document() as document:
        document.type_arrays({"A1:A7": f"={state}", "C1:C2": f"={state}", "E1:F6": f"={state}"})
        document.type_arrays({"H1:J2": "=DONNAN_IN({145;145};{1;-1};120;-1)"})
        document.type({"L1": f"={state}", "L2": f"=INDEX({state};5)"})
        document.number_format("A1:L7", "0.0000")
        assert document.shown("A1:A7") == [*([text] for text in printed), ["#N/A"], ["#N/A"]]
        assert document.shown("C1:C2") == [[text] for text in printed[:2]]
        # Calc repeats a single column, or row, to the end of its range.
        assert document.shown("E1:F6") == [*([text, text] for text in printed), ["#N/A", "#N/A"]]
        assert document.read("H1:J2") == [[NA_INSIDE, CL_INSIDE, NA]] * 2
        assert document.shown("L1:L2") == [[printed[0]], [printed[4]]]


def test_states_of_several_cells_stand_side_by_side(calc):
    with calc.document() as document:
        document.type_arrays({"A1:C5": "=PUMP_LEAK(145;5;150;0.01;0.3;{0.5;0;0.5};-1.2;37)"})
        first, without_pump, again = zip(*document.read("A1:C5"), strict=True)
        assert again == first
        assert without_pump == (NUM,) * 5


def test_limit_of_calc_a_result_of_many_cells_shows_its_first_in_an_ordinary_formula(calc):
    with calc.document() as document:
        document.put("A1:A2", [[5.0], [50.0]])
        document.type(
            {"B1": "=NERNST(A1:A2;140;1;37)", "B2": "=NERNST(A1:A2;140;1;37)", "B3": "=SUM(NERNST(A1:A2;140;1;37))"}
        )
        assert document.read("B1:B3") == [[E_5_140], [E_5_140], [near(-116.57698121538818)]]


def test_whole_columns(calc):
    with calc.document() as document:
        document.put("A1:B4", [["outside", "inside"], [5.0, 140.0], [50.0, 140.0], [1.0, 140.0]])
        document.type_arrays({
            "C1:C6": "=NERNST(A:A;B:B;1;37)",
            "D1": "=SUM(IFERROR(NERNST(A:A;140;1;37);0))",
        })  # fmt: skip
        assert document.read("C1:C6") == [[VALUE], [E_5_140], [E_50_140], [E_1_140], [NA], [NA]]
        assert document.value("D1") == near(-248.65057370054953)


def test_the_blank_rows_of_whole_columns_are_missing_as_in_excel(calc):
    with calc.document() as document:
        document.put("A1:D2", [[5.0, 145.0, 140.0, 10.0]] * 2)
        document.type({"F1": "=SUM(NERNST(A:A;140;1;37))", "F2": "=SUM(GHK({1;0.05};A:B;C:D;{1;1};37))"})
        document.type_arrays({"G1:G3": "=GHK({1;0.05};A:B;C:D;{1;1};37)"})
        assert document.read("F1:F2") == [[NA], [NA]]
        assert document.read("G1:G3") == [[REST], [REST], [NA]]


def test_a_column_that_is_used_to_its_last_row(calc):
    with calc.document() as document:
        document.put(f"A{LAST_ROW}:A{LAST_ROW}", [[5.0]])
        document.type_arrays({"B1": "=SUM(IFERROR(NERNST(A:A;140;1;37);0))"})
        assert document.value("B1") == E_5_140


def test_a_hundred_thousand_rows(calc):
    rows = 100_000
    with calc.document() as document:
        document.type_arrays({f"A1:A{rows}": f"=ROW(A1:A{rows})"})
        document.type_arrays({f"B1:B{rows}": f"=NERNST(A1:A{rows};140;1;37)"})
        assert document.read("B1:B1") == [[E_1_140]]
        # mpmath, 50 digits
        assert document.read(f"B{rows}:B{rows}") == [[near(175.62844180521665)]]
