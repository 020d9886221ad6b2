"""The JSON Schema of the facts that the rules of a form may read, for `rule_engine.check` and for editors of rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from form_builder.dictionary import Dictionary
from form_builder.document import FormDocument
from form_builder.elements import Column, Element
from form_builder.fields.base import plain
from form_builder.reading import Json

Schema = dict[str, Any]

_ANYTHING: Mapping[str, Mapping[str, Json]] = {
    "case": {"type": "object", "title": "办件"},
    "param": {"type": "object", "title": "参数"},
}
_KNOWN: Mapping[str, Mapping[str, Json]] = {
    "tenant.code": {"type": "string", "title": "区划代码"},
    "application.date": {"type": "string", "format": "date", "title": "申请日期"},
    "today": {"type": "string", "format": "date", "title": "今天"},
}
"""Facts beside the answers (docs/documents.md, «Facts»)."""
_TYPES: Mapping[str, Mapping[str, Json]] = {
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "money": {"type": "number"},
    "boolean": {"type": "boolean"},
    "declaration": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "choices": {"type": "array"},
    "table": {"type": "array"},
    "file": {"type": "array", "items": {"type": "object"}},
    "image": {"type": "array", "items": {"type": "object"}},
    "signature": {"type": "object"},
}
_UNREAD = frozenset({"static_text"})


def facts_schema(form: FormDocument, dictionary: Dictionary) -> Schema:
    """What the rules of a form can read: its own elements, guide answers, and the facts of docs/documents.md.

    A nested `object` schema: leaves have `type`, `format`, `enum` (with the labels in `x-labels`), `minimum` and
    `maximum`, `title` and the kind in `x-kind`; `required` names what is never blank. Money and decimals are numbers.
    Fields whose element the dictionary does not know are left out, so that a draft can be checked as well.
    """
    root: Schema = {"type": "object", "properties": {}, "required": ["today", "application", "tenant"]}
    for name, schema in _ANYTHING.items():
        root["properties"][name] = dict(schema)
    for path, schema in _KNOWN.items():
        _put(root, path, dict(schema), always=True)
    for key, always in _asked(form, dictionary).items():
        _put(root, key, element_schema(dictionary[key]), always=always)
    return root


def element_schema(element: Element) -> Schema:
    """The schema of one value, as rules read it."""
    out: Schema = {"title": element.label, **_TYPES.get(element.kind, {"type": "string"}), "x-kind": element.kind}
    if element.kind in ("integer", "decimal", "money"):
        bounds = (("minimum", element.min), ("maximum", element.max))
        out |= {name: _exact(bound) for name, bound in bounds if bound is not None}
    elif element.kind == "choice":
        out |= _options(element)
    elif element.kind == "choices":
        out["items"] = {"type": "string", **_options(element)}
    elif element.kind == "date_range":
        day = {"type": "string", "format": "date"}
        parts = {"start": {**day, "title": f"{element.label}（起）"}, "end": {**day, "title": f"{element.label}（止）"}}
        out |= {"type": "object", "properties": parts, "required": ["start", "end"]}
    elif element.kind == "table":
        out["items"] = _row(element.columns)
    return out


def _asked(form: FormDocument, dictionary: Dictionary) -> dict[str, bool]:
    """Element key → whether every accepted page answers it, in the order of the form; guide answers stand behind."""
    found: dict[str, bool] = {}
    for section in form.sections:
        for field in section.fields:
            if field.element in dictionary and dictionary[field.element].kind not in _UNREAD:
                found[field.element] = field.required is True and field.shown in (None, True)
    return found | {one.key: False for one in dictionary if one.key.startswith("guide.") and one.key not in found}


def _put(root: Schema, path: str, schema: Schema, *, always: bool) -> None:
    *above, last = path.split(".")
    here = root
    for name in above:
        below: Schema = here["properties"].setdefault(name, {"type": "object", "properties": {}})
        if always and name not in here.setdefault("required", []):
            here["required"].append(name)
        here = below
    here["properties"][last] = schema
    if always and last not in here.setdefault("required", []):
        here["required"].append(last)


def _row(columns: tuple[Column, ...]) -> Schema:
    return {
        "type": "object",
        "properties": {column.element.key: element_schema(column.element) for column in columns},
        "required": [column.element.key for column in columns if column.required is True],
    }


def _options(element: Element) -> Schema:
    return {"enum": [one.value for one in element.options], "x-labels": [one.label for one in element.options]}


def _exact(bound: Any) -> Json:
    return int(bound) if bound == bound.to_integral_value() else plain(bound)


def paths(schema: Schema, above: str = "") -> Iterator[tuple[str, Schema]]:
    """The leaves of a schema of facts as (dotted path, schema), in order: what an editor offers."""
    for name, below in schema.get("properties", {}).items():
        path = f"{above}.{name}" if above else name
        if "properties" in below and "x-kind" not in below:
            yield from paths(below, path)
        else:
            yield path, below
