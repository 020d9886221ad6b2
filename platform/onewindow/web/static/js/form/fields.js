// Shows what the rules say about fields: asked or not, required or not, worked out, taken from an ID number.
import { toast, word } from "../page.js";
import { idParts } from "./rules.js";

function requiredMark(box, required) {
  const mark = box.querySelector(".ow-label > .ow-required") || box.querySelector(":scope > .ow-required");
  if (Boolean(mark) === required) return;
  if (mark) mark.remove();
  else {
    const fresh = document.createElement("span");
    fresh.className = "ow-required";
    fresh.textContent = word("required");
    (box.querySelector(".ow-label") || box).append(" ", fresh);
  }
}

function shape(value, field) {
  if (value === null || value === undefined) return "";
  const text = String(value);
  return field.scale === undefined || !/^-?[\d.]+$/.test(text) ? text : Number(text).toFixed(field.scale);
}

/** Draw the state; names of fields that have just come up are told in a toast, so that nobody overlooks them. */
export function showFields(form, plan, fields, first) {
  const fresh = [];
  for (const { id, field } of plan) {
    const box = document.getElementById(`f-${id}`);
    if (!box) continue;
    const state = fields[id];
    const appeared = box.hidden && state.shown;
    box.hidden = !state.shown;
    box.classList.toggle("ow-field-new", appeared && !first);
    if (appeared && !first) fresh.push(field.label);
    if (state.shown) requiredMark(box, state.required);
    if (state.shown && "computed" in state) write(document.getElementById(`i-${id}`), shape(state.computed, field));
  }
  if (fresh.length) toast(word("added", { names: fresh.join("、") }), "info", 4);
}

/** Put a text into whatever control a name has; true if that changed something. */
function write(control, text) {
  if (!control || control.value === text) return false;
  control.value = text;
  if (control instanceof HTMLSelectElement) control.dispatchEvent(new Event("ow-written"));
  return true;
}

/** Fill what an ID number says, where nothing stands or where the number filled it before. Returns whether anything changed. */
export function derive(form, plan, answers, today) {
  let changed = false;
  for (const { id, field } of plan) {
    if (!field.derive) continue;
    const control = form.elements.namedItem(id);
    const box = document.getElementById(`f-${id}`);
    const parts = idParts(answers[field.derive.from], today);
    if (!control || !box || !parts) continue;
    if (control.value && control.value !== box.dataset.derived) continue;
    const text = String(parts[field.derive.part]);
    changed = write(control, text) || changed;
    box.dataset.derived = text;
  }
  return changed;
}
