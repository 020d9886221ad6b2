"""Places in a draft that stay the same when others add and move things: pointers by identity.

A segment is a key of an object, or the identity of an element of a list: its `id`, `key`, `matter`, `name`, `value`,
`path` or `to`, whichever it has first; a text is its own identity. A list in which an element has none, or two have the
same, is one value; so is a rule, whose parts mean nothing alone. `form/materials/id_card/necessity` is written as in
`tenants.pointers`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tenants.pointers import ABSENT, Pointer, parse, write

Json = Any

IDENTITIES = ("id", "key", "matter", "name", "value", "path", "to")
RULES = frozenset({"if", "shown", "needed", "include", "compute"})
"""Keys under which a rule stands; `required` may hold one too."""
ORDER = "#order"
"""The last segment of a pointer to the order of a list: its value is the list of identities."""
_LIMIT = frozenset({"value", "unit"})

__all__ = [
    "ABSENT",
    "ORDER",
    "Finder",
    "Json",
    "Pointer",
    "find",
    "identities",
    "identity",
    "parse",
    "put",
    "same",
    "whole",
    "write",
]


def identity(element: Json) -> str | None:
    """The name of an element of a list, or None when it has none."""
    if isinstance(element, str):
        return element
    if isinstance(element, dict):
        for key in IDENTITIES:
            name = element.get(key)
            if isinstance(name, str):
                return name
    return None


def identities(value: Json) -> tuple[str, ...] | None:
    """The identities of a list in its order; None when it is no list, or an element has none, or two have the same."""
    if not isinstance(value, list):
        return None
    names = tuple(identity(element) for element in value)
    known = tuple(name for name in names if name is not None)
    return known if len(set(known)) == len(names) else None


def whole(key: str, value: Json) -> bool:
    """Whether what stands under a key is one value: a rule, or a limit, whose number means nothing without its unit."""
    return key in RULES or (key == "required" and isinstance(value, dict)) or _is_limit(value)


def _is_limit(value: Json) -> bool:
    return isinstance(value, dict) and set(value) == _LIMIT


def same(one: Json, other: Json) -> bool:
    """Equality of JSON values: true is not 1, nothing there is not null, an object has no order."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and bool(one == other)


@dataclass(frozen=True, slots=True)
class Finder:
    """Walks documents that stay as they are; a list is indexed when it is first walked through."""

    _lists: dict[int, tuple[Json, dict[str, Json]]] = field(default_factory=dict)

    def step(self, value: Json, segment: str) -> Json:
        """What stands under one segment, or ABSENT."""
        if isinstance(value, dict):
            return value.get(segment, ABSENT)
        return self._named(value).get(segment, ABSENT) if isinstance(value, list) else ABSENT

    def find(self, document: Json, pointer: Pointer) -> Json:
        """The value at a pointer, or ABSENT."""
        for segment in pointer:
            document = self.step(document, segment)
        return document

    def _named(self, value: list[Json]) -> dict[str, Json]:
        kept = self._lists.get(id(value))
        if kept is None:
            found: dict[str, Json] = {}
            for element in value:
                found.setdefault(identity(element) or "", element)
            kept = self._lists[id(value)] = (value, found)  # the list is held, so that its id stays its own
        return kept[1]


def find(document: Json, pointer: Pointer) -> Json:
    """The value at a pointer, or ABSENT."""
    return Finder().find(document, pointer)


def put(document: Json, pointer: Pointer, value: Json) -> Json:
    """The document with a value at a pointer, added when nothing stood there, or without it (ABSENT).

    Nothing given is changed. A list is put in the order under `#order`; what that does not name comes last. A way that
    leads nowhere changes nothing.
    """
    if not pointer:
        return value
    segment, rest = pointer[0], pointer[1:]
    if isinstance(document, dict):
        return _put_key(document, segment, rest, value)
    if not isinstance(document, list):
        return document
    return _ordered(document, value) if segment == ORDER else _put_element(document, segment, rest, value)


def _put_key(document: dict[str, Json], key: str, rest: Pointer, value: Json) -> Json:
    inner = value if not rest else put(document[key], rest, value) if key in document else ABSENT
    if inner is ABSENT and rest:
        return document
    kept = {**document, key: inner}
    return {name: each for name, each in kept.items() if each is not ABSENT}


def _put_element(document: list[Json], name: str, rest: Pointer, value: Json) -> Json:
    found = [identity(element) == name for element in document]
    if not any(found):
        return document if rest or value is ABSENT else [*document, value]
    changed = [put(each, rest, value) if hit else each for each, hit in zip(document, found, strict=True)]
    return [element for element in changed if element is not ABSENT]


def _ordered(document: list[Json], names: Json) -> Json:
    places = {name: at for at, name in enumerate(names)} if isinstance(names, list) else {}
    return sorted(document, key=lambda element: places.get(identity(element), len(places)))
