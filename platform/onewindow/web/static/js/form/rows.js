// Tables that are filled in: rows are added and taken away; their numbers stay 0, 1, 2 …
import { icon, word } from "../page.js";

function number(row, from, to, id) {
  for (const one of row.querySelectorAll("[name], [id], [for], [aria-describedby]")) {
    for (const attribute of ["name", "id", "for", "aria-describedby"]) {
      const value = one.getAttribute(attribute);
      if (value) one.setAttribute(attribute, value.split(`${id}-${from}-`).join(`${id}-${to}-`));
    }
  }
}

/** Give one table its buttons. `changed` is called after every change. */
export function growingTable(table, changed) {
  const id = table.dataset.table;
  const body = table.tBodies[0];
  const model = table.parentElement.querySelector("template");
  const least = Number(table.dataset.min || 0);
  const most = Number(table.dataset.max || 50);
  const add = document.createElement("button");
  add.type = "button";
  add.className = "btn btn-outline-primary btn-sm ow-rows-tools";
  add.append(icon("plus"), word("addRow"));
  table.after(add);

  const refresh = () => {
    [...body.rows].forEach((row, at) => {
      const button = row.querySelector("[data-remove-row]");
      button.setAttribute("aria-label", word("removeRow", { n: at + 1 }));
      button.hidden = body.rows.length <= Math.max(least, 1);
    });
    add.hidden = body.rows.length >= most;
  };
  const equip = (row) => {
    const cell = row.insertCell();
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet btn-sm";
    button.dataset.removeRow = "";
    button.append(icon("trash"));
    cell.append(button);
    button.addEventListener("click", () => remove(row));
  };
  const remove = (row) => {
    const at = row.sectionRowIndex;
    row.remove();
    for (let below = at; below < body.rows.length; below += 1) number(body.rows[below], below + 1, below, id);
    refresh();
    changed();
    const next = body.rows[Math.min(at, body.rows.length - 1)];
    if (next) next.querySelector("input, select").focus();
  };

  add.addEventListener("click", () => {
    const row = body.insertRow();
    row.append(...model.content.cloneNode(true).querySelector("tr").children);
    number(row, "__row__", body.rows.length - 1, id);
    equip(row);
    refresh();
    changed();
    row.querySelector("input, select").focus();
  });
  const head = table.tHead && table.tHead.rows[0];
  if (head) head.insertCell();
  [...body.rows].forEach(equip);
  refresh();
}
