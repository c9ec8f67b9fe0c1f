"""Each LAMBDA gives what its Python twin gives: the same number to 1e-12, the same kind of error in the same cell."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.support.cell_contents import Block, Contents, flat
from tests.support.engine_sheet import calculate
from xlfuncs import udfs
from xlfuncs.calling.cells import CellError, Cells
from xlfuncs.functions import BY_NAME, FUNCTIONS, WorksheetFunction
from xlfuncs.functions.units import MM

TOLERANCE = 1e-12
LARGEST_CHARGE = 4  # of the ions in the table, which may stand as symbols
CALLS = 250
# clean ranges; a bad cell here and there; many bad cells; sizes that do not combine
MIXES = ((0.0, 0.0), (0.04, 0.03), (0.3, 0.0), (0.02, 0.3))


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.name)
@pytest.mark.parametrize(("dirt", "misfits"), MIXES)
def test_the_lambda_agrees_with_python(function, dirt, misfits):
    agrees_with_python(function, Contents(random.Random(f"{function.name} {dirt} {misfits}"), dirt, misfits))


@pytest.mark.parametrize("function", [BY_NAME["GHK"], BY_NAME["DONNAN"]], ids=lambda f: f.name)
def test_roots_are_found_for_valences_that_no_ion_has(function):
    valences = tuple(z for z in range(-20, 21) if abs(z) > 4)
    agrees_with_python(function, Contents(random.Random(function.name), 0.0, 0.0, valences))


def agrees_with_python(function: WorksheetFunction, contents: Contents) -> None:
    calls = [contents.arguments(function) for _ in range(CALLS)]
    disagreements = [
        (blocks, expected, result)
        for blocks, result in zip(calls, calculate(function.name, calls), strict=True)
        if not agree(function.name, blocks, expected := python_result(function.name, blocks), result)
    ]
    assert not disagreements, describe(function.name, disagreements)


def python_result(name: str, blocks: list[Block]) -> Block:
    return getattr(udfs, name)(*(Cells(block) for block in blocks)).rows


def agree(name: str, blocks: list[Block], expected: Block, result: Block) -> bool:
    shapes_agree = [len(row) for row in expected] == [len(row) for row in result]
    scale = natural_scale(name, blocks)
    return shapes_agree and all(same(a, b, scale) for a, b in zip(flat(expected), flat(result), strict=True))


def same(expected: Any, result: Any, scale: float) -> bool:
    if isinstance(expected, float) and isinstance(result, float):
        return abs(expected - result) <= TOLERANCE * max(abs(expected), scale)
    if isinstance(expected, CellError) and isinstance(result, CellError):
        return expected.kind == result.kind
    return type(expected) is type(result) and expected == result


def natural_scale(name: str, blocks: list[Block]) -> float:
    """Return the size of number that the result is a difference of: RT/F in mV, RT in kJ/mol, the most concentrated."""
    arguments = BY_NAME[name].arguments
    if name == "GHK_CURRENT":
        # The larger one-way current: P |z| F c w, with w = |z| F V/RT at the least 1.
        permeability, vm, c_out, c_in, z, _ = map(largest, blocks)
        z = max(z, LARGEST_CHARGE)
        return permeability * z * 96485 * max(c_out, c_in) * max(1, z * vm / 20)
    concentration = max((largest(b) for b, q in zip(blocks, arguments, strict=True) if q.unit == MM), default=0)
    units = {
        "1": 1.0,
        "mV": 25.0,
        "kJ/mol": 2.3,
        "mV/K": 0.086,
        "mM": concentration,
        "kPa": 2.3 * concentration,
        "mV, mM": max(25.0, concentration),
    }
    return units.get(str(BY_NAME[name].unit), 0.0)


def largest(block: Block) -> float:
    return max((abs(x) for x in flat(block) if type(x) is float), default=0)


def describe(name: str, disagreements: list[tuple[list[Block], Block, Block]]) -> str:
    lines = [f"{len(disagreements)} calls of {name} disagree, such as"]
    for blocks, expected, result in sorted(disagreements, key=lambda d: len(str(d[0])))[:5]:
        lines.append(f"  {shown(blocks)}\n    Python {shown(expected)}\n    LAMBDA {shown(result)}")
    return "\n".join(lines)


def shown(block: Any) -> str:
    if isinstance(block, list):
        return f"[{', '.join(map(shown, block))}]"
    return block.kind if isinstance(block, CellError) else repr(block)
