"""The life of a tenant: its stages, its former names, its heirs, and what its city may read."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from onewindow.store.tables.base import OfCounty


class TenantStage(OfCounty):
    """A status that a tenant has had since a day."""

    __tablename__ = "tenant_stage"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[int]
    status: Mapped[str]
    since: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")
    noted_at: Mapped[datetime]
    noted_by: Mapped[UUID | None]
    noted_by_name: Mapped[str]


class TenantFormer(OfCounty):
    """What a tenant was called, and under which code, until a day."""

    __tablename__ = "tenant_former"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[int]
    code: Mapped[str]
    name: Mapped[str]
    short_name: Mapped[str]
    valid_to: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")


class TenantSuccession(OfCounty):
    """One heir of a tenant that ended."""

    __tablename__ = "tenant_succession"

    scope: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    heir: Mapped[int]
    since: Mapped[date]
    kind: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")


class CitySight(OfCounty):
    """What a county lets its city read, between two days."""

    __tablename__ = "city_sight"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    city_id: Mapped[int]
    reads: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
