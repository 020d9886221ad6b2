"""What publishing leaves behind: how a version came about, and which documents name which others."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from onewindow.store import catalogue, context, rows
from onewindow.store.catalogue import Found, Publication
from onewindow.store.tables import catalogue as c
from onewindow.store.tables import proposals as t


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """How a version came about. `weight`: class of change; `offline_reason`: why not online, empty when it may be."""

    publication_id: UUID
    scope: int
    proposal_id: UUID
    weight: str
    offline_reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Use:
    """A version in force that names something."""

    publication_id: UUID
    scope: int
    kind: str
    key: str
    version: int
    title: str
    state: str


IN_USE = ("published", "suspended")
"""States of versions that are in use, or only paused."""
RELEASE = rows.columns(t.Release, Release)


def add(session: Session, publication: Publication, proposal_id: UUID, *, weight: str, offline_reason: str) -> None:
    """Write down how a version came about."""
    release = Release(
        publication_id=publication.id,
        scope=publication.scope,
        proposal_id=proposal_id,
        weight=weight,
        offline_reason=offline_reason,
    )
    rows.add(session, t.Release, context.here(session).county, [release])


def of(session: Session, publication_ids: Collection[UUID]) -> dict[UUID, Release]:
    """How versions came about; those that were imported are left out. One statement."""
    here = (t.Release.county_id == context.here(session).county, t.Release.publication_id.in_(set(publication_ids)))
    return {one.publication_id: one for one in rows.read(session, Release, select(*RELEASE).where(*here))}


def newest(session: Session, kind: str, key: str, on: date) -> str | None:
    """The digest that a draft of this tenant departs from: of its own newest version, scheduled and suspended ones
    included; else of what it inherits on a day.
    """
    scope = context.here(session).number
    own = [one for one in catalogue.history(session, kind, key) if one.scope == scope and one.state in IN_USE]
    found = own[0] if own else catalogue.effective(session, kind, key, scope, on)
    return found.digest if found else None


def where_used(session: Session, kind: str, key: str, *, on: date, limit: int = 200) -> list[Use]:
    """The versions in sight, in force on a day, of documents that name (`kind`, `key`); by kind and key, one statement.

    Of each document and publisher the version of that day; what was withdrawn does not count.
    """
    return rows.read(
        session, Use, _naming(session, kind, on, *_USED).where(t.DocumentReference.key == key).limit(limit)
    )


def uses(session: Session, kind: str, keys: Collection[str], *, on: date) -> dict[str, list[str]]:
    """For each of several keys of a kind the titles of the documents that `where_used` finds; one statement."""
    statement = _naming(session, kind, on, t.DocumentReference.key, c.Publication.title)
    found: dict[str, list[str]] = {}
    if keys:
        for key, title in session.execute(statement.where(t.DocumentReference.key.in_(set(keys)))):
            if title not in found.setdefault(key, []):
                found[key].append(title)
    return found


def named(session: Session, kind: str, *, on: date, limit: int = 1000) -> list[str]:
    """The keys of a kind that documents in force on a day name, each once, in order; one statement."""
    key = t.DocumentReference.key
    statement = _naming(session, kind, on, key).order_by(None).distinct().order_by(key)
    return list(session.scalars(statement.limit(limit)))


def first_uses(session: Session, kind: str, *, on: date) -> dict[str, str]:
    """For each thing of a kind that is named the digest of one document that names it; one statement."""
    key = t.DocumentReference.key
    statement = _naming(session, kind, on, key, func.min(c.Publication.digest)).order_by(None).group_by(key)
    return dict(session.execute(statement).all())


def find_uses(
    session: Session,
    kind: str,
    key: str,
    *,
    on: date,
    asked: str = "",
    scope: int | None = None,
    limit: int = 50,
    skip: int = 0,
) -> list[Found]:
    """As `where_used`, page by page: of one publisher or all, whose title or its pinyin letters hold what was typed."""
    own, typed = c.Publication, asked.strip().lower()
    columns = (own.scope, own.kind, own.key, own.version, own.title, own.digest, func.count().over())
    statement = _naming(session, kind, on, *columns).where(t.DocumentReference.key == key)
    if scope is not None:
        statement = statement.where(own.scope == scope)
    if typed:
        held = func.lower(own.title).contains(typed, autoescape=True)
        statement = statement.where(or_(held, own.initials.contains(typed, autoescape=True)))
    ordered = statement.order_by(None).order_by(own.kind, own.title, own.key, own.scope)
    return rows.read(session, Found, ordered.limit(limit).offset(skip))


def count_by_unit(session: Session, kind: str, key: str, *, on: date) -> dict[int, int]:
    """By publisher, how many of its documents in force on a day name something; one statement."""
    own = c.Publication.scope
    statement = _naming(session, kind, on, own, func.count()).where(t.DocumentReference.key == key)
    return dict(session.execute(statement.order_by(None).group_by(own).order_by(own)).all())


def count_uses(session: Session, kind: str, keys: Collection[str], *, on: date) -> dict[str, int]:
    """For several things of a kind, how many documents in force on a day name each; unnamed ones are left out."""
    named_ = t.DocumentReference.key
    statement = _naming(session, kind, on, named_, func.count()).where(named_.in_(set(keys))).order_by(None)
    return dict(session.execute(statement.group_by(named_)).all()) if keys else {}


def _naming(session: Session, kind: str, on: date, *columns: Any) -> Select[Any]:
    county = context.here(session).county
    newer = aliased(c.Publication)
    replaced = exists().where(
        newer.county_id == county,
        newer.kind == c.Publication.kind,
        newer.key == c.Publication.key,
        newer.scope == c.Publication.scope,
        newer.version > c.Publication.version,
        newer.effective_from <= on,
        newer.state != "yielded",
    )
    return (
        select(*columns)
        .select_from(c.Publication)
        .join(t.DocumentReference, t.DocumentReference.digest == c.Publication.digest)
        .where(
            t.DocumentReference.county_id == county,
            t.DocumentReference.kind == kind,
            c.Publication.county_id == county,
            c.Publication.effective_from <= on,
            c.Publication.state.in_(IN_USE),
            ~replaced,
        )
        .order_by(c.Publication.kind, c.Publication.key, c.Publication.scope)
    )


_USED = tuple(
    getattr(c.Publication, "id" if field.name == "publication_id" else field.name) for field in dataclasses.fields(Use)
)
