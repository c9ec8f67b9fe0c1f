// The one way to the server: several calls in one request, the newest question only, patience where that helps.

import { authorization } from "./session.js";

const WAITS = [400, 1200, 3600];
const WORTH_RETRYING = new Set([502, 503, 504]);

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Ask for the results of calls, [{func_name, args}, ...]; each is {result: rows, reason?}. */
export async function ask(calls, signal) {
  for (const wait of [...WAITS, null]) {
    const answer = await send(calls, signal);
    if (answer?.ok) return resultsOf(answer, calls);
    if (wait === null || (answer && !WORTH_RETRYING.has(answer.status))) throw await refusal(answer);
    await pause(wait, signal);
  }
}

/** The page of a network's sign-in, for one, is no answer. */
async function resultsOf(answer, calls) {
  const { results } = await answer.json().catch((error) => (error.name === "AbortError" ? Promise.reject(error) : {}));
  if (results?.length === calls.length) return results;
  throw new Refused(answer.status, "Something between this page and the server gave an answer that is none of its own.");
}

async function send(calls, signal) {
  const headers = { "content-type": "application/json" };
  const allowed = await signedIn();
  if (allowed) headers.authorization = allowed;
  const body = JSON.stringify({ client: "xlfuncs", calls });
  try {
    return await fetch("/xlwings/custom-functions-call", { method: "POST", headers, body, signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    return null;
  }
}

async function signedIn() {
  try {
    return await authorization();
  } catch (error) {
    throw new Refused(401, `Signing in did not work: ${error.message ?? error}`);
  }
}

async function refusal(answer) {
  if (!answer) return new Refused(0, "The server does not answer. Is it running, and is the network there?");
  const words = answer.headers.get("content-type")?.startsWith("text/plain") ? await answer.text() : "";
  return new Refused(answer.status, words || `The server answered ${answer.status}.`);
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    const stop = () => {
      clearTimeout(timer);
      reject(new DOMException("a newer question", "AbortError"));
    };
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** Make an asynchronous function wait for a pause in the typing, and give up what is no longer wanted. */
export function newestOnly(wait, work) {
  let timer;
  let running;
  return (...args) => {
    clearTimeout(timer);
    running?.abort();
    timer = setTimeout(() => {
      running = new AbortController();
      work(running.signal, ...args).catch((error) => {
        if (error.name !== "AbortError") throw error;
      });
    }, wait);
  };
}
