// Where to begin and end when an input varies, by its unit and the value it has.

const FIRST = { DONNAN: "impermeant", DONNAN_IN: "impermeant", DONNAN_OSMOTIC: "impermeant", PUMP_DG: "vm",
  PUMP_LEAK: "pump_current", GHK_CURRENT: "vm", ATP_DG: "adp", MICRODOMAIN: "distance" };

/** The name of the input that it is most telling to vary. */
export function firstToVary(functionName) {
  return FIRST[functionName] ?? "";
}

/** {from, to, log} for an argument that holds a value. */
export function rangeFor(functionName, argument, value) {
  if (argument.kind === "temperature") return value > 200 ? { from: 273, to: 323 } : { from: 0, to: 50 };
  if (argument.kind === "valence") return { from: -3, to: 3 };
  if (functionName === "OSMOTIC_PRESSURE") return around(value, 0.1);
  if (argument.unit === "mV") return { from: Math.min(-120, below(value)), to: Math.max(60, -below(-value)) };
  if (argument.unit === "kJ/mol") return around(value, 0.3);
  if (argument.unit === "1") return value < 0 ? { from: -3, to: -0.2 } : { from: -3, to: 3 };
  if (argument.unit === "pm") return { from: 0, to: Math.max(900, 2 * value) };
  if (argument.unit === "pA" || ["impermeant", "ionic_strength"].includes(argument.name)) {
    return { from: 0, to: rounded(2 * Math.abs(value)) || 1 };
  }
  return value > 0 ? { from: rounded(value / 10), to: rounded(value * 10), log: true } : { from: 0, to: 100 };
}

function around(value, part) {
  const step = rounded(Math.abs(value) * part) || 1;
  return { from: Math.floor(value / step - 1) * step, to: Math.ceil(value / step + 1) * step };
}

function below(value) {
  return Math.floor(value / 20) * 20;
}

/** The number with 1, 2 or 5 as its only digit that is nearest by ratio. */
function rounded(x) {
  if (!(x > 0)) return 0;
  const power = Math.floor(Math.log10(x));
  const digit = x / 10 ** power;
  const nearest = digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10;
  return Number(`${nearest}e${power}`);
}

/** The places between, as many as asked; whole numbers but 0 where a valence varies. */
export function places({ from, to, log }, count, isValence) {
  if (isValence) {
    const whole = Array.from({ length: Math.min(40, Math.floor(to) - Math.ceil(from) + 1) }, (_, i) => Math.ceil(from) + i);
    return whole.filter((z) => z !== 0);
  }
  const last = count - 1;
  if (log) return Array.from({ length: count }, (_, i) => from * (to / from) ** (i / last));
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / last);
}
