"""Flat answers → the nested facts that rules read (docs/documents.md, «Facts»)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from form_builder.fields.base import Value

Facts = dict[str, Any]


def facts(answers: Mapping[str, Value], **more: Value) -> Facts:
    """`{"org.name": "甲"}` → `{"org": {"name": "甲"}}`, with `more` (case, param, tenant, application, today …) beside.

    A namespace given in `more` is joined with the answers under it; the answers win. Nothing handed in is changed.
    """
    return with_answers(more, answers)


def with_answers(given: Mapping[str, Value], answers: Mapping[str, Value]) -> Facts:
    """As `facts`, with the other facts as one mapping."""
    out: Facts = dict(given)
    fresh: set[int] = set()
    for key, value in answers.items():
        put(out, tuple(key.split(".")), value, fresh)
    return out


def put(out: Facts, path: tuple[str, ...], value: Value, fresh: set[int]) -> None:
    """Set one path. Mappings on the way that are not in `fresh` (by identity) are copied first."""
    here = out
    for name in path[:-1]:
        below = here.get(name)
        if not isinstance(below, dict) or id(below) not in fresh:
            below = dict(below) if isinstance(below, Mapping) else {}
            fresh.add(id(below))
            here[name] = below
        here = below
    here[path[-1]] = value


def at(facts: Mapping[str, Value], key: str) -> Value:
    """The value under a dotted key, None where there is none."""
    here: Value = facts
    for name in key.split("."):
        here = here.get(name) if isinstance(here, Mapping) else None
    return here
