// Asking for the token of the session, where the server wants one.

import { h } from "./dom.js";
import { inExcel, recalculate } from "./excel.js";
import { keepToken, token, usesToken } from "./session.js";

let accepted = () => {};

/** Say what is to happen when a token was given. */
export function whenTokenGiven(action) {
  accepted = action;
}

export function askForToken(trouble = "") {
  if (!usesToken()) return;
  const place = document.getElementById("access");
  const input = h("input", { id: "token", type: "password", autocomplete: "current-password", required: true });
  const give = async (event) => {
    event.preventDefault();
    keepToken(input.value.trim());
    place.hidden = true;
    accepted();
    if (inExcel()) await recalculate();
  };
  place.hidden = false;
  place.replaceChildren(h("form", { onsubmit: give },
    h("label", { for: "token" }, "This server calculates for those who have its token."),
    h("p", { class: "token-line" }, input, h("button", { class: "primary" }, "Use it")),
    trouble && token() ? h("p", { class: "reason", role: "alert" }, trouble) : null));
}
