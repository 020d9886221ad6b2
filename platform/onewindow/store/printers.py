"""Printers of windows, and how far each is moved for printed sheets (套打)."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.errors import MissingError
from onewindow.store.ids import new_id
from onewindow.store.tables import printers as t


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """A printer at a window of the tenant `scope`, known by its name there."""

    scope: int
    name: str
    added_at: datetime
    added_by: UUID
    added_by_name: str
    removed_at: datetime | None = None
    id: UUID = dataclasses.field(default_factory=new_id)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Tenths of a millimetre to the right and down; `sheet`: the key of a template, empty for every sheet."""

    printer_id: UUID
    sheet: str
    scope: int
    across: int
    down: int
    set_at: datetime
    set_by: UUID
    set_by_name: str


COLUMNS, SHIFT = rows.columns(t.Printer, Printer), rows.columns(t.PrinterShift, Shift)


def add(session: Session, printer: Printer) -> bool:
    """Keep a printer; False when the tenant has one of this name in use."""
    row = {"county_id": context.here(session).county, **rows.content(printer)}
    return session.scalar(insert(t.Printer).values(row).on_conflict_do_nothing().returning(t.Printer.id)) is not None


def of(session: Session, scope: int) -> list[Printer]:
    """The printers in use of one tenant, by name."""
    its = (
        t.Printer.county_id == context.here(session).county,
        t.Printer.scope == scope,
        t.Printer.removed_at.is_(None),
    )
    return rows.read(session, Printer, select(*COLUMNS).where(*its).order_by(t.Printer.name, t.Printer.id))


def get(session: Session, scope: int, printer_id: UUID) -> Printer:
    """One printer in use of a tenant. Raises MissingError."""
    found = next((one for one in of(session, scope) if one.id == printer_id), None)
    if found is None:
        raise MissingError(f"printer {printer_id}")
    return found


def remove(session: Session, printer_id: UUID, *, now: datetime) -> None:
    """Take a printer out of use; its name is free again."""
    its = (t.Printer.county_id == context.here(session).county, t.Printer.id == printer_id)
    session.execute(update(t.Printer).where(*its).values(removed_at=now))


def shifts(session: Session, printer_id: UUID) -> list[Shift]:
    """What is set for a printer: for all sheets first."""
    its = (t.PrinterShift.county_id == context.here(session).county, t.PrinterShift.printer_id == printer_id)
    return rows.read(session, Shift, select(*SHIFT).where(*its).order_by(t.PrinterShift.sheet))


def set_shift(session: Session, shift: Shift) -> None:
    """Set how far a printer is moved for a sheet; the last word counts."""
    row = {"county_id": context.here(session).county, **rows.content(shift)}
    changed = {name: row[name] for name in ("across", "down", "set_at", "set_by", "set_by_name")}
    key = [t.PrinterShift.county_id, t.PrinterShift.printer_id, t.PrinterShift.sheet]
    session.execute(insert(t.PrinterShift).values(row).on_conflict_do_update(index_elements=key, set_=changed))
