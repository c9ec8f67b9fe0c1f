// @ts-check
// From what is given for an argument, a value or an array of rows, to values and faults; and from results to rows.

import { numberFor, isFault, valueOf } from "./domains.js";

/** @typedef {import("./domains.js").Argument} Argument */
/** @typedef {import("./domains.js").Fault} Fault */
/** @typedef {import("./domains.js").Known} Known */
/** @typedef {number | string | Fault} Result */
/**
 * Cells in reading order: NaN where there is a fault; null for no faults at all.
 * @typedef {{rows: number, columns: number, values: ArrayLike<any>, faults: (Fault | undefined)[] | null}} Block
 */

/**
 * @param {Argument} argument
 * @param {unknown} given
 * @param {Known} known
 * @returns {Block | Fault}
 */
export function blockOf(argument, given, known) {
  const rows = rowsOf(given);
  const columns = Array.isArray(rows[0]) ? rows[0].length : 0;
  const count = rows.length * columns;
  /** @type {any[] | Float64Array} */
  const values = argument.domain.kind === "text" ? new Array(count) : new Float64Array(count);
  const block = { rows: rows.length, columns, values, faults: null };
  for (let r = 0, place = 0; r < rows.length; r++) {
    const row = rows[r];
    if (!Array.isArray(row) || row.length !== columns) {
      return { error: "#VALUE!", reason: `${argument.name} has rows of different lengths` };
    }
    for (let c = 0; c < columns; c++, place++) {
      const cell = row[c];
      const value = typeof cell === "number" ? numberFor(argument, cell) : NaN;
      if (value === value) values[place] = value;
      else putCarefully(block, place, argument, cell, known);
    }
  }
  return block;
}

/**
 * A value is one cell, an array without rows is one row; where there is nothing, one cell is blank.
 * @param {unknown} given
 * @returns {unknown[][]}
 */
function rowsOf(given) {
  if (!Array.isArray(given)) return [[given]];
  const rows = given.some(Array.isArray) ? given : [given];
  return rows.every((row) => Array.isArray(row) && row.length === 0) ? [[null]] : rows;
}

/**
 * @param {{values: any[] | Float64Array, faults: (Fault | undefined)[] | null}} block
 * @param {number} place
 * @param {Argument} argument
 * @param {unknown} cell
 * @param {Known} known
 */
function putCarefully(block, place, argument, cell, known) {
  const value = valueOf(argument, cell, known);
  if (!isFault(value)) {
    block.values[place] = value;
    return;
  }
  block.values[place] = NaN;
  if (!block.faults) block.faults = new Array(block.values.length);
  block.faults[place] = value;
}

/**
 * Results in reading order as rows; one result alone as it is.
 * @param {ArrayLike<Result>} results
 * @param {number} columns
 * @returns {Result | Result[][]}
 */
export function asRows(results, columns) {
  if (results.length === 1) return results[0];
  const rows = new Array(results.length / columns);
  for (let r = 0, place = 0; r < rows.length; r++) {
    const row = columns === 1 ? new Array(1) : new Array(columns); // in its size: half the time of a literal
    for (let c = 0; c < columns; c++) row[c] = results[place++];
    rows[r] = row;
  }
  return rows;
}
