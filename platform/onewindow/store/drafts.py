"""What an account typed and has not sent yet.

Nobody else sees it; the unit of work must carry the account as its actor.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from onewindow.store import context
from onewindow.store.tables import records as t

Json = Any


def save(session: Session, account_id: UUID, key: str, body: Json, *, now: datetime) -> None:
    """Keep the newest state of a draft."""
    row = {
        "county_id": context.here(session).county,
        "account_id": account_id,
        "key": key,
        "body": body,
        "saved_at": now,
    }
    new = {"body": body, "saved_at": now}
    primary = [t.Draft.county_id, t.Draft.account_id, t.Draft.key]
    session.execute(insert(t.Draft).values(row).on_conflict_do_update(index_elements=primary, set_=new))


def load(session: Session, account_id: UUID, key: str) -> Json | None:
    """The draft, or None."""
    return session.scalar(select(t.Draft.body).where(*_is(session, account_id, key)))


def drop(session: Session, account_id: UUID, key: str) -> None:
    """Forget a draft that was sent or given up."""
    session.execute(delete(t.Draft).where(*_is(session, account_id, key)))


def _is(session: Session, account_id: UUID, key: str) -> tuple[Any, ...]:
    county = context.here(session).county
    return (t.Draft.county_id == county, t.Draft.account_id == account_id, t.Draft.key == key)
