"""Which facts a rule reads: what calculated fields, visibility and requirement depend on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rule_engine.logic.reading import read
from rule_engine.operators.base import Node
from rule_engine.operators.dates import CALENDAR, InUnits
from rule_engine.values.json import Json


def names_read(expr: Json) -> frozenset[str]:
    """The dotted paths of the facts that a rule may read, through `var`, `val`, `exists`, `missing`, `missing_some`.

    Rows are read through their table's path; `""` stands for the whole record. A path that is computed from facts
    cannot be known.
    """
    return frozenset(tree_names(read(expr)))


def tree_names(tree: Any) -> Iterator[str]:
    """As `names_read`, of an operator tree."""
    for node, depth in placed(tree, 0):
        yield from (".".join(keys) for up, keys in node.reads() if up == depth)
        if isinstance(node, InUnits) and node.framed:
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
