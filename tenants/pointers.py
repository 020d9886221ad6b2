"""Pointers into a document whose lists hold named elements: `form/materials/id_card/necessity`.

A segment is a key of an object, or the identity of an element of a list: its `id`, `key` or `matter`, whichever it has.
Identities stay when elements are moved or when others are added, so that a difference still fits the next version. A
list without identities is one value. `~1` stands for a slash and `~0` for a tilde inside a segment (RFC 6901).
"""

from __future__ import annotations

from typing import Any

Json = Any
Pointer = tuple[str, ...]

IDENTITIES = ("id", "key", "matter")


class Absent:
    """The type of `ABSENT`: nothing stands at a pointer. Not None, which is a value."""


ABSENT = Absent()


def parse(text: str) -> Pointer:
    """The segments of a written pointer."""
    return tuple(segment.replace("~1", "/").replace("~0", "~") for segment in text.split("/"))


def write(pointer: Pointer) -> str:
    """A pointer as text; the inverse of `parse`."""
    return "/".join(segment.replace("~", "~0").replace("/", "~1") for segment in pointer)


def identity(element: Json) -> str | None:
    """The name of an element of a list, or None when it has none."""
    if isinstance(element, dict):
        for key in IDENTITIES:
            if isinstance(element.get(key), str):
                return str(element[key])
    return None


def find(document: Json, pointer: Pointer) -> Json:
    """The value at a pointer, or ABSENT."""
    value = document
    for segment in pointer:
        value = _step(value, segment)
        if value is ABSENT:
            return ABSENT
    return value


def replace(document: Json, pointer: Pointer, value: Json) -> Json:
    """The document with another value at a pointer that exists, or without it (ABSENT). Nothing given is changed."""
    if not pointer:
        return value
    segment, rest = pointer[0], pointer[1:]
    inner = replace(_step(document, segment), rest, value)
    if isinstance(document, dict):
        kept = {key: inner if key == segment else old for key, old in document.items()}
        return {key: new for key, new in kept.items() if new is not ABSENT}
    changed = [inner if identity(element) == segment else element for element in document]
    return [element for element in changed if element is not ABSENT]


def _step(value: Json, segment: str) -> Json:
    if isinstance(value, dict):
        return value.get(segment, ABSENT)
    if isinstance(value, list):
        return next((element for element in value if identity(element) == segment), ABSENT)
    return ABSENT
