"""Departments of tenants, with the dates between which they existed under a name."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.tables import people as t
from tenants.scope import lineage


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A department that tenant `scope` set up.

    `level` is where it acts: a county writes down once what every town has.
    """

    scope: int
    key: str
    name: str
    level: str
    valid_from: date
    valid_to: date | None = None
    phone: str = ""


COLUMNS = rows.columns(t.Department, Department)


def put(session: Session, departments: Iterable[Department]) -> None:
    """Add departments, or bring name, level, phone and end date of known ones up to date."""
    county = context.here(session).county
    known = [{"county_id": county, **rows.content(department)} for department in departments]
    if not known:
        return
    statement = insert(t.Department).values(known)
    new = {name: statement.excluded[name] for name in ("name", "level", "phone", "valid_to")}
    key = [t.Department.county_id, t.Department.scope, t.Department.key, t.Department.valid_from]
    session.execute(statement.on_conflict_do_update(index_elements=key, set_=new))


def add(session: Session, departments: Iterable[Department]) -> int:
    """Add the departments that are not known yet, under any dates; tell how many.

    Those that were renamed or closed by hand stay as they are.
    """
    county = context.here(session).county
    wanted = {(one.scope, one.key): one for one in departments}
    held = tuple_(t.Department.scope, t.Department.key).in_(list(wanted))
    known = {
        tuple(row) for row in session.execute(select(t.Department.scope, t.Department.key).where(_at(county), held))
    }
    new = [one for key, one in wanted.items() if key not in known]
    if new:
        rows.add(session, t.Department, county, new)
    return len(new)


def end(session: Session, scopes: Iterable[int], last_day: date) -> None:
    """Let the departments of tenants that end exist until a day; those that ended before, or begin later, stay."""
    of_them = (_at(context.here(session).county), t.Department.scope.in_(list(scopes)))
    open_then = (t.Department.valid_from <= last_day, t.Department.valid_to.is_(None))
    session.execute(update(t.Department).where(*of_them, *open_then).values(valid_to=last_day))


def along(session: Session, scope: int, on: date) -> list[Department]:
    """The departments that tenant `scope` works with on a day.

    Its own and those set up above it, nearest first for each key.
    """
    statement = (
        select(*COLUMNS)
        .where(
            t.Department.county_id == context.here(session).county,
            t.Department.scope.in_(lineage(scope)),
            *_valid(on),
        )
        .ext(distinct_on(t.Department.key))
        .order_by(t.Department.key, t.Department.scope.desc(), t.Department.valid_from.desc())
    )
    return rows.read(session, Department, statement)


def names(session: Session) -> dict[str, set[str]]:
    """What the departments in sight are and were called, their keys included, by key."""
    found: dict[str, set[str]] = {}
    own = t.Department.county_id == context.here(session).county
    for key, name in session.execute(select(t.Department.key, t.Department.name).where(own).distinct()):
        found.setdefault(key, {key}).add(name)
    return found


def _at(county: int) -> Any:
    return t.Department.county_id == county


def within(session: Session) -> list[Department]:
    """Every department that this tenant and those below set up, with all its dates."""
    here = context.here(session)
    statement = select(*COLUMNS).where(
        t.Department.county_id == here.county, t.Department.scope.between(here.lo, here.hi)
    )
    order = (t.Department.scope, t.Department.key, t.Department.valid_from)
    return rows.read(session, Department, statement.order_by(*order))


def _valid(on: date) -> tuple[Any, ...]:
    return (t.Department.valid_from <= on, or_(t.Department.valid_to.is_(None), t.Department.valid_to >= on))
