"""Reading the loosely checked parts of a matter: what has another shape is left out, never an exception."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Json = Any


def objects(value: Json, *keys: str) -> Iterator[tuple[int, Mapping[str, Json]]]:
    """The objects of the list that stands under some keys, each with its position."""
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    if isinstance(value, list):
        yield from ((at, each) for at, each in enumerate(value) if isinstance(each, Mapping))


def texts(value: Json, *keys: str) -> Iterator[tuple[int, str]]:
    """The texts of the list that stands under some keys, each with its position; blank ones are left out."""
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    if isinstance(value, list):
        yield from ((at, each) for at, each in enumerate(value) if isinstance(each, str) and each.strip())


def text(value: Json, *keys: str) -> str:
    """The text that stands under some keys; empty when there is none."""
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value.strip() if isinstance(value, str) else ""


def number(value: Json, *keys: str) -> int | None:
    """The whole number that stands under some keys."""
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None
