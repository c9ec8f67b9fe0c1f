// How the reader writes formulas and numbers: as chosen on any function's page, until then as the browser's language does.

import { SEPARATORS } from "./formula.js";

const COMMAS = SEPARATORS.findIndex(({ point }) => point === ",");
const SEMICOLON = SEPARATORS.findIndex(({ argument, point }) => argument === ";" && point === ".");
const chosen = { flavour: null, style: null }; // as long as the page is open

export function choose(what) {
  Object.assign(chosen, what);
}

export function flavourAmong(flavours, usual) {
  return flavours.find(({ name }) => name === chosen.flavour) ?? usual;
}

/** Which of SEPARATORS a formula for this host has. */
export function styleFor(flavour) {
  if (chosen.style !== null) return chosen.style;
  if (languageHasComma()) return COMMAS;
  return flavour.separator_shown.trim() === ";" ? SEMICOLON : 0;
}

export function writesDecimalComma() {
  return chosen.style === null ? languageHasComma() : chosen.style === COMMAS;
}

function languageHasComma() {
  return (1.5).toLocaleString(navigator.language).includes(",");
}
