// Finding by typing: name, everyday words, or first letters of the pinyin, over anything marked data-filter-item.

/** Whether every word that was typed occurs in the name or starts a run of initials. */
export function matches(typed, text, initials) {
  const name = text.toLowerCase();
  const letters = (initials || "").toLowerCase().split(/\s+/);
  return typed
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((part) => name.includes(part) || letters.some((run) => run.includes(part)));
}

/** Join a search field (data-filter="#where") with the items in that place; Enter opens the first one found. */
export function filterField(field) {
  const place = document.querySelector(field.dataset.filter);
  const items = [...place.querySelectorAll("[data-filter-item]")];
  const none = place.querySelector("[data-filter-none]");
  const count = document.querySelector("[data-filter-count]");

  const refresh = () => {
    let first = null;
    let found = 0;
    for (const item of items) {
      const here = matches(field.value, item.dataset.search, item.dataset.initials);
      item.hidden = !here;
      item.removeAttribute("data-filter-first");
      found += here;
      first = first || (here ? item : null);
    }
    for (const group of place.querySelectorAll("[data-filter-group]")) {
      if (group !== place) group.hidden = !group.querySelector("[data-filter-item]:not([hidden])");
    }
    if (none) none.hidden = found > 0;
    if (first && field.value.trim()) first.setAttribute("data-filter-first", "");
    if (count) count.textContent = field.value.trim() ? count.dataset.filterCount.replace("{n}", found) : "";
  };

  field.addEventListener("input", refresh);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && field.value) {
      event.preventDefault();
      field.value = "";
      refresh();
    }
    if (event.key !== "Enter" || event.isComposing) return;
    const first = place.querySelector("[data-filter-first] :is(a, input)");
    if (!first) return;
    event.preventDefault();
    first.click();
  });
  if (field.value) refresh();
}
