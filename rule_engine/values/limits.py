"""How large things may be. Passing a limit ends in `BudgetExceeded`, never in a hang."""

from __future__ import annotations

from typing import Final

from rule_engine.errors import BudgetExceeded
from rule_engine.values.json import Json

DEPTH: Final = 64
"""Levels of nesting in a rule, and of nesting followed in a value."""
NODES: Final = 5_000
"""JSON values in one rule, literals included."""
OPERATIONS: Final = 100_000
"""Nodes visited while rows are iterated, in one evaluation."""
TEXT: Final = 100_000
"""Characters of one text that a rule builds, and of all texts of a rule together."""
ITEMS: Final = 20_000
"""Items of one list that a rule builds."""
DIGITS: Final = 40
"""Significant digits that arithmetic keeps; beyond them it rounds half to even."""
MAGNITUDE: Final = 100
"""The largest power of ten, up or down, that a number may reach."""
COMPARING: Final = 3
"""What comparing one item of a list costs, in operations."""


def size(value: Json) -> int:
    """What looking through a value costs, in operations: its items, or its characters by sixties."""
    if isinstance(value, str):
        return len(value) >> 6
    return len(value) if isinstance(value, (list, dict)) else 0


class Meter:
    """Counts the operations of one evaluation."""

    __slots__ = ("left",)

    def __init__(self, operations: int = OPERATIONS) -> None:
        self.left = operations

    def charge(self, operations: int) -> None:
        """Take `operations` from the budget before they are done; raise BudgetExceeded when it is used up."""
        self.left -= operations
        if self.left < 0:
            raise BudgetExceeded(f"规则运算次数超过上限（{OPERATIONS} 次）")
