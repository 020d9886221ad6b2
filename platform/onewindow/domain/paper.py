"""What may be done with a paper that was handed out, and what it then says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

SHORTEST, LONGEST = 2, 200
VOID_MARK = "作废"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class PaperState(StrEnum):
    """How a paper stands."""

    VALID = "valid"
    VOID = "void"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class PaperProblem:
    """Why something was not done with a paper: a Chinese sentence that names the way out."""

    message: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One line to hold against the paper in one's hand; personal data is masked."""

    label: str
    value: str


def state_of(voided: bool, replaced: bool) -> PaperState:
    """The state of a paper."""
    if not voided:
        return PaperState.VALID
    return PaperState.REPLACED if replaced else PaperState.VOID


def reprint_mark(number: int, on: date) -> str:
    """What a further copy says at its top: which one it is, and of which day. It is no second original."""
    return f"补打 第{number}次 {on.isoformat()}"


def reason_fault(text: str) -> str | None:
    """What is wrong with a reason for a further copy or for voiding, or None."""
    if len(text.strip()) < SHORTEST:
        return "请写明原因（至少两个字），例如“申请人遗失”。"
    if len(text) > LONGEST:
        return f"原因太长（{len(text)} 个字），请缩短到 {LONGEST} 个字以内。"
    return "原因里有不能打印的字符，请重新输入。" if _CONTROL.search(text) else None


def public_lines(values: Mapping[str, Any]) -> tuple[Compared, ...]:
    """What the public page shows of a paper's values to compare: 张*三, 4413**********1235; no other person's data."""
    lines = (
        Compared("申请人", compared_name(_text(values, "applicant", "name"))),
        Compared("证件号码", compared_number(_text(values, "applicant", "id_masked"))),
        Compared("事项", _text(values, "matter", "name") or _text(values, "theme", "name")),
        Compared("办件编号", _text(values, "case", "number")),
        Compared("办结日期", _text(values, "limits", "due_date")),
    )
    return tuple(line for line in lines if line.value)


def compared_name(name: str) -> str:
    """张三丰 → 张*丰, 张三 → 张*; of an organisation's name its two ends."""
    name = name.strip()
    if len(name) <= 1:
        return "*" * len(name)
    if len(name) == len("张三"):
        return name[0] + "*"
    if len(name) <= len("欧阳三丰"):
        return name[0] + "*" * (len(name) - 2) + name[-1]
    return f"{name[:2]}{'*' * 4}{name[-2:]}"


def compared_number(masked: str) -> str:
    """The first and the last four signs of a number that is masked already."""
    return masked and masked[:4] + "*" * max(len(masked) - 8, 4) + masked[-4:]


def seal_roles(template: Any) -> frozenset[str]:
    """The names of the seals that a template (its JSON) has places for."""
    if isinstance(template, Mapping):
        own = {template["seal"]} if isinstance(template.get("seal"), str) and template["seal"] else set()
        return frozenset(own).union(*(seal_roles(part) for part in template.values()))
    if isinstance(template, list):
        return frozenset[str]().union(*(seal_roles(part) for part in template))
    return frozenset()


def _text(values: Mapping[str, Any], *path: str) -> str:
    found: Any = values
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found if isinstance(found, str) else ""
