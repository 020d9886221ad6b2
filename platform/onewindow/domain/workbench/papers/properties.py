"""The properties of what is picked in a template, as controls of the workbench; texts in words."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from onewindow.domain.workbench.entries import Entry, Kind
from onewindow.domain.workbench.papers import sheet
from onewindow.domain.workbench.papers.kinds import ALIGN, KINDS, STYLES, WRITTEN
from onewindow.domain.workbench.papers.outline import wording_at
from onewindow.domain.workbench.papers.wording import Wording
from onewindow.domain.workbench.places import find, put
from onewindow.domain.workbench.tabs import Group, Listing, Tab
from tenants.pointers import parse

Json = Any
PAPERS = (
    ("A4", "A4 竖"),
    ("A4L", "A4 横"),
    ("A3L", "A3 横"),
    ("A5", "A5 竖"),
    ("A5L", "A5 横"),
    ("slip80", "80 毫米小票"),
)
_SHEET = Group(
    "整页",
    (
        Entry("name", "模板名称", required=True),
        Entry("page/paper", "纸张", Kind.CHOICE, options=PAPERS),
        Entry("page/max_pages", "最多几页", Kind.INTEGER, hint="0 或不填为不限"),
        Entry("footer/text", "页脚文字"),
        Entry(
            "footer/numbering",
            "页码",
            Kind.CHOICE,
            options=(("x_of_y", "第1页 共2页"), ("dashes", "— 1 —"), ("none", "不印页码")),
        ),
        Entry("footer/letter", "信函格式：首页不印页码", Kind.FLAG),
        Entry("watermark/text", "水印文字", hint="例如“样稿”；不填就没有水印"),
    ),
)
_CELL = (
    Entry("text", "文字", Kind.LONG_TEXT),
    Entry("style", "字体字号", Kind.CHOICE, options=STYLES),
    Entry("align", "左右对齐", Kind.CHOICE, options=ALIGN),
    Entry("valign", "上下对齐", Kind.CHOICE, options=(("top", "靠上"), ("middle", "居中"), ("bottom", "靠下"))),
    Entry("min_height", "最小高（毫米）", Kind.DECIMAL),
    Entry("shade", "浅灰底", Kind.FLAG),
)


def sheet_tab(template: Json) -> Tab:
    """The properties of the whole page (`sheet.opened` writes those out that go without saying)."""
    return Tab("layout", "版面", (_SHEET, *sheet.groups(template)))


def block_tab(template: Json, name: str) -> Tab:
    """The properties of a block, and the entries of its list."""
    block = find(template, parse(name))
    kind = KINDS[block["type"]]
    parts: list[Group | Listing] = [Group(kind.label, _under(name, kind.entries), kind.hint)]
    if kind.rows is not None and isinstance(block.get(kind.rows.at), list):
        rows = kind.rows
        title = rows.entries[0].at
        parts.append(Listing(f"{name}/{rows.at}", rows.label, rows.item, rows.entries, title=title, blank=rows.blank))
    return Tab("layout", "版面", tuple(parts))


def cell_tab(name: str) -> Tab:
    """The properties of a cell of a drawn table (`opened` makes it one that has them)."""
    return Tab("layout", "版面", (Group("单元格", _under(name, _CELL)),))


def opened(template: Json, name: str) -> Json:
    """The template with a cell as an object, so that its properties can be drawn and written."""
    cell = find(template, parse(name))
    if isinstance(cell, str):
        return put(template, parse(name), {"text": cell})
    if isinstance(cell, Mapping) and "label" in cell:
        full = {"text": cell["label"], "style": "label", "align": "center", "shade": True}
        return put(template, parse(name), full | {key: part for key, part in cell.items() if key != "label"})
    return template


def closed(template: Json, before: Json, name: str) -> Json:
    """The template after editing: a cell that nobody changed is written as it was, a plain one as its text."""
    at = parse(name)
    cell = find(template, at)
    if cell == find(opened(before, name), at):
        return put(template, at, find(before, at))
    plain = {key: part for key, part in cell.items() if part not in (False, "")} if isinstance(cell, Mapping) else cell
    return put(template, at, plain.get("text", "") if set(plain) <= {"text"} else plain)


def in_words(name: str, texts: Sequence[str], template: Json, wording: Wording) -> tuple[str, ...]:
    """What a control shows: texts of the template in words, everything else as it is."""
    if not written(name):
        return tuple(texts)
    words = wording_at(template, name, wording)
    return tuple(words.words(text) for text in texts)


def from_words(posted: Mapping[str, Sequence[str]], template: Json, wording: Wording) -> dict[str, list[str]]:
    """A posted page with its texts in the template's language; what stands as it was shown stays as it was written."""
    return {name: [_read(name, text, template, wording) for text in texts] for name, texts in posted.items()}


def _read(name: str, text: str, template: Json, wording: Wording) -> str:
    if not written(name):
        return text
    words, old = wording_at(template, name, wording), find(template, parse(name))
    typed = text.replace("\r\n", "\n")
    return old if isinstance(old, str) and words.words(old) == typed else words.code(typed)


def written(name: str) -> bool:
    """Whether a control holds a text of the template's language."""
    return name.startswith(("blocks/", "footer/", "watermark/")) and name.rpartition("/")[2] in WRITTEN


def _under(name: str, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple(dataclasses.replace(entry, at=f"{name}/{entry.at}") for entry in entries)
