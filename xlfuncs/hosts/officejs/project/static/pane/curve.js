// The calls whose results make a curve: one call with a column where the function takes one, else one call a point.

import { isKelvin } from "./temperature.js";
import { cellAt, cellsOfConstant, isSingle, partsOfCall, sizeOf } from "./values.js";

const MOST_CURVES = 6;
const ROWS_OF_PUMP_LEAK = [
  { label: "vm", unit: "mV" },
  { label: "Na⁺", unit: "mM" },
  { label: "K⁺", unit: "mM" },
  { label: "Cl⁻", unit: "mM" },
  { label: "impermeant", unit: "mM" },
];

export function labelsOfRows() {
  return ROWS_OF_PUMP_LEAK;
}

/** What may vary: [{index, position, label}], one for each ion where an argument has several. */
export function variables(fn, inputs) {
  const ions = ionLabels(fn, inputs);
  return fn.arguments.flatMap((argument, index) => {
    if (argument.kind === "text" || (argument.kind === "valence" && argument.layout !== "element")) return [];
    const cells = inputs[index].cells.flat();
    if (isOneSolution(argument) && cells.length > 1) return inStep(argument, index, cells, ions);
    const several = argument.layout === "element" || cells.length < 2 ? [null] : [...cells.keys()];
    return several.map((position) => ({
      index,
      position,
      argument,
      label: position === null ? argument.name : `${argument.name}, ${ionOf(argument, ions, position)}`,
    }));
  });
}

/** All the ions of a solution that has to stay electroneutral: one of them cannot vary alone. */
function isOneSolution({ layout, unit }) {
  return layout === "ions" && unit === "mM";
}

function inStep(argument, index, cells, ions) {
  const position = cells.findIndex((cell) => cell > 0);
  if (position < 0) return [];
  return [{ index, position, argument, inStep: true, label: `${argument.name}, ${ionOf(argument, ions, position)}, others in step` }];
}

function ionOf(argument, ions, position) {
  return argument.layout === "species" ? `species ${position + 1}` : (ions[position] ?? `ion ${position + 1}`);
}

/** The ions of a call as their symbols or charges: K+, z = +1. */
export function ionLabels(fn, inputs) {
  const index = fn.arguments.findIndex((argument) => argument.kind === "valence");
  if (index < 0) return [];
  return inputs[index].cells.flat().map((cell, i) => {
    if (typeof cell === "string") return cell;
    return typeof cell === "number" ? `ion ${i + 1} (z = ${cell > 0 ? "+" : "−"}${Math.abs(cell)})` : `ion ${i + 1}`;
  });
}

/** The value from which a variable starts out: the reader's own. Null if there are several or none. */
export function ownValue(variable, inputs) {
  const { cells } = inputs[variable.index];
  const cell = variable.position === null ? (isSingle(cells) ? cells[0][0] : null) : cells.flat()[variable.position];
  return typeof cell === "number" ? cell : null;
}

/** A value that the range may be made for: {near}, the reader's first, and {typical}, that of the function's example. */
export function valuesToShow(fn, variable, inputs) {
  const example = cellsOfConstant(partsOfCall(fn.examples[0].call).arguments[variable.index]).flat();
  const numbers = (cells) => cells.filter((cell) => typeof cell === "number");
  const typical = numbers([example[variable.position ?? 0], ...example])[0] ?? 1;
  const cells = inputs[variable.index].cells.flat();
  return { near: ownValue(variable, inputs) ?? (variable.position === null ? numbers(cells)[0] : undefined) ?? typical, typical };
}

/** {calls, curves(results), note}: the questions for these places, their answers as [{label, unit, values}], what is left out. */
export function plan(fn, inputs, variable, xs) {
  if (fn.result === "elementwise") return column(fn, inputs, variable, xs);
  return { ...ofOneCondition(fn, inputs, variable, xs), note: noteOn(fn, inputs, variable) };
}

function ofOneCondition(fn, inputs, variable, xs) {
  if (fn.result === "five_rows") return fiveRows(fn, inputs, variable, xs);
  const layout = variable.argument.layout;
  if (fn.result === "per_row" && (layout === "element" || layout === "table")) return rows(fn, inputs, variable, xs);
  return pointByPoint(fn, inputs, variable, xs);
}

function column(fn, inputs, variable, xs) {
  const others = inputs.map(({ cells }, i) => (i === variable.index ? [[null]] : cells));
  const sizes = others.map(sizeOf);
  const [height, width] = [0, 1].map((side) => Math.max(...sizes.map((size) => size[side])));
  if (sizes.some(([rowCount, columnCount]) => ![1, height].includes(rowCount) || ![1, width].includes(columnCount))) {
    return { calls: [], trouble: "Nothing to draw: the inputs hold different numbers of values." };
  }
  const all = Array.from({ length: height * width }, (_, k) => [Math.floor(k / width), k % width]);
  const drawn = spread(all, MOST_CURVES);
  const args = others.map((cells, i) => (i === variable.index ? xs.map((x) => [x]) : [drawn.map(([row, at]) => cellAt(cells, row, at))]));
  const several = fn.arguments.map((_, i) => i).filter((i) => !isSingle(others[i]));
  return {
    calls: [{ func_name: fn.name, args }],
    note: all.length > drawn.length ? `Drawn are ${drawn.length} of ${all.length} curves, from the first to the last. Give fewer values to choose others.` : "",
    curves: ([{ result }]) =>
      drawn.map((_, j) => ({
        label: several.map((i) => `${fn.arguments[i].name} = ${withItsUnit(args[i][0][j], fn.arguments[i])}`).join(", "),
        unit: fn.unit,
        values: onAll(xs, result, (row) => row[j] ?? row[0]),
      })),
  };
}

/** As many as wanted, the first and the last among them. */
function spread(all, most) {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, i) => all[Math.round((i * (all.length - 1)) / (most - 1))]);
}

function withItsUnit(cell, { kind, unit }) {
  if (cell === null || typeof cell !== "number") return String(cell ?? "blank");
  if (kind === "temperature") return `${cell} ${isKelvin(cell) ? "K" : "°C"}`;
  return ["1", "any one unit"].includes(unit) ? String(cell) : `${cell} ${unit}`;
}

/** Functions that take their inputs together are drawn for one condition, however many there are. */
function noteOn(fn, inputs, variable) {
  const counts = inputs.map(({ cells }, i) => (i === variable.index && variable.position === null ? 1 : conditionsIn(cells, fn, inputs, i)));
  const count = Math.max(...counts);
  return count > 1 ? `Drawn for the first of ${count} conditions.` : "";
}

function conditionsIn(cells, fn, inputs, i) {
  const { layout } = fn.arguments[i];
  if (layout === "element") return cells.flat().length;
  return layout === "table" && !isColumnOfIons(cells, fn, inputs) ? cells.length : 1;
}

function fiveRows(fn, inputs, variable, xs) {
  const args = inputs.map(({ cells }, i) => (i === variable.index ? [xs] : [[cells[0][0]]]));
  return {
    calls: [{ func_name: fn.name, args }],
    curves: ([{ result }]) =>
      ROWS_OF_PUMP_LEAK.map((of, i) => ({ ...of, values: xs.map((_, j) => number((result[i] ?? result[0])[j])) })),
  };
}

function rows(fn, inputs, variable, xs) {
  const args = inputs.map(({ cells }, i) => {
    if (i === variable.index) {
      if (variable.position === null) return xs.map((x) => [x]);
      const condition = firstCondition(cells, fn, inputs);
      return xs.map((x) => condition.map((cell, j) => (j === variable.position ? x : cell)));
    }
    const layout = fn.arguments[i].layout;
    if (layout === "table") return [firstCondition(cells, fn, inputs)];
    return layout === "element" ? [[cells[0][0]]] : cells;
  });
  return {
    calls: [{ func_name: fn.name, args }],
    curves: ([{ result }]) => [{ label: "", unit: fn.unit, values: onAll(xs, result, (row) => row[0]) }],
  };
}

function firstCondition(cells, fn, inputs) {
  return isColumnOfIons(cells, fn, inputs) ? cells.flat() : cells[0];
}

function isColumnOfIons(cells, fn, inputs) {
  return cells[0].length === 1 && cells.length === ionLabels(fn, inputs).length;
}

function pointByPoint(fn, inputs, variable, xs) {
  const calls = xs.map((x) => ({
    func_name: fn.name,
    args: inputs.map(({ cells }, i) => (i === variable.index ? replaced(cells, variable, x) : cells)),
  }));
  const labels = fn.result === "like_c_out" ? ionLabels(fn, inputs) : [""];
  return {
    calls,
    curves: (results) =>
      labels.map((label, i) => ({
        label,
        unit: fn.unit,
        values: results.map(({ result }) => number(result.flat()[i])),
      })),
  };
}

function replaced(cells, { position, inStep: all }, x) {
  const [at, width] = [position ?? 0, cells[0].length];
  const factor = all ? x / cells.flat()[at] : 1;
  return cells.map((row, i) => row.map((cell, j) => (i * width + j === at ? x : typeof cell === "number" ? cell * factor : cell)));
}

/** A call that failed as a whole answers with one cell, whatever it was asked. */
function onAll(xs, result, pick) {
  return xs.map((_, i) => number(pick(result[i] ?? result[0])));
}

function number(cell) {
  return typeof cell === "number" ? cell : null;
}
