// Names of the workbook: ours are added, those of its people are left alone.

import { callsAddIn } from "./formula.js";

/** Add the names. Those that mean something else in the workbook are left alone and returned. */
export async function addNames(names, progress) {
  return globalThis.Excel.run(async (context) => {
    const present = context.workbook.names;
    present.load("items/name,items/formula");
    await context.sync();
    const byName = new Map(present.items.map((item) => [item.name.toUpperCase(), item]));
    const inTheWay = Object.keys(names).filter((name) => byName.has(name) && !isOurs(byName.get(name), names[name]));
    let done = 0;
    for (const [name, formula] of Object.entries(names)) {
      if (inTheWay.includes(name)) continue;
      byName.get(name)?.delete();
      present.add(name, formula, "xlfuncs");
      await context.sync();
      done += 1;
      progress(`Adding the functions: ${done} of ${Object.keys(names).length - inTheWay.length}`);
    }
    return { added: done, inTheWay };
  });
}

/** Whether a name is ours of this version or another, which takes the same arguments; people write LAMBDAs too. */
function isOurs(item, formula) {
  return parametersOf(item.formula) === parametersOf(formula);
}

/** The parameters that a LAMBDA begins with, "" if it has none; null if it is none. */
function parametersOf(formula) {
  const lambda = /^=LAMBDA\(((?:[a-z_]\w*,)*)/i.exec(formula.replace(/\s|_xl(fn|pm)\./g, ""));
  return lambda && lambda[1].toLowerCase();
}

/** The names whose formulas call the add-in. */
export async function namesWithCalls(functions) {
  return globalThis.Excel.run(async (context) => {
    const present = context.workbook.names;
    present.load("items/name,items/formula");
    const local = await namesOfSheets(context);
    return [...present.items, ...local].filter(({ formula }) => callsAddIn(formula, functions)).map(({ name }) => name);
  });
}

/** Names that hold on one sheet only, and there instead of ours: [{sheet, name}]. */
export async function namesThatHide(names) {
  return globalThis.Excel.run(async (context) => {
    const local = await namesOfSheets(context);
    return local.filter(({ bare, formula }) => bare in names && !isOurs({ formula }, names[bare]));
  });
}

async function namesOfSheets(context) {
  const sheets = context.workbook.worksheets;
  sheets.load("items/name");
  await context.sync();
  for (const sheet of sheets.items) sheet.names.load("items/name,items/formula");
  await context.sync();
  return sheets.items.flatMap(({ name: sheet, names }) =>
    names.items.map(({ name, formula }) => ({ sheet, name: `${sheet}!${name}`, bare: name.toUpperCase(), formula })));
}
