// One input of a form: something typed, or cells of the open workbook.

import { h, icon, newId, symbol } from "./dom.js";
import { inExcel, selectedCells, wordsOf } from "./excel.js";
import { read, textOf } from "./values.js";

const HINTS = {
  ions: "one ion per value, separated by ;",
  table: "one ion per value, separated by ; one condition per line",
  species: "one species per value, separated by ;",
};

export class Field {
  constructor(argument, changed) {
    this.argument = argument;
    this.changed = changed;
    this.reference = null;
    this.id = newId("field");
    this.control = this.makeControl();
    this.control.addEventListener("input", changed);
    this.place = h("div", { class: "entry" });
    this.trouble = h("p", { class: "field-trouble", id: `${this.id}-trouble`, role: "status" });
    this.element = this.makeElement();
    this.showControl();
  }

  makeControl() {
    const { argument, id } = this;
    const common = { id, "aria-describedby": `${id}-unit ${id}-words ${id}-trouble`, autocomplete: "off", autocapitalize: "off", spellcheck: "false" };
    if (argument.choices.length) {
      return h("select", common, argument.choices.map((choice) => h("option", { value: choice }, choice)));
    }
    if (argument.layout !== "element") {
      const area = h("textarea", { ...common, rows: 1 });
      area.addEventListener("input", () => this.grow());
      return area;
    }
    const ions = argument.kind === "valence" || argument.name === "symbol" ? { list: "ions" } : {};
    const input = h("input", { ...common, type: "text", ...ions });
    input.addEventListener("paste", (event) => this.pasteCells(event));
    return input;
  }

  /** A column copied from a sheet has line breaks, which an input line would drop. */
  pasteCells(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!/[\n\t]/.test(text.trim())) return;
    event.preventDefault();
    this.control.setRangeText(text.trim().replace(/\r?\n|\t/g, "; "), this.control.selectionStart, this.control.selectionEnd, "end");
    this.changed();
  }

  makeElement() {
    const { argument, id } = this;
    const unit = { "": "", 1: "", "any one unit": "rel." }[argument.unit] ?? argument.unit;
    return h(
      "div",
      { class: "field", "data-argument": argument.name },
      h("label", { for: id }, symbol(argument.name)),
      h("p", { class: "words", id: `${id}-words` }, argument.words, h("span", { class: "hint" }, HINTS[argument.layout] ?? "")),
      this.place,
      h("span", { class: "unit", id: `${id}-unit` }, unit),
      this.trouble,
    );
  }

  showControl() {
    const button = inExcel() && h(
      "button",
      { type: "button", class: "icon-button", title: "Use the selected cells", onclick: () => this.takeSelection(),
        "aria-label": `Use the selected cells for ${this.argument.name}` },
      icon("cells"),
    );
    this.place.replaceChildren(...[this.control, button].filter(Boolean));
    this.element.classList.toggle("field-wide", this.argument.layout !== "element");
  }

  showReference() {
    const { argument, reference } = this;
    const fixed = h("button", {
      type: "button", class: "icon-button", "aria-pressed": String(Boolean(reference.fixed)), title: "Stay on these cells when the formula is copied",
      "aria-label": `Stay on these cells for ${argument.name} when the formula is copied`,
      onclick: () => {
        reference.fixed = !reference.fixed;
        fixed.setAttribute("aria-pressed", String(reference.fixed));
        this.changed();
      },
    }, "$");
    const release = h("button", { type: "button", class: "icon-button", title: "Type a value instead",
      "aria-label": `Type a value for ${argument.name} instead of cells`, onclick: () => this.release() }, icon("close"));
    this.values = h("span", { class: "reference-values" });
    this.element.classList.add("field-wide"); // addresses need the room
    this.place.replaceChildren(
      h("span", { class: "reference" }, h("span", { class: "address" }, `${reference.sheet}!${reference.address}`), this.values),
      fixed,
      release,
    );
    this.showValues();
  }

  showValues() {
    const text = textOf(this.reference.cells).replaceAll("\n", " / ");
    this.values.textContent = text.length > 40 ? `${text.slice(0, 39)}…` : text || "blank";
  }

  async takeSelection() {
    this.trouble.textContent = "";
    try {
      this.reference = await selectedCells();
      this.showReference();
      this.place.querySelector("button").focus();
      this.changed();
    } catch (error) {
      this.trouble.textContent = wordsOf(error);
    }
  }

  release() {
    const cells = this.reference.cells;
    this.reference = null;
    this.showControl();
    this.fill(cells);
    this.control.focus();
    this.changed();
  }

  /** Show what the referenced cells hold now. */
  refresh(cells) {
    if (!this.reference) return;
    this.trouble.textContent = cells ? "" : "The sheet of these cells is gone.";
    this.reference.cells = cells ?? [["#REF!"]];
    this.showValues();
  }

  fill(cells) {
    if (this.reference) {
      this.reference = null;
      this.showControl();
    }
    // A single line would drop the breaks between rows, and so put numbers together.
    this.control.value = textOf(this.control.tagName === "TEXTAREA" ? cells : [cells.flat()]);
    this.grow();
  }

  grow() {
    if (this.control.tagName === "TEXTAREA") this.control.rows = Math.min(8, this.control.value.split("\n").length);
  }

  /** {cells} of what was typed, {address, sheet, fixed, cells} of cells of the workbook. */
  read() {
    if (this.reference) return this.reference;
    const { cells, doubt, note } = read(this.control.value, this.argument);
    this.trouble.textContent = doubt || note;
    this.trouble.classList.toggle("remark", !doubt);
    this.control.setAttribute("aria-invalid", String(Boolean(doubt)));
    return { cells };
  }
}
