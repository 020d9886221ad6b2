"""Tasks: one step of a case in the hands of one department of the tenant that handles it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from onewindow.domain.handling import Outcome, Work
from onewindow.store import context, rows
from onewindow.store.cases import Case
from onewindow.store.errors import MissingError
from onewindow.store.ids import new_id
from onewindow.store.tables import cases as t
from rule_engine.routing.plan import Step

Json = Any


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task.

    `scope` handles it and stands on the accepting or the home lineage of the case (constraint
    task_tenant_sees_case).

    `accepting_scope` and `home_scope` repeat the case's; `state` is open, done, or what the domain calls it.
    """

    case_id: UUID
    accepting_scope: int
    home_scope: int
    scope: int
    step: str
    department_key: str
    department_name: str
    action: str
    opened_at: datetime
    state: str = "open"
    post: str = ""
    time_limit: Json | None = None
    due_on: date | None = None
    done_at: datetime | None = None
    done_by: UUID | None = None
    done_by_name: str = ""
    outcome: str | None = None
    opinion: str = ""
    id: UUID = dataclasses.field(default_factory=new_id)


@dataclasses.dataclass(frozen=True, slots=True)
class InboxLine:
    """An open task with what an officer must see of its case before opening it."""

    task_id: UUID
    case_id: UUID
    step: str
    department_key: str
    action: str
    opened_at: datetime
    due_on: date | None
    number: str
    matter_key: str
    matter_name: str
    applicant_name: str
    status: str
    accepting_scope: int
    home_scope: int
    case_due_on: date | None
    case_due_state: str


COLUMNS = rows.columns(t.Task, Task)
INBOX = (
    t.Task.id,
    t.Task.case_id,
    t.Task.step,
    t.Task.department_key,
    t.Task.action,
    t.Task.opened_at,
    t.Task.due_on,
    t.Case.number,
    t.Case.matter_key,
    t.Case.matter_name,
    t.Case.applicant_name,
    t.Case.status,
    t.Case.accepting_scope,
    t.Case.home_scope,
    t.Case.due_on,
    t.Case.due_state,
)


def of_work(case: Case, work: Work, *, now: datetime) -> Task:
    """The task of a step that opens now."""
    return Task(
        case_id=case.id,
        accepting_scope=case.accepting_scope,
        home_scope=case.home_scope,
        scope=work.scope,
        step=work.step,
        department_key=work.department,
        department_name=work.department,
        action=work.action,
        post=work.post,
        opened_at=now,
        time_limit={"value": work.limit.value, "unit": work.limit.unit} if work.limit else None,
        due_on=work.due if isinstance(work.due, date) else None,
    )


def of_acceptance(case: Case, step: Step, *, now: datetime, by: UUID | None, by_name: str) -> Task:
    """The first step as a task that is done: accepting the application did it."""
    return Task(
        case_id=case.id,
        accepting_scope=case.accepting_scope,
        home_scope=case.home_scope,
        scope=case.accepting_scope,
        step=step.id,
        department_key=step.department,
        department_name=step.department,
        action=step.action,
        opened_at=now,
        state="done",
        done_at=now,
        done_by=by,
        done_by_name=by_name,
        outcome=Outcome.AGREE,
    )


def add(session: Session, tasks: Iterable[Task]) -> None:
    """Open tasks; a step that is open already is refused by the index task_open_once."""
    rows.add(session, t.Task, context.here(session).county, tasks)


def get(session: Session, task_id: UUID) -> Task:
    """One task; raises MissingError. To act on it, lock its case first (`cases.lock`)."""
    statement = select(*COLUMNS).where(t.Task.county_id == context.here(session).county, t.Task.id == task_id)
    found = rows.first(session, Task, statement)
    if found is None:
        raise MissingError(f"task {task_id}")
    return found


def of_case(session: Session, case_id: UUID) -> list[Task]:
    """All tasks of a case, in the order they were opened."""
    of_it = (t.Task.county_id == context.here(session).county, t.Task.case_id == case_id)
    return rows.read(session, Task, select(*COLUMNS).where(*of_it).order_by(t.Task.opened_at, t.Task.id))


def finish(
    session: Session, task_id: UUID, *, outcome: str, opinion: str, at: datetime, by: UUID | None, by_name: str
) -> bool:
    """Close an open task with its outcome; False when somebody else closed it before."""
    is_open = (t.Task.county_id == context.here(session).county, t.Task.id == task_id, t.Task.state == "open")
    done = {
        "state": "done",
        "outcome": outcome,
        "opinion": opinion,
        "done_at": at,
        "done_by": by,
        "done_by_name": by_name,
    }
    return session.scalar(update(t.Task).where(*is_open).values(**done).returning(t.Task.id)) is not None


def cancel_open(session: Session, case_id: UUID) -> int:
    """Take back the open tasks of a case that ended; tell how many."""
    is_open = (t.Task.county_id == context.here(session).county, t.Task.case_id == case_id, t.Task.state == "open")
    return len(session.scalars(update(t.Task).where(*is_open).values(state="cancelled").returning(t.Task.id)).all())


def inbox(session: Session, departments: Sequence[str] = (), *, limit: int = 100) -> list[InboxLine]:
    """The open tasks of this very tenant (not of those below), of some departments or of all, the most urgent first."""
    here = context.here(session)
    statement = (
        select(*INBOX)
        .join(t.Case, (t.Case.county_id == t.Task.county_id) & (t.Case.id == t.Task.case_id))
        .where(t.Task.county_id == here.county, t.Task.scope == here.number, t.Task.state == "open")
        .order_by(t.Task.due_on.asc().nulls_last(), t.Task.opened_at, t.Task.id)
        .limit(limit)
    )
    if departments:
        statement = statement.where(t.Task.department_key.in_(departments))
    return rows.read(session, InboxLine, statement)
