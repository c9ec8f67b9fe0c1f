// Asking for the token of the session, where the server wants one.

import { Refused, ask } from "./calls.js";
import { h } from "./dom.js";
import { inExcel, recalculate } from "./excel.js";
import { keepToken, usesToken } from "./session.js";

const TRIAL = { func_name: "DRIVINGFORCE", args: [[[0]], [[0]]] };

let accepted = () => {};

/** Say what is to happen when a token was accepted. */
export function whenTokenAccepted(action) {
  accepted = action;
}

export function askForToken() {
  const place = document.getElementById("access");
  if (!usesToken() || !place.hidden) return;
  const input = h("input", { id: "token", type: "password", autocomplete: "current-password", required: true });
  const trouble = h("p", { class: "reason", role: "alert" });
  place.hidden = false;
  place.replaceChildren(h("form", { onsubmit: (event) => give(event, input, trouble) },
    h("label", { for: "token" }, "This server calculates for those who have its token."),
    h("p", { class: "token-line" }, input, h("button", { class: "primary" }, "Use it")),
    trouble));
}

async function give(event, input, trouble) {
  event.preventDefault();
  // Signs that are not seen come along when one copies from a message.
  const token = input.value.replace(/[\s\u200b-\u200f\u2060\ufeff]/g, "");
  trouble.textContent = /^[\x21-\x7e]*$/.test(token) ? "" : "A token has plain letters, digits and signs only: copy it again.";
  if (trouble.textContent) return;
  keepToken(token);
  try {
    await ask([TRIAL]);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    keepToken("");
    trouble.textContent = error.message;
    return;
  }
  document.getElementById("access").hidden = true;
  accepted();
  if (inExcel()) await recalculate();
}
