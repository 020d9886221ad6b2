"""The plan of a route: steps and arrows, as published in a matter document (docs/documents.md, «Route plan»)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, Literal, Self, TypeAlias

from rule_engine.clocks.clock import Limit
from rule_engine.errors import DocumentError, Problem, RuleError
from rule_engine.logic.rule import Rule, compile_rule
from rule_engine.routing.choice import Choice
from rule_engine.shapes import Reader
from rule_engine.values.blank import truthy
from rule_engine.values.json import Facts
from rule_engine.values.numbers import Absent, number

KINDS: Final = ("task", "external", "fork", "join", "end")
Kind: TypeAlias = Literal["task", "external", "fork", "join", "end"]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A way on: taken when the rule holds, or always."""

    to: str
    rule: Rule | None = None
    expr: Any = None

    def holds(self, facts: Facts) -> bool:
        """Whether the arrow may be taken."""
        return self.rule is None or truthy(self.rule(facts))


@dataclass(frozen=True, slots=True)
class Step:
    """One step. Tasks and external steps are work; forks, joins and ends only steer.

    `special`: its time is not counted (行政许可法 art. 45). `after_decision`: it does not delay the result.
    `acceptance`: a first step that is done when a comprehensive window accepts the application (前台综合受理). `wait`
    (joins): `all` branches, `any` one, or the share of the branches that must have come in.
    """

    id: str
    kind: Kind
    level: str = ""
    department: str = ""
    post: str = ""
    action: str = ""
    limit: Limit | None = None
    special: bool = False
    after_decision: bool = False
    acceptance: bool = False
    arrows: tuple[Arrow, ...] = ()
    join: str = ""
    wait: Literal["all", "any"] | Decimal = "all"
    choice: Choice = field(default=Choice.of(()), compare=False, repr=False)

    def holding(self, facts: Facts) -> Iterator[Arrow]:
        """The arrows that hold, in order."""
        possible = (self.arrows[position] for position in self.choice.candidates(facts))
        return (arrow for arrow in possible if arrow.holds(facts))

    @property
    def is_work(self) -> bool:
        """Whether somebody has to do something."""
        return self.kind in ("task", "external")


@dataclass(frozen=True, slots=True)
class RoutePlan:
    """Steps by id, in the order of the document."""

    start: str
    steps: Mapping[str, Step] = field(default_factory=dict)

    @classmethod
    def from_json(cls, document: Any) -> Self:
        """Read a plan; raise DocumentError with every problem (unknown kind, arrow to nowhere, unusable rule …)."""
        read = Reader(document, "", [])
        steps: dict[str, Step] = {}
        for raw in read.objects("steps"):
            step = _step(raw)
            if step.id in steps:
                raw.wrong("id", f"环节编号“{step.id}”重复", "换一个编号")
            steps[step.id] = step
        plan = cls(read.text("start"), MappingProxyType(steps))
        read.problems.extend(_loose_ends(plan, list(steps)))
        read.finish()
        return plan


def _step(raw: Reader) -> Step:
    kind = raw.choice("kind", KINDS, "", "环节类型")
    if not raw.text("id"):
        raw.wrong("id", "环节没有编号", "填写编号")
    arrows = _arrows(raw, "branches" if kind == "fork" else "next")
    return Step(
        id=raw.text("id"),
        kind=kind or "task",  # type: ignore[arg-type]
        level=raw.text("level"),
        department=raw.text("department"),
        post=raw.text("post"),
        action=raw.text("action"),
        limit=_limit(raw),
        special=bool(raw.get("special")),
        after_decision=bool(raw.get("after_decision")),
        acceptance=bool(raw.get("acceptance")),
        arrows=arrows,
        choice=Choice.of([arrow.rule for arrow in arrows]),
        join=raw.text("join"),
        wait=_wait(raw),
    )


def _limit(raw: Reader) -> Limit | None:
    if raw.get("limit") is None:
        return None
    try:
        return Limit.from_json(raw.get("limit"))
    except DocumentError as error:
        raw.under("limit", error.problems)
        return None


def _arrows(raw: Reader, key: str) -> tuple[Arrow, ...]:
    arrows = []
    for each in raw.objects(key):
        expr, rule = each.get("if"), None
        try:
            rule = None if expr is None else compile_rule(expr)
        except RuleError as error:
            each.under("if", error.problems)
        arrows.append(Arrow(each.text("to"), rule, expr))
    return tuple(arrows)


def _wait(raw: Reader) -> Literal["all", "any"] | Decimal:
    written = raw.get("wait")
    if written is None or written == "all":
        return "all"
    if written == "any":
        return "any"
    share = number(written.get("ratio")) if isinstance(written, Mapping) else Absent.GARBAGE
    if not isinstance(share, Absent) and 0 < share <= 1:
        return Decimal(share)
    raw.wrong("wait", "会合方式不对", '写 "all"、"any" 或 {"ratio": "0.5"}')
    return "all"


def _loose_ends(plan: RoutePlan, order: list[str]) -> Iterator[Problem]:
    """Ids that name no step."""
    if plan.start not in plan.steps:
        yield Problem("/start", f"起点“{plan.start}”不是任何环节", "改为已有环节的编号")
    for step in plan.steps.values():
        pointer = f"/steps/{order.index(step.id)}"
        key = "branches" if step.kind == "fork" else "next"
        for position, arrow in enumerate(step.arrows):
            if arrow.to not in plan.steps:
                yield Problem(f"{pointer}/{key}/{position}/to", f"“{arrow.to}”不是任何环节", "改为已有环节的编号")
        if step.kind == "fork" and getattr(plan.steps.get(step.join), "kind", "") != "join":
            yield Problem(f"{pointer}/join", f"分支的会合点“{step.join}”不是会合环节", "指向一个 join 环节")
