"""Which sheets a matter has: one with a row for each basic element, one for each of its lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onewindow.domain.workbench import matter_tabs, words
from onewindow.domain.workbench.entries import Entry, Kind
from onewindow.domain.workbench.places import find, names
from onewindow.domain.workbench.tabs import Group, Listing
from tenants.pointers import parse, write

Json = Any
BASICS, FIELDS, EXAMPLES = "基本要素", "表单", "示例"
ID, PART = "编号", "所属部分"
"""Heads of the columns that say what a row is; a new row leaves the number blank."""
_ROUTE = Listing(
    "route/steps",
    "办理流程",
    "环节",
    (
        Entry("action", "环节名称"),
        Entry("level", "层级", Kind.CHOICE, options=words.LEVELS),
        Entry("department", "办理部门"),
        Entry("post", "岗位"),
        Entry("limit", "办理时限", Kind.LIMIT),
        Entry("special", "不计时", Kind.FLAG),
        Entry("after_decision", "办结后", Kind.FLAG),
        Entry("note", "说明"),
    ),
    identity="id",
    title="action",
)
_FIELD = (
    Entry("element", "数据元", required=True, hint="数据元标识，新行必填"),
    Entry("required", "是否必填", Kind.ASKED),
    Entry("label", "本事项的叫法"),
    Entry("hint", "填写提示"),
)
GROWS = frozenset({"form/materials", "conditions", "checks", "fees", "parameters", "guide/counters", "guide/questions"})
"""Lists whose rows may be added and taken away in a sheet; steps and fields have a designer for that."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `upright`: a row an entry (basics, examples); else a row an element of `listings`.

    Each listing comes with what its rows say in the column «所属部分», empty where there is one listing only.
    """

    title: str
    upright: tuple[tuple[str, Group], ...] = ()
    listings: tuple[tuple[str, Listing], ...] = ()

    @property
    def columns(self) -> tuple[Entry, ...]:
        """What the columns hold beside number and part."""
        return shown(self.listings[0][1].entries) if self.listings else ()

    @property
    def parted(self) -> bool:
        """Whether rows say which part they belong to."""
        return any(part for part, _ in self.listings)


def sheets(document: Json) -> tuple[Sheet, ...]:
    """The sheets of a matter, in the order of the work."""
    tabs = (matter_tabs.BASICS, matter_tabs.GUIDE)
    groups = tuple((part.label, part) for tab in tabs for part in tab.parts if isinstance(part, Group))
    lists = [
        part
        for tab in matter_tabs.PLAIN.values()
        for part in tab.parts
        if isinstance(part, Listing) and part.at in GROWS
    ]
    fields = tuple((str(each.get("label") or ""), _fields(each)) for each in _sections(document))
    return (
        Sheet(BASICS, groups),
        *((Sheet(FIELDS, listings=fields),) if fields else ()),
        *(Sheet(each.label, listings=(("", each),)) for each in lists),
        Sheet(_ROUTE.label, listings=(("", _ROUTE),)),
        *((Sheet(EXAMPLES, examples),) if (examples := tuple(_examples(document))) else ()),
    )


def shown(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The entries that a cell can hold: rules are set in sentences, on the workbench."""
    return tuple(each for each in entries if each.kind is not Kind.RULE)


def _sections(document: Json) -> list[Json]:
    found = find(document, ("form", "sections"))
    return [each for each in found if isinstance(each, dict) and each.get("id")] if isinstance(found, list) else []


def _fields(section: Json) -> Listing:
    return Listing(write(("form", "sections", str(section["id"]), "fields")), FIELDS, "字段", _FIELD, identity="id")


def _examples(document: Json) -> Iterator[tuple[str, Group]]:
    """The answers of each example that a cell can hold."""
    listed = find(document, ("examples",))
    for name, example in zip(names(listed), listed, strict=True) if isinstance(listed, list) else ():
        data = example.get("data") if isinstance(example, dict) else None
        entries = [
            Entry(write(("examples", name, "data", key)), key, kind)
            for key, value in (data.items() if isinstance(data, dict) else ())
            if (kind := _kind(value))
        ]
        if entries:
            yield str(example.get("name") or name), Group(str(example.get("name") or name), tuple(entries))


def _kind(value: Json) -> Kind | None:
    if isinstance(value, bool):
        return Kind.FLAG
    if isinstance(value, int):
        return Kind.INTEGER if value >= 0 else None
    if isinstance(value, str):
        return Kind.LONG_TEXT
    return Kind.LINES if isinstance(value, list) and all(isinstance(each, str) for each in value) else None


def at(name: str) -> tuple[str, ...]:
    """A written pointer in parts."""
    return parse(name)
