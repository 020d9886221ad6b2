"""Taking a step: an outcome, an opinion, what the result provides; then the way on, or the end (R041, R049, R050)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from form_builder import Problems, clean
from form_builder.answers import jsonable
from onewindow.domain.actor import Actor, acting
from onewindow.domain.duties import Duties, refusal
from onewindow.domain.handling import CaseStatus, Now, Outcome, stand
from onewindow.domain.permissions import Permission, Role
from onewindow.services.casework.seeing import CaseView, TaskView, is_last
from onewindow.store import audit, cases, outbox, tasks
from onewindow.store.session import UnitOfWork

REASON_MIN = 5


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody decided on a step.

    `result` is the posted form of the result, `facts` the answers about the case.
    """

    outcome: str
    opinion: str = ""
    reason: str = ""
    result: Mapping[str, Sequence[str]] = field(default_factory=dict)
    facts: Mapping[str, bool | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DecisionProblem:
    """What is wrong with a verdict, and the field it is about."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The verdict cannot be taken; every problem at once, and for the form of the result what was typed."""

    problems: tuple[DecisionProblem, ...]
    result: Problems | None = None


@dataclass(frozen=True, slots=True)
class Stale:
    """Somebody was quicker: the step is closed already."""

    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Decided:
    """The step is done; `ended` when the case is too."""

    number: str
    ended: bool


def complete(
    uow: UnitOfWork, actor: Actor, seen: TaskView, verdict: Verdict, *, now: datetime
) -> Decided | Refused | Stale:
    """Take a step in the caller's transaction.

    Close the task, open what follows, record a decision, tell who has to know.
    """
    cases.lock(uow.session, seen.view.case.id)
    task = tasks.get(uow.session, seen.task.id)
    actor = acting(actor, task.department_key)
    if task.state != "open":
        return Stale(task.done_by_name, task.done_at)
    problems, result = _judge(actor, seen, verdict)
    if problems or isinstance(result, Problems):
        return Refused(problems, result if isinstance(result, Problems) else None)
    who = UUID(actor.account_id)
    opinion = "；".join(text for text in (verdict.reason.strip(), verdict.opinion.strip()) if text)
    tasks.finish(uow.session, task.id, outcome=verdict.outcome, opinion=opinion, at=now, by=who, by_name=actor.name)
    facts = {key: value for key, value in verdict.facts.items() if value is not None}
    ended = _go_on(uow, actor, seen, verdict, {**result, **facts}, now)
    detail = {"step": task.step, "action": task.action, "outcome": verdict.outcome}
    audit.append(uow.session, audit.Act(now, who, actor.name, "case.step", f"case:{seen.view.case.id}", detail))
    return Decided(seen.view.case.number, ended)


def _judge(
    actor: Actor, seen: TaskView, verdict: Verdict
) -> tuple[tuple[DecisionProblem, ...], dict[str, Any] | Problems]:
    problems = list(_of_verdict(verdict))
    problems += [DecisionProblem(key, "请选择“是”或“否”") for key in seen.questions if verdict.facts.get(key) is None]
    if why_not := refusal(actor, _permission(actor, seen), _duties(seen.view)):
        problems.append(DecisionProblem("outcome", why_not))
    result: dict[str, Any] | Problems = {}
    if seen.result is not None and verdict.outcome == Outcome.AGREE:
        judged = clean(seen.result, verdict.result)
        result = judged if isinstance(judged, Problems) else judged.to_json()
    return tuple(problems), result


def _of_verdict(verdict: Verdict) -> Iterator[DecisionProblem]:
    if verdict.outcome not in tuple(Outcome):
        yield DecisionProblem("outcome", "请选择办理意见")
    if verdict.outcome == Outcome.REFUSE and len(verdict.reason.strip()) < REASON_MIN:
        yield DecisionProblem("reason", "不予办理须写明理由：依据的事实和条款（行政许可法第三十八条）")
    for name, text in (("reason", verdict.reason), ("opinion", verdict.opinion)):
        if len(text) > 2_000:
            yield DecisionProblem(name, "最多 2000 字，请精简")


def _permission(actor: Actor, seen: TaskView) -> Permission:
    """An officer decides; a window issues, which is what stands at the end of the way, and does instant matters.

    What an enforcer does after the decision is enforcing (R106).
    """
    if _is_after(seen.view, seen.task.step) and actor.holds(Role.ENFORCER):
        return Permission.CASE_ENFORCE
    if actor.holds(Role.OFFICER) or seen.view.matter.document.instant or not is_last(seen.view, seen.task.step):
        return Permission.CASE_DECIDE
    return Permission.CASE_ISSUE


def _duties(view: CaseView) -> Duties:
    accepted = (str(view.case.accepted_by),) if view.case.accepted_by else ()
    first = view.case.route["waves"][:1]
    by = [(task.step, str(task.done_by)) for task in view.tasks if task.state == "done" and task.done_by]
    decided = [who for step, who in by if [step] not in first and not _is_after(view, step)]
    return Duties(view.matter.document.instant, accepted, decided, [who for step, who in by if _is_after(view, step)])


def _is_after(view: CaseView, step: str) -> bool:
    """Whether a step comes after the decision: serving it, or enforcing what it says."""
    return view.matter.document.route.steps[step].after_decision


def _go_on(
    uow: UnitOfWork, actor: Actor, seen: TaskView, verdict: Verdict, supplied: dict[str, Any], now: datetime
) -> bool:
    view = seen.view
    if verdict.outcome == Outcome.REFUSE:
        tasks.cancel_open(uow.session, view.case.id)
        _decide(uow, actor, view, CaseStatus.REFUSED, verdict, {}, now)
        cases.set_status(uow.session, view.case.id, CaseStatus.REFUSED, closed_at=now)
        return True
    at = _next(view, seen.task.step, supplied, now.date())
    if supplied:
        cases.supply(uow.session, view.case.id, {**(view.case.supplied or {}), **supplied})
    opened = {task.step for task in view.tasks if task.state == "open"}
    tasks.add(uow.session, [tasks.of_work(view.case, work, now=now) for work in at.work if work.step not in opened])
    if at.decided and view.case.outcome is None:
        _decide(uow, actor, view, CaseStatus.RUNNING, verdict, supplied, now)
    if at.ended:
        cases.set_status(uow.session, view.case.id, CaseStatus.FINISHED, closed_at=now)
    return at.ended


def _next(view: CaseView, step: str, supplied: Mapping[str, Any], on: date) -> Now:
    facts = view.facts
    staff = {key.partition(".")[2]: value for key, value in supplied.items() if key.startswith("case.")}
    if staff:
        facts = dict(view.matter.decided({**facts, "case": {**facts.get("case", {}), **staff}}))
    plan, home = view.matter.document.route, view.case.home_scope
    return stand(plan, facts, (*view.done, step), home=home, opened_on=on, calendar=view.calendar)


def _decide(
    uow: UnitOfWork,
    actor: Actor,
    view: CaseView,
    status: CaseStatus,
    verdict: Verdict,
    supplied: Mapping[str, Any],
    now: datetime,
) -> None:
    """Record the decision; cases that waited for a granted result begin after the commit, and the applicant is told."""
    granted = status is not CaseStatus.REFUSED
    cases.decide(
        uow.session,
        view.case.id,
        status=status,
        outcome="granted" if granted else "refused",
        decision={
            "reason": verdict.reason.strip(),
            "opinion": verdict.opinion.strip(),
            "result": jsonable(dict(supplied)),
        },
        at=now,
        by=UUID(actor.account_id),
        by_name=actor.name,
    )
    event = "granted" if granted else "refused"
    outbox.add(uow.session, "applicant_message", {"case": str(view.case.id), "event": event}, now=now)
    if granted:
        outbox.add(uow.session, "start_waiting", {"application": str(view.case.application_id)}, now=now)
