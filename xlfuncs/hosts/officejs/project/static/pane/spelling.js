// The formula text of a call as each host spells it, to copy, or in Excel to insert.

import { copyButton } from "./copy.js";
import { breakable, h, icon, newId } from "./dom.js";
import { addressOn, inExcel, insert, wordsOf } from "./excel.js";
import { ENGLISH, PREFIX, SEPARATORS, formulaText, hasArray } from "./formula.js";
import { say } from "./say.js";
import { choose, flavourAmong, styleFor } from "./writing.js";

const MOST_SHOWN = 150; // characters, at the least, before one has to scroll

export class Spelling {
  constructor(fn, flavours, changed) {
    this.fn = fn;
    this.changed = changed;
    this.flavours = flavours;
    const id = newId("spelling");
    this.text = h("code", { class: "formula-text", id: `${id}-text` });
    this.note = h("p", { class: "note" });
    this.status = h("div", { class: "status", role: "status" });
    this.flavour = h("select", { id: `${id}-flavour`, onchange: () => this.choose({ flavour: this.flavour.value }) },
      flavours.map(({ name, words }) => h("option", { value: name }, words)));
    this.style = h("select", { id: `${id}-style`, onchange: () => this.choose({ style: Number(this.style.value) }) },
      SEPARATORS.map(({ words }, i) => h("option", { value: String(i) }, words)));
    const labelled = (words, control) => h("span", { class: "control" }, h("label", { for: control.id }, words), control);
    this.element = h("section", { class: "spelling", "aria-labelledby": `${id}-heading` },
      h("h3", { id: `${id}-heading` }, "The formula"),
      h("div", { class: "formula-line" }, this.text, copyButton(() => this.text.textContent, "Copy the formula", this.text)),
      h("div", { class: "spelling-controls" }, labelled("for", this.flavour), labelled("separator", this.style)),
      this.note,
      inExcel() && h("button", { type: "button", class: "primary", onclick: () => this.insert() }, icon("insert"), "Insert into the selected cell"),
      this.status);
  }

  /** What was typed may mean something else where a comma is the decimal sign. */
  choose(what) {
    choose(what);
    this.changed();
  }

  show(inputs) {
    this.inputs = inputs;
    this.write();
  }

  write() {
    const flavour = flavourAmong(this.flavours);
    this.flavour.value = flavour.name;
    this.style.value = styleFor(flavour);
    const style = SEPARATORS[styleFor(flavour)];
    const inputs = this.inputs.map((input) => (input.address ? { ...input, address: addressOn(null, input) } : input));
    this.text.replaceChildren(...breakable(formulaText(this.fn.name, inputs, flavour.prefix_shown, style)));
    this.text.tabIndex = this.text.textContent.length > MOST_SHOWN ? 0 : -1;
    const isUnsure = style.point === "," && hasArray(this.inputs);
    this.note.textContent = isUnsure ? "Within { } some languages' Excel wants another sign than \\, German a point. Cells need no such sign." : "";
  }

  async insert(replaced) {
    const formulaOn = (sheet) =>
      formulaText(this.fn.name, this.inputs.map((input) => (input.address ? { ...input, address: addressOn(sheet, input) } : input)), PREFIX, ENGLISH);
    try {
      this.tell(await insert(formulaOn, this.inputs, replaced));
    } catch (error) {
      this.status.replaceChildren(h("p", { class: "reason" }, wordsOf(error)));
    }
  }

  tell({ address, circular, occupied, place }) {
    if (circular) {
      this.status.replaceChildren(h("p", { class: "reason" }, `${circular} is one of the inputs: select another cell.`));
    } else if (occupied) {
      this.status.replaceChildren(h("p", {}, `${occupied} is not empty. `,
        h("button", { type: "button", class: "quiet-button", onclick: () => this.insert(place) }, `Replace what is in ${occupied}`)));
    } else {
      this.status.replaceChildren(h("p", { class: "done" }, `Inserted into ${address}.`));
      say(`Inserted into ${address}`);
    }
  }
}
