"""Whether the lists of a whole tenant can be shown and counted with: telephones, windows, standards, local days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tenants.branding import PHONE

Json = Any
CALENDAR_SCHEMA, ITEMS_SCHEMA = "onewindow/calendar/1", "onewindow/items/1"
ITEM_KINDS = frozenset({"phones", "windows", "guide", "standards", "notice_items"})
"""Kinds of documents that are one list of items."""
_NUMBERS = ("number", "phone")


def empty(kind: str) -> Json:
    """A document of one of these kinds that says nothing yet."""
    if kind == "calendar":
        return {"schema": CALENDAR_SCHEMA, "days": []}
    return {"schema": ITEMS_SCHEMA, "items": []}


def item_faults(body: Json) -> Iterator[str]:
    """Everything that is missing or cannot be dialled, in sentences."""
    for position, item in enumerate(body.get("items") or (), 1):
        if not str(item.get("text") or "").strip():
            yield f"第 {position} 条还没有填写内容"
        for key in _NUMBERS:
            number = str(item.get(key) or "")
            if number and not PHONE.fullmatch(number):
                yield f"第 {position} 条的电话“{number[:30]}”只能有数字、空格和短横，例如 0752-6200000"


def day_faults(body: Json) -> Iterator[str]:
    """Days that are none, or named twice."""
    seen: set[str] = set()
    for position, item in enumerate(body.get("days") or (), 1):
        name = str(item.get("id") or "")
        if not _is_day(name):
            yield f"第 {position} 条的日期应写成 2027-01-01 的样子"
        elif name in seen:
            yield f"日期 {name} 写了两次，请删去一条"
        seen.add(name)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
