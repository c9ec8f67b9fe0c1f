// Asking for the token of the session, where the server wants one.

import { Refused, ask } from "./calls.js";
import { h } from "./dom.js";
import { inExcel, recalculate } from "./excel.js";
import { say } from "./say.js";
import * as session from "./session.js";

const TRIAL = { func_name: "DRIVINGFORCE", args: [[[0]], [[0]]] };

let accepted = () => {};
let before = null;

/** Say what is to happen when a token was accepted. */
export function whenTokenAccepted(action) {
  accepted = action;
}

/** After a refusal: the token may have been renewed, or the server begun to want one, while the page was open. */
export async function askAgain() {
  await session.begin().catch(() => {}); // a server that has gone is told by those who call it
  if (!session.usesToken() || (await isAccepted())) return; // refused was a call from before the new token
  askForToken(session.token() && "The server no longer takes the token that this page has: it was renewed, perhaps. ");
}

export function askForToken(why = "") {
  const place = document.getElementById("access");
  if (!session.usesToken() || !place.hidden) return;
  const words = `${why}This server calculates for those who have its token.`;
  const input = h("input", { id: "token", type: "password", autocomplete: "current-password", required: true });
  const trouble = h("p", { class: "reason", role: "alert" });
  place.hidden = false;
  place.replaceChildren(h("form", { onsubmit: (event) => give(event, input, trouble), onfocusin: (event) => remember(event, place) },
    h("label", { for: "token" }, words),
    h("p", { class: "token-line" }, input, h("button", { class: "primary" }, "Use it")),
    trouble));
  say(words);
}

async function isAccepted() {
  return session.token() !== "" && ask([TRIAL]).then(() => true, () => false);
}

/** Where one was, to go on there. */
function remember({ relatedTarget }, place) {
  if (relatedTarget && !place.contains(relatedTarget)) before = relatedTarget;
}

async function give(event, input, trouble) {
  event.preventDefault();
  // Signs that are not seen come along when one copies from a message.
  const token = input.value.replace(/[\s\u200b-\u200f\u2060\ufeff]/g, "");
  trouble.textContent = /^[\x21-\x7e]*$/.test(token) ? "" : "A token has plain letters, digits and signs only: copy it again.";
  if (trouble.textContent) return;
  session.keepToken(token);
  try {
    await ask([TRIAL]);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    session.keepToken("");
    trouble.textContent = error.message;
    return;
  }
  document.getElementById("access").hidden = true;
  (before?.isConnected ? before : document.getElementById("stage")).focus();
  accepted();
  if (inExcel()) await recalculate();
}
