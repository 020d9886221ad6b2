"""A lower tenant's differences to inherited documents, version by version."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.ids import new_id
from onewindow.store.tables import catalogue as t
from tenants.scope import lineage, range_of


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """`patch_digest` is the difference that tenant `scope` made against the document `base_digest`."""

    scope: int
    kind: str
    key: str
    version: int
    base_digest: str
    patch_digest: str
    made_at: datetime
    made_by: UUID | None = None
    id: UUID = dataclasses.field(default_factory=new_id)


COLUMNS = rows.columns(t.Overlay, Overlay)


def put(
    session: Session, *, kind: str, key: str, base_digest: str, patch_digest: str, now: datetime, by: UUID | None = None
) -> Overlay:
    """Add the next version of this tenant's overlay on `key`; both documents must have been put before."""
    here = context.here(session)
    own = (
        t.Overlay.county_id == here.county,
        t.Overlay.scope == here.number,
        t.Overlay.kind == kind,
        t.Overlay.key == key,
    )
    version = (session.scalar(select(func.max(t.Overlay.version)).where(*own)) or 0) + 1
    overlay = Overlay(
        scope=here.number,
        kind=kind,
        key=key,
        version=version,
        base_digest=base_digest,
        patch_digest=patch_digest,
        made_at=now,
        made_by=by,
    )
    rows.add(session, t.Overlay, here.county, [overlay])
    return overlay


def put_all(session: Session, wanted: Sequence[Overlay]) -> None:
    """Add the next versions of several overlays, of this tenant or those below (`scope`), in two statements."""
    last = {(one.scope, one.kind, one.key): one.version for one in within(session)} if wanted else {}
    made = [dataclasses.replace(one, version=last.get((one.scope, one.kind, one.key), 0) + 1) for one in wanted]
    rows.add(session, t.Overlay, context.here(session).county, made)


def along(session: Session, kind: str, key: str, scope: int) -> list[Overlay]:
    """The newest overlay of each tenant on the lineage of `scope`, from the top down.

    The order in which they are applied.
    """
    return [one for one in of_lineage(session, [kind], scope) if one.key == key]


def of_lineage(session: Session, kinds: Collection[str], scope: int) -> list[Overlay]:
    """The newest overlay of each tenant on the lineage of `scope` on every document of some kinds, from the top down.

    One look-up a tenant of the lineage, however many overlays the county has.
    """
    return rows.read(session, Overlay, _newest(session, t.Overlay.scope.in_(lineage(scope)), t.Overlay.kind.in_(kinds)))


def below(session: Session, kind: str, key: str, scope: int) -> list[Overlay]:
    """The newest overlay on one document of each tenant below one, from the top down; one statement."""
    lo, hi = range_of(scope)
    deeper = t.Overlay.scope.between(lo + 1, hi)
    return rows.read(session, Overlay, _newest(session, t.Overlay.kind == kind, t.Overlay.key == key, deeper))


def within(session: Session) -> list[Overlay]:
    """The newest overlays of this tenant and of those below, on everything."""
    here = context.here(session)
    return rows.read(session, Overlay, _newest(session, t.Overlay.scope.between(here.lo, here.hi)))


def _newest(session: Session, *wanted: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    return (
        select(*COLUMNS)
        .where(t.Overlay.county_id == context.here(session).county, *wanted)
        .ext(distinct_on(t.Overlay.scope, t.Overlay.kind, t.Overlay.key))
        .order_by(t.Overlay.scope, t.Overlay.kind, t.Overlay.key, t.Overlay.version.desc())
    )
