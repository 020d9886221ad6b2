"""What a lower tenant may change of a template that its parent published, and its change as a difference."""

from __future__ import annotations

from typing import Any

from tenants.differences import State, differences
from tenants.patch import SCHEMA
from tenants.pointers import Pointer, parse, write
from tenants.rules import ABOUT_RULES, Rules

Json = Any


def locked(parent: Json, name: str) -> bool:
    """Whether nothing at or under a place may be changed below the parent."""
    rules = Rules.of_document(parent)
    at = parse(name)
    if any(rule.word != "locked" for rule in rules.all_of(at)):
        return any(rule.word == "locked" for rule in rules.all_of(at))
    return not any(_open(pattern, at) for pattern, rule in rules.by_pattern.items() if rule.word != "locked")


def open_places(parent: Json) -> list[str]:
    """The places that are open, for a list that says so."""
    rules = Rules.of_document(parent)
    return [write(pattern) for pattern, rule in rules.by_pattern.items() if rule.word != "locked"]


def difference(parent: Json, draft: Json) -> Json:
    """The draft as an overlay (`onewindow/overlay/1`) on the parent's template.

    Elements that the draft moved are the parent's in their order; what has no identity is changed as a whole.
    """
    adapted: dict[str, Json] = {}
    hidden: list[str] = []
    added: dict[str, list[Json]] = {}
    for one in differences(parent, draft):
        if one.pointer[:1] and one.pointer[0] in ABOUT_RULES:
            continue
        if one.state is State.HIDDEN:
            hidden.append(write(one.pointer))
        elif one.state is State.ADDED and _named(one.below):
            added.setdefault(write(one.pointer[:-1]), []).append(one.below)
        else:
            adapted[write(one.pointer)] = one.below
    parts = {"adapted": adapted, "hidden": hidden, "added": added}
    return {"schema": SCHEMA, **{key: part for key, part in parts.items() if part}}


def _named(value: Json) -> bool:
    return isinstance(value, dict) and isinstance(value.get("id"), str)


def _open(pattern: Pointer, at: Pointer) -> bool:
    """Whether an open place stands under `at`."""
    return len(pattern) > len(at) and all(one in ("*", other) for one, other in zip(pattern, at, strict=False))
