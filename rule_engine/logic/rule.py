"""A compiled rule."""

from __future__ import annotations

from typing import Any

from rule_engine.errors import BudgetExceeded
from rule_engine.logic.reading import read
from rule_engine.logic.tree import nodes
from rule_engine.operators.base import assemble
from rule_engine.operators.code import Frame
from rule_engine.values.json import Facts, Json
from rule_engine.values.limits import Meter

_NOWHERE = Frame(None, Meter(0))


class Rule:
    """A rule ready to run: immutable, shareable between threads. `rule(facts)` gives its value and never changes the
    facts.

    Raises RuleFailed when the rule throws, BudgetExceeded when the facts make it too much work; nothing else.
    """

    __slots__ = ("_framed", "_run", "tree")

    tree: Any

    def __init__(self, tree: Any) -> None:
        self.tree = tree
        self._run = assemble(tree).run
        self._framed = any(node.framed for node in nodes(tree))

    def __call__(self, facts: Facts) -> Json:
        """The value of the rule for these facts."""
        if not self._framed:
            return self._run(facts, _NOWHERE)
        try:
            return self._run(facts, Frame(facts, Meter()))
        except RecursionError:
            raise BudgetExceeded("数据嵌套过深") from None


def compile_rule(expr: Json) -> Rule:
    """Compile a JsonLogic rule once; raise RuleError listing every problem with its JSON Pointer (BudgetExceeded when
    it is too large).
    """
    return Rule(read(expr))


def evaluate(expr: Json, facts: Facts) -> Json:
    """Compile and run at once, for a rule that is used only once."""
    return compile_rule(expr)(facts)
