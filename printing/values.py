"""JSON values as templates read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Values: TypeAlias = Mapping[str, object]


def look_up(values: object, path: tuple[str, ...]) -> object:
    """The value at `path`, or None when any step is absent."""
    for step in path:
        if not isinstance(values, Mapping):
            return None
        values = values.get(step)
    return values


def is_blank(value: object) -> bool:
    """Nothing to print: absent, null, empty or only white space."""
    return value is None or value == [] or value == {} or (isinstance(value, str) and not value.strip())
