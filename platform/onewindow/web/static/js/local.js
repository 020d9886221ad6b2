// Local adjustments: lead to the place a button changed, and warn before unsaved changes are left behind.
import { guardLeaving } from "./page.js";

const form = document.getElementById("ow-local");
if (form) {
  let leaving = false;
  let touched = form.dataset.unsaved === "1";
  form.addEventListener("input", () => {
    touched = true;
  });
  form.addEventListener("submit", () => {
    leaving = true;
  });
  guardLeaving(() => touched && !leaving);
  const place = form.dataset.anchor && document.getElementById(form.dataset.anchor);
  if (place) {
    for (let around = place; around; around = around.parentElement) if (around.tagName === "DETAILS") around.open = true;
    place.scrollIntoView({ block: "center" });
    (place.querySelector("input:not([type=hidden]), select, textarea") || place.querySelector("summary, button"))?.focus();
  }
}
