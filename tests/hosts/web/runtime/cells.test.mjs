import assert from "node:assert/strict";
import test from "node:test";
import { asRows, blockOf } from "../../../../xlfuncs/hosts/web/runtime/blocks.js";
import { numberFor, prepared, valueOf } from "../../../../xlfuncs/hosts/web/runtime/domains.js";
import { ionFinder } from "../../../../xlfuncs/hosts/web/runtime/ions.js";

const interval = (more) => ({ low: null, high: null, open: false, whole: false, nonzero: false, offset: 0, ...more });
const argument = (domain, more) => prepared({
  name: "x", unit: "mM", factor: 1, axis: "", hasConditions: false,
  domain: { rule: "> 0", takesUnit: true, asked: "a number", kind: "number", intervals: [interval()], ...domain },
  ...more,
});
const positive = argument({ intervals: [interval({ low: 0, open: true })] });
const temperature = argument({ intervals: [interval({ low: 0, high: 100, offset: 273.15 }), interval({ low: 273.15, high: 373.15 })] });
const symbol = argument({ kind: "symbol", rule: "a whole number", asked: "a valence", intervals: [interval({ whole: true })] });
const table = {
  ions: [{ symbol: "K+", names: ["K+", "K"], z: 1, size: 300, mass: 39.098 }],
  ambiguous: { IRON: ["Fe2+", "Fe3+"] }, blanks: " \u00a0", spellings: [["⁺", "+"]],
};
const known = { findIon: ionFinder(table), errorValues: ["#N/A", "#REF!"] };

test("numbers by their rule, on two scales", () => {
  assert.equal(numberFor(positive, 5), 5);
  for (const x of [0, -1, Infinity, NaN]) assert.ok(Number.isNaN(numberFor(positive, x)));
  assert.equal(numberFor(positive, Number.MAX_VALUE), Number.MAX_VALUE);
  assert.equal(numberFor(temperature, 37), 310.15);
  assert.equal(numberFor(temperature, 300), 300);
  assert.ok(Number.isNaN(numberFor(temperature, 200)));
});

test("each kind of cell has its error and its reason", () => {
  const due = [
    [null, "#N/A", "x is missing (blank cell)"], [undefined, "#N/A", "x is missing (blank cell)"],
    ["", "#N/A", "x is missing (blank cell)"], [NaN, "#N/A", "x is missing (blank cell)"],
    [true, "#VALUE!", "x must be a number, got TRUE"], [{}, "#VALUE!", "x must be a number, got a object"],
    ["word", "#VALUE!", 'x must be a number, got the text "word"'], [-5, "#NUM!", "x must be > 0 mM, got -5"],
    ["#REF!", "#REF!", "x holds #REF!"], [{ error: "#DIV/0!" }, "#DIV/0!", "x holds #DIV/0!"],
    [{ error: "#NUM!", reason: "why" }, "#NUM!", "why"],
  ];
  for (const [cell, error, reason] of due) assert.deepEqual(valueOf(positive, cell, known), { error, reason });
});

test("a number that is none in the SI is refused by its rule, without the unit of the cell", () => {
  const tiny = argument({ intervals: [interval({ low: 0, open: true })] }, { factor: 1e-12 });
  assert.deepEqual(valueOf(tiny, 1e-320, known), { error: "#NUM!", reason: "x must be > 0, got 9.99988867182683e-321" });
});

test("symbols as people write them; what could be two ions", () => {
  for (const text of ["K+", " k⁺\u00a0", "k"]) assert.equal(valueOf(symbol, text, known), 1);
  assert.equal(valueOf(symbol, "Iron", known).reason, 'x must be a valence; "Iron" could be Fe2+ or Fe3+');
  assert.equal(valueOf(symbol, "constructor", known).reason, 'x must be a valence; no ion "constructor" is in the table');
});

test("a date counts as a spreadsheet counts it", () => {
  assert.equal(valueOf(positive, new Date(1900, 2, 1), known), 61); // 1 March 1900 in every spreadsheet
});

test("a range keeps its shape; a flat array is a row; nothing is a blank", () => {
  const block = blockOf(positive, [[1, null], [-2, 3]], known);
  assert.deepEqual([block.rows, block.columns, Array.from(block.values)], [2, 2, [1, NaN, NaN, 3]]);
  assert.deepEqual(Array.from(block.faults, (fault) => fault && fault.error), [undefined, "#N/A", "#NUM!", undefined]);
  assert.deepEqual([blockOf(positive, [1, 2], known).rows, blockOf(positive, [1, 2], known).columns], [1, 2]);
  for (const nothing of [[], [[]]]) assert.equal(blockOf(positive, nothing, known).faults[0].error, "#N/A");
  for (const uneven of [[[1, 2], [3]], [[1], 2], [1, [2]]]) {
    assert.equal(blockOf(positive, uneven, known).reason, "x has rows of different lengths");
  }
});

test("results come as rows, one alone as it is", () => {
  assert.equal(asRows([5], 1), 5);
  assert.deepEqual(asRows([1, 2, 3, 4], 2), [[1, 2], [3, 4]]);
  assert.deepEqual(asRows([1, 2], 1), [[1], [2]]);
});
