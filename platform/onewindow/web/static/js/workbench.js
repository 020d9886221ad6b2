// The workbench: saves as one types, draws only the part that changed, tells who else is here. Without it every button posts the page.
import { combobox } from "./combobox.js";
import { filterField } from "./filter.js";
import { guardLeaving, readJson, toast, word } from "./page.js";
import { isOver, takeUp, tell } from "./session.js";

const PAUSE = 1200;
const AGAIN = 8000;
const HERE = 30000;
const REFUSED = [403, 404, 413]; // trying again would not help: the page that a button brings says why
const READ = 300;
const PARTS = ["ow-wb-tabs", "ow-wb-main", "ow-wb-side"];
const token = () => document.querySelector("meta[name='csrf-token']").content;
const post = (url, body, accept) => {
  body.set("csrf_token", token());
  return fetch(url, { method: "POST", body, headers: { Accept: accept, "X-Requested-With": "fetch" } });
};

const say = (text) => {
  document.getElementById("ow-saved").textContent = text;
};

/** Saves the form of a plain tab whenever typing pauses; one request at a time. */
class Saver {
  constructor(form) {
    this.form = form;
    this.timer = 0;
    this.dirty = false;
    this.sending = null;
    this.typed = new Set(); // names of controls changed since the last sending
    this.renewed = false;
    const typed = (event) => event.target.name && !event.target.name.startsWith("new:") && this.touch(event.target.name);
    form.addEventListener("input", typed);
    form.addEventListener("change", typed);
  }

  touch(name) {
    this.typed.add(name);
    this.dirty = true;
    say(word("unsaved"));
    this.later(PAUSE);
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  /** Saves what is typed, and waits for a saving under way; resolves when nothing is left or it failed. */
  async save() {
    clearTimeout(this.timer);
    if (this.sending) await this.sending;
    if (!this.dirty || !this.form.isConnected) return; // a form that was drawn anew tells of its last change too late
    this.dirty = false;
    say(word("saving"));
    this.sending = this.send();
    await this.sending;
    this.sending = null;
  }

  async send() {
    const sent = this.typed;
    this.typed = new Set();
    const failed = (text) => {
      this.typed = new Set([...sent, ...this.typed]);
      this.dirty = true;
      say(text);
    };
    try {
      const answer = await post(this.form.action, new FormData(this.form), "application/json");
      if (answer.redirected || !(answer.headers.get("Content-Type") || "").startsWith("application/json")) {
        if (REFUSED.includes(answer.status)) return failed(word("refused"));
        failed(word("unsaved"));
        return this.later(isOver(answer) && (await this.renew()) ? 0 : AGAIN);
      }
      const told = await answer.json();
      if (answer.status === 409) {
        const text = word("clash", { places: told.clashes.join("、") });
        failed(text);
        return toast(text, "error", 12);
      }
      this.renewed = false;
      await this.kept(told);
    } catch {
      failed(word("unsaved"));
      this.later(AGAIN);
    }
    return undefined;
  }

  /** Whether a new session of the same person was taken up, so that sending at once is worth it. */
  async renew() {
    const whose = await takeUp();
    tell(whose);
    const worth = whose === "mine" && !this.renewed;
    this.renewed = whose === "mine";
    return worth;
  }

  async kept(told) {
    if (told.merged) return this.redraw();
    document.querySelectorAll("input[name='revision']").forEach((each) => {
      each.value = told.revision;
    });
    const now = new Date();
    say(word("saved", { time: `${String(now.getHours()).padStart(2, "0")}:${String(now.getMinutes()).padStart(2, "0")}` }));
    document.getElementById("ow-wb-side").innerHTML = told.side;
    document.querySelectorAll("[data-step]").forEach((button) => {
      button.value = told.undo[button.dataset.step] || "";
      button.disabled = !button.value;
    });
    for (const wrong of this.form.querySelectorAll(".ow-field-wrong")) {
      wrong.classList.remove("ow-field-wrong");
      wrong.querySelector(".ow-error")?.remove();
    }
    for (const [name, message] of Object.entries(told.faults)) showFault(name, message);
    this.settle();
    return undefined;
  }

  /** Others had saved: the page is drawn anew, and what was typed meanwhile is put on it again. */
  async redraw() {
    const url = new URL(location.href);
    for (const name of ["field", "step"]) if (this.form.elements[name]) url.searchParams.set(name, this.form.elements[name].value);
    const text = await (await fetch(url, { headers: { "X-Requested-With": "fetch" } })).text();
    const page = new FormData(this.form);
    const typed = [...this.typed].map((name) => [name, page.getAll(name)]);
    toast(word("merged"));
    if (!swap(text, url)) location.reload();
    else for (const [name, texts] of typed) saver.put(name, texts);
  }

  /** Types into a control of the page, as far as it is still there. */
  put(name, texts) {
    const found = [...this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    for (const each of found) {
      if (each.type === "checkbox" || each.type === "radio") each.checked = texts.includes(each.value);
      else if (each.multiple) for (const option of each.options) option.selected = texts.includes(option.value);
      else each.value = texts[0] ?? "";
    }
    if (found.length) this.touch(name);
  }

  /** A remark that the list at the side no longer has is done. */
  settle() {
    const left = new Set([...document.querySelectorAll("#ow-wb-side a")].map((line) => decodeURIComponent(line.hash.slice(1))));
    for (const remark of this.form.querySelectorAll(".ow-field > .ow-wb-remark")) if (!left.has(remark.parentElement.id)) remark.remove();
  }
}

function showFault(name, message) {
  const field = document.getElementById(`f-${name}`);
  if (!field) return;
  field.classList.add("ow-field-wrong");
  const line = document.createElement("p");
  line.className = "ow-error";
  line.textContent = message;
  field.append(line);
}

/** Replaces the parts of the page that an answer brings, keeping what was open and where the cursor is. */
function swap(text, url) {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  if (!PARTS.every((id) => fresh.getElementById(id))) return false;
  const open = new Set([...document.querySelectorAll("details[open]")].map((each) => each.id));
  const closed = new Set([...document.querySelectorAll("details:not([open])")].map((each) => each.id));
  const focus = document.activeElement ? [document.activeElement.name, document.activeElement.value] : ["", ""];
  for (const id of PARTS) document.getElementById(id).replaceWith(document.adoptNode(fresh.getElementById(id)));
  const head = [document.querySelector(".ow-page-head"), fresh.querySelector(".ow-page-head")];
  if (head[0] && head[1]) head[0].replaceWith(document.adoptNode(head[1]));
  for (const each of document.querySelectorAll("details[id]")) {
    if (open.has(each.id)) each.open = true;
    else if (closed.has(each.id)) each.open = false;
  }
  const at = url.searchParams.get("at");
  begin(true);
  const named = [...document.querySelectorAll(`[name="${CSS.escape(focus[0] || "-")}"]`)];
  const place = at ? reveal(`#${at}`) : named.find((each) => each.value === focus[1]) || named[0];
  place?.focus();
  return true;
}

/** Opens what a link leads to; gives the first control there. */
function reveal(hash) {
  const place = document.getElementById(decodeURIComponent(hash.slice(1)));
  if (!place) return null;
  for (let around = place; around; around = around.parentElement) if (around.tagName === "DETAILS") around.open = true;
  place.scrollIntoView({ block: "center" });
  return place.querySelector("input:not([type=hidden]), select, textarea, a.btn") || place.querySelector("summary, button");
}

/** Sends the page for what a button or a list changes, and draws the answer in place; the browser does it if that fails. */
async function act(form, name, value, saver) {
  if (saver) await saver.save();
  if (saver && saver.dirty) return form.submit();
  const body = new FormData(form);
  body.set(name, value);
  const plain = () => {
    const extra = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    form.append(extra);
    form.submit();
  };
  try {
    let answer = await post(form.action, body, "text/html");
    if (isOver(answer) && (await takeUp()) === "mine") answer = await post(form.action, body, "text/html");
    if (answer.redirected && new URL(answer.url).pathname !== location.pathname) return location.assign(answer.url);
    if (answer.status === 409 || !swap(await answer.text(), new URL(answer.url))) plain();
  } catch {
    plain();
  }
  return undefined;
}

function watch(form, saver) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || button.name !== "act" || button.value === "keep" || button.value === "clear") return;
    event.preventDefault();
    act(form, button.name, button.value, saver);
  });
  form.addEventListener("change", (event) => {
    if (event.target.closest("[data-redraw]")) act(form, "act", "look", saver);
  });
}

/** A condition is read back while it is written; the sentence under the hand is left alone. */
function reader(form) {
  let timer = 0;
  const read = async () => {
    const body = new FormData(form);
    body.set("act", "look");
    try {
      const fresh = new DOMParser().parseFromString(await (await post(form.action, body, "text/html")).text(), "text/html");
      const said = [document, fresh].map((page) => page.getElementById("ow-rule-said"));
      if (said[0] && said[1]) said[0].replaceWith(document.adoptNode(said[1]));
    } catch {
      // the next time
    }
  };
  form.addEventListener("input", (event) => {
    if (event.target.closest("#ow-rule-said, [data-redraw]")) return;
    clearTimeout(timer);
    timer = setTimeout(read, READ);
  });
}

/** Of what goes with a rule only that in sight which the chosen rule needs; without a script everything is. */
function openParts(parts) {
  const chosen = parts.querySelector("select");
  const follow = () => {
    for (const more of parts.querySelectorAll("[data-for]")) more.hidden = more.dataset.for !== chosen.value;
  };
  parts.addEventListener("change", follow);
  follow();
}

let saver = null;

/** A step back begins with saving what was typed, so that redo finds it again. */
function stepper(form) {
  form.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-step]");
    if (!button || !saver || (!saver.dirty && !saver.sending)) return;
    event.preventDefault();
    await saver.save();
    if (!saver.dirty) form.querySelector(`[data-step="${button.dataset.step}"]`).click();
  });
}

/** Cells of the paper are dragged before another cell or to the end of a section. */
function draggable(form) {
  let dragged = "";
  const target = (event) => event.target.closest("[data-cell], [data-drop]");
  const mark = (place) => {
    form.querySelectorAll(".ow-paper-over").forEach((each) => each.classList.remove("ow-paper-over"));
    if (place) place.classList.add("ow-paper-over");
  };
  form.addEventListener("dragstart", (event) => {
    dragged = event.target.dataset.cell || "";
    if (dragged) event.dataTransfer.effectAllowed = "move";
  });
  form.addEventListener("dragover", (event) => {
    if (!dragged || !target(event)) return;
    event.preventDefault();
    mark(target(event));
  });
  form.addEventListener("drop", (event) => {
    const place = target(event);
    mark(null);
    if (!dragged || !place) return;
    event.preventDefault();
    act(form, "act", `drop:${dragged}>${place.dataset.cell || place.dataset.drop}`, saver);
  });
}

function begin(swapped = false) {
  const form = document.getElementById("ow-wb-form");
  const rule = document.getElementById("ow-rule-form");
  saver = form && form.dataset.readonly === undefined ? new Saver(form) : null;
  for (const each of [form, rule]) if (each) watch(each, each === form ? saver : null);
  document.querySelectorAll("#ow-wb-main select[data-combobox]").forEach(combobox);
  if (swapped) document.querySelectorAll("#ow-wb-main [data-filter]").forEach(filterField);
  if (form && saver) draggable(form);
  if (rule && document.getElementById("ow-rule-said")) reader(rule);
  document.querySelectorAll("[data-steps]").forEach(stepper);
  document.querySelectorAll(".ow-open-parts").forEach(openParts);
}

/** Tells of oneself and learns of the others. */
async function meet() {
  const form = document.getElementById("ow-wb-form");
  if (!form || document.hidden) return;
  const body = new FormData();
  body.set("place", form.dataset.place);
  try {
    const answer = await post(form.dataset.here, body, "application/json");
    if (isOver(answer)) return tell(await takeUp());
    const told = await answer.json();
    tell("mine");
    const box = document.getElementById("ow-others");
    box.hidden = !told.others.length;
    box.querySelector("ul").replaceChildren(
      ...told.others.map((one) => Object.assign(document.createElement("li"), { textContent: one.place ? `${one.name} · ${one.place}` : one.name })),
    );
    if (told.revision > Number(form.elements.revision.value)) say(word("moved"));
  } catch {
    // the next time
  }
  return undefined;
}

if (readJson("ow-words")) {
  begin();
  if (location.hash) reveal(location.hash)?.focus();
  window.addEventListener("hashchange", () => reveal(location.hash)?.focus());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "s" || !(event.ctrlKey || event.metaKey) || !saver) return;
    event.preventDefault();
    saver.save();
  });
  document.addEventListener("visibilitychange", () => saver?.save()); // leaving, or back from signing in
  guardLeaving(() => saver && saver.dirty);
  meet();
  setInterval(meet, HERE);
}
