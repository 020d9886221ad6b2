"""Fields of the exchange format have no sections; they follow from the namespaces of the elements.

The print order is kept exactly. One or two fields whose section was left already stay where they stand (the seat count
among the food items), more of them open a section of the same name again; delivery, agents and declarations never mix
with the rest, because a merged form moves them to its end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple


class _Heading(NamedTuple):
    id: str
    label: str
    place: str = "body"


_PARENTS = _Heading("parents", "父母信息")
_HEADINGS = MappingProxyType(
    {
        "guide": _Heading("guide", "办理情形", "start"),
        "applicant": _Heading("applicant", "申请人信息", "start"),
        "org": _Heading("org", "单位信息", "start"),
        "guardian": _Heading("guardian", "监护人信息"),
        "mother": _PARENTS,
        "father": _PARENTS,
        "parents": _PARENTS,
        "newborn": _Heading("newborn", "新生儿信息"),
        "family": _Heading("family", "家庭情况"),
        "biz": _Heading("biz", "经营信息"),
        "premises": _Heading("premises", "经营场所"),
        "bank": _Heading("bank", "银行账户"),
        "entrust": _Heading("entrust", "委托代理", "end"),
        "delivery": _Heading("delivery", "结果领取", "end"),
        "commit": _Heading("commit", "申请人承诺", "end"),
    }
)
"""Namespaces that many matters share. Any other is about the matter itself and gets its daily name."""


_STRAY = 2
"""So few fields in a row, of a section left before, stay where they stand."""


@dataclass(slots=True)
class _Section:
    heading: _Heading
    id: str
    fields: list[dict[str, object]] = field(default_factory=list)


def sections(fields: Sequence[dict[str, object]], daily_name: str) -> list[dict[str, object]]:
    """Group form fields (documents with `element`) into sections of a form document, keeping their order."""
    own = _Heading("matter", daily_name)
    found: list[_Section] = []
    namespaces = groupby(fields, key=lambda each: _HEADINGS.get(str(each["element"]).partition(".")[0], own))
    for heading, group in namespaces:
        run = list(group)
        times = sum(section.heading == heading for section in found)
        stray = times > 0 and len(run) <= _STRAY and (found[-1].heading.place == "end") == (heading.place == "end")
        if not found or not (stray or found[-1].heading == heading):
            found.append(_Section(heading, f"{heading.id}_{times + 1}" if times else heading.id))
        found[-1].fields.extend(run)
    return [
        {"id": section.id, "label": section.heading.label, "place": section.heading.place, "fields": section.fields}
        for section in found
    ]
