"""Numbers, files, drafts, the outbox and the audit log."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import FetchedValue
from sqlalchemy.orm import Mapped, mapped_column

from onewindow.store.tables.base import Json, OfCounty, json_column


class Numbering(OfCounty):
    """The last serial given out in a series."""

    __tablename__ = "numbering"

    series: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]


class FileBlob(OfCounty):
    """The bytes of one uploaded file, once for each tenant that took it in."""

    __tablename__ = "file_blob"

    scope: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    content: Mapped[bytes]
    created_at: Mapped[datetime] = mapped_column(server_default=FetchedValue())


class Draft(OfCounty):
    """What somebody typed and has not sent yet; nobody else sees it."""

    __tablename__ = "draft"

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[Json] = json_column()
    saved_at: Mapped[datetime]


class Outbox(OfCounty):
    """An effect outside the database that was decided with the transaction and happens after it."""

    __tablename__ = "outbox"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[int]
    kind: Mapped[str]
    payload: Mapped[Json] = json_column()
    created_at: Mapped[datetime]
    relayed_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)


class AuditHead(OfCounty):
    """The last link of a county's chain."""

    __tablename__ = "audit_head"

    seq: Mapped[int]
    digest: Mapped[str]


class Audit(OfCounty):
    """One act: who, when, what, on which object; bound to the act before it by a digest."""

    __tablename__ = "audit"

    seq: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[int]
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str]
    act: Mapped[str]
    object: Mapped[str]
    detail: Mapped[Json] = json_column()
    prev: Mapped[str]
    digest: Mapped[str]
