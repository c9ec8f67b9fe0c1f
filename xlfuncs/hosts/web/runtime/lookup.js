// @ts-check
// What is looked up in the table of ions by words.

import { shortened, withoutBlanks } from "./ions.js";

/**
 * @param {import("./ions.js").IonTable} table
 * @param {import("./ions.js").IonFinder} findIon
 * @returns {(symbol: string, property: string) => number | import("./domains.js").Fault}
 */
export function ionProperty(table, findIon) {
  return function (symbol, property) {
    const ion = findIon(symbol);
    if (typeof ion === "string") return { error: "#N/A", reason: ion };
    const asked = withoutBlanks(table, property).toLowerCase();
    /** @type {Map<string, number | null>} */
    const values = new Map([["z", ion.z], ["valence", ion.z], ["size", ion.size], ["mass", ion.mass]]);
    const value = values.get(asked);
    if (typeof value === "number") return value;
    const words = `no property "${shortened(asked)}" is known of ${ion.symbol}; there are z, size and mass`;
    return { error: "#N/A", reason: words };
  };
}
