// Conditional formats and data validations whose formulas call the add-in: they are found and named, and left as they are.

import { callsAddIn } from "./formula.js";

const MOST_MIXED = 2000; // cells that are looked at one by one where an area has several rules

/** Where they are, ["Sheet1!B2:B9", ...] of each kind; null where this Excel cannot tell. */
export async function rulesWithCalls(functions) {
  if (!globalThis.Office.context.requirements.isSetSupported("ExcelApi", "1.9")) return null;
  return globalThis.Excel.run(async (context) => {
    const sheets = context.workbook.worksheets;
    sheets.load("items/name");
    await context.sync();
    const calls = (rule) => textsIn(rule).some((text) => callsAddIn(text, functions));
    return { formats: await formats(context, sheets.items, calls), ...(await validations(context, sheets.items, calls)) };
  });
}

async function formats(context, sheets, calls) {
  const looked = sheets.map((sheet) => {
    const items = sheet.getRange().conditionalFormats;
    items.load("items/type");
    return { sheet, items };
  });
  await context.sync();
  const found = looked.flatMap(({ sheet, items }) => items.items.map((item) => ofFormat(sheet, item)).filter(Boolean));
  await context.sync();
  return found.filter(({ rule }) => calls(rule())).map(({ sheet, range }) => (range.isNullObject ? `${sheet.name} (several ranges)` : range.address));
}

/** A formula can stand in a rule of one's own and in the limits of a comparison; both are strings of the same kind. */
function ofFormat(sheet, item) {
  const range = item.getRangeOrNullObject();
  range.load("address");
  if (item.type === "Custom") {
    item.custom.rule.load("formula");
    return { sheet, range, rule: () => item.custom.rule.formula };
  }
  if (item.type !== "CellValue") return null;
  item.cellValue.load("rule");
  return { sheet, range, rule: () => item.cellValue.rule };
}

async function validations(context, sheets, calls) {
  const everywhere = sheets.map((sheet) => {
    const areas = sheet.getRange().getSpecialCellsOrNullObject("DataValidations");
    areas.load("address");
    return { sheet, areas };
  });
  await context.sync();
  const present = everywhere.filter(({ areas }) => !areas.isNullObject);
  for (const { areas } of present) areas.areas.load("items/address,items/cellCount,items/rowIndex,items/columnIndex,items/rowCount,items/columnCount");
  await context.sync();
  const looked = present.flatMap(({ sheet, areas }) => areas.areas.items.map((area) => ofValidation(sheet, area)));
  await context.sync();
  const isMixed = ({ validation }) => validation.type === "Inconsistent" || validation.type === "MixedCriteria";
  const mixed = looked.filter(isMixed);
  const cells = mixed.filter(({ range }) => range.cellCount <= MOST_MIXED).flatMap(({ sheet, range }) => cellsOf(sheet, range));
  await context.sync();
  return {
    validations: [...looked.filter((each) => !isMixed(each)), ...cells].filter(({ validation }) => calls(validation.rule)).map(({ range }) => range.address),
    unclear: mixed.filter(({ range }) => range.cellCount > MOST_MIXED).map(({ range }) => range.address),
  };
}

function ofValidation(sheet, range) {
  const validation = range.dataValidation;
  validation.load("type,rule");
  return { sheet, range, validation };
}

function cellsOf(sheet, { rowIndex, columnIndex, rowCount, columnCount }) {
  return Array.from({ length: rowCount * columnCount }, (_, k) => {
    const cell = sheet.getCell(rowIndex + Math.floor(k / columnCount), columnIndex + (k % columnCount));
    cell.load("address");
    return ofValidation(sheet, cell);
  });
}

/** All the texts in a rule: {custom: {formula}}, {list: {source}}, {decimal: {formula1, formula2}}. */
function textsIn(rule) {
  if (typeof rule === "string") return [rule];
  return rule && typeof rule === "object" ? Object.values(rule).flatMap(textsIn) : [];
}
