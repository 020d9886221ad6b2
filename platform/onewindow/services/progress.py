"""The progress of one case for whoever holds its receipt: number and query code open it, nothing else (R059, R083)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from onewindow.domain import numbering
from onewindow.domain.catalogue import department_of
from onewindow.domain.masking import public_name
from onewindow.domain.timing import Standing, standing
from onewindow.store import calendar, cases, doors, materials, published, tasks, tree
from onewindow.store.doors import Door
from onewindow.store.session import Database, UnitOfWork
from rule_engine import WorkCalendar

AROUND = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class PublicStep:
    """One step as the public sees it: no person, no opinion."""

    name: str
    department: str
    state: str
    when: datetime | None


@dataclass(frozen=True, slots=True)
class Progress:
    """One case as the public sees it; `applicant` is masked."""

    number: str
    matter: str
    applicant: str
    department: str
    phone: str
    accepted_at: datetime
    due_on: date | None
    standing: Standing
    steps: Sequence[PublicStep]
    later: Sequence[str]


def knock(engine: Database, number: str, code: str) -> Door | None:
    """The door of a number and a query code as they were typed; None when they do not belong together."""
    typed_number, typed_code = number.strip(), numbering.typed_query_code(code)
    if not typed_number or not typed_code:
        return None
    door = doors.find(engine, doors.of_case(typed_number, typed_code))
    return door if door is not None and door.kind == "case" else None


def look(uow: UnitOfWork, case_id: UUID, *, today: date) -> Progress:
    """Read a case behind its door, in the scope of the tenant that accepted it."""
    session = uow.session
    case = cases.get(session, case_id)
    matter = published.matter(session, case.matter_digest, case.elements_digest)
    days = calendar.load(session, today - AROUND, today + AROUND, on=today, scope=case.accepting_scope)
    tenant = tree.get(session, case.accepting_scope)
    plan = matter.document.route
    by_step = {task.step: task for task in tasks.of_case(session, case_id)}
    waves: Any = case.route["waves"]
    planned = [key for wave in waves for key in wave]
    return Progress(
        number=case.number,
        matter=case.matter_name,
        applicant=public_name(case.applicant_name),
        department=department_of(matter.document.json),
        phone=tenant.phone,
        accepted_at=case.accepted_at,
        due_on=case.due_on,
        standing=standing(case.status, case.due_on, today, WorkCalendar.of(days.days, days.years)),
        steps=[
            PublicStep(
                plan.steps[key].action, plan.steps[key].department, _state(by_step.get(key)), _when(by_step.get(key))
            )
            for key in dict.fromkeys([*planned, *by_step])
            if key in plan.steps
        ],
        later=[one.name for one in materials.of_case(session, case_id) if one.state == "deferred"],
    )


def _state(task: tasks.Task | None) -> str:
    return "next" if task is None else {"done": "done", "open": "current"}.get(task.state, "skipped")


def _when(task: tasks.Task | None) -> datetime | None:
    return task.done_at if task else None
