"""Printers of windows: named, calibrated, taken out of use; how far a sheet is moved on one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from onewindow.domain.actor import Actor
from onewindow.domain.feeding import Feed, Offset, checked, offset_of
from onewindow.domain.paper import PaperProblem
from onewindow.store import audit, printers
from onewindow.store.printers import Printer, Shift
from onewindow.store.session import UnitOfWork

LONGEST = 40
UNNAMED = PaperProblem(f"请填写打印机的名称（{LONGEST} 字以内），例如“3号窗口针式打印机”。")
TAKEN = PaperProblem("本单位已有同名的打印机，请换一个名称，例如加上窗口号。")


def add(uow: UnitOfWork, actor: Actor, name: str, *, now: datetime) -> Printer | PaperProblem:
    """Name a printer of the tenant of the unit of work."""
    if not 0 < len(name.strip()) <= LONGEST:
        return UNNAMED
    made = Printer(
        scope=uow.scope.number,
        name=name.strip(),
        added_at=now,
        added_by=UUID(actor.account_id),
        added_by_name=actor.name,
    )
    if not printers.add(uow.session, made):
        return TAKEN
    _log(uow, actor, made, "printer.add", {}, now)
    return made


def in_use(uow: UnitOfWork) -> list[Printer]:
    """The printers of the tenant of the unit of work, by name."""
    return printers.of(uow.session, uow.scope.number)


def get(uow: UnitOfWork, printer_id: UUID) -> Printer:
    """One of them. Raises MissingError."""
    return printers.get(uow.session, uow.scope.number, printer_id)


def remove(uow: UnitOfWork, actor: Actor, printer: Printer, *, now: datetime) -> None:
    """Take a printer out of use."""
    printers.remove(uow.session, printer.id, now=now)
    _log(uow, actor, printer, "printer.remove", {}, now)


def calibrate(
    uow: UnitOfWork, actor: Actor, printer: Printer, sheet: str, offset: Offset, *, now: datetime
) -> PaperProblem | None:
    """Set how far everything (`sheet` empty) or one printed sheet beyond that is moved on a printer."""
    wanted = checked(offset)
    if isinstance(wanted, str):
        return PaperProblem(wanted)
    across, down = wanted
    shift = Shift(
        printer_id=printer.id,
        sheet=sheet,
        scope=printer.scope,
        across=across,
        down=down,
        set_at=now,
        set_by=UUID(actor.account_id),
        set_by_name=actor.name,
    )
    printers.set_shift(uow.session, shift)
    _log(uow, actor, printer, "printer.calibrate", {"sheet": sheet, "across": across, "down": down}, now)
    return None


def shifts(uow: UnitOfWork, printer: Printer) -> Mapping[str, Shift]:
    """What is set for a printer, by sheet."""
    return {one.sheet: one for one in printers.shifts(uow.session, printer.id)}


def feed(uow: UnitOfWork, printer: Printer, sheet: str) -> Feed:
    """How a sheet (empty: anything) is printed on a printer."""
    held = {key: (one.across, one.down) for key, one in shifts(uow, printer).items()}
    return Feed(printer.name, offset_of(held, sheet))


def _log(uow: UnitOfWork, actor: Actor, printer: Printer, act: str, detail: dict[str, object], now: datetime) -> None:
    said = {"printer": printer.name, **detail}
    audit.append(uow.session, audit.Act(now, UUID(actor.account_id), actor.name, act, f"printer:{printer.id}", said))
