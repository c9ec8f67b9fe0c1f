// The section with the plot: which input varies, from where to where, and what comes out of it in words.

import { ownValue, plan, valuesToShow, variables } from "./curve.js";
import { h, newId, swatch, symbol } from "./dom.js";
import { shown, withUnit } from "./numbers.js";
import { DASHES, draw } from "./plot.js";
import { places, rangeFor } from "./ranges.js";
import { sentenceOf, unitOf } from "./sentences.js";
import { on, onOneScale } from "./temperature.js";
import { doubtAbout, numberOf } from "./typed.js";

const POINTS = 121;
const POINTS_BY_CALLS = 61;
const ROWS_OF_TABLE = 11;

export class Plotting {
  constructor(fn, changed) {
    this.fn = fn;
    this.changed = changed;
    this.edited = new Map(); // variable's label -> the reader's own range
    this.clear = () => {};
    const id = newId("plot");
    this.variable = h("select", { id: `${id}-variable`, onchange: changed });
    this.row = h("select", { id: `${id}-row`, onchange: changed },
      [h("option", { value: "0" }, "vm"), h("option", { value: "1" }, "concentrations inside")]);
    this.from = this.number(`${id}-from`);
    this.to = this.number(`${id}-to`);
    this.log = h("input", { id: `${id}-log`, type: "checkbox", onchange: () => this.edit() });
    this.title = h("p", { class: "plot-title", id: `${id}-title` });
    this.place = h("div", { class: "plot", role: "img", "aria-labelledby": `${id}-title` });
    this.legend = h("ul", { class: "legend" });
    this.readout = h("p", { class: "readout", "aria-hidden": "true" });
    this.table = h("div");
    this.note = h("p", { class: "note" });
    this.controls = this.makeControls(id);
    this.element = h("section", { class: "plotting", "aria-labelledby": `${id}-heading` },
      h("h3", { id: `${id}-heading` }, "What if an input varies?"), this.controls, this.title, this.place, this.legend, this.note, this.readout,
      h("details", { class: "as-table" }, h("summary", {}, "The curve as a table"), this.table));
  }

  number(id) {
    return h("input", { id, type: "text", inputmode: "text", class: "bound", autocomplete: "off", oninput: () => this.edit() });
  }

  makeControls(id) {
    const labelled = (words, control) => h("span", { class: "control" }, h("label", { for: control.id }, words), control);
    return h("div", { class: "plot-controls" },
      labelled("vary", this.variable),
      h("div", { class: "ends" }, labelled("from", this.from), labelled("to", this.to),
        h("span", { class: "control" }, this.log, h("label", { for: `${id}-log` }, "log", h("span", { class: "if-room" }, " scale")))),
      this.fn.result === "five_rows" ? labelled("show", this.row) : null);
  }

  edit() {
    this.edited.set(this.variable.value, { from: this.from.value, to: this.to.value, log: this.log.checked });
    this.changed();
  }

  /** Other values have been loaded, which the reader's ranges need not suit. */
  forget() {
    this.edited.clear();
  }

  /** The calls that the curve needs, with the inputs as they are. */
  prepare(inputs) {
    const choices = this.fn.unit === "text" || this.fn.arguments.every(({ kind }) => kind === "text") ? [] : variables(this.fn, inputs);
    this.element.hidden = choices.length === 0;
    if (this.element.hidden) return { calls: [] };
    this.offer(choices);
    const variable = choices.find(({ label }) => label === this.variable.value);
    const { trouble, ...range } = this.range(variable, valuesToShow(this.fn, variable, inputs));
    if (trouble) return { calls: [], trouble };
    variable.kelvin = range.kelvin;
    const given = ownValue(variable, inputs);
    const own = given !== null && variable.argument.kind === "temperature" ? on(range.kelvin, given) : given;
    const xs = places(range, variable.argument.layout === "element" ? POINTS : POINTS_BY_CALLS, variable.argument.kind === "valence");
    return { ...plan(this.fn, inputs, variable, xs), xs, variable, own, log: range.log && variable.argument.kind !== "valence" };
  }

  offer(choices) {
    const labels = choices.map(({ label }) => label);
    const chosen = this.variable.value;
    if (labels.join() !== [...this.variable.options].map(({ value }) => value).join()) {
      this.variable.replaceChildren(...labels.map((label) => h("option", { value: label }, label)));
    }
    const first = labels.find((label) => label === this.fn.varied);
    this.variable.value = labels.includes(chosen) ? chosen : (first ?? labels[0]);
  }

  /** The range in the boxes; the one that suits the value, unless the reader has changed it. */
  range(variable, { near, typical }) {
    const wanted = this.edited.get(variable.label) ?? rangeFor(this.fn, variable.argument, near, typical);
    this.fill(this.from, String(wanted.from));
    this.fill(this.to, String(wanted.to));
    this.log.checked = Boolean(wanted.log);
    const trouble = doubtAbout(this.from.value) || doubtAbout(this.to.value);
    if (trouble) return { trouble };
    const [from, to] = [this.from, this.to].map(({ value }) => numberOf(value) ?? NaN);
    const log = this.log.checked;
    const isTemperature = variable.argument.kind === "temperature";
    const { domain } = variable.argument;
    const range = isTemperature ? onOneScale({ from, to, log }, domain) : { from, to, log };
    if (!range && Number.isFinite(from + to)) return { trouble: `Temperatures are ${domain.rule}.` };
    const fits = range && Number.isFinite(range.from + range.to) && range.from < range.to && !(log && range.from <= 0);
    return fits ? range : { trouble: "The range needs two different numbers, the smaller one first; on a log scale both above 0." };
  }

  /** Only where it differs: the place of the cursor is lost with it. */
  fill(input, text) {
    if (input.value !== text) input.value = text;
  }

  show(prepared, results, own) {
    this.clear();
    this.clear = () => {};
    if (this.element.hidden) return;
    const curves = prepared.trouble ? [] : this.chosen(prepared.curves(results));
    const drawable = curves.filter(({ values }) => values.some((y) => y !== null));
    this.element.classList.toggle("nothing", drawable.length === 0);
    if (drawable.length === 0) {
      this.title.textContent = prepared.trouble ?? `Nothing to draw: ${results.find(({ reason }) => reason)?.reason ?? "no value comes out"}`;
      this.note.textContent = "";
      this.legend.replaceChildren();
      this.table.replaceChildren();
      this.readout.textContent = "";
      return;
    }
    const isOwn = drawable.length === 1 && prepared.own !== null && typeof own === "number";
    this.rest = isOwn ? `Your point: ${this.reading(prepared, prepared.own, [own], drawable)}` : "";
    this.readout.textContent = this.rest;
    this.readout.classList.toggle("own", isOwn);
    this.note.textContent = prepared.note;
    this.describe(prepared, drawable);
    this.clear = draw(this.place, {
      ...prepared,
      curves: drawable,
      steep: this.fn.result === "elementwise", // quantities that stand side by side are compared by their sizes
      own: isOwn ? { x: prepared.own, y: own } : null,
      xTitle: withUnit(prepared.variable.label, unitOf(prepared.variable) && `(${unitOf(prepared.variable)})`).replace(" (1)", ""),
      yTitle: withUnit(drawable.length === 1 ? drawable[0].label || this.fn.name : this.yName(), `(${drawable[0].unit})`).replace(" (1)", ""),
      read: (index) => this.read(prepared, drawable, index),
    });
  }

  yName() {
    return this.fn.result === "five_rows" ? "concentration" : this.fn.name;
  }

  chosen(curves) {
    if (this.fn.result !== "five_rows") return curves;
    return this.row.value === "0" ? curves.slice(0, 1) : curves.slice(1);
  }

  describe({ xs, variable }, curves) {
    const nameOf = (curve) => (curve.label && this.fn.result !== "elementwise" ? curve.label : this.fn.name);
    const [first] = curves;
    const more = curves.length > 1 && first.label ? ` (${first.label})` : "";
    this.title.textContent = sentenceOf(nameOf(first) + (nameOf(first) === first.label ? "" : more), first, xs, variable);
    this.legend.replaceChildren(...(curves.length > 1 ? curves.map(({ label }, i) => h("li", { class: `curve-${i + 1}` }, swatch(DASHES[i]), label)) : []));
    this.table.replaceChildren(tableOf(xs, curves, variable, this.fn.name));
  }

  read(prepared, curves, index) {
    const isPointing = index !== null && index !== undefined;
    const values = curves.map((curve) => curve.values[index] ?? null);
    this.readout.textContent = isPointing ? this.reading(prepared, prepared.xs[index], values, curves) : this.rest;
    this.readout.classList.toggle("own", !isPointing && this.rest !== "");
  }

  reading({ variable }, x, values, curves) {
    const parts = curves.map(({ label, unit }, i) => {
      const value = values[i] === null ? "no value" : withUnit(shown(values[i], unit), unit);
      return curves.length > 1 ? `${label} ${value}` : value;
    });
    return `${variable.label} = ${withUnit(shown(x), unitOf(variable))}: ${parts.join(", ")}`;
  }
}

function tableOf(xs, curves, variable, name) {
  const step = Math.max(1, Math.floor((xs.length - 1) / (ROWS_OF_TABLE - 1)));
  const indices = xs.map((_, i) => i).filter((i) => i % step === 0);
  const unit = unitOf(variable);
  return h("div", { class: "table-frame" }, h("table", {},
    h("thead", {}, h("tr", {},
      h("th", { scope: "col" }, symbol(variable.label), unit ? ` ${unit}` : ""),
      curves.map((curve) => h("th", { scope: "col" }, withUnit(curve.label || name, curve.unit))))),
    h("tbody", {}, indices.map((i) => h("tr", {},
      h("th", { scope: "row" }, shown(xs[i])),
      curves.map(({ values, unit: of }) => h("td", {}, values[i] === null ? "–" : shown(values[i], of))))))));
}
