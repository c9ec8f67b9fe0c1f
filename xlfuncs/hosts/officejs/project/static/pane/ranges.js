// Where to begin and end when an input varies, by its unit and the value it has.

import { isKelvin } from "./temperature.js";

const FROM_ZERO = ["impermeant", "ionic_strength", "pump_current"];
const SEA = 500; // mM

/** {from, to, log} for an argument that holds a value; `typical` is that of an example. */
export function rangeFor(fn, argument, value, typical) {
  const { kind, unit, layout } = argument;
  if (kind === "temperature") return including(value, isKelvin(value) ? { from: 273.15, to: 323.15 } : { from: 0, to: 50 });
  if (kind === "valence") return including(value, { from: -3, to: 3 });
  if (unit === "1") return including(value, value < 0 ? { from: -3, to: -0.2 } : { from: -3, to: 3 });
  if (unit === "mV") return { from: Math.min(-120, below(value)), to: Math.max(60, -below(-value)) };
  if (unit === "pm") return { from: 0, to: Math.max(900, 2 * value) };
  if (unit === "kJ/mol") return around(value, 0.2);
  if (unit === "pA" || value === 0) return fromZero(value || typical);
  if (value < 0) return rangeFor(fn, argument, typical, typical);
  if (fn.unit === "kPa" && layout === "element") return around(value, 0.1); // of two sums that are nearly the same
  return FROM_ZERO.includes(argument.name) ? fromZero(value) : byFactors(value, unit);
}

/** As far to either side as still makes sense to a cell: the sea is the saltiest bath, and currents run away exponentially. */
function byFactors(value, unit) {
  const factor = unit === "mS/cm²" ? 5 : 10;
  const most = unit === "mM" ? Math.max(SEA, rounded(2 * value)) : Infinity;
  return { from: rounded(value / factor), to: Math.min(rounded(value * factor), most), log: true };
}

function fromZero(value) {
  const far = rounded(2 * Math.abs(value));
  return value < 0 ? { from: -far, to: 0 } : { from: 0, to: far };
}

/** With the value in it, unless it is one that no function takes. */
function including(value, { from, to }) {
  const isFar = value < 2 * from - to || value > 2 * to - from;
  return isFar ? { from, to } : { from: Math.min(from, Math.floor(value)), to: Math.max(to, Math.ceil(value)) };
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
