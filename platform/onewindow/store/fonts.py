"""Fonts that tenants brought along: for themselves and those below, kept for ever under their digests."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.errors import MissingError
from onewindow.store.ids import new_id
from onewindow.store.tables import batches as t
from tenants.scope import lineage


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A font without its bytes. `role`: title, body, hei, kai, song or fallback; `name`: its PostScript name."""

    scope: int
    role: str
    digest: str
    name: str
    file_name: str
    size: int
    characters: int
    added_at: datetime
    added_by: UUID
    removed_at: datetime | None = None
    id: UUID = dataclasses.field(default_factory=new_id)


COLUMNS = rows.columns(t.Font, Font)


def add(session: Session, font: Font, content: bytes) -> None:
    """Keep a font; the same one in the same role twice is refused by the index font_once_in_role."""
    row = {"county_id": context.here(session).county, **rows.content(font), "content": content}
    session.execute(insert(t.Font), [row])


def along(session: Session, scope: int) -> list[Font]:
    """The fonts in use on the lineage of a tenant: its own first, then those above; the newest of a role first."""
    its = (t.Font.county_id == context.here(session).county, t.Font.scope.in_(lineage(scope)))
    order = (t.Font.scope.desc(), t.Font.added_at.desc(), t.Font.id)
    return rows.read(session, Font, select(*COLUMNS).where(*its, t.Font.removed_at.is_(None)).order_by(*order))


def contents(session: Session, digests: Iterable[str]) -> dict[str, bytes]:
    """The bytes under digests, of fonts taken out of use as well; unknown ones are left out."""
    its = (t.Font.county_id == context.here(session).county, t.Font.digest.in_(set(digests)))
    return dict(session.execute(select(t.Font.digest, t.Font.content).where(*its)).all())


def remove(session: Session, font_id: UUID, *, now: datetime) -> None:
    """Take a font out of use; records painted with it keep it. Raises MissingError."""
    its = (t.Font.county_id == context.here(session).county, t.Font.id == font_id, t.Font.removed_at.is_(None))
    if session.scalar(update(t.Font).where(*its).values(removed_at=now).returning(t.Font.id)) is None:
        raise MissingError(f"font {font_id}")
