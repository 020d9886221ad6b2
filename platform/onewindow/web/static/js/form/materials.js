// The list of materials follows the answers and says why; it counts what has been received.
import { word } from "../page.js";

/** What a field shows a person: the label of the chosen option, yes or no, or the text. */
function shown(form, id, field) {
  const control = form.elements.namedItem(id);
  if (!control) return "";
  if (control instanceof HTMLSelectElement) return control.selectedOptions[0] ? control.selectedOptions[0].text : "";
  const boxes = [...form.querySelectorAll(`[name="${CSS.escape(id)}"]:checked`)];
  if (boxes.length) return boxes.map((box) => (box.labels[0] ? box.labels[0].textContent.trim() : "")).join("、");
  return field.kind === "boolean" || field.kind === "choice" ? "" : control.value.trim();
}

function reason(form, material, fields) {
  const said = material.reads
    .filter((path) => path in fields)
    .map((path) => [fields[path].label, shown(form, path, fields[path])])
    .filter(([, value]) => value)
    .map(([field, value]) => word("is", { field, value }));
  return said.length ? word("because", { reasons: said.join("，") }) : "";
}

/** A part of the model that lines are completed from, made for one material. */
function part(selector, key) {
  const made = document.getElementById("ow-material-model").content.querySelector(selector).cloneNode(true);
  for (const one of made.querySelectorAll("[name]")) one.name = one.name.replace("__key__", key);
  return made;
}

/** Move each material with a rule to where it belongs now. */
export function showMaterials(form, materials, needed, fields) {
  for (const material of materials) {
    const line = document.getElementById(`m-${material.key}`);
    const dropped = document.querySelector(`[data-dropped="${CSS.escape(material.key)}"]`);
    if (!line || !dropped) continue;
    const here = needed[material.key];
    line.hidden = !here;
    dropped.hidden = here;
    const why = line.querySelector(".ow-material-why");
    const text = here ? reason(form, material, fields) : "";
    if (text) why.textContent = text;
    why.hidden = !why.textContent;
    if (here && !line.querySelector(".ow-material-absent")) line.append(part(".ow-material-absent", material.key));
  }
  countMaterials();
}

/** Received of due, in the head of the list. */
export function countMaterials() {
  const list = document.getElementById("ow-materials");
  const due = [...list.querySelectorAll("[data-asked]:not([hidden])")];
  const received = due.filter((line) => line.querySelector("[name$='-received']").checked).length;
  list.querySelector("[data-received]").textContent = received;
  list.querySelector("[data-due]").textContent = due.length;
  const meter = list.querySelector("progress");
  meter.max = due.length || 1;
  meter.value = received;
  const count = list.querySelector("[data-dropped-count]");
  if (count) count.textContent = list.querySelectorAll("[data-dropped]:not([hidden])").length;
}

/** Give a ticked material its details, for the media it may come in. */
function unfold(line) {
  if (line.querySelector(".ow-material-detail")) return;
  const key = line.id.slice(2);
  const detail = part(".ow-material-detail", key);
  detail.setAttribute("aria-label", line.querySelector(".ow-material-name").firstChild.textContent.trim());
  for (const one of detail.querySelectorAll("[formaction]")) one.setAttribute("formaction", `#m-${key}`);
  const never = { paper: "[value=upload], [type=file], [formaction]", electronic: "[value=paper], [type=number]" }[line.dataset.asked];
  if (never) detail.querySelectorAll(never).forEach((one) => (one.closest("label") || one).remove());
  if (!("licence" in line.dataset)) detail.querySelectorAll("[value=licence], [name$='-licence']").forEach((one) => (one.closest("label") || one).remove());
  if (line.dataset.asked === "electronic") detail.querySelector("[value=upload]").checked = true;
  line.append(detail);
}

/** How a material comes, from what somebody has just touched. */
function wayOf(control) {
  if (control.type === "file") return "upload";
  if (control.name.endsWith("-licence")) return "licence";
  return /-(pages|originals|photocopies)$/.test(control.name) ? "paper" : "";
}

/** Ticking opens the details; choosing a file says that it is uploaded, typing pages that it is paper. */
export function materialHabits() {
  const list = document.getElementById("ow-materials");
  list.addEventListener("change", (event) => {
    if (event.target.name.endsWith("-received") && event.target.checked) unfold(event.target.closest("[data-asked]"));
  });
  list.addEventListener("input", (event) => {
    const line = event.target.closest("[data-asked]");
    const way = line && wayOf(event.target);
    const radio = way && line.querySelector(`[value="${way}"]`);
    if (radio) radio.checked = true;
  });
  if (window.matchMedia("(max-width: 61.99em)").matches && !list.querySelector("[aria-invalid]")) list.open = false;
}
