"""Walking into facts: own keys only, list positions by number, never an attribute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Final

from rule_engine.values.json import Json
from rule_engine.values.texts import text


class Missing(Enum):
    """The mark of a path that leads nowhere."""

    MISSING = "missing"


MISSING: Final = Missing.MISSING


def split(path: Json) -> tuple[str, ...]:
    """The keys of a dotted path; none (the whole record) for None, `""` and an empty list."""
    dotted = text(path)
    return tuple(dotted.split(".")) if dotted else ()


def step(value: Json, key: str) -> Json:
    """The value under one key, or MISSING."""
    if value.__class__ is list:
        position = int(key) if key.isascii() and key.isdigit() and len(key) < 10 else len(value)
        return value[position] if position < len(value) else MISSING
    if isinstance(value, Mapping):
        return value.get(key, MISSING)
    return MISSING


def nested(values: Mapping[str, Json]) -> dict[str, Json]:
    """Dotted names and their values as a record; what stands under `""` is the record itself."""
    made: dict[str, Json] = dict(values.get("") or {})
    for name, value in values.items():
        *outer, last = split(name) or ("",)
        here = made
        for key in outer:
            here[key] = here = dict(here.get(key) or {})
        if last:
            here[last] = value
    return made


def walk(value: Json, keys: Iterable[str], default: Json = None) -> Json:
    """The value at the end of a path; the default where the path leads nowhere or to None."""
    for key in keys:
        value = step(value, key)
        if value is MISSING or value is None:
            return default
    return default if value is None else value
