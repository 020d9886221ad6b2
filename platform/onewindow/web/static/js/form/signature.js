// A sheet to sign on with a finger, a pen or the mouse. By keys one types the name, sends a picture, or signs on paper.
import { word } from "../page.js";

const WIDTH = 800;
const HEIGHT = 300;
const LINE = 5;

function way(name, value) {
  const label = document.createElement("label");
  const radio = Object.assign(document.createElement("input"), { type: "radio", name, value, className: "form-check-input" });
  label.className = "form-check";
  label.append(radio, word("drawn"));
  return label;
}

function sheet() {
  const canvas = Object.assign(document.createElement("canvas"), { className: "ow-signature-sheet", width: WIDTH, height: HEIGHT });
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", word("draw"));
  const pen = canvas.getContext("2d");
  Object.assign(pen, { lineWidth: LINE, lineCap: "round", lineJoin: "round", strokeStyle: "#000", fillStyle: "#fff" });
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  return [canvas, pen];
}

function place(canvas, event) {
  const box = canvas.getBoundingClientRect();
  return [((event.clientX - box.left) * WIDTH) / box.width, ((event.clientY - box.top) * HEIGHT) / box.height];
}

/** Give one signature its sheet, and show only what belongs to the chosen way. */
export function signaturePad(box) {
  const kept = box.querySelector("input[type=hidden]");
  const options = box.querySelector(".ow-options");
  const before = box.querySelector(".ow-signature-drawn");
  const around = document.createElement("div");
  const wipe = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-quiet btn-sm", textContent: word("wipe") });
  const [canvas, pen] = sheet();
  let drawing = false;

  if (!options.querySelector("[value=draw]")) options.prepend(way(`${kept.name}-way`, "draw"));
  if (!options.querySelector(":checked")) options.querySelector("[value=draw]").checked = true;
  around.dataset.way = "draw";
  around.append(canvas, wipe);
  options.after(around);
  if (before) {
    pen.drawImage(before, 0, 0, Math.min(WIDTH, (before.naturalWidth / before.naturalHeight) * HEIGHT) || WIDTH, HEIGHT);
    before.remove();
  }

  const show = () => {
    const chosen = options.querySelector(":checked").value;
    box.querySelectorAll("[data-way]").forEach((part) => {
      part.hidden = part.dataset.way !== chosen;
    });
  };
  const keep = (value) => {
    kept.value = value;
    kept.dispatchEvent(new Event("input", { bubbles: true }));
  };

  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    drawing = true;
    pen.beginPath();
    pen.moveTo(...place(canvas, event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    for (const one of event.getCoalescedEvents ? [...event.getCoalescedEvents(), event] : [event]) pen.lineTo(...place(canvas, one));
    pen.stroke();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      if (drawing) keep(canvas.toDataURL("image/png"));
      drawing = false;
    });
  }
  wipe.addEventListener("click", () => {
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    keep("");
  });
  options.addEventListener("change", show);
  show();
}
