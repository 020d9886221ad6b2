// What stands on the page now, as the values that rules read (docs/documents.md, «Facts» and «One field on a page»).

const WIDE = { "，": ",", "．": ".", "－": "-", "　": " " };

function half(text) {
  return text.replace(/[０-９Ａ-Ｚａ-ｚ]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0)).replace(/[，．－　]/g, (one) => WIDE[one]);
}

function number(text) {
  const plain = half(text).replace(/[,\s]/g, "");
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}

function day(text) {
  const found = /^(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})日?$/.exec(half(text));
  return found ? `${found[1]}-${found[2].padStart(2, "0")}-${found[3].padStart(2, "0")}` : text;
}

function code(text) {
  return half(text).replace(/\s/g, "").toUpperCase();
}

const ONE = {
  boolean: (text) => text === "1",
  declaration: (text) => (text === "1" ? true : null),
  integer: number,
  decimal: number,
  money: number,
  date: day,
  id_number: code,
  credit_code: code,
};

function single(kind, texts) {
  const text = (texts && texts.length ? texts[texts.length - 1] : "").trim();
  return text === "" ? null : (ONE[kind] || half)(text);
}

function range(texts, id) {
  const start = single("date", texts.get(`${id}-start`));
  const end = single("date", texts.get(`${id}-end`));
  return start && end ? { start, end } : null;
}

/** A signature: paper counts at once, a name when it is typed, a drawing when there is one. */
function signed(texts, id) {
  const [way] = texts.get(`${id}-way`) || [""];
  if (way === "paper") return { way };
  return single("text", texts.get(way === "typed" ? `${id}-typed` : id));
}

/** Rows of a table: house.members-0-name → [{name}]; empty rows are no rows. */
function rows(texts, id, columns) {
  const found = new Map();
  for (const [name, values] of texts) {
    if (!name.startsWith(`${id}-`)) continue;
    const at = /^(\d+)-(.+)$/.exec(name.slice(id.length + 1));
    if (!at) continue;
    const row = found.get(Number(at[1])) || {};
    row[at[2]] = single(columns[at[2]] || "text", values);
    found.set(Number(at[1]), row);
  }
  const filled = [...found].sort(([a], [b]) => a - b).map(([, row]) => row);
  const kept = filled.filter((row) => Object.values(row).some((value) => value !== null));
  return kept.length ? kept : null;
}

/** Give each field of the page's rules the kind and the label that stand on the page; one that is not there has neither. */
export function fromPage(fields) {
  for (const [id, field] of Object.entries(fields)) {
    const box = document.getElementById(`f-${id}`);
    const label = box && (box.querySelector(".ow-label") || box.querySelector(".form-check"));
    field.kind = box ? box.dataset.kind : "text";
    field.label = label ? (label.matches(".ow-label") ? label.firstChild : label).textContent.trim() : "";
  }
  return fields;
}

/** The flat answers {field id: value}; null where nothing stands. Columns may be [{key, kind}] or absent. */
export function readAnswers(form, fields) {
  const texts = new Map();
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string") continue;
    texts.set(name, [...(texts.get(name) || []), value]);
  }
  const answers = {};
  for (const [id, field] of Object.entries(fields)) {
    if (field.kind === "choices") answers[id] = texts.get(id) || null;
    else if (field.kind === "date_range") answers[id] = range(texts, id);
    else if (field.kind === "signature") answers[id] = signed(texts, id);
    else if (field.kind === "table") {
      const kinds = Object.fromEntries((field.columns || []).map((column) => [column.key, column.kind]));
      answers[id] = rows(texts, id, kinds);
    } else answers[id] = single(field.kind, texts.get(id));
  }
  return answers;
}

/** Set one dotted path in facts; the mappings on the way are new ones. */
export function put(facts, id, value) {
  const path = id.split(".");
  let here = facts;
  for (const name of path.slice(0, -1)) {
    here[name] = here[name] && typeof here[name] === "object" ? here[name] : {};
    here = here[name];
  }
  here[path[path.length - 1]] = value;
}

/** Facts from further facts and flat answers; neither is changed. */
export function nest(given, answers) {
  const facts = JSON.parse(JSON.stringify(given));
  for (const [id, value] of Object.entries(answers)) put(facts, id, value);
  return facts;
}
