"""What a county lets its city read, and since when."""

from __future__ import annotations

import dataclasses
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select, text, update
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.ids import new_id
from onewindow.store.tables.territory import CitySight


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """City `city_id` may read counts or cases between two days, both included."""

    city_id: int
    reads: str
    valid_from: date
    valid_to: date | None = None
    id: UUID = dataclasses.field(default_factory=new_id)


def allow(session: Session, grant: Grant) -> None:
    """Let the city read, in the county's own unit of work."""
    rows.add(session, CitySight, context.here(session).county, [grant])


def withdraw(session: Session, grant_id: UUID, last_day: date) -> None:
    """Let a grant end."""
    own = (CitySight.county_id == context.here(session).county, CitySight.id == grant_id)
    session.execute(update(CitySight).where(*own).values(valid_to=last_day))


def granted(session: Session, city_id: int, on: date) -> frozenset[str]:
    """What a city may read in this county on a day."""
    valid = (CitySight.valid_from <= on, or_(CitySight.valid_to.is_(None), CitySight.valid_to >= on))
    own = (CitySight.county_id == context.here(session).county, CitySight.city_id == city_id)
    return frozenset(session.scalars(select(CitySight.reads).where(*own, *valid)))


def read_only(session: Session) -> None:
    """Let nothing be written until this transaction ends."""
    session.execute(text("SET TRANSACTION READ ONLY"))
