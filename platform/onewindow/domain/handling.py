"""Where a case belongs and who works on it: home, the tenant of each step, the tasks that open (ADR 0010)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from rule_engine import Clock, Due, Limit, RoutePlan, WorkCalendar, due, frontier
from tenants.scope import Level, Scope, level_of, lineage

Facts = Mapping[str, Any]


class CaseStatus(StrEnum):
    """The states of a case. `waiting`: another member's result comes first; `finished` and `refused` are ends."""

    WAITING = "waiting"
    RUNNING = "running"
    FINISHED = "finished"
    REFUSED = "refused"


class Outcome(StrEnum):
    """What a step may say. `refuse` ends the case."""

    AGREE = "agree"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Work:
    """A task to open: which step, which tenant, which department, what it does, until when."""

    step: str
    scope: int
    department: str
    action: str
    post: str
    limit: Limit | None
    due: Due | None


@dataclass(frozen=True, slots=True)
class Now:
    """Where a case stands.

    The tasks open now, whether the result is out, whether all is done, where no way leads on.
    """

    work: tuple[Work, ...]
    decided: bool
    ended: bool
    stuck: tuple[str, ...]


def home_of(number: int | None, accepting: int) -> int:
    """The home of a case.

    The unit named by its jurisdiction field when that lies in the county, else the accepting tenant.
    """
    if number is None or not Scope.whole_county(accepting).holds(number):
        return accepting
    return number


def may_accept(accepting: int, home: int, *, anywhere: bool) -> bool:
    """Whether a tenant may accept a case of this home.

    Its own, one below it, one above it, or any where 同城通办 holds (R069).
    """
    return anywhere or Scope.of(accepting).holds(home) or Scope.of(home).holds(accepting)


def handler_of(level: str, home: int) -> int:
    """The tenant that does a step of `level`: on the home's lineage.

    The home itself when it stands above that level.
    """
    by_level = {level_of(number): number for number in lineage(home)}
    return by_level.get(Level(level), home)


def stand(
    plan: RoutePlan, facts: Facts, completed: Collection[str], *, home: int, opened_on: date, calendar: WorkCalendar
) -> Now:
    """Where a case stands when `completed` steps are done: what is open now, with tenants and dates."""
    at = frontier(plan, facts, completed)
    work = tuple(_work(plan, step, home, opened_on, calendar) for step in at.open)
    return Now(work, at.decided or at.ended, at.ended, at.stuck)


def accepted_with_filing(plan: RoutePlan) -> str | None:
    """The first step, when all it does is accept.

    Accepting the application at a comprehensive window does it (R049).
    """
    step = plan.steps[plan.start]
    return step.id if step.acceptance else None


def _work(plan: RoutePlan, step_id: str, home: int, opened_on: date, calendar: WorkCalendar) -> Work:
    step = plan.steps[step_id]
    until = due(Clock(opened_on, step.limit), calendar) if step.limit else None
    return Work(step.id, handler_of(step.level, home), step.department, step.action, step.post, step.limit, until)
