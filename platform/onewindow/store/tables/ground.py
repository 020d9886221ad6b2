"""Doors and days."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from onewindow.store.tables.base import Base, OfCounty


class Door(Base):
    """From the digest of a secret to one object, before any tenant is known."""

    __tablename__ = "door"

    digest: Mapped[str] = mapped_column(primary_key=True)
    county_id: Mapped[int]
    scope: Mapped[int]
    kind: Mapped[str]
    object_id: Mapped[UUID]


class CalendarDay(OfCounty):
    """A day that differs from the rule of the week; county 0 is the platform."""

    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    work: Mapped[bool]
    note: Mapped[str] = mapped_column(default="")
    source: Mapped[str]


class CalendarYear(OfCounty):
    """A year whose rest and work days were announced."""

    __tablename__ = "calendar_year"

    year: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
