// Who may calculate: nothing to show, a token of the laboratory, or the sign-in of Microsoft 365 that Excel brings.

import { inExcel } from "./excel.js";

const KEY = "xlfuncs-token"; // the custom functions' script reads it as well

let mode = "none";
let kept = "";

export async function begin() {
  const answer = await fetch("/xlfuncs/session.json", { headers: { accept: "application/json" } });
  if (answer.ok) mode = (await answer.json()).auth;
}

export function usesToken() {
  return mode === "token";
}

export function lacksToken() {
  return usesToken() && !token();
}

/** Whether the page can ask for values at all: a sign-in of Microsoft 365 is only to be had from Excel. */
export function onlyInExcel() {
  return mode === "entraid" && !inExcel();
}

export function token() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return kept; // storage may be forbidden to a page in a frame
  }
}

export function keepToken(value) {
  kept = value;
  globalThis.xlfuncsToken = value; // for the cells, which cannot find it either where storage is forbidden
  try {
    if (value) localStorage.setItem(KEY, value);
    else localStorage.removeItem(KEY);
  } catch {
    // kept for as long as the page is open
  }
}

export async function authorization() {
  if (mode === "entraid") return (await globalThis.xlfuncsAuthorization?.()) ?? null;
  return mode === "token" && token() ? `Bearer ${token()}` : null;
}
