"""The rules that stand in a document, each with its JSON Pointer."""

from __future__ import annotations

from collections.abc import Iterator

from onewindow.domain.problems import escape
from onewindow.domain.publishing.elements import RULES, Json

_BOOLEAN_OR_RULE = "required"
_NOT_RULES = frozenset({"data", "expect", "examples", "scenarios", "provenance"})
"""What stands under these is data: a key `if` in it is somebody's own."""


def rules_of(value: Json, pointer: str = "") -> Iterator[tuple[str, Json]]:
    """Every rule of a document in reading order: under `if`, `shown`, `needed`, `include`, `compute`, `required`."""
    if isinstance(value, list):
        for at, each in enumerate(value):
            yield from rules_of(each, f"{pointer}/{at}")
    elif isinstance(value, dict):
        for key, each in value.items():
            under = f"{pointer}/{escape(key)}"
            if is_rule(key, each):
                yield under, each
            elif key not in _NOT_RULES:
                yield from rules_of(each, under)


def is_rule(key: str, value: Json) -> bool:
    """Whether what stands under a key is a rule: not a plain true or false, not nothing."""
    return isinstance(value, dict | list) and (key in RULES or key == _BOOLEAN_OR_RULE)
