"""What one document has otherwise than another, element by element."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .pointers import ABSENT, Pointer, identity

Json = Any


class State(StrEnum):
    """How an element of a lower tenant's document came to be; what is not named is inherited."""

    ADAPTED = "adapted"
    ADDED = "added"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Difference:
    """One element that differs; `above` and `below` are what each of the two documents has, or ABSENT."""

    pointer: Pointer
    state: State
    above: Json = ABSENT
    below: Json = ABSENT


def differences(above: Json, below: Json, pointer: Pointer = ()) -> Iterator[Difference]:
    """Every difference between two values at a pointer, the smallest elements that can be named.

    Elements of lists go by identity; their order says nothing. A list without identities is one value.
    """
    if isinstance(above, dict) and isinstance(below, dict):
        yield from _parts(above, below, pointer)
    elif (first := _named(above)) is not None and (second := _named(below)) is not None:
        yield from _parts(first, second, pointer)
    elif not same(above, below):
        yield Difference(pointer, State.ADAPTED, above, below)


def same(one: Json, other: Json) -> bool:
    """Whether two JSON values are the same; true is not 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and bool(one == other)


def _parts(above: dict[str, Json], below: dict[str, Json], pointer: Pointer) -> Iterator[Difference]:
    for key, value in above.items():
        if key in below:
            yield from differences(value, below[key], (*pointer, key))
        else:
            yield Difference((*pointer, key), State.HIDDEN, above=value)
    for key, value in below.items():
        if key not in above:
            yield Difference((*pointer, key), State.ADDED, below=value)


def _named(value: Json) -> dict[str, Json] | None:
    """The elements of a list by identity; None when one has none, or two share one."""
    if not isinstance(value, list):
        return None
    found = {name: element for element in value if (name := identity(element)) is not None}
    return found if len(found) == len(value) else None
