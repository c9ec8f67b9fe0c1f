import assert from "node:assert/strict";
import test from "node:test";
import * as f from "../../../../xlfuncs/hosts/web/runtime/formulas.js";

test("lists are summed and compared", () => {
  const list = f.vector(3, (i) => (i - 1) * 2);
  assert.deepEqual(list, [-2, 0, 2]);
  assert.equal(f.sum(3, (i) => list[i] + 1), 3);
  assert.equal(f.greatest(3, (i) => list[i]), 2);
  assert.equal(f.least(3, (i) => list[i]), -2);
  assert.ok(Number.isNaN(f.greatest(2, (i) => [NaN, 1][i])));
});

test("the middle one, and what stands for no number", () => {
  for (const [a, b, c] of [[1, 2, 3], [3, 2, 1], [2, 1, 3], [2, 3, 1]]) assert.equal(f.median(a, b, c), 2);
  assert.ok(Number.isNaN(f.median(1, 3, NaN)));
  assert.equal(f.orElse(Infinity, 7), 7);
  assert.equal(f.orElse(5, 7), 5);
});

test("a ratio's logarithm is exact for every pair of numbers", () => {
  assert.equal(f.logRatio(Math.E, 1), 1);
  const due = Math.log(10) * 616; // ln(1e308/1e-308)
  assert.ok(Math.abs(f.logRatio(1e308, 1e-308) - due) < 1e-12 * due);
});

test("a root of a sum may be larger than the root of a number", () => {
  assert.equal(f.rootOfSum(3, 16), 5);
  assert.equal(f.rootOfSum(1e300, 1), 1e300);
});

const newton = (value, slope) => (x) => x - value(x) / slope(x);

test("a root is found on either side of 0, and from where Newton would leave its bracket", () => {
  const cubic = newton((x) => x ** 3 - 8, (x) => 3 * x ** 2);
  assert.ok(Math.abs(f.root(1, cubic) - 2) < 1e-12);
  assert.ok(Math.abs(f.root(-1, newton((x) => x ** 3 + 8, (x) => 3 * x ** 2)) + 2) < 1e-12);
  const flat = newton((x) => Math.atan(x - 1), (x) => 1 / (1 + (x - 1) ** 2));
  assert.ok(Math.abs(f.root(5, flat) - 1) < 1e-12);
});

test("where Newton finds no number, the root is nearer to 0", () => {
  const overflowing = (x) => (x > 3 ? NaN : newton((y) => y - 2, () => 1)(x));
  assert.ok(Math.abs(f.root(50, overflowing) - 2) < 1e-12);
});

test("what has no root ends", () => {
  let steps = 0;
  assert.ok(Number.isNaN(f.root(1, () => { steps++; return NaN; })));
  assert.ok(Number.isNaN(f.root(0, (x) => { steps++; return x + 1; })));
  assert.ok(steps <= 200);
});
