// Every page of the desk: folding the navigation, "/" for the search field, filters.
import { filterField } from "./filter.js";
import { problemSummary } from "./page.js";

const NAV = "ow-nav";

/** The navigation folds to its drawings; the choice stays on this computer. */
function foldable(button) {
  const page = document.documentElement;
  const start = page.dataset.nav;
  const show = (state) => {
    page.dataset.nav = state;
    button.setAttribute("aria-expanded", String(state === "wide"));
  };
  show(start === "narrow" ? "narrow" : localStorage.getItem(NAV) || "wide");
  button.hidden = false;
  button.addEventListener("click", () => {
    show(page.dataset.nav === "wide" ? "narrow" : "wide");
    if (start !== "narrow") localStorage.setItem(NAV, page.dataset.nav);
  });
}

/** "/" puts the cursor into the page's search field, unless something is being typed. */
function searchKey(field) {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

document.querySelectorAll("[data-nav-toggle]").forEach(foldable);
document.querySelectorAll("[data-filter]").forEach(filterField);
document.querySelectorAll("[data-shortcut='/']").forEach(searchKey);
problemSummary();
