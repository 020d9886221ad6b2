/**
 * Rules in the browser: the twin of rule_engine, held to the same vectors. The server evaluates again on every submit.
 *
 *   compile(rule) -> facts => value      evaluate(rule, facts) -> value      isBlank(value)      truthy(value)
 *
 * No build step, no eval, own keys only, exact decimals: a number that JavaScript cannot hold exactly is given as a
 * Decimal, which reads as plain text. What every operator means is described in docs/operators.md.
 * Raises RuleError for a rule that cannot be used, BudgetExceeded for too much work, RuleFailed for an uncaught `throw`.
 */

import { DECIDING, Frame, gathered } from "./logic/deciding.js";
import { BudgetExceeded, DEPTH, NODES, OPERATIONS, RuleError, RuleFailed, TEXT } from "./logic/limits.js";
import { Decimal } from "./logic/numbers.js";
import { CALCULATE, PLAIN } from "./logic/plain.js";
import { isBlank, isObject, length, owns, size, truthy } from "./logic/values.js";

export { BudgetExceeded, Decimal, isBlank, RuleError, RuleFailed, truthy };

const MANY = Infinity;

/** name -> [least, most arguments]. */
const ARITY = {
  var: [0, 2], val: [0, MANY], exists: [1, MANY], missing: [0, MANY], missing_some: [2, 2], blank: [1, 1], preserve: [1, 1],
  if: [0, MANY], "?:": [0, MANY], and: [0, MANY], or: [0, MANY], "!": [0, 1], "!!": [0, 1], "??": [0, MANY],
  try: [1, MANY], throw: [1, 1], "==": [2, MANY], "!=": [2, MANY], "===": [2, MANY], "!==": [2, MANY],
  "<": [2, MANY], "<=": [2, MANY], ">": [2, MANY], ">=": [2, MANY], in: [2, 2],
  "+": [0, MANY], "-": [1, MANY], "*": [0, MANY], "/": [1, MANY], "%": [2, MANY], min: [0, MANY], max: [0, MANY], round: [1, 2],
  cat: [0, MANY], substr: [2, 3], starts_with: [2, 2], ends_with: [2, 2], length: [1, 1],
  map: [2, 2], filter: [2, 2], reduce: [2, 3], all: [2, 2], some: [2, 2], none: [2, 2], merge: [0, MANY],
  age_on: [2, 2], date_add: [2, 3], date_diff: [2, 3],
};
const ROWS = new Set(["map", "filter", "reduce", "all", "some", "none"]);
const BODIED = new Set(["map", "filter"]);
const LISTED = new Set(["if", "?:", "and", "or", "==", "!=", "===", "!==", "<", "<=", ">", ">=", ...ROWS]);
const SPREADS = new Set(["+", "-", "*", "/", "%", "min", "max", "cat"]);

const isOperator = (value) => isObject(value) && Object.keys(value).length === 1;

/** Whether a part of a rule holds no operator. */
const isPlain = (part) => (Array.isArray(part) ? part.every(isPlain) : !isOperator(part));

/** Refuse a rule that is too deep or too large, without recursion. */
const weigh = (rule) => {
  const waiting = [[rule, 1]];
  let [nodes, letters] = [0, 0];
  while (waiting.length) {
    const [value, depth] = waiting.pop();
    const parts = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
    nodes += 1;
    letters += typeof value === "string" ? length(value) : isObject(value) ? length(Object.keys(value).join("")) : 0;
    if (depth > DEPTH || nodes + waiting.length + parts.length > NODES || letters > TEXT) throw new BudgetExceeded("规则过大");
    for (const each of parts) waiting.push([each, depth + 1]);
  }
};

/** How many nodes a part of a rule has: what one row of an iteration costs. */
const weight = (part) => {
  if (Array.isArray(part)) return part.reduce((sum, each) => sum + weight(each), 1);
  if (!isOperator(part)) return 1;
  const [name] = Object.keys(part);
  if (name === "preserve") return 2;
  const written = part[name];
  return 1 + (Array.isArray(written) ? written : [written]).reduce((sum, each) => sum + weight(each), 0);
};

/** A part of a rule that nobody who gets it can change. */
const copied = (part) => {
  if (Array.isArray(part)) return part.map(copied);
  return isObject(part) ? Object.fromEntries(Object.entries(part).map(([key, each]) => [key, copied(each)])) : part;
};

/** How many arguments there will be; as many as wanted where that shows only with the facts. */
const count = (name, written, bare) => {
  if (!bare || !SPREADS.has(name) || !isObject(written[0])) return written.length;
  const quoted = isOperator(written[0]) ? written[0].preserve : null;
  return Array.isArray(quoted) ? quoted.length : MANY;
};

const check = (name, written, bare) => {
  if (!owns(ARITY, name)) throw new RuleError(`没有运算符“${name}”`);
  const [least, most] = ARITY[name];
  if ((bare && LISTED.has(name)) || count(name, written, bare) < least || written.length > most) {
    throw new RuleError(`“${name}”的参数个数不对`);
  }
  if (ROWS.has(name) && written[0] === null) throw new RuleError(`“${name}”的第一个参数要是清单`);
  if (BODIED.has(name) && written[1] === null) throw new RuleError(`“${name}”的第二个参数不能为空`);
};

/** The code of an operator: a function from a frame to a value. */
const operator = (rule) => {
  const [name] = Object.keys(rule);
  const bare = !Array.isArray(rule[name]);
  const written = bare ? [rule[name]] : rule[name];
  if (name === "preserve") return () => copied(rule[name]);
  check(name, written, bare);
  const codes = written.map(code);
  const node = {
    bare,
    written,
    spread: bare && SPREADS.has(name) && isOperator(written[0]),
    fromFacts: written.every((each) => isOperator(each) || Array.isArray(each)),
    fixed: isPlain(written[1]),
    cost: weight(written[1] ?? null),
  };
  if (owns(DECIDING, name)) return DECIDING[name](codes, node);
  if (owns(PLAIN, name)) return (frame) => PLAIN[name](frame, ...codes.map((each) => each(frame)));
  return (frame) => {
    const values = gathered(codes, node, frame);
    if (node.spread) frame.charge(size(values));
    const result = CALCULATE[name](values);
    if (result === null && frame.strict) throw new RuleFailed({ type: "NaN" });
    return result;
  };
};

const code = (rule) => {
  if (Array.isArray(rule)) {
    const codes = rule.map(code);
    return (frame) => codes.map((each) => each(frame));
  }
  if (isOperator(rule)) return operator(rule);
  return isObject(rule) ? () => copied(rule) : () => rule;
};

/** A result as plain values: a Decimal only where a number of JavaScript would not be exact. */
const plain = (value) => {
  if (Array.isArray(value)) return value.map(plain);
  if (!(value instanceof Decimal)) return value;
  const near = Number(value.toString());
  return String(near) === value.toString() ? near : value;
};

/** Compile a rule once; the function gives its value for any facts and never changes them. */
export const compile = (rule) => {
  weigh(rule);
  const run = code(rule);
  return (facts) => plain(run(new Frame(facts, { left: OPERATIONS })));
};

/** Compile and run at once, for a rule that is used only once. */
export const evaluate = (rule, facts) => compile(rule)(facts);
