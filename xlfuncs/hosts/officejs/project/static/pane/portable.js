// Cells that call the add-in, made to call the workbook's own functions by their bare names.

import { withoutPrefix } from "./formula.js";

const CHUNK = 50;

/** Find the calls with the add-in's prefix: cells to change, and sheets that are protected. Some sheets are to be left. */
export async function findCalls(functions, left) {
  return globalThis.Excel.run(async (context) => {
    const sheets = context.workbook.worksheets;
    sheets.load("items/name");
    await context.sync();
    const looked = sheets.items.map((sheet) => {
      sheet.protection.load("protected");
      const used = sheet.getUsedRangeOrNullObject(true);
      used.load("formulas,rowIndex,columnIndex");
      return { sheet, used };
    });
    await context.sync();
    const found = looked.map(({ sheet, used }) => ({
      sheet: sheet.name,
      isProtected: sheet.protection.protected,
      cells: used.isNullObject ? [] : cellsWithCalls(used, functions),
    }));
    const open = found.filter((each) => !each.isProtected && !left.includes(each.sheet));
    const cells = open.flatMap((each) => each.cells.map((cell) => ({ sheet: each.sheet, ...cell })));
    return {
      cells: await withoutSpilled(context, cells),
      isProtected: found.filter((each) => each.isProtected && each.cells.length).map((each) => each.sheet),
    };
  });
}

/** Cells into which a result spills show its formula, but do not hold it; writing it there would stop the spill. */
async function withoutSpilled(context, cells) {
  if (!globalThis.Office.context.requirements.isSetSupported("ExcelApi", "1.12")) return cells;
  const anchors = cells.map(({ sheet, row, column }) =>
    context.workbook.worksheets.getItem(sheet).getCell(row, column).getSpillParentOrNullObject());
  anchors.forEach((anchor) => anchor.load("rowIndex,columnIndex"));
  await context.sync();
  return cells.filter(({ row, column }, i) => {
    const anchor = anchors[i];
    return anchor.isNullObject || (anchor.rowIndex === row && anchor.columnIndex === column);
  });
}

function cellsWithCalls(used, functions) {
  const cells = [];
  used.formulas.forEach((row, i) =>
    row.forEach((formula, j) => {
      if (typeof formula !== "string" || !formula.startsWith("=")) return;
      const bare = withoutPrefix(formula, functions);
      if (bare !== formula) cells.push({ row: used.rowIndex + i, column: used.columnIndex + j, formula: bare });
    }),
  );
  return cells;
}

/** Write the calls by their bare names. Cells that Excel refuses (parts of old arrays) are returned. */
export async function writeBare(cells, progress) {
  return globalThis.Excel.run(async (context) => {
    const refused = [];
    for (let start = 0; start < cells.length; start += CHUNK) {
      const chunk = cells.slice(start, start + CHUNK);
      try {
        chunk.forEach((cell) => write(context, cell));
        await context.sync();
      } catch {
        refused.push(...(await oneByOne(context, chunk)));
      }
      progress(`Changing cells: ${Math.min(start + CHUNK, cells.length)} of ${cells.length}`);
    }
    return { changed: cells.length - refused.length, refused };
  });
}

function write(context, { sheet, row, column, formula }) {
  context.workbook.worksheets.getItem(sheet).getCell(row, column).formulas = [[formula]];
}

async function oneByOne(context, cells) {
  const refused = [];
  for (const cell of cells) {
    try {
      write(context, cell);
      await context.sync();
    } catch {
      refused.push(`${cell.sheet}!${columnName(cell.column)}${cell.row + 1}`);
    }
  }
  return refused;
}

function columnName(index) {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnName(Math.floor(index / 26) - 1) + last;
}
