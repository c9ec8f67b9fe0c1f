// What a curve shows, in a sentence: the title of the plot, and all of it to those who do not see it.

import { short, shown, withUnit } from "./numbers.js";

/** "NERNST rises from −94 mV to +28 mV as c_out goes from 0.5 to 50 mM." */
export function sentenceOf(name, curve, xs, variable) {
  const points = curve.values.map((y, i) => ({ x: xs[i], y })).filter(({ y }) => y !== null);
  if (points.length === 0) return "";
  const [first, last] = [points[0], points.at(-1)];
  const value = (y) => withUnit(shown(y, curve.unit), curve.unit);
  const end = (x) => (x === xs[0] || x === xs.at(-1) ? shown(x) : short(x, 2));
  const over = `from ${end(first.x)} to ${withUnit(end(last.x), unitOf(variable))}`;
  const span = Math.max(...points.map(({ y }) => y)) - Math.min(...points.map(({ y }) => y));
  if (span <= 1e-9 * Math.abs(first.y)) return `${name} stays at ${value(first.y)} as ${variable.label} goes ${over}`;
  if (span <= 1e-3 * Math.abs(first.y)) return `${name} stays near ${value(first.y)} as ${variable.label} goes ${over}`;
  if (variable.argument.kind === "valence") return `${name} lies between ${value(lowestOf(points).y)} and ${value(highestOf(points).y)} for z ${over}`;
  const turn = turningPoint(points, span);
  const turning = turn ? `${value(turn.y)} near ${short(turn.x, 2)}, then ` : "";
  const verb = (turn ?? last).y > first.y ? "rises" : "falls";
  return `${name} ${verb} from ${value(first.y)} to ${turning}${value(last.y)} as ${variable.label} goes ${over}`;
}

export function unitOf(variable) {
  if (variable.argument.kind !== "temperature") return variable.argument.unit === "any one unit" ? "" : variable.argument.unit;
  return variable.kelvin ? "K" : "°C";
}

function highestOf(points) {
  return points.reduce((best, point) => (point.y > best.y ? point : best));
}

function lowestOf(points) {
  return points.reduce((best, point) => (point.y < best.y ? point : best));
}

/** The highest or lowest point, if the curve clearly turns there. */
function turningPoint(points, span) {
  const ends = [points[0].y, points.at(-1).y];
  const clearly = 0.02 * span;
  const [lowest, highest] = [lowestOf(points), highestOf(points)];
  if (highest.y > Math.max(...ends) + clearly) return highest;
  return lowest.y < Math.min(...ends) - clearly ? lowest : null;
}
