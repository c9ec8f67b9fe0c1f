import assert from "node:assert/strict";
import test from "node:test";
import { digits, repr } from "../../../../xlfuncs/hosts/web/runtime/numbers.js";

// Expected: what Python's format(x, ".15g") and repr(x) print.
test("digits are Python's", () => {
  const due = [
    [5, "5"], [-0.0001, "-0.0001"], [0.00001, "1e-05"], [1e15, "1e+15"], [123456789012345, "123456789012345"],
    [0.1 + 0.2, "0.3"], [1e308, "1e+308"], [1e-320, "9.99988867182683e-321"], [-0, "-0"], [1200, "1200"],
    [Infinity, "inf"], [-Infinity, "-inf"], [NaN, "nan"],
  ];
  for (const [x, text] of due) assert.equal(digits(x, 15), text);
  assert.equal(digits(12.3456789, 6), "12.3457");
  assert.equal(digits(1234567, 6), "1.23457e+06");
});

test("repr is Python's", () => {
  const due = [
    [5, "5.0"], [0.1, "0.1"], [1e16, "1e+16"], [1e15, "1000000000000000.0"], [0.0001, "0.0001"], [0.00012, "0.00012"],
    [0.00001, "1e-05"], [1.5e-7, "1.5e-07"], [-0, "-0.0"], [-2.5, "-2.5"],
  ];
  for (const [x, text] of due) assert.equal(repr(x), text);
});
