"""What stops or lengthens the clock of a case."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.errors import MissingError
from onewindow.store.ids import new_id
from onewindow.store.tables import cases as t

Json = Any


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ClockEvent:
    """`kind` pause (both days included, `ends_on` None while it lasts) or extension (`days` is the limit added)."""

    case_id: UUID
    accepting_scope: int
    home_scope: int
    kind: str
    starts_on: date
    reason: str
    recorded_at: datetime
    ends_on: date | None = None
    days: Json | None = None
    basis: str = ""
    approved_by: UUID | None = None
    id: UUID = dataclasses.field(default_factory=new_id)


COLUMNS = rows.columns(t.CaseClock, ClockEvent)


def add(session: Session, event: ClockEvent) -> None:
    """Record a pause or an extension."""
    rows.add(session, t.CaseClock, context.here(session).county, [event])


def of_case(session: Session, case_id: UUID) -> list[ClockEvent]:
    """The pauses and extensions of a case as they were recorded."""
    of_it = (t.CaseClock.county_id == context.here(session).county, t.CaseClock.case_id == case_id)
    statement = select(*COLUMNS).where(*of_it).order_by(t.CaseClock.recorded_at, t.CaseClock.id)
    return rows.read(session, ClockEvent, statement)


def end_pause(session: Session, event_id: UUID, on: date) -> None:
    """End a pause that still lasts; raises MissingError when it does not."""
    county = context.here(session).county
    lasting = (t.CaseClock.county_id == county, t.CaseClock.id == event_id, t.CaseClock.ends_on.is_(None))
    if session.scalar(update(t.CaseClock).where(*lasting).values(ends_on=on).returning(t.CaseClock.id)) is None:
        raise MissingError(f"lasting pause {event_id}")
