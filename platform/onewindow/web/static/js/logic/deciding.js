/** Operators that decide what is evaluated, and in which record: name -> (codes, node) -> frame -> value. */

import { BudgetExceeded, COMPARING, RuleFailed, TEXT } from "./limits.js";
import { whole } from "./numbers.js";
import { equal, isBlank, length, less, lessOrEqual, same, size, split, text, truthy, walk } from "./values.js";

/**
 * Where evaluation stands: the record, the number of the row, the frame around it; all share one meter.
 * `strict`: a calculation without a result throws, because a `try` waits for it.
 */
export class Frame {
  constructor(data, meter, outer = null, strict = false) {
    this.data = data;
    this.meter = meter;
    this.outer = outer;
    this.strict = strict;
    this.index = 0;
  }

  inside(data) {
    return new Frame(data, this.meter, this, this.strict);
  }

  guarded() {
    const frame = new Frame(this.data, this.meter, this.outer, true);
    frame.index = this.index;
    return frame;
  }

  root() {
    return this.outer ? this.outer.root() : this;
  }

  charge(operations) {
    this.meter.left -= operations;
    if (this.meter.left < 0) throw new BudgetExceeded("规则运算次数超过上限");
  }
}

/** The values of all arguments, or of the one list that stands for them. */
export const gathered = (codes, node, frame) => {
  const values = codes.map((code) => code(frame));
  return node.spread && Array.isArray(values[0]) ? values[0] : values;
};

const LIKENESS = {
  "==": equal,
  "!=": (a, b) => !equal(a, b),
  "===": same,
  "!==": (a, b) => !same(a, b),
};

const ORDER = {
  "<": less,
  "<=": lessOrEqual,
  ">": (a, b) => less(b, a),
  ">=": (a, b) => lessOrEqual(b, a),
};

/** A chain holds when every neighbouring pair holds; long values are charged unless one side is a plain literal. */
const chain = (holds, charged) => (codes, node) => (frame) => {
  let left = codes[0](frame);
  for (const code of codes.slice(1)) {
    const right = code(frame);
    if (charged && node.fromFacts) frame.charge(Math.min(size(left), size(right)) * COMPARING);
    if (!holds(left, right)) return false;
    left = right;
  }
  return true;
};

/** The rows of a list, each with its frame; their cost is charged before the first. */
function* rows(source, frame, cost) {
  const listed = source(frame);
  if (!Array.isArray(listed)) return;
  frame.charge(listed.length * cost);
  const inner = frame.inside(null);
  for (const [index, row] of listed.entries()) {
    inner.data = row;
    inner.index = index;
    yield inner;
  }
}

/** `and`, `or`: the first value whose truth settles the matter, otherwise the last. */
const junction = (settles) => (codes) => (frame) => {
  let value = false;
  for (const code of codes) {
    value = code(frame);
    if (truthy(value) === settles) return value;
  }
  return value;
};

/** `all`, `some`, `none`: stop with `found` at the first row that is `wanted`; otherwise what `atEnd` makes of having had rows. */
const quantify = (wanted, found, atEnd) => ([source, body], node) => (frame) => {
  let any = false;
  for (const row of rows(source, frame, node.cost)) {
    any = true;
    if (truthy(body(row)) === wanted) return found;
  }
  return atEnd(any);
};

/** Each iteration has two levels: the row's place, which knows `index` and shows the outer record, and that record. */
const climb = (up, codes) => (frame) => {
  const path = codes.map((code) => text(code(frame)));
  let here = frame;
  for (let level = Math.floor(up / 2); level > 0 && here; level -= 1) here = here.outer;
  if (!here || (up % 2 && !here.outer)) return null;
  if (up % 2 === 0) return walk(here.data, path);
  return path.length === 1 && path[0] === "index" ? here.index : walk(here.outer.data, path);
};

const decide = (codes) => (frame) => {
  let place = 0;
  for (; place + 1 < codes.length; place += 2) {
    if (truthy(codes[place](frame))) return codes[place + 1](frame);
  }
  return place < codes.length ? codes[place](frame) : null;
};

export const DECIDING = {
  ...Object.fromEntries(Object.entries(LIKENESS).map(([name, holds]) => [name, chain(holds, true)])),
  ...Object.fromEntries(Object.entries(ORDER).map(([name, holds]) => [name, chain(holds, false)])),
  in: ([needle, haystack], node) => (frame) => {
    const [value, where] = [needle(frame), haystack(frame)];
    if (!node.fixed) frame.charge(size(where) * COMPARING);
    if (typeof where === "string") return !isBlank(value) && where.includes(text(value));
    return Array.isArray(where) && where.some((each) => equal(value, each));
  },
  var: (codes) => (frame) => {
    const value = walk(frame.data, codes.length ? split(codes[0](frame)) : []);
    return value === null && codes.length > 1 ? codes[1](frame) : value;
  },
  val: (codes, node) => {
    const [first] = node.written;
    if (node.bare && first === null) return (frame) => frame.data ?? null;
    if (Array.isArray(first)) return climb(Math.abs(whole(first[0] ?? 0)), codes.slice(1));
    return (frame) => {
      const keys = codes.map((code) => code(frame));
      return walk(frame.data, (node.bare && Array.isArray(keys[0]) ? keys[0] : keys).map(text));
    };
  },
  if: decide,
  "?:": decide,
  and: junction(false),
  or: junction(true),
  "??": (codes) => (frame) => {
    let value = null;
    for (const code of codes) {
      value = code(frame);
      if (!isBlank(value)) return value;
    }
    return value;
  },
  try: (codes) => (frame) => {
    let here = frame;
    for (const code of codes.slice(0, -1)) {
      try {
        return code(here.guarded());
      } catch (failure) {
        if (!(failure instanceof RuleFailed)) throw failure;
        here = frame.inside(failure.error);
      }
    }
    return codes[codes.length - 1](here);
  },
  cat: (codes, node) => (frame) => {
    const values = gathered(codes, node, frame);
    frame.charge(values.reduce((sum, each) => sum + size(each), 0));
    const made = values.map(text);
    if (made.reduce((sum, each) => sum + length(each), 0) > TEXT) throw new BudgetExceeded("文本过长");
    return made.join("");
  },
  map: ([source, body], node) => (frame) => Array.from(rows(source, frame, node.cost), body),
  filter: ([source, body], node) => (frame) => {
    const made = [];
    for (const row of rows(source, frame, node.cost)) {
      const listed = row.data;
      if (truthy(body(row))) made.push(listed);
    }
    return made;
  },
  all: quantify(false, false, (any) => any),
  some: quantify(true, true, () => false),
  none: quantify(true, false, () => true),
  reduce: ([source, body, start], node) => (frame) => {
    let result = start ? start(frame) : null;
    for (const row of rows(source, frame, node.cost)) {
      frame.charge(size(result) * node.cost);
      row.data = { current: row.data, accumulator: result };
      result = body(row);
    }
    return result;
  },
};
