// The result of a call: a value with its unit, several as a small table, an error with its reason in words.

import { copyButton } from "./copy.js";
import { h } from "./dom.js";
import { ionLabels, labelsOfRows } from "./curve.js";
import { errorOf, shown, withUnit } from "./numbers.js";
import { cellAt, isSingle } from "./values.js";

const MOST_ROWS = 60;

export function resultView(fn, inputs, { result, reason }) {
  if (isSingle(result)) return single(fn, inputs, result[0][0], reason);
  return [table(fn, inputs, result), reason ? h("p", { class: "reason" }, reason) : null];
}

/** What a screen reader is told: short, and without what it has heard already. */
export function spoken(fn, { result, reason }) {
  const cell = result[0][0];
  if (errorOf(cell)) return `${fn.name}: ${errorOf(cell)}. ${reason ?? ""}`;
  const more = result.length * result[0].length - 1;
  return `${fn.name}: ${withUnit(shown(cell, unitOf(fn, 0)), unitOf(fn, 0))}${more ? ` and ${more} more` : ""}`;
}

function single(fn, inputs, cell, reason) {
  const error = errorOf(cell);
  if (error) {
    return [h("p", { class: "value error" }, h("data", { value: error }, error)), h("p", { class: "reason" }, reason ?? "")];
  }
  const unit = singleUnit(fn, inputs);
  const digits = h("code", {}, String(cell));
  return [
    h("p", { class: "value" }, h("data", { value: String(cell) }, shown(cell, unit)), " ", h("span", { class: "unit" }, withUnit("", unit).trim())),
    typeof cell === "number"
      ? h("p", { class: "precise" }, h("span", {}, "all digits "), digits, copyButton(() => String(cell), "Copy the value with all digits", digits))
      : null,
  ];
}

function singleUnit(fn, inputs) {
  if (fn.unit !== "as asked") return fn.unit;
  return { size: "pm", mass: "g/mol" }[inputs.at(-1).cells[0][0]] ?? "1";
}

function unitOf(fn, row) {
  return fn.result === "five_rows" ? labelsOfRows()[row % 5].unit : fn.unit;
}

// Long columns have many rows: the elements of those that are not shown are never made.
function table(fn, inputs, result) {
  const { heads, rows } = fn.result === "five_rows" ? ofPumpLeak(result) : fn.result === "like_c_out" ? ofIons(fn, inputs, result) : ofEach(fn, inputs, result);
  const left = rows.length - MOST_ROWS;
  return h(
    "div",
    { class: "table-frame", tabindex: "0", role: "region", "aria-label": `Result of ${fn.name}` },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", {}, rows.slice(0, MOST_ROWS).map(({ labels, values }) => h("tr", {}, labels.map((label) => h("th", { scope: "row" }, label)), values()))),
    ),
    left > 0 ? h("p", { class: "more" }, `and ${left} more`) : null,
  );
}

function valueCell(cell, unit) {
  const error = errorOf(cell);
  return h("td", error ? { class: "error" } : {}, h("data", { value: error ?? String(cell) }, withUnit(shown(cell, unit), error ? "" : unit)));
}

function ofPumpLeak(result) {
  const columns = result[0].map((_, j) => (result[0].length > 1 ? `column ${j + 1}` : "steady state"));
  const rows = result.map((row, i) => ({ labels: [labelsOfRows()[i].label], values: () => row.map((cell) => valueCell(cell, labelsOfRows()[i].unit)) }));
  return { heads: ["inside the cell", ...columns], rows };
}

function ofIons(fn, inputs, result) {
  const labels = ionLabels(fn, inputs);
  const rows = result.flat().map((cell, i) => ({ labels: [labels[i] ?? `ion ${i + 1}`], values: () => [valueCell(cell, fn.unit)] }));
  return { heads: ["ion", "inside"], rows };
}

/** Each result beside the inputs that differ. */
function ofEach(fn, inputs, result) {
  const differing = fn.result === "elementwise" ? fn.arguments.map((_, i) => i).filter((i) => !isSingle(inputs[i].cells)) : [];
  const rows = result.flatMap((row, i) =>
    row.map((cell, j) => ({
      labels: differing.length ? differing.map((index) => String(cellAt(inputs[index].cells, i, j) ?? "")) : [String(i + 1)],
      values: () => [valueCell(cell, fn.unit)],
    })),
  );
  const heads = differing.length ? differing.map((index) => fn.arguments[index].name) : ["condition"];
  return { heads: [...heads, fn.name], rows };
}
