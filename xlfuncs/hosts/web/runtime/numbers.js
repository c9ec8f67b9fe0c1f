// @ts-check
// Numbers in words, as Python writes them: the reasons are the same in every host.

/**
 * As Python's format(x, ".15g") with that many digits.
 * @param {number} x
 * @param {number} count
 * @returns {string}
 */
export function digits(x, count) {
  if (!Number.isFinite(x)) return notFinite(x);
  if (Object.is(x, -0)) return "-0";
  const [mantissa, exponent] = x.toExponential(count - 1).split("e");
  const power = Number(exponent);
  if (power < -4 || power >= count) return withoutZeros(mantissa) + powerOfTen(power);
  return withoutZeros(x.toFixed(count - 1 - power));
}

/** @param {number} x */
function notFinite(x) {
  return Number.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";
}

/** @param {string} text */
function withoutZeros(text) {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** @param {number} power */
function powerOfTen(power) {
  const size = String(Math.abs(power));
  return `e${power < 0 ? "-" : "+"}${size.length < 2 ? "0" : ""}${size}`;
}
