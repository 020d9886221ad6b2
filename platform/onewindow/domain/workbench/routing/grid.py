"""A decision table as a grid: what a posted page changed in it, rows and columns put in, taken out and pasted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from onewindow.domain.workbench.conditions.vocabulary import Term
from onewindow.domain.workbench.editing import fresh
from onewindow.domain.workbench.places import find, put
from onewindow.domain.workbench.routing import typed
from onewindow.domain.workbench.surroundings import Surroundings
from tenants.pointers import ABSENT

Json = Any
Posted = Mapping[str, Sequence[str]]
HITS: tuple[tuple[str, str], ...] = (
    ("unique", "只会有一行符合（有两行都符合就是填错了）"),
    ("first", "从上往下看，第一行符合的算数"),
    ("collect:list", "所有符合的行都算，结果全部列出"),
    ("collect:sum", "所有符合的行都算，结果相加"),
    ("collect:max", "所有符合的行都算，取最大"),
    ("collect:min", "所有符合的行都算，取最小"),
    ("collect:count", "数一数有几行符合"),
)
_KINDS: Mapping[str, str] = {
    "integer": "integer",
    "decimal": "number",
    "money": "number",
    "date": "date",
    "datetime": "date",
    "boolean": "boolean",
    "declaration": "boolean",
}
_UNFIT = ("table", "choices", "date_range", "file", "image", "signature", "address", "static_text")
_ALWAYS = ("application.date", "today", "tenant.code")
MOST_COLUMNS = 30


def tables_of(document: Json) -> Mapping[str, Mapping[str, Json]]:
    """The tables of a draft, by key."""
    found = document.get("tables") if isinstance(document, Mapping) else None
    return {key: each for key, each in found.items() if isinstance(each, Mapping)} if isinstance(found, Mapping) else {}


def add_table(document: Json) -> tuple[Json, str]:
    """With a new table, and its key."""
    key = fresh("table", list(tables_of(document)))
    made = {
        "name": f"决策表 {len(tables_of(document)) + 1}",
        "hit": "unique",
        "columns": [],
        "outputs": [{"key": "out_1", "label": "结果"}],
        "rows": [],
    }
    return put(document, ("tables", key), made), key


def drop_table(document: Json, key: str) -> Json:
    """Without a table; the part goes with its last one."""
    document = put(document, ("tables", key), ABSENT)
    return put(document, ("tables",), ABSENT) if find(document, ("tables",)) == {} else document


def offered(around: Surroundings, document: Json) -> tuple[Term, ...]:
    """What a column can be about."""
    words = around.vocabulary(document, "form")
    return tuple(term for term in words.terms if term.kind not in _UNFIT)


def column(around: Surroundings, document: Json, path: str) -> dict[str, Json] | None:
    """A column about something of the vocabulary, with what the dictionary knows of its values."""
    term = next((each for each in offered(around, document) if each.path == path), None)
    if term is None:
        return None
    made: dict[str, Json] = {"path": path, "label": term.label, "kind": _KINDS.get(term.kind, "text")}
    if term.options and made["kind"] == "text":
        made["options"] = [{"value": value, "label": label} for value, label in term.options]
    element = around.dictionary[path] if around.dictionary is not None and path in around.dictionary else None
    for end in ("min", "max") if element is not None and made["kind"] in ("integer", "number") else ():
        bound = getattr(element, end)
        if bound is not None:
            made[end] = int(bound) if bound == int(bound) else str(bound)
    calculated = element is not None and element.compute is not None
    return made | ({"blank": True} if _may_be_blank(document, path, calculated) else {})


def _may_be_blank(document: Json, path: str, calculated: bool) -> bool:
    for section in find(document, ("form", "sections")) or ():
        for each in section.get("fields", ()):
            if each.get("element") == path:
                asked = each.get("shown", True) is True
                return not asked or not (calculated or each.get("required") is True)
    return path not in _ALWAYS


def apply(table: Mapping[str, Json], posted: Posted) -> dict[str, Json]:
    """Write into a table what was changed on its page; boxes that hold what was drawn change nothing."""
    made = dict(table)
    if "name" in posted and not _same(posted["name"], str(made.get("name") or "")):
        made["name"] = posted["name"][0].strip()
    made |= _hit(made, posted)
    made["columns"] = [_column(each, n, posted) for n, each in enumerate(table["columns"])]
    made["outputs"] = [_labelled(each, f"output-{n}", posted) for n, each in enumerate(table["outputs"])]
    made["rows"] = [_row(each, n, made, posted) for n, each in enumerate(table["rows"])]
    if isinstance(table.get("default"), list):
        made["default"] = _values(table["default"], "d", posted)
    return made


def condition(given: Json) -> str:
    """A condition as it is shown in its box: nothing for any value."""
    return "" if given == "-" else str(given)


def shaped(table: Json) -> bool:
    """Whether a table can be shown as a grid at all: lists of columns and results, rows that fit them."""
    if not isinstance(table, Mapping) or not all(
        isinstance(table.get(key), list) for key in ("columns", "outputs", "rows")
    ):
        return False
    if not all(isinstance(each, Mapping) for key in ("columns", "outputs", "rows") for each in table[key]):
        return False
    widths = {"when": len(table["columns"]), "then": len(table["outputs"])}
    rows = [row.get(key) for row in table["rows"] for key in widths]
    wanted = [widths[key] for _ in table["rows"] for key in widths]
    default = table.get("default", [None] * widths["then"])
    full = all(isinstance(row, list) and len(row) == width for row, width in zip(rows, wanted, strict=True))
    return full and isinstance(default, list) and len(default) == widths["then"]


def hit_of(table: Mapping[str, Json]) -> str:
    """The hit policy as the list of the page calls it."""
    hit = str(table.get("hit", "unique"))
    return f"collect:{table.get('aggregate', 'list')}" if hit == "collect" else hit


def _hit(table: Mapping[str, Json], posted: Posted) -> dict[str, Json]:
    chosen = next(iter(posted.get("hit", ())), "")
    if chosen not in dict(HITS) or chosen == hit_of(table):
        return {}
    hit, _colon, aggregate = chosen.partition(":")
    return {"hit": hit} | ({"aggregate": aggregate} if aggregate else {})


def _labelled(thing: Mapping[str, Json], name: str, posted: Posted) -> dict[str, Json]:
    label = next(iter(posted.get(f"{name}-label", ())), "").strip()
    return dict(thing) if not label or _same([label], str(thing.get("label", ""))) else {**thing, "label": label}


def _column(each: Mapping[str, Json], number: int, posted: Posted) -> dict[str, Json]:
    made = _labelled(each, f"column-{number}", posted)
    for end in ("min", "max"):
        texts = posted.get(f"column-{number}-{end}")
        if texts is None or _same(texts, typed.shown(each.get(end))):
            continue
        made[end] = typed.value(typed.cell(texts[0], each))
        if made[end] is None:
            del made[end]
    if f"column-{number}-there" in posted:
        blank = bool(posted.get(f"column-{number}-blank"))
        if blank != bool(each.get("blank")):
            made = {**made, "blank": True} if blank else {key: made[key] for key in made if key != "blank"}
    return made


def _row(row: Mapping[str, Json], number: int, table: Mapping[str, Json], posted: Posted) -> dict[str, Json]:
    made = dict(row)
    when = [
        _changed(old, posted.get(f"r{number}-c{n}"), lambda text, n=n: typed.cell(text, table["columns"][n]))
        for n, old in enumerate(_list(row, "when"))
    ]
    note = posted.get(f"r{number}-note")
    if note is not None and not _same(note, str(row.get("note", ""))):
        made["note"] = note[0].strip()
        if not made["note"]:
            del made["note"]
    return made | {"when": when, "then": _values(_list(row, "then"), f"r{number}", posted)}


def _values(old: Sequence[Json], name: str, posted: Posted) -> list[Json]:
    return [
        typed.value(posted[f"{name}-o{n}"][0])
        if f"{name}-o{n}" in posted and not _same(posted[f"{name}-o{n}"], typed.shown(each))
        else each
        for n, each in enumerate(old)
    ]


def _changed(old: Json, texts: Sequence[str] | None, read: Any) -> Json:
    if texts is None or _same(texts, condition(old)):
        return old
    return str(read(texts[0])) or "-"


def _same(texts: Sequence[str], drawn: str) -> bool:
    """Whether a box holds what was drawn in it."""
    return texts[0].strip() == drawn.strip()


def add_row(table: Mapping[str, Json], at: int | None = None) -> dict[str, Json]:
    """With an empty row, at the end or before another."""
    rows = _list(table, "rows")
    where = len(rows) if at is None else max(0, min(at, len(rows)))
    new = {"when": ["-" for _ in _list(table, "columns")], "then": [None for _ in _list(table, "outputs")]}
    return {**table, "rows": [*rows[:where], new, *rows[where:]]}


def drop_row(table: Mapping[str, Json], at: int) -> dict[str, Json]:
    """Without a row."""
    return {**table, "rows": [row for n, row in enumerate(_list(table, "rows")) if n != at]}


def move_row(table: Mapping[str, Json], at: int, by: int) -> dict[str, Json]:
    """With a row further up (-1) or down (1)."""
    rows = _list(table, "rows")
    if 0 <= at < len(rows) and 0 <= at + by < len(rows):
        rows.insert(at + by, rows.pop(at))
    return {**table, "rows": rows}


def add_column(table: Mapping[str, Json], new: Mapping[str, Json]) -> dict[str, Json]:
    """With another condition, any value in every row; the first brings a row to begin with."""
    columns = _list(table, "columns")
    if len(columns) >= MOST_COLUMNS or any(each.get("path") == new["path"] for each in columns):
        return dict(table)
    rows = [{**row, "when": [*_list(row, "when"), "-"]} for row in _list(table, "rows")]
    made = {**table, "columns": [*columns, dict(new)], "rows": rows}
    return made if rows else add_row(made)


def drop_column(table: Mapping[str, Json], at: int) -> dict[str, Json]:
    """Without a condition."""
    return {**table, "columns": _without(_list(table, "columns"), at), "rows": _each(table, "when", at)}


def add_output(table: Mapping[str, Json]) -> dict[str, Json]:
    """With another result, empty in every row."""
    outputs = _list(table, "outputs")
    if len(outputs) >= MOST_COLUMNS:
        return dict(table)
    new = {"key": fresh("out", [str(each.get("key")) for each in outputs]), "label": f"结果 {len(outputs) + 1}"}
    rows = [{**row, "then": [*_list(row, "then"), None]} for row in _list(table, "rows")]
    default = {"default": [*table["default"], None]} if isinstance(table.get("default"), list) else {}
    return {**table, "outputs": [*outputs, new], "rows": rows, **default}


def drop_output(table: Mapping[str, Json], at: int) -> dict[str, Json]:
    """Without a result."""
    default = {"default": _without(table["default"], at)} if isinstance(table.get("default"), list) else {}
    return {**table, "outputs": _without(_list(table, "outputs"), at), "rows": _each(table, "then", at), **default}


def default(table: Mapping[str, Json], wanted: bool) -> dict[str, Json]:
    """With or without a result for what no row fits."""
    if wanted:
        return {"default": [None for _ in _list(table, "outputs")], **table}
    return {key: each for key, each in table.items() if key != "default"}


def free_row(table: Mapping[str, Json]) -> int:
    """The first of the blank rows at the end, or the place after the last row: where something new belongs."""
    rows = _list(table, "rows")
    boxes = [(*row["when"], *row["then"]) for row in rows]
    used = [at for at, texts in enumerate(boxes) if any(text not in (None, "", "-") for text in texts)]
    return used[-1] + 1 if used else 0


def paste(table: Mapping[str, Json], text: str, row: int, place: int) -> dict[str, Json]:
    """With what was copied from Excel, from a box on: conditions, then results, then the note. Rows are added as they
    are needed; a head line that names the columns is left out."""
    block = typed.block(text)
    columns, outputs = _list(table, "columns"), _list(table, "outputs")
    labels = [str(each.get("label")) for each in (*columns, *outputs)]
    if block and _heads(block[0], [*labels, "备注"][place:]):
        block = block[1:]
    made = dict(table)
    for offset, words in enumerate(block):
        while len(made["rows"]) <= row + offset:
            made = add_row(made)
        made["rows"][row + offset] = _filled(made["rows"][row + offset], words, place, columns, len(outputs))
    return made


def _heads(words: Sequence[str], labels: Sequence[str]) -> bool:
    """Whether a line names the columns it stands over, as far as people write their names out."""
    pairs = [(word, label) for word, label in zip(words, labels, strict=False) if word]
    return bool(pairs) and all(word in label or label in word for word, label in pairs)


def _filled(row: Mapping[str, Json], words: Sequence[str], place: int, columns: list[Json], outputs: int) -> Json:
    made = {**row, "when": list(row["when"]), "then": list(row["then"])}
    for at, word in enumerate(words, place):
        if at < len(columns):
            made["when"][at] = typed.cell(word, columns[at]) or "-"
        elif at < len(columns) + outputs:
            made["then"][at - len(columns)] = typed.value(word)
        elif at == len(columns) + outputs and word:
            made["note"] = word
    return made


def _each(table: Mapping[str, Json], key: str, at: int) -> list[Json]:
    return [{**row, key: _without(_list(row, key), at)} for row in _list(table, "rows")]


def _without(things: list[Json], at: int) -> list[Json]:
    return [each for n, each in enumerate(things) if n != at]


def _list(thing: Mapping[str, Json], key: str) -> list[Json]:
    found = thing.get(key)
    return list(found) if isinstance(found, list) else []
