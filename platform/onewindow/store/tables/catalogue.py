"""Documents, publications, overlays."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, FetchedValue
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from onewindow.store.tables.base import Json, OfCounty, json_column, subtree_end


class Document(OfCounty):
    """One frozen JSON value under its digest."""

    __tablename__ = "document"

    digest: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    body: Mapped[Json] = json_column()
    created_at: Mapped[datetime] = mapped_column(server_default=FetchedValue())


class Publication(OfCounty):
    """One version of something that a tenant publishes for itself and the tenants below."""

    __tablename__ = "publication"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[int]
    scope_hi: Mapped[int] = subtree_end()
    kind: Mapped[str]
    key: Mapped[str]
    version: Mapped[int]
    title: Mapped[str]
    initials: Mapped[str] = mapped_column(default="")
    digest: Mapped[str]
    effective_from: Mapped[date]
    state: Mapped[str] = mapped_column(default="published")
    listed_in: Mapped[tuple[int, ...] | None] = mapped_column(ARRAY(BigInteger, as_tuple=True))
    published_at: Mapped[datetime]
    published_by: Mapped[UUID | None]


class Overlay(OfCounty):
    """One version of a lower tenant's difference to a document."""

    __tablename__ = "overlay"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[int]
    scope_hi: Mapped[int] = subtree_end()
    kind: Mapped[str]
    key: Mapped[str]
    version: Mapped[int]
    base_digest: Mapped[str]
    patch_digest: Mapped[str]
    made_at: Mapped[datetime]
    made_by: Mapped[UUID | None]
