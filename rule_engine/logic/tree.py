"""Walking an operator tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rule_engine.operators.base import Node


def nodes(argument: Any) -> Iterator[Node]:
    """Every node of a tree, parents first."""
    if isinstance(argument, Node):
        yield argument
        for each in argument.arguments:
            yield from nodes(each)
    elif isinstance(argument, list):
        for each in argument:
            yield from nodes(each)
