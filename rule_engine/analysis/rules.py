"""What is wrong with a rule that can be read: names the form does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rule_engine.errors import RuleError
from rule_engine.findings import Finding, Severity
from rule_engine.logic.names import tree_names
from rule_engine.logic.reading import read
from rule_engine.values.json import Json
from rule_engine.values.words import did_you_mean


def check(expr: Json, schema: Mapping[str, Any]) -> list[Finding]:
    """Everything to say about a rule before it is saved, against the form's schema.

    `schema` is the JSON Schema of the facts: objects with `properties`, leaves with `type` and `format`; `title` is
    the label.
    """
    try:
        tree = read(expr)
    except RuleError as error:
        return [Finding(each.pointer, Severity.ERROR, each.message, each.suggestion) for each in error.problems]
    return list(_unknown_names(tree, schema))


def _unknown_names(tree: Any, schema: Mapping[str, Any]) -> Iterator[Finding]:
    known = set(paths(schema))
    for name in sorted(set(tree_names(tree)) - known):
        if name:
            yield Finding("", Severity.ERROR, f"没有数据项“{name}”", did_you_mean(name, known))


def paths(schema: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """Every path of a schema, objects included."""
    for key, each in schema.get("properties", {}).items():
        yield prefix + key
        yield from paths(each, f"{prefix}{key}.")
