// What every page script needs: the words of the page's language, toasts, safe submitting, the one shortcut.

const READ = new Map();

/** The JSON of a <script type="application/json" id="…"> of this page, or null. */
export function readJson(id) {
  if (!READ.has(id)) {
    const holder = document.getElementById(id);
    READ.set(id, holder ? JSON.parse(holder.textContent) : null);
  }
  return READ.get(id);
}

/** A word of the page's language with its {places} filled in. */
export function word(key, places = {}) {
  const text = (readJson("ow-words") || {})[key] || key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in places ? String(places[name]) : whole));
}

/** A passing message in the corner; screen readers hear it too. */
export function toast(text, kind = "info", seconds = 6) {
  const note = document.createElement("div");
  note.className = kind === "error" ? "ow-toast ow-toast-error" : "ow-toast";
  note.textContent = text;
  document.getElementById("ow-toasts").append(note);
  setTimeout(() => note.remove(), seconds * 1000);
}

/** A drawing of the sprite, as the macro icon() writes it. */
export function icon(name) {
  const first = document.querySelector(".ow-icon use");
  const sprite = first ? first.getAttribute("href").split("#")[0] : "";
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "ow-icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

/** Let a form be sent once: the second press does nothing, the button says what is going on. */
export function submitOnce(form) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    const button = event.submitter;
    if (!button || !button.dataset.busy) return;
    button.dataset.label = button.innerHTML;
    button.setAttribute("aria-busy", "true");
    button.textContent = button.dataset.busy;
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-busy]")) {
      button.removeAttribute("aria-busy");
      button.innerHTML = button.dataset.label;
    }
  });
}

/** Ctrl+Enter presses the form's button, from anywhere on the page. */
export function submitByKeys(form, button) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    button.click();
  });
}

/** Ask before the page is left while something is unsaved. Chromium looks at `returnValue` only, until 119. */
export function guardLeaving(unsaved) {
  window.addEventListener("beforeunload", (event) => {
    if (!unsaved()) return;
    event.preventDefault();
    event.returnValue = "unsaved";
  });
}

/** The problems of a refused page: heard and seen first, each leading to its control. */
export function problemSummary() {
  const summary = document.getElementById("ow-problems");
  if (!summary) return;
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href*='#']");
    const place = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!place) return;
    event.preventDefault();
    goTo(place);
  });
  if (!summary.hidden) summary.focus();
}

/** Bring a field into sight and put the cursor into it. */
export function goTo(place) {
  place.dispatchEvent(new CustomEvent("ow-reveal", { bubbles: true }));
  for (let around = place.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  const control = place.matches("input, select, textarea")
    ? place
    : [...place.querySelectorAll("input, select, textarea, button")].find((one) => one.offsetParent !== null);
  place.scrollIntoView({ block: "center" });
  if (control) control.focus({ preventScroll: true });
}
