"""Settlements of a theme: the proposal taken over, or what the lead department decides, in words and as posted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from form_builder import Conflict, Element
from form_builder.document import number_json
from onewindow.domain.workbench.entries import Entry, Kind, Unreadable, read
from onewindow.domain.workbench.places import put
from tenants.pointers import ABSENT

Json = Any
Settlement = Mapping[str, Json]
LABEL = Entry("label", "统一叫法")
LOW, HIGH = Entry("min", "最小", Kind.DECIMAL), Entry("max", "最大", Kind.DECIMAL)
ASKING = ("type", "rule")
"""Kinds of conflicts that nothing said in a theme can settle."""


@dataclass(frozen=True, slots=True)
class Own:
    """What may be decided about a conflict: a range, the options to choose from, whether the applicant gives it."""

    range: bool = False
    options: tuple[tuple[str, str], ...] = ()
    ask: bool = False

    @property
    def any(self) -> bool:
        """Whether there is something to decide."""
        return bool(self.range or self.options or self.ask)


def own(conflict: Conflict, element: Element | None) -> Own:
    """What may be decided about a conflict. `element`: the dictionary's, None for a material."""
    if conflict.kind == "cycle":
        return Own(ask=True)
    if conflict.kind in ASKING or element is None:
        return Own()
    if element.options:
        return Own(options=tuple((option.value, option.label) for option in element.options))
    return Own(range=conflict.kind in ("range", "fixed"))


def posted(key: str, values: Mapping[str, Sequence[str]]) -> Settlement | str:
    """The settlement that was typed for a key, or what is wrong with it. Names: `own:KEY:min` and so on."""
    found: dict[str, Json] = {}
    for entry in (LABEL, LOW, HIGH):
        value = read(entry, values.get(f"own:{key}:{entry.at}", ()))
        if isinstance(value, Unreadable):
            return value.message
        if value is not ABSENT:
            found[entry.at] = number_json(Decimal(value)) if entry.kind is Kind.DECIMAL else value
    if "min" in found and "max" in found and Decimal(found["min"]) > Decimal(found["max"]):
        return "最小不能大于最大，请改正后再保存。"
    if chosen := [text for text in values.get(f"own:{key}:options", ()) if text]:
        found["options"] = chosen
    if any(values.get(f"own:{key}:ask", ())):
        found["ask"] = True
    return found or "请先填写要怎样处理，再按保存。"


def settle(document: Json, key: str, settlement: Settlement | None) -> Json:
    """With a settlement, or without it (None); what else was settled for the key stays."""
    old = document.get("settlements") or {}
    if settlement is None:
        return put(document, ("settlements",), {name: each for name, each in old.items() if name != key})
    return put(document, ("settlements",), {**old, key: {**old.get(key, {}), **settlement}})


def told(settlement: Settlement, element: Element | None) -> str:
    """A settlement in words."""
    return "；".join(_parts(settlement, element)) or "没有内容"


def _parts(settlement: Settlement, element: Element | None) -> Iterator[str]:
    low, high = settlement.get("min"), settlement.get("max")
    if low is not None and high is not None:
        yield f"统一为 {low} 至 {high}"
    elif low is not None or high is not None:
        yield f"统一为不小于 {low}" if low is not None else f"统一为不大于 {high}"
    if options := settlement.get("options"):
        labels = {option.value: option.label for option in element.options} if element else {}
        yield f"统一可选：{'、'.join(labels.get(value, value) for value in options)}"
    if settlement.get("ask"):
        yield "由申请人填写或提交，不等其他事项的办理结果"
    if label := settlement.get("label"):
        yield f"统一叫作“{label}”"
