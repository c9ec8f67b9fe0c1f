// Batches on their way to the server and back. No call is lost while the server is away for less than two minutes.

const CALLS_PATH = "/xlwings/custom-functions-call";
const MOST_REQUESTS = 4; // of the six that a browser has for one server: the pane needs some as well
const PATIENCE_MS = 120_000;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

const waiting = [];
let underWay = 0;
let lastAnswer = 0;

function deliverInTurn(batch) {
  waiting.push(batch);
  deliverNext();
}

async function deliverNext() {
  if (underWay >= MOST_REQUESTS || waiting.length === 0) {
    return;
  }
  underWay += 1;
  await deliver(waiting.shift());
  underWay -= 1;
  deliverNext();
}

// Settles every entry of a batch, or puts its halves at the head of the line.
async function deliver(batch) {
  try {
    await answerWithPatience(batch);
  } catch (failure) {
    const entries = wanted(batch);
    if (failure.status === 413 && entries.length > 1) {
      waiting.unshift(...halves(entries));
    } else {
      entries.forEach((entry) => entry.reject(failure));
    }
  }
}

function wanted(batch) {
  return [...batch.entries.values()].filter((entry) => entry.wanted > 0);
}

function halves(entries) {
  const middle = Math.ceil(entries.length / 2);
  return [entries.slice(0, middle), entries.slice(middle)].map((half) => newBatch(half.map((e) => [e.text, e])));
}

async function answerWithPatience(batch) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await answerOnce(wanted(batch));
      lastAnswer = Date.now();
      return;
    } catch (failure) {
      if (!(failure instanceof NoAnswer)) {
        throw failure;
      }
      await waitAfter(failure, attempt, Math.max(batch.since, lastAnswer) + PATIENCE_MS);
    }
  }
}

async function waitAfter(failure, attempt, patienceEnds) {
  // At random, or all the clients of a server that starts again would come at once.
  const pause = Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS) * (0.5 + Math.random() / 2);
  const wait = failure.retryAfter * 1000 + pause;
  if (Date.now() + wait > patienceEnds) {
    throw new Refusal(`The xlfuncs server does not answer (${failure.message}); press Ctrl+Alt+F9 when it is back`);
  }
  await new Promise((resolve) => setTimeout(resolve, wait));
}

async function answerOnce(entries) {
  if (entries.length === 0) {
    return;
  }
  const { results } = await posted(`{"client":"xlfuncs","calls":[${entries.map((entry) => entry.text).join(",")}]}`);
  if (results?.length !== entries.length) {
    throw new Refusal(NOT_OURS);
  }
  entries.forEach((entry, i) => entry.resolve(results[i]));
}

async function posted(body) {
  const authorization = await xlfuncsAuthorization();
  try {
    return await post(body, authorization);
  } catch (failure) {
    if (failure.status !== 401) {
      throw failure;
    }
    forgetAuthorization();
    const renewed = await xlfuncsAuthorization();
    if (renewed === authorization) {
      // The pane, where it is open, asks for what is wanted; Excel can also run functions without a page.
      globalThis.dispatchEvent?.(new Event("xlfuncs-refused"));
      throw failure;
    }
    return post(body, renewed);
  }
}

function post(body, authorization) {
  const headers = { "Content-Type": "application/json", ...(authorization && { Authorization: authorization }) };
  return exchange(CALLS_PATH, { method: "POST", headers, body });
}
