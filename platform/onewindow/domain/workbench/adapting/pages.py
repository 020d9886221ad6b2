"""The tabs on which a lower tenant edits what it inherits: those of plain drafts, and lists for the other kinds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from onewindow.domain.workbench import kinds
from onewindow.domain.workbench.entries import Entry, Kind
from onewindow.domain.workbench.places import find
from onewindow.domain.workbench.tabs import Group, Listing, Tab
from tenants.pointers import write

Json = Any
Names = Mapping[str, str]
_LONG = Kind.LONG_TEXT

_ITEMS: Mapping[str, tuple[str, str, tuple[Entry, ...]]] = MappingProxyType(
    {
        "phones": (
            "联系电话",
            "电话",
            (
                Entry("text", "用途", required=True, hint="例如“咨询电话”“监督投诉电话”"),
                Entry("number", "号码", required=True, hint="例如 0752-6200000"),
            ),
        ),
        "windows": (
            "办事窗口",
            "窗口",
            (
                Entry("text", "窗口名称", required=True),
                Entry("address", "地址", required=True),
                Entry("hours", "办公时间", _LONG, required=True, hint="例如“周一至周五 9:00–12:00，14:00–17:30”"),
                Entry("phone", "电话"),
            ),
        ),
        "guide": ("通用说明", "说明", (Entry("text", "内容", _LONG, required=True),)),
        "standards": ("服务标准", "标准", (Entry("text", "内容", _LONG, required=True),)),
        "notice_items": ("一次性告知事项", "告知事项", (Entry("text", "内容", _LONG, required=True),)),
    }
)
ITEM_KINDS = tuple(_ITEMS)
"""Kinds of documents that are one list of items (`onewindow/items/1`)."""


def pages(kind: str, document: Json, labels: Names) -> tuple[Tab, ...]:
    """The tabs for a document of a kind; empty where nothing of it can be edited here. `labels`: of elements."""
    if kind in _ITEMS:
        return (_items(kind),)
    if kind == "parameters":
        return (_parameters(document, labels),)
    if kind == "calendar":
        return (_calendar(),)
    plain = tuple(tab for each in kinds.tabs_of(kind) if (tab := kinds.plain_tab(kind, each.key)) is not None)
    local = tuple(_local(tab) for tab in plain)
    return (*local, _form(document, labels)) if kind == "matter" else local


def _local(tab: Tab) -> Tab:
    """A tab without what only the one who publishes says: names of elements, open lists of remarks."""
    return replace(
        tab,
        parts=tuple(replace(part, entries=tuple(each for each in part.entries if each.spread)) for part in tab.parts),
    )


def _items(kind: str) -> Tab:
    label, item, entries = _ITEMS[kind]
    blank = {entry.at: "" for entry in entries}
    listing = Listing("items", label, item, entries, identity="id", title="text", blank=blank, empty=f"还没有{label}。")
    return Tab(kind, label, (listing,))


def _parameters(document: Json, labels: Names) -> Tab:
    values = find(document, ("values",))
    known = values if isinstance(values, Mapping) else {}
    plain = (key for key, value in known.items() if not isinstance(value, Mapping | list))
    entries = tuple(Entry(write(("values", key)), labels.get(key, key), Kind.DECIMAL) for key in plain)
    return Tab("parameters", "本地标准", (Group("各事项使用的标准", entries),))


def _calendar() -> Tab:
    listing = Listing(
        "days",
        "本地的工作日和休息日",
        "日期",
        (
            Entry("id", "日期", required=True, hint="例如 2027-01-01"),
            Entry("work", "这一天上班", Kind.FLAG),
            Entry("note", "说明", hint="例如“本地节日放假”"),
        ),
        identity="id",
        title="id",
        blank={"work": False},
        empty="没有与全国安排不同的日子。",
    )
    return Tab("calendar", "工作日历", (listing,))


def _form(document: Json, labels: Names) -> Tab:
    """The fields of a form, a list for each section."""
    sections = find(document, ("form", "sections"))
    parts = tuple(
        Listing(
            f"form/sections/{section['id']}/fields",
            str(section.get("label") or "表单"),
            "填写项",
            (
                Entry("label", "本事项的叫法", hint="不填就用字典里的名称"),
                Entry("hint", "填写提示"),
                Entry("required", "是否必填", Kind.ASKED, required=True),
            ),
            identity="id",
            title="label",
        )
        for section in sections
    )
    return Tab("form", "表单", parts)
