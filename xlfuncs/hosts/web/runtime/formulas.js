// @ts-check
// What the formulas call that were made from the list: sums over lists, a root.

const LAST_STEP = 1e-8; // Newton's error after a step is of the order of its square: nothing that a number can hold
const MOST_STEPS = 100;
// Outside these a ratio of two numbers has lost digits or left the range of numbers.
const SMALLEST_RATIO = 1e-300;
const LARGEST_RATIO = 1e300;

/**
 * @param {number} length
 * @param {(i: number) => number} at
 * @returns {number[]}
 */
export function vector(length, at) {
  const list = new Array(length);
  for (let i = 0; i < length; i++) list[i] = at(i);
  return list;
}

/**
 * @param {number} length
 * @param {(i: number) => number} at
 */
export function sum(length, at) {
  let total = 0;
  for (let i = 0; i < length; i++) total += at(i);
  return total;
}

/**
 * @param {number} length
 * @param {(i: number) => number} at
 */
export function greatest(length, at) {
  let most = -Infinity;
  for (let i = 0; i < length; i++) most = Math.max(most, at(i));
  return most;
}

/**
 * @param {number} length
 * @param {(i: number) => number} at
 */
export function least(length, at) {
  return -greatest(length, (i) => -at(i));
}

/**
 * @param {number} x
 * @param {number} other what is taken where x is no number
 */
export function orElse(x, other) {
  return Number.isFinite(x) ? x : other;
}

/**
 * The one in the middle.
 * @param {number} a
 * @param {number} b
 * @param {number} c
 */
export function median(a, b, c) {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

/**
 * The root of x² + y, also where x² is too large a number.
 * @param {number} x
 * @param {number} y
 */
export function rootOfSum(x, y) {
  return Math.hypot(x, Math.sqrt(y));
}

/**
 * ln(above/below) for every pair of positive numbers, in one logarithm where that is exact.
 * @param {number} above
 * @param {number} below
 */
export function logRatio(above, below) {
  const ratio = above / below;
  if (ratio >= SMALLEST_RATIO && ratio <= LARGEST_RATIO) return Math.log(ratio);
  return Math.log(above) - Math.log(below);
}

/**
 * Where Newton's steps for an increasing function end: halvings of the bracket where one leaves it.
 * NaN where no root is found: whatever the numbers, it ends.
 * @param {number} start has the sign of the root, or is 0 if that is positive
 * @param {(x: number) => number} step gives where Newton would go from x; no number only where x is too far from 0
 */
export function root(start, step) {
  const sign = start < 0 ? -1 : 1;
  let near = 0;
  let far = sign * Infinity;
  let x = start;
  for (let turn = 0; turn < MOST_STEPS; turn++) {
    const after = step(x);
    if (Math.abs(after - x) <= LAST_STEP * Math.max(1, Math.abs(x))) return after;
    if ((after - x) * sign > 0) near = x;
    else far = x;
    const isWithin = (after - near) * sign > 0 && (far - after) * sign > 0;
    x = isWithin ? after : (near + far) / 2;
  }
  return NaN;
}
