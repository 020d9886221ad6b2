// The rules of a form, run from first to last: fields stand in evaluation order, what is not shown has no value.
import { compile, isBlank, truthy } from "../logic.js";
import { put } from "./answers.js";

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Parts of a Chinese ID number (GB 11643), or null when it is none: birth_date, sex (GB/T 2261.1), age on a day. */
export function idParts(number, today) {
  if (!/^\d{17}[\dX]$/.test(number || "")) return null;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(number[at]), 0);
  if ("10X98765432"[sum % 11] !== number[17]) return null;
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const age = Number(today.slice(0, 4)) - Number(birth.slice(0, 4)) - (today.slice(5) < birth.slice(5) ? 1 : 0);
  return { birth_date: birth, sex: Number(number[16]) % 2 ? "1" : "2", age };
}

function rule(value, otherwise) {
  if (value === undefined) return () => otherwise;
  if (typeof value === "boolean") return () => value;
  const run = compile(value);
  return (facts) => truthy(run(facts));
}

/** Paths that a rule reads, in order, each once. */
export function reads(value, found = new Set()) {
  if (Array.isArray(value)) value.forEach((one) => reads(one, found));
  else if (value && typeof value === "object") {
    for (const [name, below] of Object.entries(value)) {
      if (name === "var") found.add(String([below].flat()[0]));
      else reads(below, found);
    }
  }
  return found;
}

/** Compile the rules of a page. */
export function compileForm(spec) {
  const plan = Object.keys(spec.fields).map((id) => {
    const field = spec.fields[id];
    return {
      id,
      field,
      shown: rule(field.shown, true),
      required: rule(field.required, false),
      compute: field.compute === undefined ? null : compile(field.compute),
    };
  });
  const materials = spec.materials.map((one) => ({ ...one, holds: rule(one.needed, true), reads: [...reads(one.needed)] }));
  return { plan, materials, given: spec.facts || {} };
}

/** Run them: {id: {shown, required, filled, computed?}} and {material key: needed}. */
export function evaluate({ plan, materials, given }, answers) {
  const facts = JSON.parse(JSON.stringify(given));
  const fields = {};
  for (const { id, shown, compute } of plan) {
    const state = (fields[id] = { shown: shown(facts) });
    if (!state.shown) continue;
    if (compute) state.computed = compute(facts);
    const value = compute ? state.computed : answers[id];
    state.filled = !isBlank(value);
    put(facts, id, value);
  }
  for (const { id, required } of plan) fields[id].required = fields[id].shown && required(facts);
  return { fields, materials: Object.fromEntries(materials.map((one) => [one.key, one.holds(facts)])) };
}
