// What somebody typed, as cells; cells as what somebody could have typed; and arguments of a formula text.

const NUMBER = /^[-+]?(\d+([.,]\d*)?|[.,]\d+)(e[-+]?\d+)?$/i;

/** Rows of numbers, texts and blanks (null). Cells are separated by ; or tab, rows by new lines. */
export function cellsOf(text, argument) {
  const lines = text.replace(/\s+$/, "").split(/\r?\n/);
  return lines.map((line) => parted(line, argument).map((token) => cellOf(token, argument)));
}

function parted(line, argument) {
  if (argument.kind === "text") return line.split(/[;\t]/);
  return line.split(/[;\t]|,\s+/).flatMap((token) => (isListWithCommas(token, argument) ? token.split(",") : [token]));
}

/** 1,5 is a number with a decimal comma; "1,0.05" and "K+,Na+" can only be lists. */
function isListWithCommas(token, argument) {
  return argument.layout !== "element" && token.includes(",") && !NUMBER.test(plain(token));
}

function cellOf(token, argument) {
  const text = token.trim();
  if (text === "") return null;
  return argument.kind === "text" ? text : (numberOf(text) ?? text);
}

/** The number that a text is; null for other texts, and for what is larger than a sheet's numbers. */
export function numberOf(text) {
  const token = plain(text);
  const number = NUMBER.test(token) ? Number(token.replace(",", ".")) : NaN;
  return Number.isFinite(number) ? number : null;
}

/** Without the narrow spaces that part thousands, and with the minus sign of keyboards. */
function plain(token) {
  return token.trim().replace(/(?<=\d)[\u00a0\u2009\u202f](?=\d{3})/g, "").replaceAll("−", "-");
}

export function textOf(cells) {
  return cells.map((row) => row.map((cell) => (cell === null ? "" : String(cell))).join("; ")).join("\n");
}

export function isBlank(cells) {
  return cells.every((row) => row.every((cell) => cell === null || cell === ""));
}

export function isSingle(cells) {
  return cells.length === 1 && cells[0].length === 1;
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
