// Elements from plain data. Words only ever become text nodes, so nothing that anybody typed can become markup.

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
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/static/pane/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

let lastId = 0;

export function newId(stem) {
  lastId += 1;
  return `${stem}-${lastId}`;
}

/** Names with underscores as one writes them by hand: c_out with a subscript. */
export function symbol(name) {
  const [stem, ...rest] = name.split("_");
  const variable = h("var", {}, stem);
  return rest.length ? h("span", { class: "symbol" }, variable, h("sub", {}, rest.join(" "))) : variable;
}
