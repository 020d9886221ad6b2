"""What a tenant publishes for itself and those below. A newer version never rewrites an older one."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import aggregate_order_by, distinct_on
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.errors import MissingError
from onewindow.store.ids import new_id
from onewindow.store.tables import catalogue as t
from onewindow.store.tables.inheritance import Held
from onewindow.store.tables.people import Tenant
from tenants.pinyin import initials
from tenants.scope import lineage, range_of

KINDS = (
    *("matter", "theme", "elements", "calendar", "template", "parameters", "table"),
    *("guide", "phones", "windows", "standards", "notice_items"),
)
YIELDED = "yielded"
"""State of a lower tenant's own version that gave way to the tenant above: as if it had never been published."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One version. `scope`: the tenant that published it; `listed_in`: who alone offers it (None: all below).

    `initials`: the first letters of the title's pinyin, kept to be searched.
    `state`: published, suspended (no new case), withdrawn, yielded (the tenant above publishes again).
    """

    scope: int
    kind: str
    key: str
    version: int
    title: str
    digest: str
    effective_from: date
    published_at: datetime
    published_by: UUID | None = None
    state: str = "published"
    listed_in: tuple[int, ...] | None = None
    initials: str = ""
    id: UUID = dataclasses.field(default_factory=new_id)


COLUMNS = rows.columns(t.Publication, Publication)
MARKS = "onewindow.marks"


def publish(
    session: Session,
    *,
    kind: str,
    key: str,
    title: str,
    digest: str,
    effective_from: date,
    now: datetime,
    by: UUID | None = None,
    listed_in: tuple[int, ...] | None = None,
) -> Publication:
    """Add the next version of `key` for the tenant of this unit of work; the document must have been put before."""
    here = context.here(session)
    newest = select(func.max(t.Publication.version)).where(*_of(session, kind), t.Publication.key == key)
    version = (session.scalar(newest.where(t.Publication.scope == here.number)) or 0) + 1
    publication = Publication(
        scope=here.number,
        kind=kind,
        key=key,
        version=version,
        title=title,
        initials=initials(title),
        digest=digest,
        effective_from=effective_from,
        published_at=now,
        published_by=by,
        listed_in=listed_in,
    )
    _add(session, here.county, [publication])
    return publication


def publish_all(
    session: Session, wanted: Sequence[Publication], *, now: datetime, by: UUID | None = None
) -> list[Publication]:
    """Add the next versions of several documents, for this tenant or those below (`scope`), in two statements."""
    here = context.here(session)
    newest = select(t.Publication.scope, t.Publication.kind, t.Publication.key, func.max(t.Publication.version))
    found = session.execute(
        newest.where(t.Publication.county_id == here.county, t.Publication.scope.between(here.lo, here.hi)).group_by(
            t.Publication.scope, t.Publication.kind, t.Publication.key
        )
    )
    last = {(scope, kind, key): version for scope, kind, key, version in found}
    made = [
        dataclasses.replace(
            one,
            version=last.get((one.scope, one.kind, one.key), 0) + 1,
            initials=initials(one.title),
            published_at=now,
            published_by=by,
        )
        for one in wanted
    ]
    _add(session, here.county, made)
    return made


def _add(session: Session, county: int, made: list[Publication]) -> None:
    rows.add(session, t.Publication, county, made)
    session.info.pop(MARKS, None)


def effective(session: Session, kind: str, key: str, scope: int, on: date) -> Publication | None:
    """What holds in tenant `scope` on a day: the nearest publisher on its lineage, its newest version.

    None when nothing is offered.
    """
    chosen = next(iter(in_force(session, [kind], scope, on, key=key)), None)
    return chosen if chosen and is_offered(chosen, scope) else None


def offered(session: Session, kind: str, scope: int, on: date) -> list[Publication]:
    """Everything of a kind that holds in tenant `scope` on a day, by key; one statement."""
    return [found for found in in_force(session, [kind], scope, on) if is_offered(found, scope)]


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """One publication as a list shows it. `total`: how many were found in all."""

    scope: int
    kind: str
    key: str
    version: int
    title: str
    digest: str
    total: int


def search(
    session: Session, kind: str, scope: int, on: date, asked: str = "", *, limit: int = 50, skip: int = 0
) -> list[Found]:
    """What of a kind a tenant offers on a day, by title: whose title holds what was typed, or whose letters do.

    One statement, whatever the size of the catalogue; nothing typed finds everything.
    """
    newest = _newest(session, [kind], lineage(scope), on, None).subquery()
    here, typed = newest.c, asked.strip().lower()
    statement = (
        select(here.scope, here.kind, here.key, here.version, here.title, here.digest, func.count().over())
        .where(here.state == "published", or_(here.listed_in.is_(None), here.listed_in.overlap(lineage(scope))))
        .order_by(here.title, here.key)
        .limit(limit)
        .offset(skip)
    )
    if typed:
        held = func.lower(here.title).contains(typed, autoescape=True)
        statement = statement.where(or_(held, here.initials.contains(typed, autoescape=True)))
    return rows.read(session, Found, statement)


def mark(session: Session, kinds: Collection[str], scope: int, on: date) -> str:
    """A digest of what holds in a tenant on a day, offered or not: another one as soon as anything of it changed.

    Asked once in a transaction, and again after that published something itself.
    """
    asked = (*sorted(kinds), scope, on)
    marks: dict[tuple[object, ...], str] = session.info.setdefault(MARKS, {})
    if asked not in marks:
        marks[asked] = _mark(session, kinds, scope, on)
    return marks[asked]


def _mark(session: Session, kinds: Collection[str], scope: int, on: date) -> str:
    here = _newest(session, kinds, lineage(scope), on, None).subquery().c
    told = func.concat(here.id, here.state, func.array_to_string(here.listed_in, ","))
    ordered = aggregate_order_by(literal(";"), here.id)
    return session.scalar(select(func.md5(func.string_agg(told, ordered)))) or ""


def in_force(
    session: Session, kinds: Collection[str], scope: int, on: date, *, key: str | None = None
) -> list[Publication]:
    """For each document the newest version of the nearest publisher on the lineage of a tenant, offered or not.

    By kind and key; one statement. Lineage numbers grow towards the tenant itself.
    """
    return rows.read(session, Publication, _newest(session, kinds, lineage(scope), on, key))


def before(session: Session, publication: Publication) -> Publication | None:
    """What would hold in the publishing tenant on a publication's first day without it; one statement."""
    statement = (
        _newest(session, [publication.kind], lineage(publication.scope), publication.effective_from, publication.key)
    ).where(t.Publication.id != publication.id)
    return rows.first(session, Publication, statement)


def scheduled(session: Session, current: Publication, scope: int, on: date) -> list[Publication]:
    """Versions that will take the place of the current one in a tenant after a day: later, and newer or nearer."""
    own, newer = t.Publication, t.Publication.version > current.version
    statement = (
        select(*COLUMNS)
        .where(*_of(session, current.kind), own.key == current.key, own.scope.in_(lineage(scope)))
        .where(own.effective_from > on, own.state != YIELDED)
        .where(or_(own.scope > current.scope, and_(own.scope == current.scope, newer)))
        .order_by(t.Publication.effective_from, t.Publication.version)
    )
    return rows.read(session, Publication, statement)


def within(session: Session, on: date) -> list[Publication]:
    """What this tenant and those below publish themselves, each document's newest version in force on a day."""
    here = context.here(session)
    statement = (
        select(*COLUMNS)
        .where(t.Publication.county_id == here.county, t.Publication.scope.between(here.lo, here.hi))
        .where(t.Publication.effective_from <= on, t.Publication.state != YIELDED)
        .ext(distinct_on(t.Publication.scope, t.Publication.kind, t.Publication.key))
        .order_by(t.Publication.scope, t.Publication.kind, t.Publication.key, t.Publication.version.desc())
    )
    return rows.read(session, Publication, statement)


def publishers_below(session: Session, kind: str, key: str, scope: int) -> list[int]:
    """The tenants below one that publish a document of this key themselves."""
    lo, hi = range_of(scope)
    statement = (
        select(t.Publication.scope)
        .where(*_of(session, kind), t.Publication.key == key, t.Publication.scope.between(lo + 1, hi))
        .where(t.Publication.state != YIELDED)
        .distinct()
    )
    return list(session.scalars(statement))


def inheriting(session: Session, publication: Publication) -> int:
    """How many tenants below take a publication over: all but those held back and those with a version of their own."""
    here, own, held, unit = context.here(session), t.Publication, Held, Tenant
    lo, hi = range_of(publication.scope)
    of_held = select(held.scope).where(
        held.county_id == here.county,
        held.publication_id == publication.id,
        held.settled_at.is_(None),
        unit.scope.between(held.scope, held.scope_hi),
    )
    of_others = select(own.scope).where(
        *_of(session, publication.kind),
        own.key == publication.key,
        own.scope > publication.scope,
        own.state != YIELDED,
        unit.scope.between(own.scope, own.scope_hi),
    )
    below = unit.scope.between(lo + 1, hi)
    wanted = (unit.county_id == here.county, below, ~of_held.exists(), ~of_others.exists())
    return session.scalar(select(func.count()).select_from(unit).where(*wanted)) or 0


def give_way(session: Session, kind: str, key: str) -> int:
    """Have this tenant's own versions of a document give way to the tenant above; tell how many they were."""
    here = context.here(session)
    own = (*_of(session, kind), t.Publication.key == key, t.Publication.scope == here.number)
    yielded = update(t.Publication).where(*own, t.Publication.state != YIELDED).values(state=YIELDED)
    return len(session.scalars(yielded.returning(t.Publication.id)).all())


def history(session: Session, kind: str, key: str) -> list[Publication]:
    """All versions in sight, the newest first, own ones before those of the tenants above."""
    order = (t.Publication.scope.desc(), t.Publication.version.desc())
    statement = select(*COLUMNS).where(*_of(session, kind), t.Publication.key == key).order_by(*order)
    return rows.read(session, Publication, statement)


def set_state(session: Session, publication_id: UUID, state: str) -> None:
    """Suspend, withdraw or take back into use one version of this tenant; raises MissingError."""
    here = context.here(session)
    key = (t.Publication.county_id == here.county, t.Publication.id == publication_id)
    changed = session.scalar(update(t.Publication).where(*key).values(state=state).returning(t.Publication.id))
    if changed is None:
        raise MissingError(f"publication {publication_id}")


def _of(session: Session, kind: str) -> tuple[ColumnElement[bool], ...]:
    return (t.Publication.county_id == context.here(session).county, t.Publication.kind == kind)


def _newest(
    session: Session, kinds: Collection[str], scopes: Collection[int], on: date, key: str | None
) -> Select[tuple[object, ...]]:
    statement = (
        select(*COLUMNS)
        .where(t.Publication.county_id == context.here(session).county, t.Publication.kind.in_(kinds))
        .where(t.Publication.scope.in_(scopes), t.Publication.effective_from <= on, t.Publication.state != YIELDED)
        .ext(distinct_on(t.Publication.kind, t.Publication.key))
        .order_by(t.Publication.kind, t.Publication.key, t.Publication.scope.desc(), t.Publication.version.desc())
    )
    return statement if key is None else statement.where(t.Publication.key == key)


def is_offered(publication: Publication, scope: int) -> bool:
    """Whether tenant `scope`, which a publication reaches, offers it: it is in use, and listed there."""
    listed = publication.listed_in
    return publication.state == "published" and (listed is None or not set(listed).isdisjoint(lineage(scope)))
