// One exchange with the server, and what can go wrong with it.

const REQUEST_MS = 60_000;
const LONGEST_REASON = 500;
const NOT_OURS = "Something between Excel and the xlfuncs server gave an answer that is none of its own";

// The server or the network is not there at the moment: worth another try.
class NoAnswer extends Error {
  constructor(message, retryAfter = 0) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

// The server says no, or asking makes no sense: another try would end in the same way.
class Refusal extends Error {
  constructor(message, status = 0) {
    super(message);
    this.status = status;
  }
}

// Returns what the server answers, as JSON says it.
async function exchange(path, options) {
  const { response, text } = await fetched(path, options);
  if ([502, 503, 504].includes(response.status)) {
    throw new NoAnswer(`HTTP ${response.status}`, secondsOf(response.headers.get("Retry-After")));
  }
  if (!response.ok) {
    throw new Refusal(plainWords(response, text), response.status);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(NOT_OURS);
  }
}

async function fetched(path, options) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), REQUEST_MS);
  try {
    const response = await fetch(path, { cache: "no-store", ...options, signal: giveUp.signal });
    return { response, text: await response.text() };
  } catch {
    throw new NoAnswer(giveUp.signal.aborted ? `none within ${REQUEST_MS / 1000} s` : "no connection");
  } finally {
    clearTimeout(timer);
  }
}

// A proxy's page is no reason to show in a cell.
function plainWords(response, text) {
  const isPlain = (response.headers.get("Content-Type") ?? "").startsWith("text/plain");
  const words = isPlain ? text.trim().slice(0, LONGEST_REASON) : "";
  return words || `The xlfuncs server refuses the call (HTTP ${response.status})`;
}

function secondsOf(retryAfter) {
  if (!retryAfter) {
    return 0;
  }
  const seconds = Number(retryAfter);
  const until = Number.isNaN(seconds) ? (Date.parse(retryAfter) - Date.now()) / 1000 : seconds;
  return Math.max(0, until) || 0;
}
