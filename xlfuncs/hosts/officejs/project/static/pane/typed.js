// What a typed number means. 1,000 is a thousand to some and one to others: nobody's number is taken for another.

import { writesDecimalComma } from "./writing.js";

const NUMBER = /^[-+]?(\d+([.,]\d*)?|[.,]\d+)(e[-+]?\d+)?$/i;
const GROUPED = /^[-+]?[1-9]\d{0,2}([,.'’ ])\d{3}(\1\d{3})*((?!\1)[.,]\d*)?$/;

/** {cells, doubt, note} of one token; commas and spaces in it may part several values where `mayPart` says so. */
export function meaning(token, mayPart) {
  if (token === "") return { cells: [null] };
  const text = plain(token);
  const { one, thousands, several } = readings(text, mayPart);
  const others = [thousands, several?.join("; ")].filter(Boolean);
  if (one !== null && (others.length === 0 || isSettled(text))) {
    return { cells: [one], note: others.length && writesDecimalComma() ? `Read as ${one}.` : "" };
  }
  if (others.length === 0) return { cells: [token] };
  if (one === null && !thousands) return { cells: several.map((part) => finite(part) ?? part) };
  return { cells: [token], doubt: doubtOf(token, one, others) };
}

/** The number that a text means; null for other texts, for what is not clear, and for what is too large for a sheet. */
export function numberOf(text) {
  const [cell] = meaning(text.trim(), false).cells;
  return typeof cell === "number" ? cell : null;
}

/** Why a text that looks like a number is none, in words; "" for all others. */
export function doubtAbout(text) {
  return meaning(text.trim(), false).doubt ?? "";
}

function readings(text, mayPart) {
  const parts = mayPart ? text.split(/[, ]+/) : [];
  const group = GROUPED.exec(text)?.[1];
  return {
    one: finite(text),
    thousands: group ? text.replaceAll(group, "").replace(",", ".") : "",
    several: parts.length > 1 && parts.every((part) => part && !/^[-+]?0\d/.test(part)) ? parts : null,
  };
}

/** A point is always the decimal sign; so is a comma to those who write formulas with it. */
function isSettled(text) {
  return !text.includes(",") || writesDecimalComma();
}

function doubtOf(token, one, others) {
  const meant = [one, ...others].filter((each) => each !== null);
  if (meant.length === 1) return `Type ${meant[0]}: thousands are not set apart here.`;
  return `“${token}” may mean ${meant.join(" or ")}: type the one you mean.`;
}

function finite(text) {
  const number = NUMBER.test(text) ? Number(text.replace(",", ".")) : NaN;
  return Number.isFinite(number) ? number : null;
}

/** Without the narrow spaces that part thousands, and with the minus sign of keyboards. */
function plain(token) {
  return token.replace(/(?<=\d)[\u00a0\u2009\u202f](?=\d{3})/g, "").replaceAll("−", "-");
}
