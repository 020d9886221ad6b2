// Saves as one types. States: idle, saving, saved, unsaved (no connection: tries again), stopped (signed out, or newer elsewhere).
import { guardLeaving, word } from "../page.js";

const PAUSE = 1500;
const AGAIN = 10000;

/** Start saving `form` to its data-draft-url; returns {touch, leave}. Without an address it only guards against leaving. */
export function keepDraft(form) {
  const url = form.dataset.draftUrl;
  const line = document.getElementById("ow-draft");
  let timer = 0;
  let dirty = false;
  let sending = false;
  let leaving = false;

  const say = (state, text) => {
    line.dataset.state = state;
    line.querySelector("[data-draft-text]").textContent = text;
  };
  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };
  const failed = () => {
    dirty = true;
    say("unsaved", word("unsaved"));
    later(AGAIN);
  };
  const settle = (status) => {
    if (status >= 200 && status < 300) {
      const now = new Date();
      const time = `${String(now.getHours()).padStart(2, "0")}:${String(now.getMinutes()).padStart(2, "0")}`;
      say("saved", word("saved", { time }));
      if (dirty) later(PAUSE);
    } else if (status === 0 || status === 401 || status === 403) {
      dirty = true;
      say("unsaved", word("signedOut"));
      later(AGAIN);
    } else if (status === 409) {
      dirty = true;
      say("unsaved", word("elsewhere"));
    } else failed();
  };

  async function save() {
    if (sending || leaving || !dirty) return;
    const body = new FormData(form);
    for (const name of new Set(body.keys())) if (body.get(name) instanceof File) body.delete(name);
    body.set("action", "draft");
    sending = true;
    dirty = false;
    say("saving", word("saving"));
    try {
      const token = document.querySelector("meta[name='csrf-token']").content;
      const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token, "X-Requested-With": "fetch" }, redirect: "manual" });
      sending = false;
      settle(answer.type === "opaqueredirect" ? 0 : answer.status);
    } catch {
      sending = false;
      failed();
    }
  }

  if (url) {
    window.addEventListener("online", () => later(0));
    document.addEventListener("visibilitychange", () => document.hidden && save());
  }
  guardLeaving(() => (dirty || sending) && !leaving);
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
  return {
    touch() {
      dirty = true;
      if (url && line.dataset.state !== "unsaved") later(PAUSE);
    },
    leave() {
      leaving = true;
    },
  };
}
