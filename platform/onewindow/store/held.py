"""Tenants whose overlay does not fit a publication: each goes on with the document it had until somebody settles it."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.tables import inheritance as t
from tenants.scope import lineage

Json = Any


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Tenant `scope` does not follow `publication_id`; its overlay goes on standing on `base_digest`.

    `refusals`: `[{"element", "rule", "said"}]`, why it does not fit.
    """

    scope: int
    kind: str
    key: str
    publication_id: UUID
    base_digest: str
    refusals: Json
    held_at: datetime


COLUMNS = rows.columns(t.Held, Held)


def put(session: Session, held: Iterable[Held]) -> None:
    """Hold tenants back, or hold them again after they were settled."""
    county = context.here(session).county
    values = [{"county_id": county, **rows.content(one)} for one in held]
    if not values:
        return
    statement = insert(t.Held)
    renewed: dict[str, Any] = {name: statement.excluded[name] for name in ("base_digest", "refusals", "held_at")} | {
        "settled_at": None,
        "settled_how": None,
    }
    primary = [t.Held.county_id, t.Held.scope, t.Held.publication_id]
    session.execute(statement.on_conflict_do_update(index_elements=primary, set_=renewed), values)


def along(session: Session, scope: int) -> list[Held]:
    """Who is held on the lineage of a tenant, in everything."""
    return rows.read(session, Held, _open(session).where(t.Held.scope.in_(lineage(scope))))


def below(session: Session, kind: str | None = None, key: str | None = None) -> list[Held]:
    """Who is held in one's own range, in one document or in all, by tenant."""
    here = context.here(session)
    statement = _open(session).where(t.Held.scope.between(here.lo, here.hi)).order_by(t.Held.scope, t.Held.kind)
    if kind is not None:
        statement = statement.where(t.Held.kind == kind)
    if key is not None:
        statement = statement.where(t.Held.key == key)
    return rows.read(session, Held, statement)


def settle(session: Session, scopes: Collection[int], publications: Collection[UUID], *, how: str, at: datetime) -> int:
    """Let tenants follow some publications again; tell how many rows that were. `how`: settled restored fits_again."""
    if not scopes or not publications:
        return 0
    wanted = (
        t.Held.county_id == context.here(session).county,
        t.Held.scope.in_(set(scopes)),
        t.Held.publication_id.in_(set(publications)),
        t.Held.settled_at.is_(None),
    )
    changed = update(t.Held).where(*wanted).values(settled_at=at, settled_how=how)
    return len(session.scalars(changed.returning(t.Held.scope)).all())


def _open(session: Session) -> Any:
    return select(*COLUMNS).where(t.Held.county_id == context.here(session).county, t.Held.settled_at.is_(None))
