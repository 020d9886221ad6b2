"""Cases of one matter, for whoever is about to change it: how many are open, and a sample of the latest."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, literal, select, tuple_
from sqlalchemy.orm import Session

from onewindow.store import rows
from onewindow.store.cases import COLUMNS, Case, in_sight
from onewindow.store.tables import cases as t

CEILING = 10_000


def open_cases(session: Session, matter_key: str) -> int:
    """How many cases of a matter in sight are not closed, counted up to a ceiling."""
    found = select(t.Case.id).where(*in_sight(session), t.Case.matter_key == matter_key, t.Case.closed_at.is_(None))
    return session.scalar(select(func.count()).select_from(found.limit(CEILING).subquery())) or 0


def sample(
    session: Session, matter_key: str, *, after: tuple[datetime, UUID] | None = None, limit: int = 50
) -> list[Case]:
    """The latest cases of a matter in sight; ask again with time and id of the last one for the next batch."""
    statement = select(*COLUMNS).where(*in_sight(session), t.Case.matter_key == matter_key)
    if after is not None:
        statement = statement.where(tuple_(t.Case.accepted_at, t.Case.id) < tuple_(*map(literal, after)))
    return rows.read(session, Case, statement.order_by(t.Case.accepted_at.desc(), t.Case.id.desc()).limit(limit))
