// The designer of templates: the page follows the typing, fields and marks go in at the cursor, fixed places are dragged.
// Everything delegates from the document, because the parts of the page are replaced after each saving.
const PAUSE = 250;
const STEP = 0.5;
const SCAN_WIDTH = 1000;
const token = () => document.querySelector("meta[name='csrf-token']").content;
const form = () => document.getElementById("ow-wb-form");
let last = null;
let timer = 0;
let asked = 0;

/** The text somebody was in last: fields and marks go there, not where the button is. */
const writable = (place) => place && place.isConnected && place.matches("textarea, input.form-control:not([type=search])");
const target = () =>
  writable(last) ? last : document.querySelector(".ow-tpl-properties textarea, .ow-tpl-properties input.form-control[name]:not([type=search])");

function insert(before, after) {
  const place = target();
  if (!place) return;
  const [from, to] = [place.selectionStart ?? place.value.length, place.selectionEnd ?? place.value.length];
  place.setRangeText(before + place.value.slice(from, to) + after, from, to, after ? "select" : "end");
  place.focus();
  place.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Draws the page with what is typed; an answer that was overtaken is left. */
async function look() {
  const here = form();
  if (!here || !here.dataset.look) return;
  asked += 1;
  const mine = asked;
  try {
    const answer = await fetch(here.dataset.look, { method: "POST", body: new FormData(here), headers: { "X-CSRFToken": token() } });
    const box = document.getElementById("ow-tpl-look");
    if (!answer.ok || mine !== asked || !box) return;
    box.innerHTML = await answer.text();
    underlay();
  } catch {
    // the next keystroke asks again
  }
}

document.addEventListener("focusin", (event) => {
  if (event.target.closest(".ow-tpl-properties") && writable(event.target)) last = event.target;
});

document.addEventListener("input", (event) => {
  if (!event.target.closest(".ow-tpl-properties") || event.target.type === "search") return;
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE);
});

document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest("[data-insert], [data-before]");
    if (!button || !target()) return;
    event.preventDefault();
    event.stopPropagation();
    if (button.dataset.insert) insert(button.dataset.insert, "");
    else insert(button.dataset.before, button.dataset.after);
  },
  true,
);

/* Fixed places (套打): dragged on the page, or moved with the arrow keys while their numbers have the cursor. */
let dragged = null;

const point = (svg, event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
const rounded = (number) => Math.max(0, Math.round(number / STEP) * STEP).toFixed(1);

document.addEventListener("pointerdown", (event) => {
  const rect = event.target.closest("[data-place]");
  if (!rect || !rect.closest(".ow-tpl-places")) return;
  const at = point(rect.ownerSVGElement, event);
  dragged = { rect, across: at.x - rect.x.baseVal.value, down: at.y - rect.y.baseVal.value };
  event.preventDefault();
});

document.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  const at = point(dragged.rect.ownerSVGElement, event);
  dragged.rect.setAttribute("x", rounded(at.x - dragged.across));
  dragged.rect.setAttribute("y", rounded(at.y - dragged.down));
});

document.addEventListener("pointerup", () => {
  if (!dragged) return;
  const { rect } = dragged;
  dragged = null;
  const here = form();
  for (const [name, value] of [["to-x", rect.getAttribute("x")], ["to-y", rect.getAttribute("y")], ["act", `at:${rect.dataset.place}`]]) {
    here.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  here.submit();
});

/* The scan of a printed form lies under the page; it is kept on this computer, made smaller. */
const scanKey = () => `ow-scan:${form()?.dataset.look}`;

function underlay() {
  const [figure, stored] = [document.querySelector("#ow-tpl-look .ow-tpl-page"), localStorage.getItem(scanKey())];
  if (!figure || !stored || !document.getElementById("scan")) return;
  figure.querySelector(".ow-tpl-scan")?.remove();
  figure.classList.add("ow-tpl-scanned");
  figure.prepend(Object.assign(new Image(), { src: stored, alt: "", className: "ow-tpl-scan" }));
}

document.addEventListener("change", (event) => {
  if (event.target.id !== "scan" || !event.target.files.length) return;
  event.stopPropagation();
  const reader = new FileReader();
  reader.addEventListener("load", () => {
    const image = new Image();
    image.addEventListener("load", () => {
      const canvas = document.createElement("canvas");
      canvas.width = Math.min(SCAN_WIDTH, image.width);
      canvas.height = Math.round((image.height * canvas.width) / image.width);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      localStorage.setItem(scanKey(), canvas.toDataURL("image/jpeg", 0.7));
      underlay();
    });
    image.src = reader.result;
  });
  reader.readAsDataURL(event.target.files[0]);
});

underlay();
