// Elements from plain data. Words only ever become text nodes, so nothing that anybody typed can become markup.

import { ICONS } from "./icons.js";

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const svg = drawn("svg", { class: "icon", viewBox: "0 0 20 20", "aria-hidden": "true" });
  svg.append(...ICONS[name].map(([tag, attributes]) => drawn(tag, attributes)));
  return svg;
}

/** A piece of a curve, dashed as it is drawn. */
export function swatch(dashes) {
  const svg = drawn("svg", { viewBox: "0 0 32 8", "aria-hidden": "true" });
  svg.append(drawn("path", { d: "M0 4h32", "stroke-dasharray": dashes.join(" ") }));
  return svg;
}

function drawn(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

let lastId = 0;

export function newId(stem) {
  lastId += 1;
  return `${stem}-${lastId}`;
}

/** A formula text that may go on in the next line where an argument begins. */
export function breakable(formula) {
  return (formula.match(/[^,;(]*[,;(]?/g) ?? []).flatMap((part) => [part, h("wbr")]);
}

/** A sentence, with the names in it that have underscores set as symbols. */
export function sentence(text) {
  return text.split(/([A-Za-z]+_[A-Za-z_]+)/).map((part, i) => (i % 2 && !/^[A-Z_]+$/.test(part) ? symbol(part) : part));
}

/** Names with underscores as one writes them by hand, c_out with a subscript; read aloud or copied they are whole. */
export function symbol(name) {
  const [stem, ...rest] = name.split("_");
  const variable = h("var", {}, stem);
  return rest.length ? h("span", { class: "symbol" }, variable, h("span", { class: "unseen" }, "_"), h("sub", {}, rest.join("_"))) : variable;
}
