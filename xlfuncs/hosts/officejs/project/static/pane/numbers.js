// Numbers for reading: no more digits than mean something, a real minus sign, the sign of a potential shown.

const SUPERSCRIPTS = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
const ERRORS = {
  NotAvailable: "#N/A", Num: "#NUM!", Value: "#VALUE!", Div0: "#DIV/0!", Name: "#NAME?", Null: "#NULL!", Ref: "#REF!",
};

/** The error value that a cell of a result holds, as a sheet shows it; null if it holds none. */
export function errorOf(cell) {
  if (cell === null || typeof cell !== "object") return null;
  return cell.basicValue ?? ERRORS[cell.errorType] ?? "#VALUE!";
}

export function shown(cell, unit) {
  if (typeof cell !== "number") return errorOf(cell) ?? String(cell ?? "");
  return unit === "mV" ? signed(cell, potential(cell)) : short(cell);
}

function potential(x) {
  return Math.abs(x) >= 0.01 && Math.abs(x) < 1e5 ? Math.abs(x).toFixed(2) : short(Math.abs(x));
}

function signed(x, digits) {
  if (x === 0) return "0";
  return (x < 0 ? "−" : "+") + digits;
}

/** Five digits, and a power of ten where there would be many zeros. */
export function short(x, digits = 5) {
  if (x === 0 || !Number.isFinite(x)) return String(x);
  const [mantissa, exponent] = x.toExponential(digits - 1).split("e");
  const trimmed = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  if (exponent >= -4 && exponent < 6) return String(Number(x.toPrecision(digits))).replace("-", "−");
  const power = [...String(Number(exponent))].map((sign) => SUPERSCRIPTS[sign]).join("");
  return `${trimmed} × 10${power}`.replace("-", "−");
}

export function withUnit(text, unit) {
  return unit && !["1", "text", "as asked"].includes(unit) ? `${text} ${unit}` : text;
}
