// Excel as far as the pane asks: a workbook in memory behind Office.js' manners (load, sync, then read).
(() => {
  const settings = globalThis.paneExcel;
  const book = { sheets: {}, names: {}, functions: {}, calculated: [], selected: "Sheet1!A1", listeners: [], written: [], ...settings.workbook };
  globalThis.workbook = book;
  const letters = (n) => (n < 26 ? "" : letters(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));
  const number = (text) => [...text].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  const corners = (address = "A1:XFD1048576") => {
    const [first, last = first] = address.replaceAll("$", "").split(":").map((cell) => /^([A-Z]+)(\d+)$/.exec(cell));
    return { top: first[2] - 1, left: number(first[1]), bottom: last[2] - 1, right: number(last[1]) };
  };
  const named = ({ top, left, bottom, right }) => {
    const [a, b] = [`${letters(left)}${top + 1}`, `${letters(right)}${bottom + 1}`];
    return a === b ? a : `${a}:${b}`;
  };

  class Remote {
    constructor(context, isNull = false) {
      Object.assign(this, { context, isNull, known: new Set(), synced: false });
      context.objects.push(this);
    }
    load(names) {
      this.wanted = [...(this.wanted ?? []), ...names.split(",")];
    }
    arrive() {
      this.synced = true;
      for (const name of this.wanted ?? []) this.known.add(name);
    }
    get isNullObject() {
      if (!this.synced) throw new Error("isNullObject was read before sync");
      return this.isNull;
    }
    read(name, value) {
      if (!this.known.has(name)) throw new Error(`The property '${name}' is not available: load it and sync`);
      return value();
    }
  }

  class Range extends Remote {
    constructor(context, sheet, area) {
      super(context, area === null);
      Object.assign(this, { sheet, area, worksheet: new Sheet(context, sheet) });
    }
    rowsOf(pick) {
      const { top, left, bottom, right } = this.area;
      const cells = book.sheets[this.sheet].cells;
      return Array.from({ length: bottom - top + 1 }, (_, i) =>
        Array.from({ length: right - left + 1 }, (_, j) => pick(cells[`${letters(left + j)}${top + i + 1}`])));
    }
    get address() { return this.read("address", () => `${/\W/.test(this.sheet) ? `'${this.sheet.replaceAll("'", "''")}'` : this.sheet}!${named(this.area)}`); }
    get values() { return this.read("values", () => this.rowsOf((cell) => cell?.value ?? cell ?? "")); }
    get formulas() { return this.read("formulas", () => this.rowsOf((cell) => cell?.formula ?? cell ?? "")); }
    get cellCount() { return this.read("cellCount", () => (this.area.bottom - this.area.top + 1) * (this.area.right - this.area.left + 1)); }
    get rowCount() { return this.read("rowCount", () => this.area.bottom - this.area.top + 1); }
    get columnCount() { return this.read("columnCount", () => this.area.right - this.area.left + 1); }
    get rowIndex() { return this.read("rowIndex", () => this.area.top); }
    get columnIndex() { return this.read("columnIndex", () => this.area.left); }
    set formulas([[formula]]) {
      this.context.work.push(() => {
        const sheet = book.sheets[this.sheet];
        if (sheet.protected) throw new Error("The cell is protected.");
        if ((sheet.arrays ?? []).includes(named(this.area))) throw new Error("You can't change part of an array.");
        sheet.cells[named(this.area)] = { formula };
        book.written.push(`${this.sheet}!${named(this.area)}`);
      });
    }
    select() { this.context.work.push(() => (book.selected = `${this.sheet}!${named(this.area)}`)); }
    getUsedRangeOrNullObject() { return new Range(this.context, this.sheet, usedArea(this.sheet, this.area)); }
    getSpillParentOrNullObject() {
      const anchor = book.sheets[this.sheet].spilled?.[named(this.area)];
      return new Range(this.context, this.sheet, anchor ? corners(anchor) : null);
    }
    get conditionalFormats() {
      return new Collection(this.context, (of, i) => new Format(of, this.sheet, book.sheets[this.sheet].formats[i]), () => Object.keys(book.sheets[this.sheet].formats ?? []));
    }
    get dataValidation() { return this.validation ??= new Validation(this.context, this.sheet, this.area); }
    getSpecialCellsOrNullObject(kind) {
      if (kind !== "DataValidations") throw new Error(`What are ${kind}?`);
      const areas = Object.keys(book.sheets[this.sheet].validations ?? {});
      const found = new Remote(this.context, areas.length === 0);
      found.areas = new Collection(this.context, (of, i) => new Range(of, this.sheet, corners(areas[i])), () => Object.keys(areas));
      return found;
    }
    getIntersectionOrNullObject(other) {
      const [a, b] = [this.area, other.area];
      const area = { top: Math.max(a.top, b.top), left: Math.max(a.left, b.left), bottom: Math.min(a.bottom, b.bottom), right: Math.min(a.right, b.right) };
      return new Range(this.context, this.sheet, area.top > area.bottom || area.left > area.right ? null : area);
    }
  }

  function usedArea(sheet, within = { top: 0, left: 0, bottom: 1048575, right: 16383 }) {
    const used = Object.keys(book.sheets[sheet].cells).map(corners)
      .filter(({ top, left }) => top >= within.top && top <= within.bottom && left >= within.left && left <= within.right);
    if (!used.length) return null;
    const of = (pick, name) => pick(...used.map((area) => area[name]));
    return { top: of(Math.min, "top"), left: of(Math.min, "left"), bottom: of(Math.max, "bottom"), right: of(Math.max, "right") };
  }

  class Format extends Remote {
    constructor(context, sheet, format) {
      super(context);
      Object.assign(this, { sheet, format });
      if (format.type === "Custom") this.custom = { rule: new Rule(context, format.rule) };
      if (format.type === "CellValue") this.cellValue = new Rule(context, { rule: format.rule });
    }
    get type() { return this.read("type", () => this.format.type); }
    getRangeOrNullObject() { return new Range(this.context, this.sheet, this.format.range ? corners(this.format.range) : null); }
  }

  class Rule extends Remote {
    constructor(context, properties) {
      super(context);
      this.properties = properties;
    }
    get formula() { return this.read("formula", () => this.properties.formula); }
    get rule() { return this.read("rule", () => this.properties.rule); }
  }

  /** The rules of an area, {"B2:B5": rule}, or of its cells where they differ, {"B2:B5": {"B3": rule}}. */
  class Validation extends Remote {
    constructor(context, sheet, area) {
      super(context);
      const all = book.sheets[sheet].validations ?? {};
      const [address] = Object.keys(all).filter((each) => corners(each).top <= area.top && corners(each).bottom >= area.bottom && corners(each).left <= area.left && corners(each).right >= area.right);
      const whole = all[address] ?? {};
      const isMixed = /\d/.test(Object.keys(whole)[0]);
      this.isMixed = isMixed && address === named(area);
      this.ruleHere = isMixed ? (whole[named(area)] ?? {}) : whole;
    }
    get type() { return this.read("type", () => (this.isMixed ? "Inconsistent" : "Custom")); }
    get rule() { return this.read("rule", () => (this.isMixed ? null : this.ruleHere)); }
  }

  class Sheet extends Remote {
    constructor(context, title) {
      super(context, !(title in book.sheets));
      this.title = title;
      this.protection = new Protection(context, title);
      this.names = new Collection(context, (of, key) => new Name(of, key, book.sheets[title].names), () => Object.keys(book.sheets[title].names ?? {}));
    }
    get name() { return this.read("name", () => this.title); }
    getRange(address) { return new Range(this.context, this.title, corners(address)); }
    getCell(row, column) { return new Range(this.context, this.title, { top: row, bottom: row, left: column, right: column }); }
    getUsedRangeOrNullObject() { return new Range(this.context, this.title, usedArea(this.title)); }
  }

  class Protection extends Remote {
    constructor(context, title) {
      super(context);
      this.title = title;
    }
    get protected() { return this.read("protected", () => Boolean(book.sheets[this.title].protected)); }
  }

  class Collection extends Remote {
    constructor(context, make, keys) {
      super(context);
      Object.assign(this, { make, keys });
    }
    get items() {
      if (!this.synced || !this.wanted?.length) throw new Error("The collection was not loaded");
      this.made ??= this.keys().map((key) => {
        const item = this.make(this.context, key);
        for (const path of this.wanted) item.known.add(path.replace("items/", ""));
        return item;
      });
      return this.made;
    }
  }

  class Name extends Remote {
    constructor(context, key, all) {
      super(context);
      Object.assign(this, { key, all });
    }
    get name() { return this.read("name", () => this.key); }
    get formula() { return this.read("formula", () => this.all[this.key]); }
    delete() { this.context.work.push(() => delete this.all[this.key]); }
  }

  function contextOf() {
    const context = { objects: [], work: [] };
    const worksheets = new Collection(context, (of, key) => new Sheet(of, key), () => Object.keys(book.sheets));
    worksheets.getItem = worksheets.getItemOrNullObject = (title) => new Sheet(context, title);
    worksheets.onChanged = worksheets.onCalculated = { add: (listener) => book.listeners.push(listener) };
    const names = new Collection(context, (of, key) => new Name(of, key, book.names), () => Object.keys(book.names));
    names.add = (name, formula) => context.work.push(() => {
      if (name in book.names) throw new Error(`The name ${name} is there already.`);
      book.names[name] = formula;
    });
    const range = (address) => new Range(context, address.slice(0, address.lastIndexOf("!")), corners(address.slice(address.lastIndexOf("!") + 1)));
    context.workbook = {
      worksheets,
      names,
      getSelectedRange: () => range(book.selected),
      getActiveCell: () => range(book.selected.replace(/:.*/, "")),
      application: { calculate: (kind) => book.calculated.push(kind) },
    };
    context.sync = async () => {
      for (const work of context.work.splice(0)) work();
      context.objects.forEach((object) => object.arrive());
    };
    return context;
  }

  globalThis.Excel = { run: async (batch) => batch(contextOf()) };
  globalThis.Office = {
    onReady: async (callback) => (await new Promise((go) => setTimeout(go, book.startsAfter ?? 0)), callback?.({ host: "Excel", platform: "PC" }), { host: "Excel", platform: "PC" }),
    context: { host: "Excel", officeTheme: settings.theme, requirements: { isSetSupported: () => true } },
  };
  globalThis.CustomFunctions = { associate: (name, call) => (book.functions[name] = call), Error: class extends Error {}, ErrorCode: {} };
})();
