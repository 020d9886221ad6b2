"""Cases that waited begin when the results they need are there (R044).

An effect, carried out after the commit, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from form_builder import facts as nested
from form_builder import restore
from onewindow.domain.applicant import applicant_of
from onewindow.domain.handling import CaseStatus, accepted_with_filing, stand
from onewindow.services import paper
from onewindow.services.casework.announcing import papers_of_start
from onewindow.store import audit, calendar, cases, notices, outbox, published, tasks
from onewindow.store.cases import Case
from onewindow.store.outbox import Message
from onewindow.store.session import UnitOfWork
from rule_engine import Clock, Limit, WorkCalendar, due

AHEAD = timedelta(days=730)
BY_ITSELF = "系统"


def start_waiting(uow: UnitOfWork, message: Message, now: datetime) -> None:
    """Start every waiting case of an application whose predecessors have their results; in the county's own scope."""
    found = cases.of_application(uow.session, UUID(message.payload["application"]))
    by_matter = {case.matter_key: case for case in found}
    for case in found:
        before = [by_matter[key] for key in case.route["depends_on"] if key in by_matter]
        if case.status == CaseStatus.WAITING and all(one.outcome == "granted" for one in before):
            _start(uow, case, _results(before), now)


def _results(before: list[Case]) -> dict[str, Any]:
    return {key: value for one in before for key, value in (one.decision or {}).get("result", {}).items()}


def _start(uow: UnitOfWork, case: Case, results: Mapping[str, Any], now: datetime) -> None:
    session, today = uow.session, now.date()
    matter = published.matter(session, case.matter_digest, case.elements_digest)
    supplied = {key: value for key, value in results.items() if key in matter.plan.by_key}
    days = calendar.load(session, today, today + AHEAD, on=today, scope=case.accepting_scope)
    work_calendar = WorkCalendar.of(days.days, days.years)
    limit = Limit(0) if matter.document.instant else Limit(case.time_limit["value"], case.time_limit["unit"])
    until = due(Clock(today, limit), work_calendar)
    dated = isinstance(until, date)
    cases.start(
        session,
        case.id,
        accepted_on=today,
        due_state="set" if dated else "calendar_missing",
        due_on=until if isinstance(until, date) else None,
        supplied=supplied,
    )
    accepted = accepted_with_filing(matter.document.route)
    given = dict(case.route.get("given") or {})
    answers = restore(matter.plan, {**case.answers, **supplied})
    facts = matter.decided(nested({**given.pop("guide", {}), **answers}, **given))
    at = stand(
        matter.document.route,
        facts,
        [accepted] if accepted else [],
        home=case.home_scope,
        opened_on=today,
        calendar=work_calendar,
    )
    plan = matter.document.route
    done = [tasks.of_acceptance(case, plan.steps[accepted], now=now, by=None, by_name=BY_ITSELF)] if accepted else []
    tasks.add(session, [*done, *(tasks.of_work(case, work, now=now) for work in at.work)])
    papers = notices.of_application(session, case.application_id)
    party = applicant_of(matter.plan, answers)
    paper.put_up_ready(uow, [*papers_of_start(uow, case, party, papers, until, now=now, by_name=BY_ITSELF)])
    audit.append(session, audit.Act(now, None, BY_ITSELF, "case.start", f"case:{case.id}", {"due": str(until)}))
    outbox.add(session, "applicant_message", {"case": str(case.id), "event": "accepted"}, now=now)
