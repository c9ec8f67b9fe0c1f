"""xlfuncs.js gives what Python gives: the same number to 1e-12, the same kind of error with the same reason."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.formulas.test_twins import TOLERANCE, natural_scale
from tests.support.cell_contents import Block, Contents, flat
from xlfuncs import udfs
from xlfuncs.calling.cells import CellError, Cells
from xlfuncs.compute.rules import TOO_LARGE
from xlfuncs.functions import FUNCTIONS

CALLS = 200
# clean ranges; a bad cell here and there; many bad cells; sizes that do not combine
MIXES = ((0.0, 0.0), (0.04, 0.03), (0.3, 0.0), (0.02, 0.3))
EXTREMES = (1e308, -1e308, 1e-320, -1e-300)
LARGEST_VALENCE = 250.0  # beyond, Python's own digits are lost
# And so they are where the terms of a sum underflow or overflow.
NARROWER = {1e-320: 1e-150, 1e308: 1e150}
SUMS = ("GHK", "DONNAN", "DONNAN_IN", "DONNAN_OSMOTIC")
TINY = 1e-260  # below, numbers lose digits: in the SI's units earlier than in the laboratory's
HUGE = 1e290  # above, the order of the factors decides whether a product is too large


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.name)
def test_javascript_agrees_with_python(node, function):
    calls = [blocks for mix in MIXES for blocks in drawn(function, *mix)] + extreme(function)
    results = node.calls([[function.name, given(blocks, i)] for i, blocks in enumerate(calls)])
    disagreements = [
        (blocks, expected, result)
        for blocks, result in zip(calls, results, strict=True)
        if not agree(function.name, blocks, expected := expected_of(function.name, blocks), result)
    ]
    assert not disagreements, describe(function.name, disagreements)


def drawn(function, dirt: float, misfits: float) -> list[list[Block]]:
    contents = Contents(random.Random(f"{function.name} {dirt} {misfits}"), dirt, misfits)
    return [contents.arguments(function) for _ in range(CALLS)]


def extreme(function) -> list[list[Block]]:
    """Return calls with one cell at an end of the range of numbers; a valence, for Python small, nearer to 0."""
    rng = random.Random(function.name)
    calls = drawn(function, 0.0, 0.0)
    for blocks in calls:
        k = rng.randrange(len(blocks))
        x = rng.choice(EXTREMES)
        x = LARGEST_VALENCE if function.arguments[k].domain.kind == "symbol" else x
        rng.choice(blocks[k])[-1] = NARROWER.get(x, x) if function.name in SUMS else x
    return calls


def given(blocks: list[Block], turn: int) -> list[Any]:
    """Return arguments as JavaScript gets them: single cells in turn as they are or as ranges, as rows or flat."""
    return [one_given([[plain(cell) for cell in row] for row in block], turn + k) for k, block in enumerate(blocks)]


def one_given(rows: list[list[Any]], turn: int) -> Any:
    if len(rows) == len(rows[0]) == 1 and turn % 2:
        return rows[0][0]
    return rows[0] if len(rows) == 1 and turn % 3 else rows


def plain(cell: Any) -> Any:
    return {"error": cell.kind} if isinstance(cell, CellError) else cell


def expected_of(name: str, blocks: list[Block]) -> Any:
    """Return Python's result as JavaScript gives it."""
    rows = getattr(udfs, name).from_cells(*map(Cells, blocks)).rows
    cells = [[{"error": x.kind, "reason": x.reason} if isinstance(x, CellError) else x for x in row] for row in rows]
    return cells[0][0] if len(cells) == len(cells[0]) == 1 else cells


def agree(name: str, blocks: list[Block], expected: Any, result: Any) -> bool:
    expected, result = ([[x]] if not isinstance(x, list) else x for x in (expected, result))
    if [len(row) for row in expected] != [len(row) for row in result]:
        return False
    scale = natural_scale(name, blocks)
    return all(same(a, b, scale) for a, b in zip(flat(expected), flat(result), strict=True))


def same(expected: Any, result: Any, scale: float) -> bool:
    if isinstance(expected, float) and isinstance(result, float | int):
        return abs(expected - result) <= TOLERANCE * max(abs(expected), scale, TINY)
    return expected == result or (not isinstance(expected, str) and is_huge(expected) and is_huge(result))


def is_huge(cell: Any) -> bool:
    return cell == {"error": "#NUM!", "reason": TOO_LARGE} if isinstance(cell, dict) else abs(cell) > HUGE


def describe(name: str, disagreements: list[tuple[list[Block], Any, Any]]) -> str:
    lines = [f"{len(disagreements)} calls of {name} disagree, such as"]
    for blocks, expected, result in sorted(disagreements, key=lambda d: len(str(d[0])))[:5]:
        lines.append(f"  {given(blocks, 0)}\n    Python     {expected}\n    JavaScript {result}")
    return "\n".join(lines)
