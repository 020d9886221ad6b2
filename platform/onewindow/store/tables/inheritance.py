"""Who is held at an older version."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from onewindow.store.tables.base import Json, OfCounty, json_column, subtree_end


class Held(OfCounty):
    """A tenant whose overlay does not fit a publication, and the document it goes on with."""

    __tablename__ = "held"

    scope: Mapped[int] = mapped_column(primary_key=True)
    scope_hi: Mapped[int] = subtree_end()
    publication_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    key: Mapped[str]
    base_digest: Mapped[str]
    refusals: Mapped[Json] = json_column()
    held_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_how: Mapped[str | None]
