"""Which facts a rule reads: what calculated fields, visibility and requirement depend on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rule_engine.logic.reading import read
from rule_engine.operators.base import Node
from rule_engine.operators.control import If
from rule_engine.operators.dates import DateAdd, DateDiff
from rule_engine.operators.reading import Exists, Missing, MissingSome, Val, Var, levels
from rule_engine.operators.rows import Merge
from rule_engine.values.json import Json
from rule_engine.values.paths import split
from rule_engine.values.texts import text

CALENDAR = "calendar"
"""The fact that holds the working days."""


def names_read(expr: Json) -> frozenset[str]:
    """The dotted paths of the facts that a rule may read, through `var`, `val`, `exists`, `missing`, `missing_some`.

    Rows are read through their table's path; `""` stands for the whole record. A path that is computed from facts cannot be known.
    """
    return frozenset(tree_names(read(expr)))


def tree_names(tree: Any) -> Iterator[str]:
    """As `names_read`, of an operator tree."""
    for node, depth in placed(tree, 0):
        for up, keys in reads(node):
            if up == depth:
                yield ".".join(keys)
        if (
            isinstance(node, (DateAdd, DateDiff))
            and len(node.arguments) > 2
            and node.arguments[2] not in ("day", "month", "year")
        ):
            yield CALENDAR


def placed(argument: Any, depth: int) -> Iterator[tuple[Node, int]]:
    """Every node with the number of records it stands inside of."""
    if isinstance(argument, Node):
        yield argument, depth
        for each in argument.arguments:
            yield from placed(each, depth + any(each is body for body in argument.inner))
    elif isinstance(argument, list):
        for each in argument:
            yield from placed(each, depth)


def reads(node: Node) -> Iterator[tuple[int, tuple[str, ...]]]:
    """What a node itself reads: (records to climb, keys)."""
    if isinstance(node, Var):
        paths = possible(node.arguments[0]) if node.arguments else [""]
        yield from ((0, split(path)) for path in paths)
    elif isinstance(node, (Missing, MissingSome)):
        listed = node.arguments if isinstance(node, Missing) else node.arguments[1:]
        yield from ((0, split(path)) for each in listed for path in possible(each))
    elif isinstance(node, Exists):
        yield from _keyed(node.arguments, 0)
    elif isinstance(node, Val):
        yield from _climbed(node)


def _climbed(node: Val) -> Iterator[tuple[int, tuple[str, ...]]]:
    keys = node.arguments
    if keys and isinstance(keys[0], list):
        frames, place = divmod(levels(keys[0]), 2)
        if not (place and keys[1:] == ("index",)):
            yield from _keyed(keys[1:], frames + place)
    else:
        yield from _keyed(() if node.place.bare and keys == (None,) else keys, 0)


def _keyed(keys: Sequence[Any], up: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    if not any(isinstance(key, (Node, list)) for key in keys):
        yield up, tuple(map(text, keys))


def possible(argument: Any) -> list[str]:
    """The plain values that an argument may turn out to be, as far as the rule itself tells."""
    if isinstance(argument, If):
        return [
            each
            for position, part in enumerate(argument.arguments)
            if _is_value(argument, position)
            for each in possible(part)
        ]
    if isinstance(argument, (list, Merge)):
        parts = argument.arguments if isinstance(argument, Merge) else argument
        return [each for part in parts for each in possible(part)]
    return [] if isinstance(argument, Node) else [text(argument)]


def _is_value(node: If, position: int) -> bool:
    return position % 2 == 1 or position == len(node.arguments) - 1
