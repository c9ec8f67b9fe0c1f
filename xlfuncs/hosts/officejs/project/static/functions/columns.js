// Whole columns: blank rows at the end of ranges are not sent, where their answers are all the same.
//
// An element-wise function's row of results depends on the same row of its arguments only; so does that of a function
// that takes tables (one ion per column) with one condition per row. So one blank row answers for all.

function isBlank(cell) {
  return cell === null || cell === undefined || cell === "" || cell.type === "Empty";
}

function rowsOf(argument) {
  return Array.isArray(argument) && Array.isArray(argument[0]) ? argument : [[argument]];
}

// Returns the arguments to send and the number of rows that the result must have (0: as many as the answer has).
function withoutBlankRows(args, result, layouts) {
  const ranges = args.map(rowsOf);
  const height = Math.max(...ranges.map((rows) => rows.length));
  if (!goesByRows(ranges, height, result, layouts)) {
    return { sent: args, rows: 0 };
  }
  const long = ranges.filter((rows) => rows.length > 1);
  // Two at least: an answer of one cell may also be the refusal of the whole call.
  const used = Math.max(1, ...long.map(usedRows));
  if (used + 1 >= height) {
    return { sent: args, rows: 0 };
  }
  const sent = args.map((argument, i) => (ranges[i].length > 1 ? argument.slice(0, used + 1) : argument));
  return { sent, rows: height };
}

function usedRows(rows) {
  let used = rows.length;
  while (used > 0 && rows[used - 1].every(isBlank)) {
    used -= 1;
  }
  return used;
}

// Whether every range that has more than one row has one for each row of the result.
function goesByRows(ranges, height, result, layouts) {
  if (height < 3 || !["elementwise", "per_row"].includes(result)) {
    return false;
  }
  if (ranges.some((rows) => rows.length !== 1 && rows.length !== height)) {
    return false;
  }
  return result === "elementwise" ? widthsCombine(ranges) : onlyTablesAreLong(ranges, layouts);
}

function widthsCombine(ranges) {
  const widths = new Set(ranges.map((rows) => rows[0].length).filter((width) => width !== 1));
  return widths.size <= 1;
}

// A column may also hold the ions of one condition: then its blank cells count.
function onlyTablesAreLong(ranges, layouts) {
  const ions = layouts.indexOf("ions");
  const count = ranges[ions].length * ranges[ions][0].length;
  return ranges.every((rows, i) => {
    const isTable = layouts[i] === "table" && rows[0].length === count;
    return rows.length === 1 || isTable || layouts[i] === "element";
  });
}
