// Temperatures as the functions take them, in °C or in K. An axis has one of the two only.

const ZERO = 273.15;
const BETWEEN = 200;

export function isKelvin(value) {
  return value > BETWEEN;
}

/** The range on the scale on which it is typed; of two, on that of Celsius. Null where an end is none that is allowed. */
export function onOneScale({ from, to, log }, { intervals }) {
  if (![from, to].every((end) => intervals.some(({ low, high }) => end >= low && end <= high))) return null;
  const kelvin = isKelvin(from) && isKelvin(to);
  return { from: on(kelvin, from), to: on(kelvin, to), log, kelvin };
}

export function on(kelvin, value) {
  if (isKelvin(value) === kelvin) return value;
  return Number((kelvin ? value + ZERO : value - ZERO).toFixed(9));
}
