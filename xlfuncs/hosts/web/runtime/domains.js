// @ts-check
// What a cell may hold, and what is said of one that it may not: from the list's domains as data.

import { digits } from "./numbers.js";
import { shortened } from "./ions.js";

/**
 * Numbers that are allowed, and what is added to have what the formula wants; null where there is no bound.
 * @typedef {{low: number | null, high: number | null, open: boolean, whole: boolean, nonzero: boolean,
 *   offset: number}} IntervalData
 */
/** @typedef {{rule: string, takesUnit: boolean, asked: string, kind: string, intervals: IntervalData[]}} Domain */
/**
 * An argument of the list; `factor` is its unit in the SI.
 * @typedef {{name: string, unit: string, factor: number, axis: string, hasConditions: boolean,
 *   domain: Domain}} ArgumentData
 */
/** @typedef {{low: number, high: number, open: boolean, whole: boolean, nonzero: boolean, offset: number}} Interval */
/**
 * Numbers between `above` and `below`, if there are any, are good as they are: most need no second look.
 * @typedef {ArgumentData & {intervals: Interval[], above: number, below: number}} Argument
 */
/** @typedef {{error: string, reason: string}} Fault an error value, and why */
/** @typedef {{findIon: import("./ions.js").IonFinder, errorValues: string[]}} Known */

const DAY = 86400000; // milliseconds
const DAY_ZERO = Date.UTC(1899, 11, 30); // of spreadsheets

/**
 * @param {ArgumentData} data
 * @returns {Argument}
 */
export function prepared(data) {
  const intervals = (data.domain.kind === "text" ? [] : data.domain.intervals).map((interval) =>
    Object.assign({}, interval, {
      low: interval.low === null ? -Infinity : interval.low,
      high: interval.high === null ? Infinity : interval.high,
    })
  );
  const isPlain = intervals.length === 1 && data.factor === 1 && !intervals[0].whole && !intervals[0].nonzero;
  const above = isPlain ? intervals[0].low : NaN;
  const below = isPlain ? intervals[0].high : NaN;
  return Object.assign({}, data, { intervals, above, below });
}

/**
 * What the formula gets for a number, or NaN if it is against the rule.
 * @param {Argument} argument
 * @param {number} x
 */
export function numberFor(argument, x) {
  if (x > argument.above && x < argument.below) return x;
  const intervals = argument.intervals;
  for (let k = 0; k < intervals.length; k++) {
    if (holds(intervals[k], x)) return fitsInSi(argument, x) ? x + intervals[k].offset : NaN;
  }
  return NaN;
}

/**
 * @param {Interval} interval
 * @param {number} x
 */
function holds(interval, x) {
  const { low, high } = interval;
  if (!Number.isFinite(x) || !(interval.open ? x > low && x < high : x >= low && x <= high)) return false;
  return !(interval.whole && x !== Math.floor(x)) && !(interval.nonzero && x === 0);
}

/**
 * Whether a good number is one in the SI unit too: in Python it is calculated there.
 * @param {Argument} argument
 * @param {number} x
 */
function fitsInSi(argument, x) {
  return argument.factor === 1 || holds(argument.intervals[0], x * argument.factor);
}

/**
 * What the formula gets for a cell, or what is wrong with it.
 * @param {Argument} argument
 * @param {unknown} cell
 * @param {Known} known
 * @returns {number | string | Fault}
 */
export function valueOf(argument, cell, known) {
  if (isFault(cell)) return passed(argument, cell.error, cell.reason);
  if (typeof cell === "string" && known.errorValues.indexOf(cell) >= 0) return passed(argument, cell, "");
  if (cell === null || cell === undefined || cell === "" || Number.isNaN(cell)) {
    return { error: "#N/A", reason: `${argument.name} is missing (blank cell)` };
  }
  if (argument.domain.kind === "text") return textOf(argument, cell);
  if (cell instanceof Date) return numberOf(argument, serialOf(cell));
  if (typeof cell === "number") return numberOf(argument, cell);
  if (typeof cell === "string" && argument.domain.kind === "symbol") return valenceOf(argument, cell, known);
  return wrong(argument, `, got ${shown(cell)}`);
}

/**
 * @param {unknown} cell
 * @returns {cell is {error: string, reason?: string}}
 */
export function isFault(cell) {
  return typeof cell === "object" && cell !== null && "error" in cell;
}

/**
 * An error value that a cell holds comes out again unchanged.
 * @param {Argument} argument
 * @param {string} error
 * @param {string | undefined} reason
 * @returns {Fault}
 */
function passed(argument, error, reason) {
  return { error, reason: reason || `${argument.name} holds ${error}` };
}

/**
 * @param {Argument} argument
 * @param {string} why
 * @returns {Fault}
 */
function wrong(argument, why) {
  return { error: "#VALUE!", reason: `${argument.name} must be ${argument.domain.asked}${why}` };
}

/** @param {unknown} cell */
function shown(cell) {
  if (typeof cell === "boolean") return String(cell).toUpperCase();
  if (typeof cell === "number") return digits(cell, 15);
  return typeof cell === "string" ? `the text "${shortened(cell)}"` : `a ${typeof cell}`;
}

/**
 * @param {Argument} argument
 * @param {unknown} cell
 */
function textOf(argument, cell) {
  return typeof cell === "string" ? cell : wrong(argument, `, got ${shown(cell)}`);
}

/**
 * @param {Argument} argument
 * @param {number} x
 */
function numberOf(argument, x) {
  const value = numberFor(argument, x);
  if (!Number.isNaN(value)) return value;
  const { rule, takesUnit } = argument.domain;
  const isGood = argument.intervals.some((interval) => holds(interval, x));
  const unit = takesUnit && argument.unit && !isGood ? ` ${argument.unit}` : "";
  return { error: "#NUM!", reason: `${argument.name} must be ${rule}${unit}, got ${digits(x, 15)}` };
}

/**
 * @param {Argument} argument
 * @param {string} symbol
 * @param {Known} known
 */
function valenceOf(argument, symbol, known) {
  const ion = known.findIon(symbol);
  return typeof ion === "string" ? wrong(argument, `; ${ion}`) : numberOf(argument, ion.z);
}

/**
 * A date as a spreadsheet counts it, in days.
 * @param {Date} date
 */
function serialOf(date) {
  return (date.getTime() - date.getTimezoneOffset() * 60000 - DAY_ZERO) / DAY;
}
