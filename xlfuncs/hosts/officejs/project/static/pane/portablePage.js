// The page on portable workbooks: in Excel it makes the open one portable, elsewhere it says how that is done.

import { h } from "./dom.js";
import { inExcel, wordsOf } from "./excel.js";
import { addNames, namesThatHide, namesWithCalls } from "./names.js";
import { findCalls, writeBare } from "./portable.js";
import { rulesWithCalls } from "./rules.js";

const MOST_NAMED = 20;
const WHY =
  "A portable workbook carries the functions itself, as names with LAMBDA formulas. It calculates in any Excel 365 or 2024, on the web too, with no add-in and no server: for colleagues, journals and years to come.";

export class PortablePage {
  constructor(data) {
    this.names = data.names;
    this.functions = data.categories.flatMap(({ functions }) => functions.map(({ name }) => name));
    this.progress = h("p", { class: "status", role: "status" });
    this.report = h("div", { class: "report" });
    this.element = h("article", { class: "portable-page" },
      h("header", {}, h("h2", { tabindex: "-1" }, "Make this workbook portable"), h("p", { class: "summary" }, WHY)),
      inExcel() ? this.inWorkbook() : elsewhere());
  }

  inWorkbook() {
    this.button = h("button", { type: "button", class: "primary", onclick: () => this.guarded(() => this.add()) }, "Add the functions to this workbook");
    return [
      h("ol", { class: "steps" },
        h("li", {}, `${Object.keys(this.names).length} names are added to the workbook: the functions and what they share.`),
        h("li", {}, "Then, if you agree, calls such as ION.NERNST(…) become NERNST(…)."),
        h("li", {}, "Names of yours, protected sheets, conditional formats and data validations are left as they are, and you are told.")),
      this.button, this.progress, this.report];
  }

  async guarded(work) {
    this.button.disabled = true;
    try {
      await work();
    } catch (error) {
      this.tell(wordsOf(error), "reason");
    } finally {
      this.button.disabled = false;
      this.progress.textContent = "";
    }
  }

  tell(words, kind = "") {
    this.report.append(h("p", { class: kind }, words));
  }

  async add() {
    this.report.replaceChildren();
    const { added, inTheWay } = await addNames(this.names, (words) => (this.progress.textContent = words));
    this.tell(`${added} names are in the workbook.`, "done");
    if (inTheWay.length) {
      const affected = "Functions that need them will not calculate. Rename yours, then do this again.";
      this.tell(`Left alone, because they mean something else here: ${inTheWay.join(", ")}. ${affected}`, "reason");
    }
    await this.offer(inTheWay);
  }

  async offer(inTheWay) {
    const callable = this.functions.filter((name) => !inTheWay.includes(name));
    const hiding = await namesThatHide(this.names);
    const left = hiding.map(({ sheet }) => sheet);
    if (hiding.length) this.tell(`Names of single sheets that stand there in place of ours: ${listed(hiding.map(({ name }) => name))}. The cells of these sheets are left as they are. Rename yours, then do this again.`, "reason");
    const { cells, isProtected } = await findCalls(callable, left);
    if (isProtected.length) this.tell(`Protected, so left as they are: ${isProtected.join(", ")}. Unprotect them and do this again.`, "reason");
    const names = await namesWithCalls(this.functions);
    if (names.length) this.tell(`Names that call the add-in, left as they are: ${listed(names)}. Take ION. out of their formulas yourself (Formulas › Name Manager).`, "reason");
    this.tellRules(await rulesWithCalls(this.functions));
    if (!cells.length) {
      this.tell("No cell calls the add-in's functions: nothing else to change.");
      return;
    }
    const words = cells.length === 1 ? "1 cell calls" : `${cells.length} cells call`;
    const agree = h("button", { type: "button", class: "primary", onclick: () => this.guarded(() => this.change(question, callable, left)) }, "Change them");
    const leave = h("button", { type: "button", class: "quiet-button", onclick: () => question.remove() }, "Leave them");
    const question = h("div", { class: "question", role: "group", "aria-label": "Change the calls" },
      h("p", {}, `${words} functions through the add-in, such as ION.NERNST(…). Shall they call the workbook's own?`), agree, leave);
    this.report.append(question);
    agree.focus();
  }

  tellRules(rules) {
    if (!rules) {
      this.tell("This Excel is too old to say whether conditional formats and data validations call the add-in: look yourself.", "reason");
      return;
    }
    const { formats, validations, unclear } = rules;
    this.tellLeft(formats, "conditional format", "Home › Conditional Formatting › Manage Rules");
    this.tellLeft(validations, "data validation", "Data › Data Validation");
    if (unclear.length) this.tell(`Too many different data validations to look through: ${listed(unclear)}.`, "reason");
  }

  tellLeft(places, kind, where) {
    if (!places.length) return;
    const count = `${places.length} ${kind}${places.length === 1 ? "" : "s"}`;
    this.tell(`Left as they are, though they call the add-in: ${count} (${listed(places)}). Take ION. out of the formulas yourself (${where}).`, "reason");
  }

  /** Looks again: cells may have changed or moved since the question was asked. */
  async change(question, callable, left) {
    question.remove();
    const { cells } = await findCalls(callable, left);
    const { changed, refused } = await writeBare(cells, (words) => (this.progress.textContent = words));
    this.tell(changed === 1 ? "1 cell was changed." : `${changed} cells were changed.`, "done");
    if (refused.length) this.tell(`Excel did not let these be changed, often parts of an old array formula: ${listed(refused)}.`, "reason");
  }
}

/** Enough of them to find the rest. */
function listed(places) {
  const more = places.length - MOST_NAMED;
  return places.slice(0, MOST_NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function elsewhere() {
  return [
    h("p", {}, "Here, in a browser, there is no workbook. For a file, type where xlfuncs is installed:"),
    h("p", {}, h("code", { class: "formula-text" }, "xlfuncs portable FILE.xlsx")),
    h("p", {}, "It writes a copy beside the file. In Excel, open the add-in's pane and come back to this page.")];
}
