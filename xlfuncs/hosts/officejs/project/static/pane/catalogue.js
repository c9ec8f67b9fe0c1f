// The list of all functions under their categories, and the search through it.

import { h, sentence } from "./dom.js";

export class Catalogue {
  constructor(data, place, search, count) {
    this.search = search;
    this.count = count;
    this.groups = data.categories.map((category, i) => this.group(category, i));
    place.replaceChildren(...this.groups.map(({ element }) => element));
    search.addEventListener("input", () => this.filter());
    search.addEventListener("keydown", (event) => this.keyInSearch(event));
    place.addEventListener("keydown", (event) => this.keyInList(event));
    document.addEventListener("keydown", (event) => this.slash(event));
  }

  group(category, i) {
    const entries = category.functions.map((fn) => ({ fn, words: wordsToFind(fn, category.title), link: link(fn) }));
    const items = entries.map((entry) => {
      entry.item = h("li", {}, entry.link);
      return entry.item;
    });
    const element = h("div", { class: "category" },
      h("h2", { id: `category-${i}` }, category.title), h("ul", { "aria-labelledby": `category-${i}` }, items));
    return { element, entries };
  }

  filter() {
    const wanted = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const { element, entries } of this.groups) {
      for (const { words, item } of entries) item.hidden = !wanted.every((word) => words.includes(word));
      const left = entries.filter(({ item }) => !item.hidden).length;
      element.hidden = left === 0;
      found += left;
    }
    this.count.textContent = wanted.length ? (found ? `${found} found` : "Nothing found. Try another word, a unit or the name of an argument.") : "";
  }

  /** Mark the function whose page is open. */
  mark(name) {
    for (const entry of this.entries) entry.link.removeAttribute("aria-current");
    this.linkOf(name)?.setAttribute("aria-current", "page");
  }

  linkOf(name) {
    return this.entries.find(({ fn }) => fn.name === name)?.link;
  }

  get entries() {
    return this.groups.flatMap(({ entries }) => entries);
  }

  get links() {
    return this.entries.filter(({ item }) => !item.hidden).map(({ link: each }) => each);
  }

  keyInSearch(event) {
    if (event.key === "ArrowDown") this.links[0]?.focus();
    else if (event.key === "Enter") this.links[0]?.click();
    else if (event.key === "Escape") {
      this.search.value = "";
      this.filter();
    } else return;
    event.preventDefault();
  }

  keyInList(event) {
    const links = this.links;
    const at = links.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    (links[next] ?? (next < 0 ? this.search : links.at(-1))).focus();
  }

  slash(event) {
    const isTyping = event.target.closest?.("input, textarea, select");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (this.search.offsetParent === null) location.hash = "";
    setTimeout(() => this.search.focus());
  }
}

function link(fn) {
  return h("a", { href: `#${fn.name}` },
    h("span", { class: "name" }, fn.name), h("span", { class: "gives" }, fn.unit === "1" ? "" : fn.unit),
    h("span", { class: "what" }, sentence(fn.summary)));
}

function wordsToFind(fn, title) {
  const ofArguments = fn.arguments.flatMap(({ name, unit, words }) => [name, unit, words]);
  return [fn.name, fn.summary, fn.help, fn.unit, fn.source, title, ...ofArguments].join(" ").toLowerCase();
}
