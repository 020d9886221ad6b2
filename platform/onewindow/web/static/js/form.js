// The merged form, alive: asks what the answers make necessary, counts, saves, and submits once.
// Everything here is a convenience: the server evaluates the same rules and has the last word.
import { combobox } from "./combobox.js";
import { fromPage, readAnswers } from "./form/answers.js";
import { keepDraft } from "./form/draft.js";
import { derive, showFields } from "./form/fields.js";
import { formKeys } from "./form/keys.js";
import { countMaterials, materialHabits, showMaterials } from "./form/materials.js";
import { clearProblems, followScroll, leadToOpen, showProgress } from "./form/progress.js";
import { growingTable } from "./form/rows.js";
import { placeField } from "./form/places.js";
import { compileForm, evaluate } from "./form/rules.js";
import { signaturePad } from "./form/signature.js";
import { walkSteps } from "./form/steps.js";
import { readJson, submitByKeys, submitOnce } from "./page.js";

const form = document.getElementById("ow-form-page");
const spec = readJson("ow-form");
const compiled = compileForm({ ...spec, fields: fromPage(spec.fields) });
const today = (spec.facts.application && spec.facts.application.date) || new Date().toISOString().slice(0, 10);
const draft = keepDraft(form);
const follow = walkSteps(form);
let latest = null;

function refresh(first = false) {
  let answers = readAnswers(form, spec.fields);
  if (derive(form, compiled.plan, answers, today)) answers = readAnswers(form, spec.fields);
  latest = evaluate(compiled, answers);
  showFields(form, compiled.plan, latest.fields, first);
  showMaterials(form, compiled.materials, latest.materials, spec.fields);
  showProgress(latest.fields);
  follow();
}

function changed() {
  draft.touch();
  refresh();
}

form.querySelectorAll("table.ow-rows").forEach((table) => growingTable(table, changed));
form.querySelectorAll(".ow-places").forEach((box) => placeField(form, box));
form.querySelectorAll("[data-signature]").forEach(signaturePad);
form.querySelectorAll(":not(td) > select[data-combobox]").forEach(combobox);
clearProblems(form);
form.addEventListener("input", changed);
form.addEventListener("change", countMaterials);
materialHabits();
followScroll();
leadToOpen(() => latest);
formKeys(form);
submitOnce(form);
submitByKeys(form, form.querySelector("button[value=submit]"));
form.addEventListener("submit", (event) => event.defaultPrevented || draft.leave());
refresh(true);
