"""What a lower tenant may change of a template that its parent published, and its change as a difference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tenants.differences import Difference, State, differences, same
from tenants.patch import SCHEMA
from tenants.pointers import Pointer, identity, parse, write
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
    for one in _differences(parent, draft, ()):
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


def _differences(above: Json, below: Json, at: Pointer) -> Iterator[Difference]:
    """As `tenants.differences`, but into lists of which only some elements have a name: those are told one by one as
    long as nothing else in the list differs.
    """
    if isinstance(above, dict) and isinstance(below, dict):
        for key in above.keys() | below.keys():
            if key in above and key in below:
                yield from _differences(above[key], below[key], (*at, key))
            else:
                yield from differences(_only(above, key), _only(below, key), at)
        return
    pairs = _pairs(above, below)
    if pairs is None:
        yield from differences(above, below, at)
        return
    for name, one, other in pairs:
        yield from _differences(one, other, (*at, name))


def _pairs(above: Json, below: Json) -> list[tuple[str, Json, Json]] | None:
    """The named elements of two lists that are alike but for those; None for anything else."""
    if not (isinstance(above, list) and isinstance(below, list) and len(above) == len(below)):
        return None
    found = []
    for one, other in zip(above, below, strict=True):
        name = identity(one)
        if name != identity(other) or (name is None and not same(one, other)):
            return None
        if name is not None:
            found.append((name, one, other))
    return found


def _only(value: dict[str, Json], key: str) -> dict[str, Json]:
    return {key: value[key]} if key in value else {}


def _named(value: Json) -> bool:
    return isinstance(value, dict) and isinstance(value.get("id"), str)


def _open(pattern: Pointer, at: Pointer) -> bool:
    """Whether an open place stands under `at`."""
    return len(pattern) > len(at) and all(one in ("*", other) for one, other in zip(pattern, at, strict=False))
