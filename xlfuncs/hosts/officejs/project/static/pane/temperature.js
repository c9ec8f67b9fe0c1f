// Temperatures as the functions take them: -20 to 120 is °C, 253.15 to 393.15 is K. An axis has one of the two only.

const ZERO = 273.15;
const BETWEEN = 200;

export function isKelvin(value) {
  return value > BETWEEN;
}

/** The range on the scale on which it is typed; of two, on that of Celsius. Null where an end is no temperature of water. */
export function onOneScale({ from, to, log }) {
  if (![from, to].every((end) => (end >= -20 && end <= 120) || (end >= -20 + ZERO && end <= 120 + ZERO))) return null;
  const kelvin = isKelvin(from) && isKelvin(to);
  return { from: on(kelvin, from), to: on(kelvin, to), log, kelvin };
}

export function on(kelvin, value) {
  if (isKelvin(value) === kelvin) return value;
  return Number((kelvin ? value + ZERO : value - ZERO).toFixed(9));
}
