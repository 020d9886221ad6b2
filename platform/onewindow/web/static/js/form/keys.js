// Keys of the form: Enter goes on to the next field and never submits; Alt+Down and Alt+Up walk through the sections.
import { goTo } from "../page.js";

function next(form, control) {
  const controls = [...form.elements].filter((one) => one.tabIndex >= 0 && one.offsetParent !== null && !one.readOnly && one.type !== "hidden");
  const after = controls.slice(controls.indexOf(control) + 1).find((one) => one.name !== control.name);
  if (after) after.focus();
}

function walk(forward, from) {
  const sections = [...document.querySelectorAll(".ow-section:not([hidden])")];
  const here = sections.findIndex((section) => section.contains(from));
  const there = sections[here + (forward ? 1 : -1)] || sections[forward ? sections.length - 1 : 0];
  goTo(there);
  there.scrollIntoView({ block: "start" });
}

/** Attach the keys. */
export function formKeys(form) {
  document.addEventListener("keydown", (event) => {
    const control = event.target;
    const list = control.matches("select, [role=combobox]");
    if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp") && !list) {
      event.preventDefault();
      walk(event.key === "ArrowDown", control);
    }
    const plain = !event.ctrlKey && !event.metaKey && !event.isComposing && !event.defaultPrevented;
    if (event.key === "Enter" && plain && form.contains(control) && control.matches("input:not([type=submit])")) {
      event.preventDefault();
      next(form, control);
    }
  });
}
