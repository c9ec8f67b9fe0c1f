// The worked cases: every figure of the two texts that the functions reproduce, to load and try.

import { copyButton } from "./copy.js";
import { breakable, h, newId } from "./dom.js";
import { SEPARATORS, inStyle, withPrefix } from "./formula.js";
import { callsOf, figureOf } from "./functionPage.js";
import { short } from "./numbers.js";
import { flavourAmong, styleFor } from "./writing.js";

export class CasesPage {
  constructor(data) {
    const id = newId("cases");
    this.flavours = data.flavours;
    this.functions = data.categories.flatMap((category) => category.functions.map(({ name }) => name));
    this.search = h("input", { type: "search", id: `${id}-search`, autocomplete: "off", spellcheck: "false", oninput: () => this.filter() });
    this.count = h("p", { class: "count", role: "status" });
    this.entries = data.cases.map((each) => ({ words: JSON.stringify(each).toLowerCase(), ...entry(each) }));
    const sources = [...new Set(data.cases.map(({ source }) => source))];
    this.groups = sources.map((source, i) => ({
      element: h("section", { "aria-labelledby": `${id}-${i}` }, h("h3", { id: `${id}-${i}` }, source),
        h("ul", { class: "cases" }, data.cases.flatMap((each, j) => (each.source === source ? this.entries[j].element : [])))),
      members: data.cases.flatMap((each, j) => (each.source === source ? [this.entries[j]] : [])),
    }));
    this.element = h("article", { class: "cases-page" },
      h("header", {},
        h("h2", { tabindex: "-1" }, "Worked cases"),
        h("p", { class: "summary" }, `${data.cases.length} figures printed in two texts on the electrochemistry of cells, and the formulas that give them. Load one to see it at work and change it.`)),
      h("p", { class: "search-line" }, h("label", { for: this.search.id }, "Search the cases"), this.search),
      this.count,
      this.groups.map(({ element }) => element));
  }

  show(words) {
    this.search.value = words;
    this.filter();
    const flavour = flavourAmong(this.flavours);
    const style = SEPARATORS[styleFor(flavour)];
    const spelled = (formula) => inStyle(flavour.prefix_shown ? withPrefix(formula, this.functions) : formula, style);
    for (const { write } of this.entries) write(spelled);
  }

  filter() {
    const wanted = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const { words, element } of this.entries) element.hidden = !wanted.every((word) => words.includes(word));
    for (const { element, members } of this.groups) element.hidden = members.every((each) => each.element.hidden);
    const found = this.entries.filter(({ element }) => !element.hidden).length;
    this.count.textContent = wanted.length ? `${found || "None"} found` : "";
  }
}

function entry(each) {
  const formula = h("code", { class: "formula-text" });
  const element = h("li", { class: "case", id: `case-${each.id}` },
    h("p", { class: "case-head" }, h("strong", {}, each.title), h("span", { class: "case-id" }, each.id)),
    h("p", { class: "case-printed" }, figureOf(each)),
    h("div", { class: "formula-line" }, formula, copyButton(() => formula.textContent, `Copy the formula of case ${each.id}`, formula)),
    each.note ? h("p", { class: "note" }, each.note) : null,
    h("p", { class: "case-loads" }, h("span", {}, "Load "), callsOf(each).map(loadLink)));
  return { element, write: (spelled) => formula.replaceChildren(...breakable(spelled(each.formula))) };
}

function loadLink(call) {
  const text = `${call.function}(${call.arguments.join(",")})`;
  return h("a", { class: "chip", href: `#${encodeURIComponent(text)}` }, breakable(readable(text)));
}

function readable(call) {
  return call.replace(/\d+\.\d{5,}/g, (number) => short(Number(number), 6)).replaceAll(",", ", ");
}
