"""Effects after commit (ADR 0008): written with the transaction, relayed after it, done once.

`add` and `begin`/`done` run in a tenant's unit of work; `claim` runs in `platform_work`, as the platform role.
"""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.ids import new_id
from onewindow.store.tables import records as t

Json = Any


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One effect.

    `scope` is the tenant that decided it and in whose name it is carried out; `attempts` counts the relays.
    """

    scope: int
    kind: str
    payload: Json
    created_at: datetime
    attempts: int = 0
    id: UUID = dataclasses.field(default_factory=new_id)


COLUMNS = rows.columns(t.Outbox, Message)


def add(session: Session, kind: str, payload: Json, *, now: datetime) -> UUID:
    """Have an effect carried out after this transaction; nothing happens when it is rolled back."""
    here = context.here(session)
    message = Message(scope=here.number, kind=kind, payload=payload, created_at=now)
    rows.add(session, t.Outbox, here.county, [message])
    return message.id


def claim(session: Session, *, now: datetime, unanswered_since: datetime, limit: int = 100) -> list[Message]:
    """Take messages to relay: new ones, and those relayed before `unanswered_since` without an answer.

    Relays do not collide.
    """
    due = or_(t.Outbox.relayed_at.is_(None), t.Outbox.relayed_at < unanswered_since)
    waiting = (
        select(t.Outbox.county_id, t.Outbox.id)
        .where(t.Outbox.done_at.is_(None), due)
        .order_by(t.Outbox.relayed_at.asc().nulls_first(), t.Outbox.created_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("waiting")
    )
    statement = (
        update(t.Outbox)
        .where(t.Outbox.county_id == waiting.c.county_id, t.Outbox.id == waiting.c.id)
        .values(relayed_at=now, attempts=t.Outbox.attempts + 1)
        .returning(*COLUMNS)
    )
    return sorted(rows.read(session, Message, statement), key=lambda message: message.created_at)


def begin(session: Session, message_id: UUID) -> Message | None:
    """Lock a message before its effect.

    None when it is done already or in work elsewhere: then there is nothing to do.
    """
    here = context.here(session)
    waiting = (t.Outbox.county_id == here.county, t.Outbox.id == message_id, t.Outbox.done_at.is_(None))
    return rows.first(session, Message, select(*COLUMNS).where(*waiting).with_for_update(skip_locked=True))


def done(session: Session, message_id: UUID, *, now: datetime) -> None:
    """Mark the effect as done, in the transaction that did it."""
    it = (t.Outbox.county_id == context.here(session).county, t.Outbox.id == message_id)
    session.execute(update(t.Outbox).where(*it).values(done_at=now))


def backlog(session: Session, *, now: datetime) -> tuple[int, float]:
    """How many messages wait (counted up to 10,000) and the seconds the oldest has waited; a platform job asks."""
    waiting = select(t.Outbox.created_at).where(t.Outbox.done_at.is_(None)).limit(10_000).subquery()
    count, oldest = session.execute(select(func.count(), func.min(waiting.c.created_at))).one()
    return count, (now - oldest).total_seconds() if oldest else 0.0
