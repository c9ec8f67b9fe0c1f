// @ts-check
// How ranges fit together: what xlfuncs/functions/shapes.py says, for one result after the other.

/** @typedef {import("./domains.js").Argument} Argument */
/** @typedef {{rows: number, columns: number}} Size */
/**
 * The sizes of the results, and of each argument: of its cells, or of its conditions where several belong together.
 * @typedef {Size & {sizes: Size[]}} Layout
 */

/**
 * Return the layout, or say in words why the ranges do not fit.
 * @param {Argument[]} args
 * @param {boolean} hasNamedRows whether each result is a column
 * @param {Size[]} given
 * @returns {Layout | string}
 */
export function laidOut(args, hasNamedRows, given) {
  const counts = countAlong(args, given);
  const sizes = [];
  for (let k = 0; k < args.length; k++) {
    if (hasNamedRows && given[k].rows !== 1) {
      return `${args[k].name} must be one cell or one row, got ${sizeInWords(given[k])}`;
    }
    const size = fitted(args[k], given[k], counts[args[k].axis]);
    if (typeof size === "string") return size;
    sizes.push(size);
  }
  const rows = common(sizes.map((size) => size.rows));
  const columns = common(sizes.map((size) => size.columns));
  if (rows && columns) return { rows, columns, sizes };
  const words = sizes.map((size, k) => (isList(args[k]) ? "1" : `${size.rows}x${size.columns}`));
  return `the sizes of the ranges do not combine: ${words.join(", ")}`;
}

/**
 * Whether all its cells belong together.
 * @param {Argument} argument
 */
export function isList(argument) {
  return argument.axis !== "" && !argument.hasConditions;
}

/**
 * How many there are along each axis: as many as the first list along it has cells.
 * @param {Argument[]} args
 * @param {Size[]} given
 */
function countAlong(args, given) {
  /** @type {{[axis: string]: number}} */
  const counts = {};
  args.forEach((argument, k) => {
    if (isList(argument) && !(argument.axis in counts)) counts[argument.axis] = given[k].rows * given[k].columns;
  });
  return counts;
}

/**
 * @param {Argument} argument
 * @param {Size} size
 * @param {number} count
 * @returns {Size | string}
 */
function fitted(argument, size, count) {
  if (!argument.axis) return size;
  const { rows, columns } = size;
  if (rows * columns === count && Math.max(rows, columns) === count) return { rows: 1, columns: 1 };
  if (!argument.hasConditions) {
    const what = argument.axis === "species" ? "impermeant species" : argument.axis;
    return `${argument.name} must be one row or column of ${count} ${what}, got ${sizeInWords(size)}`;
  }
  if (columns === count) return { rows, columns: 1 };
  const noun = argument.axis.replace(/s$/, "");
  return `${argument.name} must have one cell or one column per ${noun} (${count}), got ${sizeInWords(size)}`;
}

/**
 * The one number beside 1s, or 0 if there are several.
 * @param {number[]} counts
 */
function common(counts) {
  const most = Math.max.apply(null, counts);
  return counts.every((count) => count === 1 || count === most) ? most : 0;
}

/** @param {Size} size */
function sizeInWords(size) {
  return `${size.rows} x ${size.columns} cells`;
}
