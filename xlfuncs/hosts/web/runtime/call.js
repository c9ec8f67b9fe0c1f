// @ts-check
// A worksheet function: from what is given, by way of its formula, to a number, rows or a fault.

import { asRows, blockOf } from "./blocks.js";
import { isFault, numberFor, prepared, valueOf } from "./domains.js";
import { laidOut } from "./shapes.js";

/** @typedef {import("./domains.js").Argument} Argument */
/** @typedef {import("./domains.js").ArgumentData} ArgumentData */
/** @typedef {import("./domains.js").Fault} Fault */
/** @typedef {import("./domains.js").Known} Known */
/** @typedef {import("./blocks.js").Block} Block */
/** @typedef {import("./blocks.js").Result} Result */
/** @typedef {import("./shapes.js").Layout} Layout */
/**
 * A function of the list: `like` is the place of the argument whose shape the result has, or -1; `rows` how many rows
 * each result has, or 0; `factor` the result's unit in the SI.
 * @typedef {{name: string, arguments: ArgumentData[], factor: number, like: number, rows: number}} Entry
 */
/**
 * One result of good values; why there is none; where each cell has a number as its result, all of them at once.
 * @typedef {{result: (...values: any[]) => any, refusal: (...values: any[]) => string,
 *   results?: (out: Float64Array, values: ArrayLike<number>[], steps: number[]) => void}} Formula
 */

/**
 * @param {Entry} entry
 * @param {Formula} formula
 * @param {Known} known
 * @returns {(...given: unknown[]) => Result | Result[][]}
 */
export function worksheetFunction(entry, formula, known) {
  const args = entry.arguments.map(prepared);
  return function (...given) {
    const single = formula.results ? resultOfSingles(entry, args, formula, given, known) : undefined;
    return single === undefined ? resultOfRanges(entry, args, formula, given, known) : single;
  };
}

/**
 * The result of good single values, without any array of cells; undefined for all else.
 * @param {Entry} entry
 * @param {Argument[]} args
 * @param {Formula} formula
 * @param {unknown[]} given
 * @param {Known} known
 */
function resultOfSingles(entry, args, formula, given, known) {
  const values = new Array(args.length);
  for (let k = 0; k < args.length; k++) {
    const cell = given[k];
    if (typeof cell === "number") values[k] = numberFor(args[k], cell);
    else if (typeof cell === "string") values[k] = valueOf(args[k], cell, known);
    else return undefined;
    if (values[k] !== values[k] || typeof values[k] === "object") return undefined;
  }
  const result = formula.result.apply(null, values);
  return isGood(result, entry.factor) ? result : undefined;
}

/**
 * @param {Entry} entry
 * @param {Argument[]} args
 * @param {Formula} formula
 * @param {unknown[]} given
 * @param {Known} known
 * @returns {Result | Result[][]}
 */
function resultOfRanges(entry, args, formula, given, known) {
  /** @type {Block[]} */
  const blocks = [];
  for (let k = 0; k < args.length; k++) {
    const block = blockOf(args[k], given[k], known);
    if (isFault(block)) return block;
    blocks.push(block);
  }
  const layout = laidOut(args, entry.rows > 0, blocks);
  if (typeof layout === "string") return { error: "#VALUE!", reason: layout };
  const call = { entry, args, formula, blocks, layout };
  const results = formula.results ? resultsOfCells(call) : resultsOfConditions(call);
  if (entry.like >= 0) return asRows(spread(results[0], blocks[entry.like].values.length), blocks[entry.like].columns);
  if (entry.rows) return asRows(inRows(results, entry.rows), results.length);
  return asRows(results, layout.columns);
}

/**
 * A call under way.
 * @typedef {{entry: Entry, args: Argument[], formula: Formula, blocks: Block[], layout: Layout}} Call
 */

/**
 * Results cell by cell: all at once, then what is wrong with those that are none.
 * @param {Call} call
 */
function resultsOfCells(call) {
  const { formula, blocks, entry } = call;
  const { rows, columns } = call.layout;
  const values = blocks.map((block) => broadcast(block, rows, columns));
  const steps = values.map((list) => (list.length === 1 ? 0 : 1));
  const results = new Float64Array(rows * columns);
  const fill = /** @type {NonNullable<Formula["results"]>} */ (formula.results);
  fill(results, values, steps);
  if (areFinite(results, entry.factor) && !blocks.some((block) => block.faults)) return results;
  return Array.from(results, (result, n) => checked(call, n, result));
}

/**
 * Whether all results are numbers in the worksheet's unit and in the SI's.
 * @param {Float64Array} results
 * @param {number} factor
 */
function areFinite(results, factor) {
  for (let n = 0; n < results.length; n++) {
    const x = results[n] * factor;
    if (x - x !== 0) return false;
  }
  return true;
}

/**
 * Results of whole solutions, one condition after the other.
 * @param {Call} call
 */
function resultsOfConditions(call) {
  const { rows, columns } = call.layout;
  const results = new Array(rows * columns);
  for (let n = 0; n < results.length; n++) results[n] = checked(call, n, undefined);
  return results;
}

/**
 * One result, or what is wrong with it: the leftmost argument's fault before what the formula finds.
 * @param {Call} call
 * @param {number} n
 * @param {any} found the result, if it is known already
 */
function checked(call, n, found) {
  const { args, blocks, layout, formula, entry } = call;
  const r = Math.floor(n / layout.columns);
  const c = n % layout.columns;
  const values = new Array(args.length);
  for (let k = 0; k < args.length; k++) {
    const block = blocks[k];
    const size = layout.sizes[k];
    const place = (size.rows === 1 ? 0 : r) * size.columns + (size.columns === 1 ? 0 : c);
    const count = block.values.length / (size.rows * size.columns);
    const fault = block.faults && firstFault(block.faults, place * count, count);
    if (fault) return fault;
    values[k] = args[k].axis ? listOf(block.values, place * count, count) : block.values[place];
  }
  const result = found === undefined ? formula.result.apply(null, values) : found;
  if (isFault(result) || isGood(result, entry.factor)) return result;
  return { error: "#NUM!", reason: formula.refusal.apply(null, values) };
}

/**
 * @param {(Fault | undefined)[]} faults
 * @param {number} start
 * @param {number} count
 */
function firstFault(faults, start, count) {
  for (let i = start; i < start + count; i++) if (faults[i]) return faults[i];
  return undefined;
}

/**
 * @param {ArrayLike<number>} values
 * @param {number} start
 * @param {number} count
 */
function listOf(values, start, count) {
  const list = new Array(count);
  for (let i = 0; i < count; i++) list[i] = values[start + i];
  return list;
}

/**
 * Whether it is a text, or numbers that are finite in the worksheet's unit and in the SI's.
 * @param {any} result
 * @param {number} factor
 * @returns {boolean}
 */
function isGood(result, factor) {
  if (typeof result === "number") return Number.isFinite(result * factor);
  return typeof result === "string" || (Array.isArray(result) && result.every((one) => isGood(one, factor)));
}

/**
 * The values of a block for each result: as they are if there is one, or one for each.
 * @param {Block} block
 * @param {number} rows
 * @param {number} columns
 */
function broadcast(block, rows, columns) {
  const values = block.values;
  if (values.length === 1 || values.length === rows * columns) return values;
  const all = new Array(rows * columns);
  for (let n = 0; n < all.length; n++) all[n] = values[block.columns === 1 ? Math.floor(n / columns) : n % columns];
  return all;
}

/**
 * A result of several numbers, or the fault of all of them.
 * @param {any} result
 * @param {number} count
 * @returns {Result[]}
 */
function spread(result, count) {
  return Array.isArray(result) ? result : new Array(count).fill(result);
}

/**
 * Results that are columns, row by row.
 * @param {ArrayLike<any>} results
 * @param {number} rows
 */
function inRows(results, rows) {
  const columns = Array.from(results, (result) => spread(result, rows));
  const all = [];
  for (let r = 0; r < rows; r++) for (const column of columns) all.push(column[r]);
  return all;
}
