// Tables that are filled in: rows are added and taken away; their numbers stay 0, 1, 2 …; sums follow.
import { combobox } from "../combobox.js";
import { icon, word } from "../page.js";

const NUMBERED = ["name", "id", "for", "aria-describedby", "aria-controls", "aria-labelledby"];

/** Row `from` becomes row `to`: in names, ids, and in the words that read it out. */
function number(row, from, to, id) {
  for (const one of row.querySelectorAll("*")) {
    for (const attribute of NUMBERED) {
      const value = one.getAttribute(attribute);
      if (value) one.setAttribute(attribute, value.split(`${id}-${from}-`).join(`${id}-${to}-`));
    }
    const said = one.getAttribute("aria-label");
    if (said) one.setAttribute("aria-label", said.replace(/第 \d+ 行/, `第 ${to + 1} 行`));
  }
}

function blank(row) {
  for (const control of row.querySelectorAll("input, select, textarea, output")) {
    if (control.type === "checkbox" || control.type === "radio") control.checked = false;
    else if (control.type !== "hidden") control.value = "";
    control.removeAttribute("aria-invalid");
  }
}

function sums(table) {
  for (const total of table.querySelectorAll("[data-total]")) {
    const cells = [...table.tBodies[0].querySelectorAll(`[name$="-${CSS.escape(total.dataset.total)}"]`)];
    const sum = cells.reduce((all, cell) => all + (Number(cell.value.replace(/[,，\s]/g, "")) || 0), 0);
    total.value = String(Number(sum.toPrecision(12)));
  }
}

/** Give one table its buttons. `changed` is called after every change. */
export function growingTable(table, changed) {
  const id = table.closest(".ow-field").id.slice(2);
  const body = table.tBodies[0];
  const last = body.rows[body.rows.length - 1];
  const model = last.cloneNode(true);
  const modelAt = body.rows.length - 1;
  const most = Number(table.dataset.max || 50);
  const add = document.createElement("button");
  blank(model);
  add.type = "button";
  add.className = "btn btn-outline-primary btn-sm ow-rows-tools";
  add.append(icon("plus"), word("addRow"));
  table.after(add);

  const refresh = () => {
    [...body.rows].forEach((row, at) => {
      const button = row.querySelector("[data-remove-row]");
      button.setAttribute("aria-label", word("removeRow", { n: at + 1 }));
      button.hidden = body.rows.length === 1;
    });
    add.hidden = body.rows.length >= most;
    sums(table);
  };
  const remove = (row) => {
    const at = row.sectionRowIndex;
    row.remove();
    for (let below = at; below < body.rows.length; below += 1) number(body.rows[below], below + 1, below, id);
    refresh();
    changed();
    body.rows[Math.min(at, body.rows.length - 1)].querySelector("input, select").focus();
  };
  const equip = (row) => {
    row.querySelectorAll("select[data-combobox]").forEach(combobox);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet btn-sm";
    button.dataset.removeRow = "";
    button.append(icon("trash"));
    button.addEventListener("click", () => remove(row));
    row.insertCell().append(button);
  };

  add.addEventListener("click", () => {
    const row = model.cloneNode(true);
    body.append(row);
    number(row, modelAt, body.rows.length - 1, id);
    equip(row);
    refresh();
    changed();
    row.querySelector("input:not([type=hidden]), select").focus();
  });
  table.addEventListener("input", () => sums(table));
  for (const edge of [table.tHead, table.tFoot]) if (edge && edge.rows[0]) edge.rows[0].insertCell();
  [...body.rows].forEach(equip);
  refresh();
}
