// How the reader writes formulas and numbers: as chosen on any function's page, until then as the browser's language does.

import { inExcel } from "./excel.js";
import { PREFIX, SEPARATORS } from "./formula.js";

const COMMAS = SEPARATORS.findIndex(({ point }) => point === ",");
const SEMICOLON = SEPARATORS.findIndex(({ argument, point }) => argument === ";" && point === ".");
const chosen = { flavour: null, style: null }; // as long as the page is open

export function choose(what) {
  Object.assign(chosen, what);
}

/** The host for which formulas are shown: where the pane is open, unless another was chosen. */
export function flavourAmong(flavours) {
  const usual = inExcel() ? flavours.find(({ prefix_shown }) => prefix_shown === PREFIX) : flavours[0];
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
