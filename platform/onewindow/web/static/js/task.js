// One task of an officer: the reason is asked for when the outcome refuses; one press, one decision.
import { submitByKeys, submitOnce } from "./page.js";

const form = document.getElementById("ow-decision");

/** The reason belongs to a refusal and is out of the way otherwise. */
function reasonFollows() {
  const reason = form.querySelector("[data-reason]");
  const refresh = () => {
    const chosen = form.querySelector("[name=outcome]:checked");
    reason.hidden = !(chosen && "refuses" in chosen.dataset);
    reason.querySelector("textarea").required = !reason.hidden;
  };
  form.addEventListener("change", refresh);
  refresh();
}

if (form) {
  reasonFollows();
  submitOnce(form);
  submitByKeys(form, form.querySelector("button[type=submit]"));
}
