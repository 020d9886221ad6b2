"""Messages to applicants that wait for a gateway (R073). The gateway is another system; this is the queue it reads."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.tables import cases as t


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message. `id` is that of the outbox row that asked for it, so that it stands here once."""

    id: UUID
    case_id: UUID
    accepting_scope: int
    home_scope: int
    recipient: str = dataclasses.field(repr=False)
    body: str = dataclasses.field(repr=False)
    made_at: datetime
    channel: str = "sms"
    state: str = "waiting"


COLUMNS = rows.columns(t.Message, Message)


def add(session: Session, message: Message) -> None:
    """Queue a message; the same id twice is one message."""
    row = {"county_id": context.here(session).county, **rows.content(message)}
    session.execute(insert(t.Message).values(row).on_conflict_do_nothing())


def of_case(session: Session, case_id: UUID) -> list[Message]:
    """The messages of one case, oldest first."""
    of_it = (t.Message.county_id == context.here(session).county, t.Message.case_id == case_id)
    return rows.read(session, Message, select(*COLUMNS).where(*of_it).order_by(t.Message.made_at, t.Message.id))
