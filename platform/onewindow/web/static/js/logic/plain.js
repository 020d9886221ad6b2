/** Operators of which all arguments are evaluated first: name -> (frame, ...values) -> value. */

import { BudgetExceeded, DIGITS, ITEMS, RuleFailed } from "./limits.js";
import { add, BLANK, divide, GARBAGE, isAbsent, multiply, negate, number, order, remainder, roundHalfUp, strip, whole } from "./numbers.js";
import { isBlank, isObject, length, MISSING, size, split, step, text, truthy, walk } from "./values.js";
import { age, day, distance, iso, moved } from "./dates.js";

/** The numbers among values, blanks left out; null when one is not a number at all. */
const filled = (values) => {
  const found = values.map(number);
  return found.includes(GARBAGE) ? null : found.filter((each) => each !== BLANK);
};

/** From left to right; null when a value is not a number or a step has no result. */
const fold = (values, act) => {
  const found = values.map(number);
  return found.some(isAbsent) ? null : found.reduce((result, each) => (result === null ? null : act(result, each)));
};

const best = (isBetter) => (values) => {
  const found = filled(values);
  return found?.length ? found.reduce((a, b) => (isBetter(order(b, a)) ? b : a)) : null;
};

/** Calculations: values -> number, or null. */
export const CALCULATE = {
  "+": (values) => filled(values)?.reduce(add, 0) ?? null,
  "-": (values) => {
    const found = values.map(number);
    if (!found.length || found.includes(GARBAGE)) return null;
    const [first, ...rest] = found.map((each) => (each === BLANK ? 0 : each));
    return rest.length ? rest.reduce((a, b) => add(a, negate(b)), first) : add(0, negate(first));
  },
  "*": (values) => (values.length ? fold(values, multiply) : 1),
  "/": (values) => (values.length ? fold(values.length === 1 ? [1, ...values] : values, divide) : null),
  "%": (values) => (values.length > 1 ? fold(values, remainder) : null),
  min: best((sign) => sign < 0),
  max: best((sign) => sign > 0),
  round: ([value, places = 0]) => {
    const [found, digits] = [number(value), number(places)];
    if (isAbsent(found) || isAbsent(digits) || order(digits, -DIGITS) < 0 || order(digits, DIGITS) > 0) return null;
    return roundHalfUp(found, whole(digits));
  },
};

const blanks = (record, paths) => paths.filter((path) => isBlank(walk(record, split(path))));

const part = (string, first, many) => {
  const all = [...string];
  const from = first >= 0 ? first : Math.max(all.length + first, 0);
  if (many === null) return all.slice(from).join("");
  return all.slice(from, many >= 0 ? from + many : Math.max(all.length + many, 0)).join("");
};

const hasEdge = (method) => (frame, value, wanted) => {
  if (isBlank(value)) return false;
  frame.charge(size(value) + size(wanted));
  const string = text(value);
  return (Array.isArray(wanted) ? wanted : [wanted]).some((each) => !isBlank(each) && string[method](text(each)));
};

export const PLAIN = {
  "!": (frame, value) => !truthy(value),
  "!!": (frame, value) => truthy(value),
  blank: (frame, value) => isBlank(value),
  substr: (frame, value, start, many = null) => {
    frame.charge(size(value));
    return part(text(value), whole(start), many === null ? null : whole(many));
  },
  starts_with: hasEdge("startsWith"),
  ends_with: hasEdge("endsWith"),
  length: (frame, value) => {
    if (Array.isArray(value)) return value.length;
    frame.charge(size(value));
    return length(strip(text(value)));
  },
  merge: (frame, ...values) => {
    const made = values.flat();
    if (made.length > ITEMS) throw new BudgetExceeded("清单过长");
    frame.charge(made.length);
    return made;
  },
  missing: (frame, ...paths) => blanks(frame.data, Array.isArray(paths[0]) ? paths[0] : paths),
  missing_some: (frame, need, paths) => {
    const listed = Array.isArray(paths) ? paths : [paths];
    const [absent, wanted] = [blanks(frame.data, listed), number(need)];
    return isAbsent(wanted) || order(listed.length - absent.length, wanted) >= 0 ? [] : absent;
  },
  exists: (frame, ...keys) => {
    let here = frame.data;
    for (const key of keys) {
      here = step(here, text(key));
      if (here === MISSING) return false;
    }
    return true;
  },
  throw: (frame, value) => {
    throw new RuleFailed(isObject(value) ? value : { type: value });
  },
  age_on: (frame, birth, on) => {
    const [born, then] = [day(birth), day(on)];
    return born && then ? age(born, then) : null;
  },
  date_add: (frame, date, many, unit = "day") => {
    const [start, count] = [day(date), number(many)];
    return start && !isAbsent(count) ? iso(moved(frame, start, whole(count), unit)) : null;
  },
  date_diff: (frame, from, to, unit = "day") => {
    const [start, end] = [day(from), day(to)];
    return start && end ? distance(frame, start, end, unit) : null;
  },
};
