// A drawing of curves with uPlot: thin grid, axes with units, the reader's own point in gold.

import uPlot from "../vendor/uplot/uPlot.min.js";
import { short } from "./numbers.js";

const HEIGHT = 280;
const MARGIN = 4; // at the right, as in parts.css
export const DASHES = [[], [8, 4], [2, 4], [10, 3, 2, 3], [5, 5], [1, 3]];

/** Draw into a place; answers what takes the drawing away again. */
export function draw(place, { xs, curves, log, steep, own, xTitle, yTitle, read }) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const scale = parseFloat(style.fontSize) / 16; // of readers with larger letters
  const font = `${12 * scale}px ${getComputedStyle(document.body).fontFamily}`;
  const axis = { stroke: colour("muted"), font, labelFont: `${13 * scale}px ${getComputedStyle(document.body).fontFamily}`,
    grid: { stroke: colour("grid"), width: 1 }, ticks: { show: false }, labelGap: 2 };
  const discrete = xs.length < 42 && xs.every(Number.isInteger);
  const logY = steep && overDecades(curves);
  const options = {
    width: widthOf(place),
    height: HEIGHT,
    pxAlign: 0,
    legend: { show: false },
    cursor: { y: false, drag: { setScale: false }, points: { size: 7 } },
    scales: { x: { time: false, distr: log ? 3 : 1, range: (_, low, high) => (discrete ? [low - 0.5, high + 0.5] : [low, high]) }, y: logY ? { distr: 3, range: withRoomByFactor } : { range: withRoom } },
    axes: [
      { ...axis, label: xTitle, labelSize: 24 * scale, size: 30 * scale, values: (_, splits) => splits.map((x) => (x === null ? "" : short(x, 4))), ...(log ? { filter: decades("x") } : {}) },
      { ...axis, label: yTitle, labelSize: 22 * scale, size: 54 * scale, values: (_, splits) => splits.map((y) => (y === null ? "" : short(Number(y.toPrecision(12)), 4))), ...(logY ? { filter: decades("y") } : {}) },
    ],
    series: [{}, ...curves.map((curve, i) => ({
      label: curve.label,
      stroke: colour(`curve-${i + 1}`),
      width: 2.5,
      pxAlign: 0,
      dash: DASHES[i % DASHES.length],
      points: { show: discrete, size: 8, fill: colour(`curve-${i + 1}`) },
      paths: discrete ? () => null : undefined,
    }))],
    hooks: {
      draw: [(plot) => own && mark(plot, own, colour)],
      setCursor: [(plot) => read(plot.cursor.idx)],
    },
  };
  const plot = new uPlot(options, [xs, ...curves.map((curve) => curve.values)], place);
  const watcher = new ResizeObserver(() => place.clientWidth && widthOf(place) !== plot.width && plot.setSize({ width: widthOf(place), height: HEIGHT }));
  watcher.observe(place);
  return () => {
    watcher.disconnect();
    plot.destroy();
  };
}

function widthOf(place) {
  return Math.max(0, place.clientWidth - MARGIN);
}

/** Heights that differ by hundreds of times would be a flat line and a wall. */
function overDecades(curves) {
  const heights = curves.flatMap(({ values }) => values).filter((y) => y !== null);
  const lowest = Math.min(...heights);
  return lowest > 0 && Math.max(...heights) > 200 * lowest;
}

/** A line that hardly moves must not look like a steep one. */
function withRoom(_, low, high) {
  if (low === null) return [0, 1];
  const least = 0.05 * Math.max(Math.abs(low), Math.abs(high)) || 1;
  const room = Math.max((high - low) * 0.06, (least - (high - low)) / 2);
  return [low - room, high + room];
}

function withRoomByFactor(_, low, high) {
  return low === null ? [1, 10] : [low / 1.4, high * 1.4];
}

/** Of a logarithmic axis name the 1, 2 and 5 of each decade, or where there is little room the 1. */
function decades(axis) {
  return (plot, splits) => {
    const { min, max } = plot.scales[axis];
    const isLong = min < 1e-4; // written with powers of ten
    const wanted = isLong || Math.log10(max / min) > 3.2 ? ["1"] : ["1", "2", "5"];
    return splits.map((place) => (place !== null && wanted.includes(place.toExponential(0)[0]) ? place : null));
  };
}

function mark(plot, { x, y }, colour) {
  const [left, top] = [plot.valToPos(x, "x", true), plot.valToPos(y, "y", true)];
  const { bbox, ctx } = plot;
  if (left < bbox.left - 1 || left > bbox.left + bbox.width + 1 || top < bbox.top - 1 || top > bbox.top + bbox.height + 1) return;
  const radius = 6 * devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.arc(left, top, radius, 0, 2 * Math.PI);
  ctx.fillStyle = colour("gold");
  ctx.strokeStyle = colour("surface");
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.fill();
  ctx.stroke();
  ctx.restore();
}
