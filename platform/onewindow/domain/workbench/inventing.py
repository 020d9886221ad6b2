"""A new element from what an admin types: its kind, its options, how it is calculated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from form_builder import KINDS
from onewindow.domain.workbench.designing import KIND_WORDS

Json = Any
INVENTABLE = tuple(kind for kind in KIND_WORDS if kind != "table")
"""Kinds that can be made in a line; tables come from the dictionary."""
CALCULATIONS = (
    ("", "不计算，由申请人填写"),
    ("age", "周岁：从出生日期到申请日"),
    ("sum", "相加：第一项 + 第二项"),
    ("difference", "相减：第一项 − 第二项"),
    ("product", "相乘：第一项 × 第二项"),
    ("rows", "表格的行数"),
)
_NUMBERS = ("integer", "decimal", "money")
_SIGNS = {"sum": "+", "difference": "-", "product": "*"}


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the boxes. `options`: one a line; `first`, `second`: elements that are calculated from."""

    label: str
    kind: str
    options: str = ""
    hint: str = ""
    calculation: str = ""
    first: str = ""
    second: str = ""


def element(typed: Typed, kinds: Mapping[str, str]) -> Mapping[str, Json] | Sequence[str]:
    """The element without its key, or everything that is missing. `kinds`: element key → kind, of what may be read."""
    missing = [*_missing(typed), *_miscalculated(typed, kinds)]
    if missing:
        return missing
    made: dict[str, Json] = {"label": typed.label.strip(), "kind": typed.kind}
    if typed.kind in ("choice", "choices"):
        made["options"] = [{"value": f"o{n}", "label": text} for n, text in enumerate(_lines(typed.options), 1)]
    if typed.kind == "declaration":
        made["must_be"] = True
    if typed.kind == "division":
        made["level"] = "village"
    if typed.hint.strip():
        made["hint"] = typed.hint.strip()
    if typed.calculation:
        made["compute"] = _rule(typed)
    return made


def _missing(typed: Typed) -> list[str]:
    found = []
    if not typed.label.strip():
        found.append("请填写名称。")
    if typed.kind not in KINDS or typed.kind not in INVENTABLE:
        found.append("请选择类型。")
    if typed.kind in ("choice", "choices") and len(_lines(typed.options)) < 2:
        found.append("请至少写两个选项，一行一个。")
    if len(set(_lines(typed.options))) < len(_lines(typed.options)):
        found.append("选项有重复，请改成不同的名称。")
    return found


def _miscalculated(typed: Typed, kinds: Mapping[str, str]) -> list[str]:
    """What does not fit in a calculation."""
    how, first, second = typed.calculation, kinds.get(typed.first, ""), kinds.get(typed.second, "")
    if not how:
        return []
    if how not in dict(CALCULATIONS):
        return ["请选择计算方式。"]
    if typed.kind not in _NUMBERS:
        return ["计算的结果是数字：类型请选整数、小数或金额。"]
    if how == "age":
        return [] if first == "date" else ["请选择一个日期作为出生日期。"]
    if how == "rows":
        return [] if first == "table" else ["请选择一张表格。"]
    return [] if first in _NUMBERS and second in _NUMBERS else ["请选择两个数字项。"]


def _rule(typed: Typed) -> Json:
    first = {"var": typed.first}
    if typed.calculation == "age":
        return {"age_on": [first, {"var": "application.date"}]}
    if typed.calculation == "rows":
        return {"length": [first]}
    return {_SIGNS[typed.calculation]: [first, {"var": typed.second}]}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
