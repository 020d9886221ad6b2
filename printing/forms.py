"""form_template: the definition of a form -> the template of its drawn table (一表式申请表), to be edited further.

The table has twelve columns. Fields are packed into rows by the room their kind needs; section titles stay with the row
after them, tables of the form become tables of the paper. Printed without values it is the blank form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from printing.template.compile import SCHEMA
from printing.template.text import escape_text
from printing.values import Json

COLUMNS = 12
LABEL = 2
FULL, HALF, THIRD = 12, 6, 4
NUMERALS = "一二三四五六七八九十"
THIRD_KINDS = frozenset({"integer", "boolean"})
HALF_KINDS = frozenset({"date", "money", "decimal", "id_number", "credit_code", "phone", "signature", "datetime"})
LONG_TEXT = 30
BOX_ROOM = {THIRD: 8, HALF: 16}
"""Characters of option labels (with a box and a gap each) that fit beside the label."""
MANY_OPTIONS = 12
HEIGHTS = {"long_text": 20, "image": 42, "signature": 14}
"""Row heights in mm of kinds that need room for handwriting or a picture."""
ROW_HEIGHT = 9
BLANK_ROWS = 3
FORMATS = {"date": "|date", "datetime": "|datetime", "money": "|money"}


def form_template(
    title: str, sections: Sequence[Mapping[str, Json]], *, key: str = "application_form", root: str = "answers"
) -> Json:
    """The template (`onewindow/template/1`) of a form.

    `sections`: `{"label", "fields": [{"id", "label", "kind", "max"?, "options"?: [{"label"}], "columns"?: [{"id",
    "label", "kind"}], "span"?: 4 | 6 | 12, "text"?}]}`; kinds are those of `onewindow/elements/1`, `text` is the
    wording of a `declaration` or `static_text`. Values are read under `root` by field id (dots nest): a choice is its
    label, choices a list of labels, a boolean true or false, a date an ISO text, a table a list of rows; an image is
    handed to `render` under the name `root.id`. All of them may be absent.
    """
    blocks: list[Json] = [
        {"type": "title", "text": escape_text(title)},
        {
            "type": "paragraph",
            "style": "note",
            "indent": 0,
            "after": 3,
            "text": "办件编号：{{case.number?}}　　填表日期：{{application.date?|date}}",
        },
    ]
    for number, section in enumerate(sections):
        blocks += _section(number, section, root)
    blocks.append(_signatures())
    return {
        "schema": SCHEMA,
        "key": key,
        "name": title,
        "page": {"paper": "A4", "margin": [18, 16, 20, 16]},
        "styles": {"title": {"size": "小二", "lead": 28}},
        "footer": {"text": "{{form.note?}}"},
        "watermark": {"text": "演示", "if": {"var": "marks.demo"}},
        "blocks": blocks,
    }


def _section(number: int, section: Mapping[str, Json], root: str) -> list[Json]:
    """A grid of rows; a table among the fields splits it."""
    heading = f"{_numeral(number + 1)}、{escape_text(str(section.get('label', '')))}"
    rows: list[Json] = [_heading_row(heading)]
    blocks: list[Json] = []
    waiting: list[tuple[int, list[Json]]] = []
    fields = section.get("fields", [])
    for field in fields if isinstance(fields, list) else []:
        if not isinstance(field, dict):
            continue
        if field.get("kind") == "table":
            rows += _pack(waiting)
            rows.append(_heading_row(escape_text(str(field.get("label", "")))))
            blocks += [_grid(rows), _table(field, root)]
            waiting, rows = [], []
        else:
            waiting.append(_field(field, root))
    rows += _pack(waiting)
    return [*blocks, _grid(rows)] if rows else blocks


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return NUMERALS[ones - 1]
    return ("" if tens == 1 else NUMERALS[tens - 1]) + "十" + (NUMERALS[ones - 1] if ones else "")


def _heading_row(text: str) -> Json:
    return {"keep": True, "cells": [{"label": f"[[b|{text}]]", "span": COLUMNS, "align": "left"}]}


def _grid(rows: list[Json]) -> Json:
    return {"type": "grid", "columns": [1 for _ in range(COLUMNS)], "row_height": ROW_HEIGHT, "rows": rows}


def _pack(fields: list[tuple[int, list[Json]]]) -> list[Json]:
    """Fields of 4, 6 or 12 columns into rows of 12; the last of a row takes what is left."""
    rows: list[Json] = []
    row: list[Json] = []
    used = 0
    for width, cells in fields:
        if used + width > COLUMNS:
            rows.append(_stretched(row, COLUMNS - used))
            row, used = [], 0
        row, used = [*row, *cells], used + width
    return [*rows, _stretched(row, COLUMNS - used)] if row else rows


def _stretched(row: list[Json], room: int) -> Json:
    last = row[-1]
    if room and isinstance(last, dict):
        span = last.get("span", 1)
        row = [*row[:-1], {**last, "span": (span if isinstance(span, int) else 1) + room}]
    return row


def _field(field: dict[str, Json], root: str) -> tuple[int, list[Json]]:
    """Columns and cells of one field."""
    kind = str(field.get("kind", "text"))
    text = _text(field, kind, root)
    if kind in ("declaration", "static_text"):
        return FULL, [{"text": text, "span": FULL}]
    width = _width(field, kind)
    value: dict[str, Json] = {"text": text, "span": width - LABEL, "min_height": HEIGHTS.get(kind, ROW_HEIGHT)}
    if kind == "image":
        value |= {"text": "", "image": f"{root}.{field.get('id')}"}
    return width, [{"label": escape_text(str(field.get("label", ""))), "span": LABEL}, value]


def _width(field: dict[str, Json], kind: str) -> int:
    span = field.get("span")
    if span in (THIRD, HALF, FULL) and isinstance(span, int):
        return span
    labels = _option_labels(field)
    if kind == "choice" and labels and len(labels) <= MANY_OPTIONS:
        room = sum(len(label) + 2 for label in labels)
        return next((width for width, most in BOX_ROOM.items() if room <= most), FULL)
    longest = field.get("max")
    if kind in THIRD_KINDS:
        return THIRD
    short = kind in ("text", "choice") and (not isinstance(longest, int) or longest <= LONG_TEXT)
    return HALF if short or kind in HALF_KINDS else FULL


def _option_labels(field: dict[str, Json]) -> list[str]:
    options = field.get("options", [])
    return (
        [str(option.get("label")) for option in options if isinstance(option, dict)]
        if isinstance(options, list)
        else []
    )


def _text(field: dict[str, Json], kind: str, root: str) -> str:
    """What stands in the value cell."""
    name = f"{root}.{field.get('id')}?"
    wording = escape_text(str(field.get("text") or field.get("label", "")))
    if kind == "static_text":
        return wording
    if kind == "declaration":
        return f"{{{{{name}|check}}}} {wording}"
    if kind == "boolean":
        return f"{{{{{name}|box:true}}}}是　{{{{{name}|box:false}}}}否"
    labels = _option_labels(field)
    if labels and len(labels) <= MANY_OPTIONS and not any(sign in label for label in labels for sign in "|{}"):
        return "　".join(f"{{{{{name}|box:{label}}}}}{escape_text(label)}" for label in labels)
    return f"{{{{{name}{FORMATS.get(kind, '')}}}}}"


def _table(field: dict[str, Json], root: str) -> Json:
    """A table of the form: one column for each of its own, blank rows for handwriting."""
    columns: list[Json] = [{"title": "序号", "text": "{{n}}", "width": 4, "align": "center"}]
    own = field.get("columns", [])
    for column in own if isinstance(own, list) else []:
        if isinstance(column, dict):
            name, kind = f"row.{column.get('id')}?", str(column.get("kind", "text"))
            shown = "day" if kind == "date" else FORMATS.get(kind, "").removeprefix("|")
            text = f"{{{{{name}|{shown}}}}}" if shown else f"{{{{{name}}}}}"
            width = max(6, min(len(str(column.get("label", ""))) * 2, 16))
            columns.append({"title": escape_text(str(column.get("label", ""))), "text": text, "width": width})
    return {
        "type": "table",
        "source": f"{root}.{field.get('id')}?",
        "as": "row",
        "columns": columns,
        "min_rows": BLANK_ROWS,
        "row_height": ROW_HEIGHT,
    }


def _signatures() -> Json:
    who = "申请人（签名或盖章）：[[blank:8]]　代理人（签名）：[[blank:6]]"
    when = "日期：[[blank:3]]年[[blank:2]]月[[blank:2]]日"
    return {"type": "paragraph", "style": "note", "indent": 0, "before": 12, "text": f"{who}　{when}"}
