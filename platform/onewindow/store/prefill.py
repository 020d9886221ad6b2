"""Earlier answers of the same person, in the tenants in sight, and the consent to use them (R047)."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.ids import new_id
from onewindow.store.tables import cases
from onewindow.store.tables import prefill as t

Json = Any


@dataclasses.dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier application of somebody, with its answers (flat, as they were stored)."""

    application_id: UUID
    title: str
    submitted_at: datetime
    accepting_scope: int
    answers: Json = dataclasses.field(repr=False)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """That an applicant agreed to have earlier answers filled in.

    `application_key` is the key of the draft, and of the application that it becomes; `fields` the elements filled.
    """

    scope: int
    application_key: str
    source_application: UUID
    fields: Sequence[str]
    asked_by: UUID
    asked_by_name: str
    asked_at: datetime
    id: UUID = dataclasses.field(default_factory=new_id)


def note_subject(session: Session, application_id: UUID, subject: str, *, title: str, at: datetime) -> None:
    """Have an application of this tenant found again by `subject`, a keyed hash in hex of its applicant's number."""
    here = context.here(session)
    row = {"county_id": here.county, "application_id": application_id, "accepting_scope": here.number}
    session.execute(insert(t.EarlierAnswers).values(**row, subject=subject, title=title, submitted_at=at))


def earlier(session: Session, subject: str, *, since: datetime, limit: int = 5) -> list[Earlier]:
    """The applications in sight of a subject since a moment, the newest first: one statement."""
    here, index, whole = context.here(session), t.EarlierAnswers, cases.Application
    joined = (whole.county_id == index.county_id) & (whole.id == index.application_id)
    statement = (
        select(index.application_id, index.title, index.submitted_at, index.accepting_scope, whole.answers)
        .join(whole, joined)
        .where(index.county_id == here.county, index.accepting_scope.between(here.lo, here.hi))
        .where(index.subject == subject, index.submitted_at >= since)
        .order_by(index.submitted_at.desc())
        .limit(limit)
    )
    return rows.read(session, Earlier, statement)


def consent(session: Session, given: Consent) -> None:
    """Record a consent; it can never be changed."""
    rows.add(session, t.PrefillConsent, context.here(session).county, [given])
