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


def leaf_names(values: object, prefix: str = "") -> list[str]:
    """The names of all leaves, each once: `org.name`, `materials[].name`."""
    found: dict[str, None] = {}
    _add_leaves(values, prefix, found)
    return list(found)


def _add_leaves(values: object, prefix: str, found: dict[str, None]) -> None:
    if isinstance(values, dict | Mapping):
        start = f"{prefix}." if prefix else ""
        for key, value in values.items():
            _add_leaves(value, f"{start}{key}", found)
    elif isinstance(values, list) and values and isinstance(values[0], dict | Mapping):
        for row in values:
            _add_leaves(row, f"{prefix}[]", found)
    else:
        found[prefix] = None
