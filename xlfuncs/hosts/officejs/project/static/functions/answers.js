// What the server's answer to a call becomes in Excel's cells.

const ERROR_CODES = {
  Value: "invalidValue",
  NotAvailable: "notAvailable",
  Num: "invalidNumber",
  Div0: "divisionByZero",
  Null: "nullReference",
  Name: "invalidName",
  Ref: "invalidReference",
};
// Excel's runtime makes #VALUE! of every other error that is thrown: those are returned.
const THROWN = new Set(["Value", "NotAvailable", "Num", "Div0", "Null"]);
const WEB_LIMIT = 5_000_000; // characters: what Excel on the web takes at once

function excelError(errorType, reason) {
  return new CustomFunctions.Error(CustomFunctions.ErrorCode[ERROR_CODES[errorType]], reason);
}

function isError(cell) {
  return typeof cell === "object" && cell !== null && cell.type === "Error";
}

function showsErrorCells() {
  return globalThis.Office?.context?.requirements?.isSetSupported("CustomFunctionsRuntime", "1.4") === true;
}

// Returns rows for Excel, as many as are wanted (the last one answers for those that were not sent), or throws.
function toExcel({ result, reason }, rowsWanted) {
  if (result.length === 1 && result[0].length === 1 && isError(result[0][0])) {
    return singleError(result[0][0], reason);
  }
  const rows = withFirstReason(result, reason);
  const blank = result[result.length - 1];
  while (rows.length < rowsWanted) {
    rows.push(blank);
  }
  checkSize(rows);
  return rows;
}

function singleError(error, reason) {
  if (THROWN.has(error.errorType) || !showsErrorCells()) {
    throw excelError(error.errorType, reason);
  }
  return [[error]];
}

// Only Excel's own class of errors can carry a reason; the other bad cells stay small, for the sake of long columns.
function withFirstReason(result, reason) {
  const row = result.findIndex((cells) => cells.some(isError));
  const rows = result.slice();
  if (row >= 0) {
    const column = rows[row].findIndex(isError);
    const { errorType } = rows[row][column];
    if (!showsErrorCells()) {
      throw excelError(
        errorType,
        `row ${row + 1}, column ${column + 1}: ${reason} (this version of Excel shows no errors within a range)`,
      );
    }
    rows[row] = rows[row].slice();
    rows[row][column] = excelError(errorType, reason);
  }
  return rows;
}

// Excel on the web would try to take a larger result for a minute, and then show #BUSY! for ever.
function checkSize(rows) {
  const cells = rows.length * rows[0].length;
  if (globalThis.Office?.context?.platform !== "OfficeOnline" || cells < WEB_LIMIT / 200) {
    return;
  }
  const size = JSON.stringify(rows).length;
  if (size > WEB_LIMIT) {
    const megabytes = (size / 1e6).toFixed(1);
    throw excelError(
      "Value",
      `This result is too long for Excel on the web, which takes 5 MB at most (this is ${megabytes} MB): ` +
        "give it a shorter range, such as A1:A100000 in place of A:A",
    );
  }
}
