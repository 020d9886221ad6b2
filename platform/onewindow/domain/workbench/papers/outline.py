"""The blocks of a template as lines of a list: what each is, how deep it stands, and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onewindow.domain.workbench.papers.kinds import KINDS
from onewindow.domain.workbench.papers.names import LISTS, row_names
from onewindow.domain.workbench.papers.wording import Wording
from onewindow.domain.workbench.places import find, names
from tenants.pointers import ABSENT, Pointer, parse, write

Json = Any
BLOCKS = ("blocks",)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One block, or (`kind` empty) the place where the blocks inside one begin. `name`: its written pointer."""

    name: str
    kind: str
    label: str
    says: str
    depth: int


def lines(template: Json, wording: Wording) -> tuple[Line, ...]:
    """All blocks, outer before inner, as they are printed."""
    return tuple(_lines(template, BLOCKS, wording, 0))


def blocks(template: Json) -> Iterator[tuple[Pointer, Mapping[str, Json]]]:
    """Every block with its pointer, outer before inner."""
    yield from _blocks(template, BLOCKS)


def block_of(template: Json, written: str) -> str:
    """The innermost block that a written pointer stands at or in; empty when it stands in none."""
    pointer = parse(written) if written else ()
    for length in range(len(pointer), 1, -1):
        found = find(template, pointer[:length])
        if isinstance(found, Mapping) and found.get("type") in KINDS:
            return write(pointer[:length])
    return ""


def within(template: Json, written: str) -> tuple[str, str] | None:
    """The list whose rows a block's texts stand in, and what a row is called there; None outside of lists."""
    pointer = parse(written)
    for length in range(len(pointer), 1, -1):
        found = find(template, pointer[:length])
        if isinstance(found, Mapping) and found.get("type") in ("table", "each") and found.get("source"):
            return str(found["source"]), str(found.get("as", "item"))
    return None


def wording_at(template: Json, written: str, wording: Wording) -> Wording:
    """The words of the texts of a block: inside a list its row's names come first."""
    inside = within(template, written) if written else None
    if inside is None:
        return wording
    return wording.within(row_names(*inside))


def _blocks(template: Json, where: Pointer) -> Iterator[tuple[Pointer, Mapping[str, Json]]]:
    found = find(template, where)
    listed = found if isinstance(found, list) else []
    for name, block in zip(names(listed), listed, strict=True):
        if not isinstance(block, Mapping):
            continue
        yield (*where, name), block
        kind = KINDS.get(str(block.get("type")))
        for key, _label in kind.holds if kind else ():
            yield from _blocks(template, (*where, name, key))


def _lines(template: Json, where: Pointer, wording: Wording, depth: int) -> Iterator[Line]:
    found = find(template, where)
    listed = found if isinstance(found, list) else []
    for name, block in zip(names(listed), listed, strict=True):
        if not isinstance(block, Mapping):
            continue
        at = write((*where, name))
        kind = KINDS.get(str(block.get("type")))
        label = kind.label if kind else "看不懂的块"
        yield Line(at, str(block.get("type")), label, _says(block, wording_at(template, at, wording)), depth)
        for key, inside in kind.holds if kind else ():
            yield Line(f"{at}/{key}", "", inside, "", depth + 1)
            yield from _lines(template, (*where, name, key), wording, depth + 2)


def _says(block: Mapping[str, Json], wording: Wording) -> str:
    """What a block prints, in a few words."""
    kind = block.get("type")
    if kind == "key_values":
        return "、".join(str(item.get("label", "")).replace(" ", "") for item in _dicts(block, "items"))
    if kind == "table":
        head = LISTS.get(str(block.get("source", "")).removesuffix("?"), ("",))[0]
        columns = "、".join(str(column.get("title", "")) for column in _dicts(block, "columns"))
        return f"{head}：{columns}" if head else columns
    if kind == "grid":
        rows = block.get("rows")
        return f"{len(rows) if isinstance(rows, list) else 0} 行 {len(block.get('columns') or ())} 列"
    if kind == "each":
        return LISTS.get(str(block.get("source", "")).removesuffix("?"), (str(block.get("source", "")),))[0]
    texts = (block.get(key) for key in ("text", "org", "data", "label", "name"))
    said = wording.words(next((text for text in texts if isinstance(text, str) and text), ""))
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def _dicts(block: Mapping[str, Json], key: str) -> list[Mapping[str, Json]]:
    found = block.get(key, ABSENT)
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []
