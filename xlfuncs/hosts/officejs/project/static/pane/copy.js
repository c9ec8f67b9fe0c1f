// Copying, with a word that it was done; where a page may not write to the clipboard, the text is selected instead.

import { h, icon } from "./dom.js";
import { say } from "./say.js";

export function copyButton(textOf, label, source) {
  const words = h("span", {}, "Copy");
  const copy = async () => {
    const done = await copied(textOf(), source);
    words.textContent = done ? "Copied" : "Press Ctrl+C";
    say(done ? "Copied" : "The text is selected: press Ctrl+C to copy it");
    setTimeout(() => (words.textContent = "Copy"), 1800);
  };
  return h("button", { type: "button", class: "quiet-button", "aria-label": label, onclick: copy }, icon("copy"), words);
}

async function copied(text, element) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (element) getSelection().selectAllChildren(element);
    return false;
  }
}
