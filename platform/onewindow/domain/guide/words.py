"""Values of a matter as the public reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onewindow.domain.workbench import words

Json = Any
UNITS = {"working_day": "个工作日", "calendar_day": "天"}
_VALIDITY = {"year": "年", "calendar_day": "天", "working_day": "个工作日"}


def limit(given: Json, *, instant: str = "当场办结") -> str:
    """«10 个工作日»; an empty text where there is none."""
    if not isinstance(given, Mapping) or not isinstance(given.get("value"), int):
        return ""
    return f"{given['value']} {UNITS.get(str(given.get('unit')), '')}" if given["value"] else instant


def named(codes: Json, among: tuple[tuple[str, str], ...]) -> list[str]:
    """What people call coded values; codes nobody knows are left out."""
    known = dict(among)
    return [known[each] for each in codes if each in known] if isinstance(codes, list) else []


def validity(result: Json) -> str:
    """How long a result counts."""
    valid = result.get("valid") if isinstance(result, Mapping) else None
    if not isinstance(valid, Mapping):
        return ""
    if valid.get("unit") == "long_term":
        return "长期有效"
    return f"{valid['value']} {_VALIDITY.get(str(valid.get('unit')), '')}" if valid.get("value") else ""


def fee(item: Mapping[str, Json]) -> str:
    """One fee with standard, amount and basis."""
    parts = [str(item["standard"])] if item.get("standard") else []
    if item.get("amount") not in (None, ""):
        parts.append(f"{item['amount']} 元")
    if item.get("basis"):
        parts.append(f"依据：{item['basis']}")
    return f"{item.get('name') or '收费'}（{'；'.join(parts)}）" if parts else str(item.get("name") or "收费")


def need(material: Mapping[str, Json], condition: str) -> str:
    """When a material is needed. `condition`: its rule in words, empty when it has none."""
    if condition:
        return f"这种情形才要：{condition}"
    return "非必要" if material.get("necessity") == "optional" else "必要"


def waiver(material: Mapping[str, Json]) -> str:
    """What may come later, and how."""
    given = material.get("waiver")
    if not isinstance(given, Mapping):
        return ""
    way = dict(words.WAIVER_MODES).get(str(given.get("mode") or ""), "容缺受理")
    days = f"，{given['days']} 天内补交" if given.get("days") else ""
    return f"可容缺：{way}{days}"
