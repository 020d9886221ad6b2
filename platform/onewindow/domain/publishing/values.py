"""Values of a document in words: «5 个工作日», «必需», «当 经营场所权属 是 租赁 时»."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType

from form_builder import Dictionary
from onewindow.domain.publishing.elements import ABSENT, Json, identity
from onewindow.domain.publishing.words import Labels, called
from rule_engine import RuleEngineError, say

UNITS: Labels = MappingProxyType({"working_day": "个工作日", "calendar_day": "个自然日"})
_LEVELS = {"county": "县级", "town": "镇级", "village": "村级"}
_NECESSITY = {"required": "必需", "conditional": "符合情形时必需", "deferrable": "可容缺后补", "optional": "非必需"}
_UNITS = {"working_day": "工作日", "calendar_day": "自然日"}
CHOICES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "case_type": {"instant": "即办件", "promised": "承诺件"},
        "seed_class": {"power": "行政权力类", "service": "服务代办类", "consultation": "咨询类"},
        "exercise_level": _LEVELS,
        "level": _LEVELS,
        "unit": _UNITS,
        "necessity": {
            "required": "必需",
            "conditional": "符合情形时必需",
            "deferrable": "可容缺后补",
            "optional": "非必需",
        },
        "medium": {"paper": "纸质", "electronic": "电子", "paper_or_electronic": "纸质或电子"},
        "place": {"start": "表单开头", "body": "表单正文", "end": "表单末尾"},
        "outcome": {"reject": "不予受理", "not_required_immediate_notice": "告知不需办理", "manual_review": "人工审核"},
        "subjects": {"natural_person": "自然人", "legal_person": "法人", "other_organization": "其他组织"},
        "wait": {"all": "全部完成", "any": "任一完成"},
        "hit": {"unique": "唯一命中", "first": "首条命中", "collect": "全部命中"},
    }
)
"""Codes that people know by a word, by the key they stand under."""
_LONGEST = 120


def value(key: str, given: Json, labels: Labels) -> str:
    """A value that stands under a key, in words."""
    if given is ABSENT or given is None:
        return "（空）"
    if isinstance(given, bool):
        return "是" if given else "否"
    if isinstance(given, str):
        named = CHOICES.get(key, {}).get(given) or labels.get(given)
        return f"「{_short(named or given)}」" if given else "（空）"
    if isinstance(given, int):
        return f" {given} "
    if isinstance(given, list):
        return "、".join(_inside(key, each, labels) for each in given) or "（无）"
    return _object(given, labels)


def limit(given: Json) -> str:
    """A limit: «5 个工作日»."""
    return f"{given['value']} {UNITS.get(given['unit'], given['unit'])}"


def is_limit(given: Json) -> bool:
    """Whether a value has a number and a unit of time; a draft may hold anything in their places."""
    if not isinstance(given, dict) or not isinstance(given.get("value"), int):
        return False
    unit = given.get("unit")
    return isinstance(unit, str) and unit in UNITS


def rule(given: Json, labels: Labels) -> str:
    """A rule as a condition; one that cannot be said is shown as it is written."""
    if given is True or given is ABSENT or given is None:
        return "任何情形"
    if given is False:
        return "任何情形都不"
    try:
        return say(given, labels)
    except (RuleEngineError, RecursionError):
        return _written(given)


def labels_of(dictionary: Dictionary) -> dict[str, str]:
    """What rules and places call the elements of a dictionary and their options."""
    found = {element.key: element.label for element in dictionary}
    for element in dictionary:
        found |= {f"{element.key}={option.value}": option.label for option in element.options}
        found |= {f"{element.key}.{column.element.key}": column.element.label for column in element.columns}
    return found


def _inside(key: str, given: Json, labels: Labels) -> str:
    """An entry of a list; a list in it is kept apart."""
    return f"[{value(key, given, labels)}]" if isinstance(given, list) else value(key, given, labels).strip()


def _object(given: Json, labels: Labels) -> str:
    if is_limit(given):
        return limit(given)
    named = called(given, labels) if identity(given) is not None else ""
    return f"「{_short(named)}」" if named else _written(given)


def _written(given: Json) -> str:
    return _short(json.dumps(given, ensure_ascii=False, sort_keys=True))


def _short(said: str) -> str:
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
