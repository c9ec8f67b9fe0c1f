// Excel asks for all the cells of a recalculation one by one; here they are gathered into batches.

const WINDOW_MS = 8;
const MOST_CALLS = 500;
const MOST_CHARACTERS = 100_000;

let gathering = newBatch();
let gatheringEnds = null;

function newBatch(entries = []) {
  return { entries: new Map(entries), characters: 0, since: Date.now() };
}

// Returns the entry of a call: its answer as a promise, shared by all the cells that make the same call at a time.
function ask(name, args) {
  const text = JSON.stringify({ func_name: name, args });
  if (text.length > MOST_CHARACTERS) {
    const entry = newEntry(text);
    deliverInTurn(newBatch([[text, entry]]));
    return entry;
  }
  if (gathering.entries.size >= MOST_CALLS || gathering.characters + text.length > MOST_CHARACTERS) {
    endGathering();
  }
  return gathered(text);
}

// For a cell that Excel no longer wants calculated.
function withdraw(entry) {
  entry.wanted -= 1;
}

function gathered(text) {
  let entry = gathering.entries.get(text);
  if (entry) {
    entry.wanted += 1;
    return entry;
  }
  entry = newEntry(text);
  gathering.entries.set(text, entry);
  gathering.characters += text.length;
  gatheringEnds ??= setTimeout(endGathering, WINDOW_MS);
  return entry;
}

function newEntry(text) {
  const entry = { text, wanted: 1 };
  entry.answer = new Promise((resolve, reject) => Object.assign(entry, { resolve, reject }));
  return entry;
}

function endGathering() {
  clearTimeout(gatheringEnds);
  gatheringEnds = null;
  const batch = gathering;
  gathering = newBatch();
  deliverInTurn(batch);
}
