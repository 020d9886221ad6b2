"""Limits that disagree: promised against statutory, the steps against the promise."""

from __future__ import annotations

from collections.abc import Iterator

from onewindow.domain.matter import MatterDocument
from onewindow.domain.publishing.findings import WARNING, Finding
from rule_engine import Limit, RoutePlan
from rule_engine.routing.plan import Step

UNITS = {"working_day": "个工作日", "calendar_day": "个自然日"}


def findings(matter: MatterDocument) -> Iterator[Finding]:
    """A promise longer than the law allows, and steps that together take longer than the promise."""
    limits = matter.limits
    if limits.statutory and _longer(limits.promised, limits.statutory):
        message = f"承诺时限 {said(limits.promised)}，长于法定时限 {said(limits.statutory)}。"
        yield Finding("/limits/promised", message, "改为不长于法定时限。")
    for at, situation in enumerate(limits.situations):
        if limits.statutory and _longer(situation.promised, limits.statutory):
            message = f"这一情形的时限 {said(situation.promised)}，长于法定时限 {said(limits.statutory)}。"
            yield Finding(f"/limits/situations/{at}/promised", message, "改为不长于法定时限。")
    spent = longest(matter.route, limits.promised.unit)
    if not matter.instant and limits.promised.value and spent > limits.promised.value:
        message = f"各环节时限相加最多 {said(Limit(spent, limits.promised.unit))}，长于承诺的 {said(limits.promised)}。"
        advice = "缩短环节时限；依法不计时的环节请标明“不计时”，办结之后的请标明“办结后”。"
        yield Finding("/route", message, advice, WARNING)


def said(limit: Limit) -> str:
    """A limit in words."""
    return f"{limit.value} {UNITS[limit.unit]}"


def _longer(one: Limit, other: Limit) -> bool:
    """Whether a limit is surely longer: in different units a working day counts as at least a calendar day."""
    return one.value > other.value and (one.unit == other.unit or one.unit == "working_day")


def longest(plan: RoutePlan, unit: str) -> int:
    """The longest way through a plan in days of a unit, as far as its steps count; arrows back are left out.

    The step that accepts comes before the clock, special time does not count, and what follows the decision is over
    with it.
    """
    spent: dict[str, int] = {}
    waiting, open_steps = [plan.start], set[str]()
    while waiting:
        step = plan.steps.get(waiting[-1])
        ahead = [arrow.to for arrow in step.arrows] if step else []
        if waiting[-1] not in open_steps and waiting[-1] not in spent:
            open_steps.add(waiting[-1])
            waiting += [each for each in ahead if each not in spent and each not in open_steps]
            continue
        done = waiting.pop()
        if done not in spent:
            open_steps.discard(done)
            spent[done] = max((spent.get(each, 0) for each in ahead), default=0) + (_days(step, unit) if step else 0)
    return spent[plan.start]


def _days(step: Step, unit: str) -> int:
    counts = step.limit and step.limit.unit == unit and not (step.special or step.after_decision or step.acceptance)
    return step.limit.value if step.limit and counts else 0
