// Everything that the pane does in an open workbook, except making it portable.

const MOST_CELLS = 10000; // of whole columns only the used part is taken

let present = false;

/** Whether the page runs inside Excel; known once Office.js has said so. */
export async function begin() {
  const info = await globalThis.Office?.onReady?.();
  present = info?.host === "Excel";
  return present;
}

export function inExcel() {
  return present;
}

/** The cells that are selected: {address, sheet, cells}, the address without its sheet. */
export async function selectedCells() {
  return globalThis.Excel.run(async (context) => {
    const selected = context.workbook.getSelectedRange();
    const used = selected.getUsedRangeOrNullObject(true);
    selected.load("address,cellCount");
    selected.worksheet.load("name");
    used.load("address");
    await context.sync();
    const isWhole = selected.cellCount < 0 || selected.cellCount > MOST_CELLS;
    if (isWhole && used.isNullObject) throw new Error("the selected cells are empty");
    return read(context, isWhole ? used : selected, selected.worksheet.name);
  });
}

async function read(context, range, sheet) {
  range.load("address,values");
  await context.sync();
  return { address: withoutSheet(range.address), sheet, cells: filled(range.values) };
}

/** What referenced cells hold now, in the order of the references; null where the cells are gone. */
export async function cellsAt(references) {
  return globalThis.Excel.run(async (context) => {
    const sheets = references.map(({ sheet }) => context.workbook.worksheets.getItemOrNullObject(sheet));
    sheets.forEach((sheet) => sheet.load("name"));
    await context.sync();
    const ranges = references.map(({ address }, i) => (sheets[i].isNullObject ? null : sheets[i].getRange(address)));
    ranges.forEach((range) => range?.load("values"));
    await context.sync();
    return ranges.map((range) => range && filled(range.values));
  });
}

function filled(values) {
  return values.map((row) => row.map((cell) => (cell === "" ? null : cell)));
}

/** Tell whenever cells of the workbook change. */
export async function watch(changed) {
  await globalThis.Excel.run(async (context) => {
    context.workbook.worksheets.onChanged.add(async () => changed());
    context.workbook.worksheets.onCalculated?.add(async () => changed());
    await context.sync();
  });
}

/**
 * Write a formula into the active cell. `formulaOn` makes it for the sheet of that cell.
 * Answers {address} when done, {occupied} or {circular} with the address when it was left alone.
 * What is not empty is only replaced at the place that was agreed on: another cell may be active by then.
 */
export async function insert(formulaOn, inputs, agreed) {
  return globalThis.Excel.run(async (context) => {
    const cell = context.workbook.getActiveCell();
    cell.load("address,formulas");
    cell.worksheet.load("name");
    await context.sync();
    const sheet = cell.worksheet.name;
    const address = withoutSheet(cell.address);
    const overlaps = inputs
      .filter((input) => input.address && input.sheet === sheet)
      .map((input) => cell.getIntersectionOrNullObject(cell.worksheet.getRange(input.address)));
    overlaps.forEach((overlap) => overlap.load("address"));
    await context.sync();
    if (overlaps.some((overlap) => !overlap.isNullObject)) return { circular: address };
    if (cell.formulas[0][0] !== "" && cell.address !== agreed) return { occupied: address, place: cell.address };
    cell.formulas = [[formulaOn(sheet)]];
    cell.select();
    await context.sync();
    return { address };
  });
}

export async function recalculate() {
  await globalThis.Excel.run(async (context) => {
    context.workbook.application.calculate("Full");
    await context.sync();
  });
}

/** Whether Office asks for dark pages; null where it does not say. */
export function officeIsDark() {
  const background = globalThis.Office?.context?.officeTheme?.bodyBackgroundColor;
  const match = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(background ?? "");
  if (!match) return null;
  const [red, green, blue] = match.slice(1).map((pair) => parseInt(pair, 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}

/** An address as a formula on a sheet writes it; names of sheets are quoted. */
export function addressOn(sheet, input) {
  const address = input.fixed ? input.address.replace(/[A-Z]+|\d+/g, "$$$&") : input.address;
  return input.sheet === sheet ? address : `'${input.sheet.replaceAll("'", "''")}'!${address}`;
}

function withoutSheet(address) {
  return address.slice(address.lastIndexOf("!") + 1).replaceAll("$", "");
}

export function wordsOf(error) {
  return error?.message ? `Excel says: ${error.message}` : "Excel did not say why.";
}
