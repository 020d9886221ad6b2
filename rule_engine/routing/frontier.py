"""Which steps are open now, given what is completed: a plan walked from its start along the arrows that hold."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from types import MappingProxyType

from rule_engine.logic.explain import explain
from rule_engine.logic.names import tree_names
from rule_engine.routing.plan import Arrow, RoutePlan, Step
from rule_engine.values.json import Facts, Json
from rule_engine.values.paths import nested, split, walk


@dataclass(frozen=True, slots=True)
class Because:
    """An arrow that was taken under a condition: from, to, the rule, and the facts it read."""

    step: str
    to: str
    expr: Json
    inputs: Mapping[str, Json]

    def sentence(self, labels: Mapping[str, str]) -> str:
        """The reason in Chinese; `labels` as for `explain`."""
        return explain(self.expr, nested(self.inputs), labels).sentence


@dataclass(frozen=True, slots=True)
class Frontier:
    """`open`: the steps to work on now, in the order of the plan. `ended`: nothing is left to do. `stuck`: steps from
    which no arrow holds.

    `decided`: the result is out; what is still open only follows it (备案, 事后监管). `way`: the arrows taken, (from,
    to).
    """

    open: tuple[str, ...]
    ended: bool
    because: tuple[Because, ...]
    stuck: tuple[str, ...] = ()
    decided: bool = False
    way: tuple[tuple[str, str], ...] = ()


def frontier(plan: RoutePlan, facts: Facts, completed: Collection[str]) -> Frontier:
    """The open steps of a case. Facts may change between calls; completed steps no longer on the way are ignored.

    Raises what a condition raises: RuleFailed when it throws, BudgetExceeded when it is too much work.
    """
    return _Walker(plan, facts, frozenset(completed)).frontier()


def waves(plan: RoutePlan, facts: Facts) -> Iterator[Frontier]:
    """The frontiers of a case in which every open step is completed at once, until nothing is open."""
    completed: frozenset[str] = frozenset()
    held: dict[str, tuple[Arrow, ...]] = {}
    while True:
        now = _Walker(plan, facts, completed, held).frontier()
        yield now
        if not now.open:
            return
        completed |= set(now.open)


@dataclass
class _Walker:
    plan: RoutePlan
    facts: Facts
    completed: frozenset[str]
    held: dict[str, tuple[Arrow, ...]] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    because: list[Because] = field(default_factory=list)
    way: list[tuple[str, str]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def frontier(self) -> Frontier:
        """Walk from the start."""
        done = self.follow(self.plan.start, None)
        ended = done and not self.open
        after = all(self.plan.steps[each].after_decision for each in self.open)
        decided = not self.stuck and after and (done or bool(self.open))
        return Frontier(tuple(self.open), ended, tuple(self.because), tuple(self.stuck), decided, tuple(self.way))

    def follow(self, step_id: str, join: str | None) -> bool:
        """Follow one thread; True when it has come to `join` (or to an end)."""
        while step_id != join:
            step = self.plan.steps[step_id]
            if step.kind == "end":
                return True
            if step_id in self.seen:
                return False
            self.seen.add(step_id)
            if step.is_work and step_id not in self.completed:
                self.open.append(step_id)
                return False
            if step.kind == "fork":
                if not self.through(step):
                    return False
                step = self.plan.steps[step.join]
                if step.id == join:
                    return True
                self.seen.add(step.id)
            arrow = next(iter(self.take(step, 1)), None)
            if arrow is None:
                self.stuck.append(step.id)
                return False
            step_id = arrow.to
        return True

    def through(self, fork: Step) -> bool:
        """Follow all branches that hold; True when enough have come in: then nobody waits for the others."""
        before = len(self.open), len(self.stuck)
        taken = self.take(fork, len(fork.arrows))
        come_in = sum([self.follow(arrow.to, fork.join) for arrow in taken])
        if come_in < needed(self.plan.steps[fork.join].wait, len(taken)):
            return False
        del self.open[before[0] :], self.stuck[before[1] :]
        return True

    def take(self, step: Step, most: int) -> tuple[Arrow, ...]:
        """The first arrows that hold, tried once; each is noted, and why it holds."""
        if step.id not in self.held:
            self.held[step.id] = tuple(islice(step.holding(self.facts), most))
        for arrow in self.held[step.id]:
            self.way.append((step.id, arrow.to))
            if arrow.rule is not None:
                inputs = {name: walk(self.facts, split(name)) for name in sorted(set(tree_names(arrow.rule.tree)))}
                self.because.append(Because(step.id, arrow.to, arrow.expr, MappingProxyType(inputs)))
        return self.held[step.id]


def needed(wait: str | Decimal, branches: int) -> int:
    """How many of the branches a join waits for."""
    if wait == "all" or not branches:
        return branches
    return 1 if isinstance(wait, str) else max(1, math.ceil(wait * branches))
