// A division found by name, code or pinyin initials, or chosen from the top down: one search field instead of lists.
// The last list stays in the form and keeps the value; what is not on the page is asked for when it is needed.
import { word } from "../page.js";

const WAIT = 150;

function asked(form, box, more) {
  const url = new URL(form.dataset.divisions, location.href);
  for (const [name, value] of Object.entries({ level: box.dataset.level, within: box.dataset.within, ...more })) url.searchParams.set(name, value);
  return fetch(url, { headers: { "X-Requested-With": "fetch" } }).then((answer) => (answer.ok ? answer.json() : []), () => []);
}

function listed(select, level) {
  return [...select.options].filter((one) => one.value).map((one) => ({ code: one.value, name: one.text, level }));
}

/** Make one search field of the lists of one division. */
export function placeField(form, box) {
  const lists = [...box.querySelectorAll("select")];
  const select = lists[lists.length - 1];
  const top = lists[0] === select ? listed(select, box.dataset.level) : listed(lists[0], "");
  const field = document.createElement("input");
  const list = document.createElement("ul");
  const around = document.createElement("div");
  let shown = [];
  let active = -1;
  let upTo = null;
  let question = 0;
  let waiting = null;

  for (const one of box.querySelectorAll("select, input, noscript, .ow-chosen")) if (one !== select) one.remove();
  around.className = "ow-combo";
  Object.assign(field, { className: "form-select", type: "text", autocomplete: "off", placeholder: word("search"), id: select.id });
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `l-${select.name}` })) {
    field.setAttribute(name, value);
  }
  for (const name of ["aria-describedby", "aria-invalid", "aria-label"]) if (select.hasAttribute(name)) field.setAttribute(name, select.getAttribute(name));
  Object.assign(list, { className: "ow-combo-list", hidden: true, id: `l-${select.name}` });
  list.setAttribute("role", "listbox");
  const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  list.setAttribute("aria-label", label ? label.firstChild.textContent.trim() : field.getAttribute("aria-label") || "");
  select.id = `${field.id}-list`;
  select.hidden = true;
  select.after(around);
  around.append(field, list);

  const chosen = () => (select.value ? box.dataset.full || select.selectedOptions[0].text : "");
  const close = () => {
    list.hidden = true;
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const mark = (at) => {
    active = at;
    [...list.children].forEach((line, here) => line.setAttribute("aria-selected", String(here === at)));
    const line = list.children[at];
    if (!line || !shown.length) return;
    field.setAttribute("aria-activedescendant", line.id);
    line.scrollIntoView({ block: "nearest" });
  };
  const choose = async (unit) => {
    if (unit.up || (unit.level !== box.dataset.level && !unit.end)) {
      upTo = unit.up ? null : unit;
      draw(unit.up ? top : [{ up: true, name: word("up", { name: unit.name }) }, ...(await asked(form, box, { under: unit.code }))], unit.up ? 0 : 1);
      return;
    }
    if (![...select.options].some((one) => one.value === unit.code)) select.add(new Option(unit.name, unit.code));
    select.value = unit.code;
    box.dataset.full = unit.full || "";
    field.value = chosen();
    close();
    select.dispatchEvent(new Event("input", { bubbles: true }));
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const lineOf = (unit, at) => {
    const line = document.createElement("li");
    line.id = `${list.id}-${at}`;
    line.setAttribute("role", "option");
    line.append(unit.full && unit.level === box.dataset.level && !upTo ? unit.full : unit.name);
    if (!unit.up && unit.level !== box.dataset.level) line.append(Object.assign(document.createElement("small"), { textContent: word("inside") }));
    line.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      choose(unit);
    });
    return line;
  };
  const draw = (units, at = units.findIndex((unit) => unit.code === select.value)) => {
    shown = units;
    list.replaceChildren(...units.map(lineOf));
    if (!units.length) {
      const none = Object.assign(document.createElement("li"), { className: "ow-combo-none", textContent: word("none") });
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      list.append(none);
    }
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    mark(at);
  };
  const search = async (typed) => {
    const mine = (question += 1);
    upTo = null;
    if (!typed) return draw(top);
    const here = top.filter((unit) => unit.name.includes(typed));
    if (here.length) return draw(here, 0);
    await new Promise((done) => setTimeout(done, WAIT));
    const found = mine === question ? await asked(form, box, { q: typed }) : [];
    if (mine === question) draw(found, 0);
  };
  const forget = () => {
    select.value = "";
    box.dataset.full = "";
    select.dispatchEvent(new Event("input", { bubbles: true }));
  };

  field.value = chosen();
  select.addEventListener("ow-written", () => {
    field.value = chosen();
  });
  field.addEventListener("focus", () => field.select());
  field.addEventListener("click", () => list.hidden && draw(top));
  field.addEventListener("input", (event) => {
    event.stopPropagation();
    waiting = search(field.value.trim());
  });
  field.addEventListener("blur", () => {
    question += 1;
    if (!field.value.trim() && select.value) forget();
    field.value = chosen();
    close();
  });
  field.addEventListener("keydown", async (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) draw(top);
      else if (shown.length) mark((active + (event.key === "ArrowDown" ? 1 : shown.length - 1) + (active < 0 && event.key === "ArrowUp" ? 1 : 0)) % shown.length);
    } else if (event.key === "Enter" && (!list.hidden || waiting)) {
      event.preventDefault();
      await waiting;
      waiting = null;
      if (!list.hidden && shown[active]) choose(shown[active]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      field.value = chosen();
      close();
    }
  });
}
