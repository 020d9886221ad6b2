"""Cases: one matter of one application, seen along the accepting lineage and the home lineage (ADR 0010)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.errors import MissingError
from onewindow.store.ids import new_id
from onewindow.store.tables import cases as t

Json = Any


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case. `time_limit` is the promised limit; `due_state` set (then `due_on`), none, or calendar_missing.

    `answers` are the answers of this member matter only; `route` is the plan that was chosen with its reasons.
    """

    application_id: UUID
    number: str
    matter_key: str
    matter_name: str
    matter_digest: str
    elements_digest: str
    case_type: str
    accepting_scope: int
    home_scope: int
    status: str
    accepted_at: datetime
    accepted_on: date
    time_limit: Json
    due_state: str
    applicant_name: str = dataclasses.field(repr=False)
    answers: Json = dataclasses.field(repr=False)
    route: Json
    due_on: date | None = None
    accepted_by: UUID | None = None
    decided_at: datetime | None = None
    decided_by: UUID | None = None
    decided_by_name: str = ""
    outcome: str | None = None
    decision: Json | None = None
    closed_at: datetime | None = None
    supplied: Json = dataclasses.field(default_factory=dict, repr=False)
    id: UUID = dataclasses.field(default_factory=new_id)


COLUMNS = rows.columns(t.Case, Case)


def add(session: Session, cases: Iterable[Case]) -> None:
    """Store new cases; a number given twice is refused by the constraint case_number_once."""
    rows.add(session, t.Case, context.here(session).county, cases)


def get(session: Session, case_id: UUID) -> Case:
    """One case; raises MissingError when there is none in sight."""
    return _one(session, t.Case.id == case_id, f"case {case_id}")


def lock(session: Session, case_id: UUID) -> Case:
    """One case, its row locked until the end: what changes a case begins here. Raises MissingError."""
    statement = select(*COLUMNS).where(*in_sight(session), t.Case.id == case_id).with_for_update()
    found = rows.first(session, Case, statement)
    if found is None:
        raise MissingError(f"case {case_id}")
    return found


def by_number(session: Session, number: str) -> Case:
    """One case by its number; raises MissingError."""
    return _one(session, t.Case.number == number, f"case number {number}")


def of_application(session: Session, application_id: UUID) -> list[Case]:
    """The cases in sight of one application, in the order of their making."""
    statement = select(*COLUMNS).where(*in_sight(session), t.Case.application_id == application_id).order_by(t.Case.id)
    return rows.read(session, Case, statement)


def set_status(session: Session, case_id: UUID, status: str, *, closed_at: datetime | None = None) -> None:
    """Move a case to another status; `closed_at` when that is its end."""
    values: dict[str, Any] = {"status": status} | ({"closed_at": closed_at} if closed_at else {})
    _change(session, case_id, **values)


def supply(session: Session, case_id: UUID, supplied: Json) -> None:
    """Write what a step found out: elements of the result and facts made by staff, by key."""
    _change(session, case_id, supplied=supplied)


def start(
    session: Session, case_id: UUID, *, accepted_on: date, due_state: str, due_on: date | None, supplied: Json
) -> None:
    """Let a case that waited begin: `supplied` are the elements that the results before it provide."""
    dates = {"accepted_on": accepted_on, "due_state": due_state, "due_on": due_on}
    _change(session, case_id, status="running", supplied=supplied, **dates)


def set_due(session: Session, case_id: UUID, due_state: str, due_on: date | None) -> None:
    """Replace the due date: a pause ended, an extension was granted, the missing calendar arrived."""
    _change(session, case_id, due_state=due_state, due_on=due_on)


def decide(
    session: Session,
    case_id: UUID,
    *,
    status: str,
    outcome: str,
    decision: Json,
    at: datetime,
    by: UUID | None,
    by_name: str,
) -> None:
    """Record the decision on a case; `decision` holds text, reasons and whatever the document prints."""
    _change(
        session,
        case_id,
        status=status,
        outcome=outcome,
        decision=decision,
        decided_at=at,
        decided_by=by,
        decided_by_name=by_name,
    )


def without_calendar(session: Session, *, limit: int = 500) -> list[Case]:
    """Cases whose due date waits for a calendar, oldest first."""
    waiting = t.Case.due_state == "calendar_missing"
    statement = select(*COLUMNS).where(*in_sight(session), waiting).order_by(t.Case.accepted_on, t.Case.id).limit(limit)
    return rows.read(session, Case, statement)


def in_sight(session: Session) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The policy's sentence once more: every query on cases says its own scope, which is also what the indexes need."""
    here = context.here(session)
    ranges = (t.Case.accepting_scope.between(here.lo, here.hi), t.Case.home_scope.between(here.lo, here.hi))
    return t.Case.county_id == here.county, or_(*ranges)


def _one(session: Session, condition: ColumnElement[bool], name: str) -> Case:
    found = rows.first(session, Case, select(*COLUMNS).where(*in_sight(session), condition))
    if found is None:
        raise MissingError(name)
    return found


def _change(session: Session, case_id: UUID, **values: Any) -> None:
    statement = update(t.Case).where(*in_sight(session), t.Case.id == case_id).values(**values).returning(t.Case.id)
    if session.scalar(statement) is None:
        raise MissingError(f"case {case_id}")
