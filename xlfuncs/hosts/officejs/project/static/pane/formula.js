// Formula texts. What was typed enters a formula only as a number or a quoted text; addresses come from Excel alone.

/** How formulas are written: in files and through Office.js, and as people type them. */
export const PREFIX = "ION."; // of the add-in's functions
export const ENGLISH = { argument: ",", column: ",", point: "." };
export const SEPARATORS = [
  { ...ENGLISH, words: "comma  (1.5, 2)" },
  { argument: ";", column: ",", point: ".", words: "semicolon  (1.5; 2)" },
  { argument: ";", column: "\\", point: ",", words: "semicolon, decimal comma  (1,5; 2)" },
];

export function formulaText(name, inputs, prefix, style) {
  const written = inputs.map((input) => (input.address ? input.address : literal(input.cells, style)));
  return `=${prefix}${name}(${written.join(style.argument)})`;
}

function literal(cells, style) {
  if (cells.length === 1 && cells[0].length === 1) return scalar(cells[0][0], style);
  const rows = cells.map((row) => row.map((cell) => scalar(cell, style) || '""').join(style.column));
  return `{${rows.join(";")}}`;
}

function scalar(cell, style) {
  if (cell === null) return "";
  if (typeof cell === "boolean") return cell ? "TRUE" : "FALSE";
  if (typeof cell === "number") return String(cell).toUpperCase().replace(".", style.point);
  return `"${cell.replaceAll('"', '""')}"`;
}

export function hasArray(inputs) {
  return inputs.some((input) => !input.address && (input.cells.length > 1 || input.cells[0].length > 1));
}

/** The parts in which anything may stand: texts, quoted names of sheets, and brackets of links and tables. */
const CLOSED = /("(?:[^"]|"")*(?:"|$)|'(?:[^']|'')*(?:'|$)|\[[^\]]*\])/;

/** What may stand before a call: anything that would not make it the end of another name. */
const BEFORE = "(^|[^\\w.!\\\\])";

export function callsAddIn(formula, names) {
  return withoutPrefix(formula, names) !== formula;
}

function elsewhere(formula, change) {
  return formula.split(CLOSED).map((part, i) => (i % 2 ? part : change(part))).join("");
}

/** An English formula in another style of writing. */
export function inStyle(formula, style) {
  let depth = 0;
  const signs = /[{},]|(?<=\d)\.(?=\d)/g;
  return elsewhere(formula, (part) => part.replace(signs, (sign) => {
    if (sign === ".") return style.point;
    if (sign === ",") return depth ? style.column : style.argument;
    depth += sign === "{" ? 1 : -1;
    return sign;
  }));
}

/** The formula with our calls under the add-in's prefix: NERNST( becomes ION.NERNST(. */
export function withPrefix(formula, names) {
  const call = new RegExp(`${BEFORE}(${names.join("|")})(?=\\()`, "g");
  return elsewhere(formula, (part) => part.replace(call, `$1${PREFIX}$2`));
}

/** The formula with our calls under their bare names: ION.NERNST( becomes NERNST(. */
export function withoutPrefix(formula, names) {
  const call = new RegExp(`${BEFORE}${PREFIX.replace(".", "\\.")}(${names.join("|")})(?=\\s*\\()`, "gi");
  return elsewhere(formula, (part) => part.replace(call, (_, before, name) => before + name.toUpperCase()));
}
