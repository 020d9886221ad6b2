/** Blank, true, equal, ordered; texts and paths. The twin of rule_engine.values. */

import { Decimal, isAbsent, number, order, strip } from "./numbers.js";

/** Whether an object has a key of its own; what it inherits is never read. */
export const owns = (object, key) => Object.prototype.hasOwnProperty.call(object, key);

export const isObject = (value) =>
  value !== null && typeof value === "object" && !Array.isArray(value) && !(value instanceof Decimal);

/** Whether a value is not filled in: null, an empty text, white space, an empty list. 0 and false are filled in. */
export const isBlank = (value) => {
  if (value === null || value === undefined) return true;
  return typeof value === "string" ? strip(value) === "" : Array.isArray(value) && value.length === 0;
};

/** Whether a value counts as true: not blank, not 0, not false. */
export const truthy = (value) => (typeof value === "boolean" ? value : value !== 0 && !isBlank(value));

const alikeItems = (a, b, alike) =>
  Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((each, place) => alike(each, b[place]));

const alikeEntries = (a, b, alike) =>
  isObject(a) &&
  isObject(b) &&
  Object.keys(a).length === Object.keys(b).length &&
  Object.keys(a).every((key) => owns(b, key) && alike(a[key], b[key]));

/** `==`: blanks equal each other and nothing else, numbers meet numeric texts, lists and objects item by item. */
export const equal = (a, b) => {
  if (isBlank(a) || isBlank(b)) return isBlank(a) && isBlank(b);
  if (typeof a === "string" && typeof b === "string") return a === b;
  if (Array.isArray(a) || Array.isArray(b)) return alikeItems(a, b, equal);
  if (isObject(a) || isObject(b)) return alikeEntries(a, b, equal);
  const [x, y] = [number(a), number(b)];
  return !isAbsent(x) && !isAbsent(y) && order(x, y) === 0;
};

const isNumber = (value) => typeof value === "number" || value instanceof Decimal;

/** `===`: the same type and the same value. */
export const same = (a, b) => {
  if (Array.isArray(a) || Array.isArray(b)) return alikeItems(a, b, same);
  if (isObject(a) || isObject(b)) return alikeEntries(a, b, same);
  if (!isNumber(a) || !isNumber(b)) return (a ?? null) === (b ?? null);
  const [x, y] = [number(a), number(b)];
  return isAbsent(x) || isAbsent(y) ? a === b : order(x, y) === 0;
};

/** By code point, as in Python; `<` of JavaScript compares halves of rare characters. */
const compareTexts = (a, b) => {
  const [x, y] = [[...a], [...b]];
  const place = x.findIndex((each, position) => each !== y[position]);
  if (place < 0 || place >= y.length) return x.length - y.length;
  return x[place].codePointAt(0) - y[place].codePointAt(0);
};

/** Below 0, 0, above 0; null when there is no order between the two. */
const compare = (a, b) => {
  if (typeof a === "string" && typeof b === "string") return isBlank(a) || isBlank(b) ? null : compareTexts(a, b);
  const [x, y] = [number(a), number(b)];
  return isAbsent(x) || isAbsent(y) ? null : order(x, y);
};

export const less = (a, b) => {
  const found = compare(a, b);
  return found !== null && found < 0;
};

export const lessOrEqual = (a, b) => {
  const found = compare(a, b);
  return found !== null && found <= 0;
};

/** A value as text: blanks and objects are empty, numbers are spelled plainly, lists are joined with commas. */
export const text = (value) => {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "true" : "false";
  if (Array.isArray(value)) return value.map(text).join(",");
  const found = isNumber(value) ? number(value) : null;
  return found === null || isAbsent(found) ? "" : String(found);
};

/** Characters, not halves of characters. */
export const length = (string) => {
  let count = 0;
  for (const _ of string) count += 1;
  return count;
};

/** What looking through a value costs, in operations: its items, or its characters by sixties. */
export const size = (value) => {
  if (typeof value === "string") return length(value) >> 6;
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : 0;
};

/** The mark of a path that leads nowhere. */
export const MISSING = Symbol("missing");

/** The keys of a dotted path. */
export const split = (path) => {
  const dotted = text(path);
  return dotted === "" ? [] : dotted.split(".");
};

/** The value under one key, or MISSING. */
export const step = (value, key) => {
  if (Array.isArray(value)) {
    return /^[0-9]{1,9}$/.test(key) && Number(key) < value.length ? value[Number(key)] : MISSING;
  }
  return isObject(value) && owns(value, key) ? value[key] : MISSING;
};

/** The value at the end of a path, null where the path leads nowhere. */
export const walk = (value, keys) => {
  let here = value;
  for (const key of keys) {
    here = step(here, key);
    if (here === MISSING || here === null || here === undefined) return null;
  }
  return here ?? null;
};
