// The calls whose results make a curve: one call with a column where the function takes one, else one call a point.

import { isSingle } from "./values.js";

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
    const count = argument.layout === "element" ? 1 : inputs[index].cells.flat().length;
    const several = argument.layout === "element" || count < 2 ? [null] : [...Array(count).keys()];
    return several.map((position) => ({
      index,
      position,
      argument,
      label: position === null ? argument.name : `${argument.name}, ${ionOf(argument, ions, position)}`,
    }));
  });
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
  const cells = inputs[variable.index].cells;
  const cell = variable.position === null ? (isSingle(cells) ? cells[0][0] : null) : cells.flat()[variable.position];
  return typeof cell === "number" ? cell : null;
}

/** {calls, curves(results)}: the questions for these places, and their answers as [{label, unit, values}]. */
export function plan(fn, inputs, variable, xs) {
  if (fn.result === "five_rows") return fiveRows(fn, inputs, variable, xs);
  if (fn.result === "elementwise") return column(fn, inputs, variable, xs);
  const layout = variable.argument.layout;
  if (fn.result === "per_row" && (layout === "element" || layout === "table")) return rows(fn, inputs, variable, xs);
  return pointByPoint(fn, inputs, variable, xs);
}

function column(fn, inputs, variable, xs) {
  const others = inputs.map(({ cells }) => [cells.flat().slice(0, MOST_CURVES)]);
  const args = others.map((row, i) => (i === variable.index ? xs.map((x) => [x]) : row));
  const several = fn.arguments.map((_, i) => i).filter((i) => i !== variable.index && others[i][0].length > 1);
  return {
    calls: [{ func_name: fn.name, args }],
    curves: ([{ result }]) =>
      result[0].map((_, j) => ({
        label: several.map((i) => `${fn.arguments[i].name} = ${others[i][0][j]}`).join(", "),
        unit: fn.unit,
        values: onAll(xs, result, (row) => row[j]),
      })),
  };
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
  const isColumn = cells[0].length === 1 && cells.length === ionLabels(fn, inputs).length;
  return isColumn ? cells.flat() : cells[0];
}

function pointByPoint(fn, inputs, variable, xs) {
  const calls = xs.map((x) => ({
    func_name: fn.name,
    args: inputs.map(({ cells }, i) => (i === variable.index ? replaced(cells, variable.position ?? 0, x) : cells)),
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

function replaced(cells, position, x) {
  const width = cells[0].length;
  return cells.map((row, i) => row.map((cell, j) => (i * width + j === position ? x : cell)));
}

/** A call that failed as a whole answers with one cell, whatever it was asked. */
function onAll(xs, result, pick) {
  return xs.map((_, i) => number(pick(result[i] ?? result[0])));
}

function number(cell) {
  return typeof cell === "number" ? cell : null;
}
