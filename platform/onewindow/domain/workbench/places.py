"""Where something stands in a document that is being edited.

Pointers are those of overlays (`form/materials/id_card/name`); an element of a list that has no identity of its own is
named by its position.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tenants.pointers import ABSENT, Pointer, identity, parse, write

Json = Any


def names(elements: list[Json]) -> list[str]:
    """How the elements of a list are called: by identity, an arrow by where it leads, others by position."""
    found: list[str] = []
    for position, element in enumerate(elements):
        name = identity(element) or _target(element)
        found.append(name if name and name not in found else str(position))
    return found


def _target(element: Json) -> str:
    """Where an arrow of a route leads."""
    return element["to"] if isinstance(element, Mapping) and isinstance(element.get("to"), str) else ""


def step(value: Json, segment: str) -> Json:
    """What stands under a segment, or ABSENT."""
    if isinstance(value, Mapping):
        return value.get(segment, ABSENT)
    if isinstance(value, list):
        return next((each for name, each in zip(names(value), value, strict=True) if name == segment), ABSENT)
    return ABSENT


def find(document: Json, pointer: Pointer) -> Json:
    """The value at a pointer, or ABSENT."""
    for segment in pointer:
        document = step(document, segment)
    return document


def put(document: Json, pointer: Pointer, value: Json) -> Json:
    """The document with another value at a pointer, objects on the way made where they are missing.

    ABSENT takes the value away. Nothing given is changed; what names a place in no list changes nothing.
    """
    if not pointer:
        return value
    segment, rest = pointer[0], pointer[1:]
    if isinstance(document, list):
        changed = [
            put(each, rest, value) if name == segment else each
            for name, each in zip(names(document), document, strict=True)
        ]
        return [each for each in changed if each is not ABSENT]
    inside = dict(document) if isinstance(document, Mapping) else {}
    if value is ABSENT and segment not in inside:
        return document
    inner = put(inside.get(segment, {}), rest, value)
    if inner is ABSENT:
        inside.pop(segment, None)
    else:
        inside[segment] = inner
    return inside


def of_json_pointer(document: Json, pointer: str) -> str:
    """The written pointer of a JSON Pointer (RFC 6901), whose list positions become identities.

    Stops where the document has no such place, so that a finding about something missing leads to what surrounds it.
    """
    found: list[str] = []
    value = document
    for segment in parse(pointer.lstrip("/")) if pointer.strip("/") else ():
        if isinstance(value, list) and segment.isdecimal() and int(segment) < len(value):
            segment = names(value)[int(segment)]
        value = step(value, segment)
        found.append(segment)
        if value is ABSENT:
            break
    return write(tuple(found))


def prefixes(written: str) -> Iterator[str]:
    """A written pointer and what surrounds it, from the inside out."""
    pointer = parse(written)
    for length in range(len(pointer), 0, -1):
        yield write(pointer[:length])
