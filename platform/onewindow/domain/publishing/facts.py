"""What rules may read, as a JSON Schema of the facts (docs/documents.md, «Facts»): for the analysis of rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from form_builder import Dictionary
from form_builder.elements import Element

Json = Any
_DATE: Json = {"type": "string", "format": "date"}
_LEAVES: Mapping[str, Json] = {
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "money": {"type": "number"},
    "date": _DATE,
    "boolean": {"type": "boolean"},
    "declaration": {"type": "boolean"},
    "date_range": {"type": "object", "properties": {"start": _DATE, "end": _DATE}},
}


def facts_schema(dictionary: Dictionary, needed: Iterable[str] = ()) -> dict[str, Json]:
    """The schema of what a rule over this dictionary reads; `needed`: keys of elements that are never blank."""
    never_blank = set(needed)
    root: dict[str, Json] = {
        "type": "object",
        "properties": {
            "application": {"type": "object", "properties": {"date": _DATE}, "required": ["date"]},
            "today": _DATE,
            "tenant": {"type": "object", "properties": {"code": {"type": "string", "title": "办理单位代码"}}},
            **{name: {"type": "object"} for name in ("case", "param", "calendar")},
        },
        "required": ["application", "today"],
    }
    for element in dictionary:
        _plant(root, element.key.split("."), _schema(element), never_blank=element.key in never_blank)
    return root


def _plant(root: dict[str, Json], path: list[str], leaf: Json, *, never_blank: bool) -> None:
    here = root
    for step in path[:-1]:
        here = here.setdefault("properties", {}).setdefault(step, {"type": "object", "properties": {}})
    here.setdefault("properties", {})[path[-1]] = leaf
    if never_blank:
        here["required"] = [*here.get("required", ()), path[-1]]


def _schema(element: Element) -> dict[str, Json]:
    leaf: dict[str, Json] = {"title": element.label, **_LEAVES.get(element.kind, {"type": "string"})}
    if element.kind == "table":
        columns = {column.element.key: _schema(column.element) for column in element.columns}
        return {"title": element.label, "type": "array", "items": {"type": "object", "properties": columns}}
    if element.kind == "choices":
        return {"title": element.label, "type": "array", "items": {"type": "string"}}
    if element.kind == "choice" and element.options:
        leaf["enum"] = [option.value for option in element.options]
    return leaf
