"""What a tenant publishes for itself and those below. A newer version never rewrites an older one."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.errors import MissingError
from onewindow.store.ids import new_id
from onewindow.store.tables import catalogue as t
from tenants.scope import lineage

KINDS = ("matter", "theme", "elements", "calendar", "template", "parameters")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One version. `scope`: the tenant that published it; `listed_in`.

    The only tenants that offer it, None = all below.

    `state`: published, suspended (no new case), withdrawn.
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
    id: UUID = dataclasses.field(default_factory=new_id)


COLUMNS = rows.columns(t.Publication, Publication)


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
        digest=digest,
        effective_from=effective_from,
        published_at=now,
        published_by=by,
        listed_in=listed_in,
    )
    rows.add(session, t.Publication, here.county, [publication])
    return publication


def effective(session: Session, kind: str, key: str, scope: int, on: date) -> Publication | None:
    """What holds in tenant `scope` on a day: the nearest publisher on its lineage, its newest version.

    None when nothing is offered.
    """
    chosen = rows.first(session, Publication, _newest(session, kind, scope, on).where(t.Publication.key == key))
    return chosen if chosen and _offered(chosen, scope) else None


def offered(session: Session, kind: str, scope: int, on: date) -> list[Publication]:
    """Everything of a kind that holds in tenant `scope` on a day, by key; one statement."""
    return [
        found for found in rows.read(session, Publication, _newest(session, kind, scope, on)) if _offered(found, scope)
    ]


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


def _newest(session: Session, kind: str, scope: int, on: date) -> Select[tuple[object, ...]]:
    """For each key the newest version of the nearest publisher: lineage numbers grow towards the tenant itself."""
    return (
        select(*COLUMNS)
        .where(*_of(session, kind), t.Publication.scope.in_(lineage(scope)), t.Publication.effective_from <= on)
        .ext(distinct_on(t.Publication.key))
        .order_by(t.Publication.key, t.Publication.scope.desc(), t.Publication.version.desc())
    )


def _offered(publication: Publication, scope: int) -> bool:
    listed = publication.listed_in
    return publication.state == "published" and (listed is None or not set(listed).isdisjoint(lineage(scope)))
