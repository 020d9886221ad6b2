// A long <select data-combobox> as a searchable list: name or first letters of the pinyin (data-initials,
// or the page's ow-initials, by value). The select stays in the form and keeps the value; without a script it is what it always was.
import { matches } from "./filter.js";
import { readJson, word } from "./page.js";

const MOST = 60;

/** Turn one select into a combobox (ARIA 1.2, list autocomplete). */
export function combobox(select) {
  const box = document.createElement("div");
  const field = document.createElement("input");
  const list = document.createElement("ul");
  const options = [...select.options].filter((option) => option.value);
  const initials = readJson("ow-initials") || {};
  let shown = [];
  let active = -1;

  box.className = "ow-combo";
  field.className = "form-select";
  field.type = "text";
  field.autocomplete = "off";
  field.placeholder = word("search");
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  list.className = "ow-combo-list";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  list.id = `l-${select.name}`;
  field.setAttribute("aria-controls", list.id);
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (select.hasAttribute(name)) field.setAttribute(name, select.getAttribute(name));
  }
  field.id = select.id;
  select.id = `${field.id}-list`;
  select.hidden = true;
  const label = document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
  if (label) {
    label.id = label.id || `label-${field.id}`;
    list.setAttribute("aria-labelledby", label.id);
  }
  select.after(box);
  box.append(field, list);

  const current = () => (select.value ? select.selectedOptions[0].text : "");
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
  const draw = (typed) => {
    shown = options.filter((option) => matches(typed, option.text, option.dataset.initials || initials[option.value])).slice(0, MOST);
    list.replaceChildren(...shown.map(lineOf));
    if (!shown.length) {
      const none = document.createElement("li");
      none.className = "ow-combo-none";
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      none.textContent = word("none");
      list.append(none);
    }
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    mark(typed && shown.length ? 0 : shown.findIndex((option) => option.value === select.value));
  };
  const lineOf = (option, at) => {
    const line = document.createElement("li");
    line.id = `${list.id}-${at}`;
    line.setAttribute("role", "option");
    line.append(option.text);
    const group = option.parentElement instanceof HTMLOptGroupElement ? option.parentElement.label : "";
    if (group) line.append(Object.assign(document.createElement("small"), { textContent: group }));
    line.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      choose(option);
    });
    return line;
  };
  const choose = (option) => {
    select.value = option ? option.value : "";
    field.value = current();
    close();
    select.dispatchEvent(new Event("input", { bubbles: true }));
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const follow = () => {
    field.value = current();
  };

  follow();
  select.addEventListener("ow-written", follow);
  field.addEventListener("focus", () => field.select());
  field.addEventListener("click", () => list.hidden && draw(""));
  field.addEventListener("input", (event) => {
    event.stopPropagation();
    draw(field.value);
  });
  field.addEventListener("blur", () => {
    if (!field.value.trim() && select.value) choose(null);
    else field.value = current();
    close();
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) draw("");
      else if (shown.length) mark((active + (event.key === "ArrowDown" ? 1 : shown.length - 1) + (active < 0 && event.key === "ArrowUp" ? 1 : 0)) % shown.length);
    } else if (event.key === "Enter" && !list.hidden && shown[active]) {
      event.preventDefault();
      choose(shown[active]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      field.value = current();
      close();
    }
  });
}
