// The way of a matter and its decision tables: steps picked in place, cells walked and pasted as in Excel, findings kept fresh.

const form = () => document.getElementById("ow-wb-form");

/** Does what a button of this value would do; workbench.js sends it. */
function press(value) {
  const button = Object.assign(document.createElement("button"), { name: "act", value, hidden: true });
  form().append(button);
  button.click();
  button.remove();
}

/** A step of the drawing is picked without leaving the page, so that what was typed is saved first. */
function pick(event) {
  const link = event.target.closest(".ow-route-map a");
  if (!link || event.ctrlKey || event.metaKey || !form() || form().dataset.readonly !== undefined) return;
  const url = new URL(link.getAttribute("href"), location.href);
  const step = url.searchParams.get("step");
  if (url.pathname !== location.pathname || !step) return;
  event.preventDefault();
  press(`pick:${step}`);
}

/** Several cells pasted into one box go into the grid from there on. */
function paste(event) {
  const box = event.target.closest(".ow-grid input");
  const text = box && event.clipboardData.getData("text/plain");
  if (!text || !/[\t\n]/.test(text.trimEnd())) return;
  event.preventDefault();
  const row = box.closest("tr");
  if (!row.dataset.row) return;
  form().elements["paste-at"].value = `${row.dataset.row}-${[...row.querySelectorAll("input")].indexOf(box)}`;
  form().elements.pasted.value = text;
  press("paste");
}

/** Up, down and Enter go from row to row. */
function walk(event) {
  const box = event.target.closest(".ow-grid input");
  const by = { ArrowUp: -1, ArrowDown: 1, Enter: event.shiftKey ? -1 : 1 }[event.key];
  if (!box || !by || event.isComposing) return;
  const row = box.closest("tr");
  const place = [...row.querySelectorAll("input")].indexOf(box);
  const rows = [...row.parentElement.querySelectorAll("tr[data-row]")];
  const next = rows[rows.indexOf(row) + by];
  event.preventDefault();
  if (next) next.querySelectorAll("input")[place].focus();
  else if (event.key === "Enter" && by > 0) press("add-row");
}

/** After a saving by itself the findings are fetched anew; what is being typed stays. */
async function refresh() {
  const found = document.getElementById("found");
  if (!found) return;
  try {
    const text = await (await fetch(location.href, { headers: { "X-Requested-With": "fetch" } })).text();
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const now = fresh.getElementById("found");
    if (now && document.getElementById("found")) document.getElementById("found").replaceWith(document.adoptNode(now));
    for (const row of document.querySelectorAll("tr[data-row]")) {
      row.classList.toggle("ow-grid-marked", Boolean(fresh.getElementById(row.id)?.classList.contains("ow-grid-marked")));
    }
  } catch {
    // the next time
  }
}

document.addEventListener("click", pick);
document.addEventListener("paste", paste);
document.addEventListener("keydown", walk);
const saved = (changes) => changes.some((each) => each.target.id === "ow-wb-side") && refresh();
const parts = document.querySelector(".ow-wb");
if (parts) new MutationObserver(saved).observe(parts, { childList: true, subtree: true });
