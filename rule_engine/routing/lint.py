"""What is wrong with a plan that can be read but cannot work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from rule_engine.analysis.rules import check
from rule_engine.findings import Finding, Severity
from rule_engine.routing.plan import RoutePlan, Step


def lint_plan(plan: RoutePlan, schema: Mapping[str, Any] | None = None) -> list[Finding]:
    """Unreachable steps, dead ends, missing defaults, joins that wait for nobody, branches that miss their join,
    cycles, time that cannot be told; with the schema of the facts, also what `check` says about the conditions.
    """
    found = [*_unreachable(plan), *_dead_ends(plan), *_joins(plan), *_cycles(plan), *_time(plan)]
    return found if schema is None else [*found, *_conditions(plan, schema)]


def _conditions(plan: RoutePlan, schema: Mapping[str, Any]) -> Iterator[Finding]:
    for step in plan.steps.values():
        key = "branches" if step.kind == "fork" else "next"
        for number, arrow in enumerate(step.arrows):
            for finding in check(arrow.expr, schema) if arrow.rule else ():
                yield replace(finding, place=f"{place(plan, step)}/{key}/{number}/if{finding.place}")


def reachable(plan: RoutePlan, start: str) -> set[str]:
    """Every step that some arrows lead to."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        step = waiting.pop()
        if step not in seen:
            seen.add(step)
            waiting.extend(arrow.to for arrow in plan.steps[step].arrows)
    return seen


def _unreachable(plan: RoutePlan) -> Iterator[Finding]:
    seen = reachable(plan, plan.start)
    for step in plan.steps.values():
        if step.id not in seen:
            yield Finding(
                place(plan, step), Severity.ERROR, f"环节“{name(step)}”无法到达", "从前面的环节连到它，或删除它"
            )


def _dead_ends(plan: RoutePlan) -> Iterator[Finding]:
    for step in plan.steps.values():
        if step.kind == "end":
            continue
        if not step.arrows:
            yield Finding(
                place(plan, step), Severity.ERROR, f"环节“{name(step)}”之后没有去向", "连到下一环节或结束环节"
            )
        elif step.kind != "fork" and all(arrow.rule for arrow in step.arrows):
            yield Finding(
                place(plan, step),
                Severity.ERROR,
                f"环节“{name(step)}”的去向都带条件，条件都不成立时无路可走",
                "在最后加一个不带条件的去向",
            )
        elif step.kind != "fork" and any(arrow.rule is None for arrow in step.arrows[:-1]):
            yield Finding(
                place(plan, step),
                Severity.WARNING,
                f"环节“{name(step)}”有排在无条件去向之后的去向，永远不会走到",
                "把不带条件的去向放到最后",
            )


def _joins(plan: RoutePlan) -> Iterator[Finding]:
    awaited = {step.join: step for step in plan.steps.values() if step.kind == "fork"}
    for step in plan.steps.values():
        if step.kind == "join" and step.id not in awaited:
            yield Finding(
                place(plan, step),
                Severity.ERROR,
                f"会合环节“{name(step)}”没有对应的分支",
                "删除它，或让某个分支在此会合",
            )
    for fork in awaited.values():
        for arrow in fork.arrows:
            if fork.join not in reachable(plan, arrow.to):
                yield Finding(
                    place(plan, fork),
                    Severity.ERROR,
                    f"分支“{arrow.to}”到不了会合环节“{fork.join}”",
                    "把这条分支连到会合环节",
                )


def _cycles(plan: RoutePlan) -> Iterator[Finding]:
    for step in plan.steps.values():
        if any(step.id in reachable(plan, arrow.to) for arrow in step.arrows):
            yield Finding(
                place(plan, step),
                Severity.ERROR,
                f"环节“{name(step)}”绕回自己，流程不会结束",
                "去掉回头的去向；退回补正由办理时处理",
            )


def _time(plan: RoutePlan) -> Iterator[Finding]:
    """Time not counted has to be told in writing (行政许可法 art. 45); what follows the decision is over with it."""
    for step in plan.steps.values():
        if step.special and step.limit is None:
            message = f"环节“{name(step)}”不计时，但没有期限"
            yield Finding(place(plan, step), Severity.WARNING, message, "填写所需时间，以便书面告知申请人")
        later = [plan.steps[arrow.to] for arrow in step.arrows] if step.after_decision else []
        for following in later:
            if following.is_work and not following.after_decision:
                message = f"环节“{name(following)}”在办结后的环节之后，却未标为办结后"
                yield Finding(place(plan, following), Severity.WARNING, message, "标为办结后，或移到办结之前")


def name(step: Step) -> str:
    """How people call a step."""
    return step.action or step.id


def place(plan: RoutePlan, step: Step) -> str:
    """JSON Pointer of a step."""
    return f"/steps/{list(plan.steps).index(step.id)}"
