"""Batches of paper, and fonts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from onewindow.store.tables.base import OfCounty, subtree_end


class Batch(OfCounty):
    """One order: the same document of many cases."""

    __tablename__ = "batch"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[int]
    document: Mapped[str]
    title: Mapped[str]
    form: Mapped[str]
    total: Mapped[int]
    state: Mapped[str] = mapped_column(default="running")
    made_at: Mapped[datetime]
    made_by: Mapped[UUID]
    made_by_name: Mapped[str]
    ended_at: Mapped[datetime | None]
    printer: Mapped[str] = mapped_column(default="")
    across: Mapped[int] = mapped_column(default=0)
    down: Mapped[int] = mapped_column(default=0)


class BatchPart(OfCounty):
    """What one transaction prints; part 0 is the whole file, made of all others."""

    __tablename__ = "batch_part"

    batch_id: Mapped[UUID] = mapped_column(primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[int]
    done: Mapped[bool] = mapped_column(default=False)
    content: Mapped[bytes | None] = mapped_column(default=None)


class BatchRow(OfCounty):
    """One case of a batch, and what became of it."""

    __tablename__ = "batch_row"

    batch_id: Mapped[UUID] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    part: Mapped[int]
    scope: Mapped[int]
    case_id: Mapped[UUID]
    case_number: Mapped[str]
    state: Mapped[str] = mapped_column(default="waiting")
    notice_id: Mapped[UUID | None]
    number: Mapped[str] = mapped_column(default="")
    pages: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")


class Font(OfCounty):
    """A font that a tenant brought along, for itself and those below."""

    __tablename__ = "font"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[int]
    scope_hi: Mapped[int] = subtree_end()
    role: Mapped[str]
    digest: Mapped[str]
    name: Mapped[str]
    file_name: Mapped[str]
    size: Mapped[int]
    characters: Mapped[int]
    content: Mapped[bytes]
    added_at: Mapped[datetime]
    added_by: Mapped[UUID]
    removed_at: Mapped[datetime | None]
