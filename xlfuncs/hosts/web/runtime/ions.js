// @ts-check
// Ions as people write them.

/** @typedef {{symbol: string, names: string[], z: number, size: number | null, mass: number}} Ion */
/**
 * The table: size in pm, mass in g/mol; names that several ions have, with their symbols; what counts as a blank; how
 * people write charges, and how the table does, to be replaced one after the other.
 * @typedef {{ions: Ion[], ambiguous: {[name: string]: string[]}, blanks: string, spellings: string[][]}} IonTable
 */
/** @typedef {(symbol: string) => Ion | string} IonFinder gives the ion, or says in words why there is none */

const LONGEST = 40; // characters of a text that a reason repeats

/**
 * @param {IonTable} table
 * @returns {IonFinder}
 */
export function ionFinder(table) {
  /** @type {Map<string, Ion>} */
  const byName = new Map();
  for (const ion of table.ions) for (const name of ion.names) byName.set(name, ion);
  return function find(symbol) {
    const direct = byName.get(symbol.toUpperCase());
    if (direct) return direct;
    const name = spelled(table, symbol);
    const ion = byName.get(name);
    if (ion) return ion;
    const several = Object.prototype.hasOwnProperty.call(table.ambiguous, name) ? table.ambiguous[name] : [];
    if (!several.length) return `no ion "${shortened(symbol)}" is in the table`;
    const last = several.length - 1;
    return `"${shortened(symbol)}" could be ${several.slice(0, last).join(", ")} or ${several[last]}`;
  };
}

/**
 * A symbol as the table spells it, in capitals.
 * @param {IonTable} table
 * @param {string} symbol
 */
function spelled(table, symbol) {
  let name = withoutBlanks(table, symbol).toUpperCase();
  for (const [written, own] of table.spellings) name = name.split(written).join(own);
  return name;
}

/**
 * A text without the blanks of any kind around it.
 * @param {IonTable} table
 * @param {string} text
 */
export function withoutBlanks(table, text) {
  let start = 0;
  let end = text.length;
  while (start < end && table.blanks.includes(text[start])) start++;
  while (end > start && table.blanks.includes(text[end - 1])) end--;
  return text.slice(start, end);
}

/**
 * A text as a reason repeats it.
 * @param {string} text
 */
export function shortened(text) {
  return Array.from(text).slice(0, LONGEST).join("");
}
