// The form one section at a time. Without a script every step is a post; here it is a change of what is shown.
import { word } from "../page.js";

const AWAY = "button[name=action][value^='step:']";

function shown() {
  return [...document.querySelectorAll(".ow-section:not([hidden])")];
}

function here() {
  return document.querySelector(".ow-section[data-here]:not([hidden])") || shown()[0];
}

function tell(form, section) {
  const sections = shown();
  const at = sections.indexOf(section);
  const line = document.getElementById("ow-step");
  line.querySelector("[data-step-text]").textContent = word("step", { n: at + 1, total: sections.length });
  Object.assign(line.querySelector("progress"), { value: at + 1, max: sections.length });
  form.toggleAttribute("data-last", at === sections.length - 1);
  for (const button of form.querySelectorAll("[data-go]")) button.hidden = !sections[at + Number(button.dataset.go)];
  for (const item of form.querySelectorAll(".ow-rail-item")) {
    const link = item.querySelector(".ow-rail-link");
    if (item.dataset.section === section.dataset.section) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  }
  const url = new URL(form.getAttribute("action"), location.href);
  url.searchParams.set("step", section.dataset.section);
  form.setAttribute("action", url.pathname + url.search);
}

function go(form, section) {
  if (!section) return;
  document.querySelectorAll(".ow-section[data-here]").forEach((one) => one.removeAttribute("data-here"));
  section.setAttribute("data-here", "");
  tell(form, section);
}

/** Walk through the steps; returns a function that follows the answers: a section may come or go. */
export function walkSteps(form) {
  if (form.dataset.way !== "steps") return () => {};
  form.addEventListener("click", (event) => {
    const button = event.target.closest(AWAY);
    if (!button) return;
    event.preventDefault();
    const sections = shown();
    const there = button.dataset.go
      ? sections[sections.indexOf(here()) + Number(button.dataset.go)]
      : document.getElementById(`s-${button.value.slice(5)}`);
    go(form, there);
    const title = there && there.querySelector(".ow-section-title");
    if (!title) return;
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
    document.getElementById("ow-step").scrollIntoView({ block: "start" });
  });
  document.addEventListener("ow-reveal", (event) => {
    const section = event.target.closest(".ow-section");
    if (section) go(form, section);
    else if (event.target.closest(".ow-materials")) go(form, shown().pop());
  });
  return () => go(form, here());
}
