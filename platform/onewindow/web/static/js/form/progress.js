// Where one is: the rail of sections, what is still empty, and the way to it.
import { goTo, word } from "../page.js";

const OPEN = document.getElementById("ow-open");

function fieldsBySection() {
  const sections = new Map();
  for (const section of document.querySelectorAll("[data-section].ow-section")) {
    sections.set(section.dataset.section, [...section.querySelectorAll(".ow-field")].map((box) => box.id.slice(2)));
  }
  return sections;
}

const SECTIONS = fieldsBySection();

/** A section whose every field is hidden is not there. */
export function showProgress(fields) {
  let empty = 0;
  for (const [section, ids] of SECTIONS) {
    const known = ids.filter((id) => fields[id]);
    const asked = known.filter((id) => fields[id].required);
    const filled = asked.filter((id) => fields[id].filled).length;
    const box = document.getElementById(`s-${section}`);
    const nothing = known.length === ids.length && known.every((id) => !fields[id].shown);
    box.hidden = nothing;
    empty += asked.length - filled;
    rail(section, filled, asked.length, box.querySelectorAll(".ow-field-wrong").length, nothing);
  }
  OPEN.hidden = false;
  OPEN.textContent = empty ? word("open", { n: empty }) : word("ready");
  OPEN.disabled = !empty;
}

function rail(section, filled, total, problems, nothing) {
  const item = document.querySelector(`.ow-rail-item[data-section="${CSS.escape(section)}"]`);
  if (!item) return;
  item.hidden = nothing;
  item.dataset.state = problems ? "wrong" : total && filled === total ? "done" : "open";
  const count = item.querySelector(".ow-rail-count");
  if (problems) count.textContent = count.textContent.replace(/\d+/, problems);
  else count.textContent = total ? `${filled} / ${total}` : word("noneRequired");
}

/** Pressing «还有 n 项» goes to the first empty required field after the cursor. */
export function leadToOpen(latest) {
  OPEN.addEventListener("click", () => {
    const { fields } = latest();
    const open = [...document.querySelectorAll(".ow-section .ow-field")].filter((box) => {
      const state = fields[box.id.slice(2)];
      return state && state.required && !state.filled;
    });
    if (open.length) goTo(open[0]);
  });
}

/** The section in sight is marked in the rail. */
export function followScroll() {
  const links = new Map([...document.querySelectorAll("a.ow-rail-link")].map((link) => [link.hash.slice(1), link]));
  const mark = (id) => {
    for (const [key, link] of links) {
      if (key === id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  const watch = new IntersectionObserver(
    (seen) => seen.filter((one) => one.isIntersecting).forEach((one) => mark(one.target.id)),
    { rootMargin: "-20% 0px -70% 0px" },
  );
  document.querySelectorAll(".ow-section").forEach((section) => watch.observe(section));
}

/** A problem counts as touched once its field is changed: the mark goes, the message pales, its line in the summary is struck out. */
export function clearProblems(form) {
  form.addEventListener("input", (event) => {
    const box = event.target.closest(".ow-field-wrong, .ow-material");
    if (!box) return;
    box.classList.remove("ow-field-wrong");
    box.querySelectorAll(":scope > .ow-error").forEach((error) => error.classList.add("ow-error-touched"));
    box.querySelectorAll("[aria-invalid]").forEach((control) => control.removeAttribute("aria-invalid"));
    const link = document.querySelector(`#ow-problems a[href$="#${CSS.escape(box.id)}"]`);
    if (link) link.closest("li").classList.add("ow-problem-touched");
  });
}
