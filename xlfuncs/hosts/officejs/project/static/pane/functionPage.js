// The page of one function: inputs, result, formula text, plot, and what there is to know about it.

import { Refused, ask, newestOnly } from "./calls.js";
import { askAgain } from "./access.js";
import { h, icon, newId, sentence } from "./dom.js";
import { cellsAt } from "./excel.js";
import { Field } from "./field.js";
import { withUnit } from "./numbers.js";
import { Plotting } from "./plotting.js";
import { resultView, spoken } from "./result.js";
import { say } from "./say.js";
import { lacksToken, onlyInExcel } from "./session.js";
import { Spelling } from "./spelling.js";
import { cellsOfConstant, partsOfCall } from "./values.js";

const MOST_CASES = 3;

export class FunctionPage {
  constructor(fn, category, data) {
    this.fn = fn;
    this.fields = fn.arguments.map((argument) => new Field(argument, () => this.update()));
    this.plotting = new Plotting(fn, () => this.update());
    this.spelling = new Spelling(fn, data.flavours, () => this.update());
    this.cases = data.cases;
    this.output = h("div", { class: "output" });
    this.compared = h("ul", { class: "compared" });
    this.calculate = newestOnly(180, (signal) => this.calculated(signal));
    this.element = this.makeElement(category, data.cases.filter((each) => callsOf(each).some((call) => call.function === fn.name)).length);
    this.load(partsOfCall(fn.examples[0].call).arguments);
  }

  makeElement(category, cases) {
    const { fn } = this;
    const id = newId("function");
    return h("article", { class: "function", "aria-labelledby": `${id}-name` },
      h("a", { class: "back", href: "#" }, icon("back"), "All functions"),
      h("header", {},
        h("p", { class: "eyebrow" }, category),
        h("h2", { id: `${id}-name`, tabindex: "-1" }, fn.name),
        h("p", { class: "summary" }, sentence(fn.summary))),
      h("div", { class: "columns" },
        h("div", { class: "column" },
          h("section", { "aria-labelledby": `${id}-inputs` },
            h("h3", { id: `${id}-inputs` }, "Inputs"),
            h("div", { class: "fields" }, this.fields.map(({ element }) => element)),
            this.examples()),
          h("section", { class: "result", "aria-labelledby": `${id}-result` }, h("h3", { id: `${id}-result` }, "Result"), this.output, this.compared),
          this.spelling.element),
        h("div", { class: "column" }, this.plotting.element, this.about(id, cases))));
  }

  examples() {
    return h("p", { class: "examples" }, h("span", {}, "Examples "), this.fn.examples.map(({ call }) =>
      h("a", { class: "chip", href: `#${encodeURIComponent(call)}` }, call.slice(this.fn.name.length + 1, -1).replaceAll(",", ", "))));
  }

  about(id, cases) {
    return h("section", { class: "about", "aria-labelledby": `${id}-about` },
      h("h3", { id: `${id}-about` }, "About it"),
      h("p", {}, sentence(this.fn.help)),
      h("p", { class: "source" }, h("span", {}, "Source "), this.fn.source),
      cases ? h("p", {}, h("a", { href: `#cases:${this.fn.name}` }, `${cases} worked ${cases === 1 ? "case uses" : "cases use"} it`)) : null);
  }

  /** Fill the form with the texts of a call's arguments; what is no constant leaves its field blank. */
  load(texts) {
    this.fields.forEach((field, i) => field.fill(cellsOfConstant(texts[i] ?? "") ?? [[null]]));
    this.plotting.forget();
    this.update();
    const same = (call) => call.function === this.fn.name && call.arguments.join() === texts.join();
    const concerned = this.cases.filter((each) => callsOf(each).some(same)).slice(0, MOST_CASES);
    this.compared.replaceChildren(...concerned.map((each) => comparison(each, each.whole && same(each))));
  }

  update() {
    this.compared.replaceChildren(); // they hold for what was loaded only
    this.inputs = this.fields.map((field) => field.read());
    this.spelling.show(this.inputs);
    this.output.setAttribute("aria-busy", "true");
    this.calculate();
  }

  /** Look again at the cells of the workbook that fields stand for. */
  async refresh() {
    const referring = this.fields.filter(({ reference }) => reference);
    if (!referring.length) return;
    const before = JSON.stringify(this.inputs);
    const cells = await cellsAt(referring.map(({ reference }) => reference));
    referring.forEach((field, i) => field.refresh(cells[i]));
    if (JSON.stringify(this.fields.map((field) => field.read())) !== before) this.update();
  }

  async calculated(signal) {
    await this.answer(signal);
    this.output.setAttribute("aria-busy", "false");
  }

  async answer(signal) {
    if (onlyInExcel()) {
      this.cannot("Values are calculated for people who are signed in to Microsoft 365: open this page in Excel, as the add-in's pane. Formula texts can be copied here too.");
      return;
    }
    if (lacksToken()) {
      this.cannot("To calculate, give the token above.");
      return;
    }
    const { inputs } = this;
    const own = { func_name: this.fn.name, args: inputs.map(({ cells }) => cells) };
    const prepared = this.plotting.prepare(inputs);
    try {
      const [answer, ...curve] = await ask([own, ...prepared.calls], signal);
      this.show(answer, inputs);
      this.plotting.show(prepared, curve, answer.result[0][0]);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.refused(error);
    }
  }

  cannot(why) {
    this.output.replaceChildren(h("p", { class: "reason" }, why));
    this.plotting.element.hidden = true;
  }

  show(answer, inputs) {
    this.output.replaceChildren(...[resultView(this.fn, inputs, answer)].flat().filter(Boolean));
    if (this.element.isConnected) say(spoken(this.fn, answer), 900);
  }

  refused(error) {
    if (error.status === 401 || error.status === 403) askAgain();
    this.output.replaceChildren(
      h("p", { class: "reason" }, error.message),
      h("button", { type: "button", class: "quiet-button", onclick: () => this.update() }, "Try again"));
  }
}

/** What a text prints, or what was worked out where it prints nothing (those figures come in brackets). */
export function figureOf(each) {
  const [, recomputed] = /^\[(.*)\]$/.exec(each.printed) ?? [];
  const figure = withUnit((recomputed ?? each.printed).replace(/^-/, "−"), each.unit);
  return recomputed ? `${figure}, not printed but worked out independently` : `printed ${figure}`;
}

/** What a text prints for the call that was loaded, or of which case it is a part. */
function comparison(each, isAll) {
  return h("li", {}, h("span", { class: "case-id" }, each.id), ` ${each.title}: `, isAll ? figureOf(each) : "a part of it", each.note && isAll ? h("span", { class: "note" }, ` ${each.note}`) : null);
}

export function callsOf(workedCase) {
  return [{ function: workedCase.function, arguments: workedCase.arguments }, ...workedCase.others];
}
