"""Rest and make-up days: the platform's, a county's own, those of a tenant's documents; the nearest goes first."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Integer, cast, false, func, literal, literal_column, select, union_all
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from onewindow.store import cached, context, folding, rows
from onewindow.store.tables import ground as t
from onewindow.store.tables.catalogue import Publication
from tenants.scope import lineage

PLATFORM = 0
KIND = "calendar"
"""Kind of the documents in which a tenant keeps days of its own."""


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


def load(session: Session, first: date, last: date, *, on: date, scope: int | None = None) -> Calendar:
    """The calendar that counts in a tenant (this one, or `scope`) between two days, as it is in force on a day.

    The country's days, then the county's, then those of calendar documents with the adjustments along the lineage. One
    statement where no such document is published; the documents are folded otherwise.
    """
    here = context.here(session)
    at = here.number if scope is None else scope
    found: dict[str, list[tuple[date, bool]]] = {"day": [], "year": [], "document": []}
    for what, day, work in session.execute(_everything(here.county, at, first, last)):
        found[what].append((day, work))
    days = dict(found["day"])
    if found["document"]:
        days |= {day: work for day, work in _documents(session, at, on).items() if first <= day <= last}
    return Calendar(frozenset(day.year for day, _ in found["year"]), days)


def _everything(county: int, scope: int, first: date, last: date) -> Any:
    """Days (the nearest last), announced years as their first day, and one row where calendar documents are met."""
    in_county = (PLATFORM, county)
    day, year, document = t.CalendarDay, t.CalendarYear, Publication
    january = func.make_date(cast(year.year, Integer), literal_column("1"), literal_column("1"))
    days = select(literal("day").label("what"), day.day.label("day"), day.work.label("work"), day.county_id.label("by"))
    years = select(literal("year"), january, false(), year.county_id)
    documents = select(literal("document"), literal(first), false(), literal(0))
    met = select(document.id).where(
        document.county_id == county, document.kind == KIND, document.scope.in_(lineage(scope))
    )
    rows_ = union_all(
        days.where(day.county_id.in_(in_county), day.day.between(first, last)),
        years.where(year.county_id.in_(in_county), year.year.between(first.year, last.year)),
        documents.where(met.exists()),
    ).subquery()
    return select(rows_.c.what, rows_.c.day, rows_.c.work).order_by(rows_.c.by)


def _documents(session: Session, scope: int, on: date) -> dict[date, bool]:
    """The days of the calendar documents that hold in a tenant, with the adjustments along its lineage."""
    standing = folding.standing(session, [KIND], scope, on)
    bodies = cached.bodies(session, [one.digest for one in standing.values()])
    listed = (item for one in standing.values() for item in bodies[one.digest].get("days") or ())
    return {date.fromisoformat(item["id"]): item.get("work") is True for item in listed}


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
