"""Printers of windows."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from onewindow.store.tables.base import OfCounty


class Printer(OfCounty):
    """A printer at a window of a tenant."""

    __tablename__ = "printer"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[int]
    name: Mapped[str]
    added_at: Mapped[datetime]
    added_by: Mapped[UUID]
    added_by_name: Mapped[str]
    removed_at: Mapped[datetime | None]


class PrinterShift(OfCounty):
    """How far a printer is moved: for one printed sheet, or (`sheet` empty) for all."""

    __tablename__ = "printer_shift"

    printer_id: Mapped[UUID] = mapped_column(primary_key=True)
    sheet: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[int]
    across: Mapped[int]
    down: Mapped[int]
    set_at: Mapped[datetime]
    set_by: Mapped[UUID]
    set_by_name: Mapped[str]
