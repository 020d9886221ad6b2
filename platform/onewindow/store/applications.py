"""Submissions of a merged form; each is stored once, however often it is sent."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.errors import MissingError
from onewindow.store.ids import new_id
from onewindow.store.tables import cases as t

Json = Any


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """One submission.

    `form_digest` is the merged form that was filled in, `members` the matters it was for, in order.
    """

    accepting_scope: int
    idempotency_key: str
    channel: str
    members: tuple[str, ...]
    form_digest: str
    elements_digest: str
    answers: Json = dataclasses.field(repr=False)
    applicant_name: str = dataclasses.field(repr=False)
    submitted_at: datetime
    applicant_id_masked: str = ""
    submitted_by: UUID | None = None
    submitted_by_name: str = ""
    theme_key: str | None = None
    theme_digest: str | None = None
    id: UUID = dataclasses.field(default_factory=new_id)


COLUMNS = rows.columns(t.Application, Application)


def add(session: Session, application: Application) -> bool:
    """Store a submission.

    False when its idempotency key was used before (a double click waits here for the first one to end).
    """
    row = {"county_id": context.here(session).county, **rows.content(application)}
    statement = insert(t.Application).values(row).on_conflict_do_nothing(constraint="application_submitted_once")
    return session.scalar(statement.returning(t.Application.id)) is not None


def by_key(session: Session, idempotency_key: str) -> Application | None:
    """The submission that used a key."""
    return rows.first(session, Application, _all(session).where(t.Application.idempotency_key == idempotency_key))


def find(session: Session, application_id: UUID) -> Application | None:
    """One submission, or None when out of sight: from its home a case is seen, the application is not."""
    return rows.first(session, Application, _all(session).where(t.Application.id == application_id))


def get(session: Session, application_id: UUID) -> Application:
    """One submission; raises MissingError."""
    found = rows.first(session, Application, _all(session).where(t.Application.id == application_id))
    if found is None:
        raise MissingError(f"application {application_id}")
    return found


def _all(session: Session) -> Any:
    here = context.here(session)
    own = (t.Application.county_id == here.county, t.Application.accepting_scope.between(here.lo, here.hi))
    return select(*COLUMNS).where(*own)
