"""JSON values as templates read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


def leaf_names(values: object, prefix: str = "") -> Iterator[str]:
    """The names of all leaves: `org.name`, `materials[].name`."""
    if isinstance(values, Mapping):
        for key, value in values.items():
            yield from leaf_names(value, f"{prefix}.{key}" if prefix else str(key))
    elif isinstance(values, list) and values and isinstance(values[0], Mapping):
        yield from dict.fromkeys(name for row in values for name in leaf_names(row, f"{prefix}[]"))
    else:
        yield prefix
