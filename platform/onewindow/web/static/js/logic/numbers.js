/** Exact numbers: safe whole numbers stay numbers, all others are a Decimal. The twin of rule_engine.values.numbers. */

import { BudgetExceeded, DIGITS, MAGNITUDE } from "./limits.js";

const WHITE = "\\t\\n\\v\\f\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";
const LEFT = new RegExp(`^[${WHITE}]+`);
const RIGHT = new RegExp(`[${WHITE}]+$`);
const NUMERAL = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?$/;
const LONGEST = 60;

/** Why a value is not a number. */
export const BLANK = Symbol("blank");
export const GARBAGE = Symbol("garbage");

/** A text without the white space around it. */
export const strip = (text) => text.replace(LEFT, "").replace(RIGHT, "");

const ten = (power) => 10n ** BigInt(power);
const size = (n) => (n < 0n ? -n : n);
const digits = (n) => size(n).toString().length;

/** n · 10^-scale, without trailing zeros. Reads as plain text, without an exponent. */
export class Decimal {
  constructor(n, scale) {
    while (n !== 0n && n % 10n === 0n) {
      n /= 10n;
      scale -= 1;
    }
    this.n = n;
    this.scale = n === 0n ? 0 : scale;
  }

  /** The power of ten of the first digit. */
  get adjusted() {
    return digits(this.n) - 1 - this.scale;
  }

  toString() {
    const sign = this.n < 0n ? "-" : "";
    if (this.scale <= 0) return sign + size(this.n) + "0".repeat(-this.scale);
    const all = size(this.n).toString().padStart(this.scale + 1, "0");
    return `${sign}${all.slice(0, -this.scale)}.${all.slice(-this.scale)}`;
  }

  toJSON() {
    return this.toString();
  }
}

/** A safe whole number, or a Decimal: the one way each number is held. */
const settle = (decimal) => {
  if (decimal.scale > 0 || decimal.adjusted > 15) return decimal;
  const plain = Number(decimal.n * ten(-decimal.scale));
  return Number.isSafeInteger(plain) ? plain : decimal;
};

const isSane = (decimal) => decimal.n === 0n || Math.abs(decimal.adjusted) <= MAGNITUDE;

const within = (decimal) => {
  if (!isSane(decimal)) throw new BudgetExceeded("数值超出范围");
  return settle(decimal);
};

/** Any number as a Decimal. */
const exact = (value) => (typeof value === "number" ? new Decimal(BigInt(value), 0) : value);

/** The number that a text spells which is known to be a numeral. */
const spelled = (text) => {
  const [mantissa, power = "0"] = text.toLowerCase().split("e");
  const [before, after = ""] = mantissa.split(".");
  const found = new Decimal(BigInt((before + after).replace(/^\+/, "")), after.length - Number(power));
  return isSane(found) ? settle(found) : GARBAGE;
};

const numeral = (text) => {
  const plain = strip(text);
  if (plain === "") return BLANK;
  return plain.length <= LONGEST && NUMERAL.test(plain) ? spelled(plain) : GARBAGE;
};

/** The number a value stands for; BLANK or GARBAGE when it stands for none. */
export const number = (value) => {
  if (typeof value === "number") {
    if (Number.isSafeInteger(value)) return value + 0;
    return Number.isFinite(value) ? spelled(String(value)) : GARBAGE;
  }
  if (typeof value === "string") return numeral(value);
  if (typeof value === "boolean") return Number(value);
  if (value instanceof Decimal) return value;
  return value === null || value === undefined || (Array.isArray(value) && !value.length) ? BLANK : GARBAGE;
};

/** Whether what `number` gave is none. */
export const isAbsent = (found) => typeof found === "symbol";

/** The whole part of a value's number, cut towards zero; 0 for what is none. */
export const whole = (value) => {
  const found = number(value);
  if (isAbsent(found)) return 0;
  if (typeof found === "number") return found;
  return Number(found.scale > 0 ? found.n / ten(found.scale) : found.n * ten(-found.scale));
};

/** Keep 40 digits, half to even; `more` says that something other than zeros follows behind the digits given. */
const kept = (n, scale, more = false) => {
  const surplus = digits(n) - DIGITS;
  if (surplus <= 0) return within(new Decimal(n, scale));
  const unit = ten(surplus);
  const left = size(n) % unit;
  let up = size(n) / unit;
  if (left > unit / 2n || (left === unit / 2n && (more || up % 2n === 1n))) up += 1n;
  return within(new Decimal(n < 0n ? -up : up, scale - surplus));
};

/** Two numbers as whole numbers of one unit. */
const aligned = (a, b) => {
  const [x, y] = [exact(a), exact(b)];
  const scale = Math.max(x.scale, y.scale);
  return [x.n * ten(scale - x.scale), y.n * ten(scale - y.scale), scale];
};

/** Below 0, 0 or above 0, as a is less than, equal to or more than b. */
export const order = (a, b) => {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
};

export const add = (a, b) => {
  if (typeof a === "number" && typeof b === "number" && Number.isSafeInteger(a + b)) return a + b;
  const [x, y, scale] = aligned(a, b);
  return kept(x + y, scale);
};

export const negate = (a) => (typeof a === "number" ? 0 - a : new Decimal(-a.n, a.scale));

export const multiply = (a, b) => {
  const [x, y] = [exact(a), exact(b)];
  return kept(x.n * y.n, x.scale + y.scale);
};

/** Null when b is zero. */
export const divide = (a, b) => {
  if (b === 0) return null;
  const [x, y] = [exact(a), exact(b)];
  const more = Math.max(0, DIGITS + 2 + digits(y.n) - digits(x.n));
  const n = x.n * ten(more);
  return kept(n / y.n, x.scale - y.scale + more, n % y.n !== 0n);
};

/** With the sign of a; null when b is zero. */
export const remainder = (a, b) => {
  if (b === 0) return null;
  const [x, y, scale] = aligned(a, b);
  return kept(x % y, scale);
};

/** Half away from zero, to so many digits after the point. */
export const roundHalfUp = (value, places) => {
  const { n, scale } = exact(value);
  if (scale <= places) return kept(n, scale);
  const unit = ten(scale - places);
  const rounded = (size(n) * 2n + unit) / (unit * 2n);
  return kept(n < 0n ? -rounded : rounded, places);
};
