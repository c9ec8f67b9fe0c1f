// The pane: reads what there is to show, and shows what the address says (#NERNST, #NERNST(5,140,1,37), #cases).

import { askAgain, askForToken, whenTokenAccepted } from "./access.js";
import { CasesPage } from "./cases.js";
import { Catalogue } from "./catalogue.js";
import { newestOnly } from "./calls.js";
import { h } from "./dom.js";
import * as excel from "./excel.js";
import { FunctionPage } from "./functionPage.js";
import { PortablePage } from "./portablePage.js";
import * as session from "./session.js";
import * as theme from "./theme.js";
import { partsOfCall } from "./values.js";

const WAIT_FOR_OFFICE = 3000;
const stage = document.getElementById("stage");
const pages = new Map();
let data;
let catalogue;
let shownPage = null;

async function begin() {
  const office = excel.begin();
  const [answer] = await Promise.all([fetch("/xlfuncs/page.json"), session.begin(), soon(office)]);
  data = await answer.json();
  document.getElementById("ions").replaceChildren(...data.ions.map((ion) => h("option", { value: ion })));
  catalogue = new Catalogue(data, document.getElementById("list"), document.getElementById("search"), document.getElementById("found"));
  theme.begin(recalculate)();
  whenTokenAccepted(recalculate);
  if (session.lacksToken()) askForToken();
  addEventListener("xlfuncs-refused", askAgain); // a cell's call was
  if (excel.inExcel()) followWorkbook();
  else office.then((isExcel) => isExcel && startAgain());
  document.getElementById("skip").addEventListener("click", skip);
  document.addEventListener("click", again);
  addEventListener("hashchange", () => route(true));
  route(false);
  document.documentElement.dataset.ready = "true";
}

/** Fields that stand for cells follow them; without that (an old Excel) they hold what was read. */
function followWorkbook() {
  excel.watch(newestOnly(150, async () => shownPage?.refresh?.())).catch((error) => console.warn(error));
}

/** Outside Office its script may take long to say so, or never does; so may an Excel that is busy starting. */
function soon(office) {
  return Promise.race([office, new Promise((resolve) => setTimeout(resolve, WAIT_FOR_OFFICE))]);
}

/** It is Excel after all: its pages have more to offer. */
function startAgain() {
  pages.clear();
  followWorkbook();
  route(false);
}

function route(moveFocus) {
  const { view, page } = wanted(address());
  const before = shownPage?.fn?.name;
  document.body.dataset.view = view;
  shownPage = page;
  stage.replaceChildren(page.element);
  catalogue.mark(view === "function" ? page.fn.name : "");
  for (const link of document.querySelectorAll("#sections a")) {
    if (link.dataset.view === (view === "list" ? "function" : view)) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = `${page.element.querySelector("h2").textContent} · xlfuncs`;
  if (moveFocus) focusOn(view, page, before);
}

function focusOn(view, page, before) {
  if (view === "list") {
    catalogue.linkOf(before)?.focus();
    return;
  }
  scrollTo(0, 0);
  page.element.querySelector("h2").focus({ preventScroll: true });
}

/** The address says what to show, so the link cannot be left to the browser. */
function skip(event) {
  event.preventDefault();
  (document.body.dataset.view === "list" ? document.getElementById("search") : stage).focus();
}

/** A link to where one is: an example is loaded once more. */
function again(event) {
  if (event.target.closest?.("a")?.getAttribute("href") === location.hash) route(false);
}

function address() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return ""; // a broken address is the list
  }
}

function wanted(text) {
  if (text === "portable") return { view: "portable", page: made("portable", () => new PortablePage(data)) };
  if (/^cases(:|$)/.test(text)) {
    const page = made("cases", () => new CasesPage(data));
    page.show(text.slice("cases:".length));
    return { view: "cases", page };
  }
  const call = partsOfCall(text);
  const name = call?.name ?? text;
  const known = functionPage(name);
  if (known && call) known.load(call.arguments);
  return known ? { view: "function", page: known } : { view: "list", page: functionPage(data.categories[0].functions[0].name) };
}

function functionPage(name) {
  for (const { title, functions } of data.categories) {
    const fn = functions.find((each) => each.name === name);
    if (fn) return made(name, () => new FunctionPage(fn, title, data));
  }
  return null;
}

function made(key, make) {
  if (!pages.has(key)) pages.set(key, make());
  return pages.get(key);
}

/** Ask anew, and draw anew in the colours of now. */
function recalculate() {
  shownPage?.update?.();
}

begin().catch((error) => {
  document.body.dataset.view = "trouble"; // in place of the list, which is empty
  stage.replaceChildren(
    h("p", { class: "reason", role: "alert" }, "The page could not be loaded. Is the server running? ", String(error.message)),
    h("button", { type: "button", class: "quiet-button", onclick: () => location.reload() }, "Try again"));
});
