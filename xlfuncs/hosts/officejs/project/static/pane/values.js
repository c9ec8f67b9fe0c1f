// What somebody typed, as cells; cells as what somebody could have typed; and arguments of a formula text.

import { meaning, numberOf } from "./typed.js";

/** Rows of numbers, texts and blanks (null), and in words what is not clear about them. Between cells stands ; or tab. */
export function read(text, argument) {
  if (argument.kind === "text") return { cells: rowsOf(text, /[;\t]/).map((row) => row.map((token) => token || null)), doubt: "", note: "" };
  const mayPart = argument.layout !== "element" && !/[;\t]/.test(text);
  const tokens = rowsOf(text, /[;\t]|,\s+/).map((row) => row.map((token) => meaning(token, mayPart)));
  const first = (kind) => tokens.flat().find((token) => token[kind])?.[kind] ?? "";
  return { cells: tokens.map((row) => row.flatMap(({ cells }) => cells)), doubt: first("doubt"), note: first("note") };
}

function rowsOf(text, between) {
  return text.replace(/\s+$/, "").split(/\r?\n/).map((line) => line.split(between).map((token) => token.trim()));
}

export function textOf(cells) {
  return cells.map((row) => row.map((cell) => (cell === null ? "" : String(cell))).join("; ")).join("\n");
}

export function isSingle(cells) {
  return cells.length === 1 && cells[0].length === 1;
}

export function sizeOf(cells) {
  return [cells.length, Math.max(...cells.map((row) => row.length))];
}

/** The cell that meets those of other inputs in this row and column: a single row or column goes with all. */
export function cellAt(cells, i, j) {
  const row = cells[cells.length === 1 ? 0 : i] ?? [];
  return row[row.length === 1 ? 0 : j] ?? null;
}

/** The function's name and the texts of its arguments: NERNST(5,140,"K+",37). Null if it is no such call. */
export function partsOfCall(text) {
  const match = /^\s*=?\s*([A-Z_]+)\((.*)\)\s*$/s.exec(text);
  return match && { name: match[1], arguments: split(match[2], ",").map((argument) => argument.trim()) };
}

/** The cells of a constant: a number, a text or an array of those. Null for anything else. */
export function cellsOfConstant(text) {
  const array = /^\{(.*)\}$/s.exec(text);
  const rows = array ? split(array[1], ";").map((row) => split(row, ",")) : [[text]];
  const cells = rows.map((row) => row.map((cell) => constant(cell.trim())));
  return cells.some((row) => row.includes(undefined)) ? null : cells;
}

function constant(text) {
  if (text === "") return null;
  if (/^"(?:[^"]|"")*"$/.test(text)) return text.slice(1, -1).replaceAll('""', '"');
  return text.includes(",") ? undefined : (numberOf(text) ?? undefined);
}

/** Split at a separator that stands outside texts and brackets. */
function split(text, separator) {
  const parts = [""];
  let depth = 0;
  for (const piece of text.match(/"(?:[^"]|"")*"?|[^"]/gs) ?? []) {
    if ("({".includes(piece)) depth += 1;
    if (")}".includes(piece)) depth -= 1;
    if (piece === separator && depth === 0) parts.push("");
    else parts[parts.length - 1] += piece;
  }
  return parts;
}
