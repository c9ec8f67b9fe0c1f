import assert from "node:assert/strict";
import test from "node:test";
import { digits } from "../../../../xlfuncs/hosts/web/runtime/numbers.js";

// Expected: what Python's format(x, ".15g") prints.
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
