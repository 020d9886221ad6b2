"""Announced rest and make-up days: the platform's, and a county's own, which go first."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.tables import ground as t

PLATFORM = 0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day that differs from the rule of the week: `work` True = a make-up working day, False = a day of rest."""

    day: date
    work: bool
    source: str
    note: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Calendar:
    """The days that differ, and the years for which they were announced.

    Other years are unknown (do not count in them).
    """

    years: frozenset[int]
    days: dict[date, bool]


def load(session: Session, first: date, last: date) -> Calendar:
    """The calendar of this county between two days."""
    in_county = (PLATFORM, context.here(session).county)
    day = t.CalendarDay
    days = select(day.day, day.work).where(day.county_id.in_(in_county), day.day.between(first, last))
    year = select(t.CalendarYear.year).where(
        t.CalendarYear.county_id.in_(in_county), t.CalendarYear.year.between(first.year, last.year)
    )
    nearest_last = session.execute(days.order_by(day.county_id))
    return Calendar(frozenset(session.scalars(year)), dict(nearest_last.all()))


def own(session: Session) -> tuple[dict[int, str], list[Day]]:
    """What this county announced itself beside the national days: its years with their sources, and its days."""
    county = context.here(session).county
    years = select(t.CalendarYear.year, t.CalendarYear.source).where(t.CalendarYear.county_id == county)
    days = select(*rows.columns(t.CalendarDay, Day)).where(t.CalendarDay.county_id == county)
    return dict(session.execute(years).all()), rows.read(session, Day, days.order_by(t.CalendarDay.day))


def put(session: Session, county: int, years: Iterable[int], days: Iterable[Day], *, source: str) -> None:
    """Announce days of some years: for `PLATFORM` in a platform job, for a county in the county's own unit of work."""
    announced = [{"county_id": county, "year": year, "source": source} for year in years]
    different = [{"county_id": county, **rows.content(day)} for day in days]
    _put(session, t.CalendarYear, announced, ("county_id", "year"), ("source",))
    _put(session, t.CalendarDay, different, ("county_id", "day"), ("work", "note", "source"))


def _put(
    session: Session, table: Any, values: list[dict[str, Any]], key: tuple[str, ...], new: tuple[str, ...]
) -> None:
    if values:
        statement = insert(table).values(values)
        renewed = {name: statement.excluded[name] for name in new}
        session.execute(statement.on_conflict_do_update(index_elements=key, set_=renewed))
