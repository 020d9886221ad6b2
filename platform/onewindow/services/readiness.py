"""Ready to open: the calendar, seals, telephone, people, departments, examples and paper of a tenant."""

from __future__ import annotations

from datetime import date, datetime

from onewindow.domain import readiness as lines
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.readiness import Line
from onewindow.store import calendar, departments, published, seals, staffing, tree
from onewindow.store.errors import MissingError
from onewindow.store.session import UnitOfWork
from printing import Template, TemplateError, compile_template, system_template, system_template_keys
from rule_engine import WorkCalendar
from tenants import branding

YEARS_AHEAD = 3


def readiness(uow: UnitOfWork, *, now: datetime) -> tuple[Line, ...]:
    """Every condition of opening the tenant of this unit of work; ready when no line is `missing`.

    The number of statements is the same for any number of matters, units and people.
    """
    session, scope, today = uow.session, uow.scope.number, now.date()
    matters = _matters(uow, today)
    days = calendar.load(session, today, today.replace(year=today.year + YEARS_AHEAD, day=1), on=today)
    marks = branding.inherited({**one.branding, "phone": one.phone} for one in tree.lineage(session, scope))
    known = departments.along(session, scope, today)
    units: dict[str, list[int]] = {}
    for one in tree.current(session, today):
        if uow.scope.holds(one.scope) and (one.scope == scope or one.status in ("open", "pilot")):
            units.setdefault(one.level, []).append(one.scope)
    return (
        lines.catalogue_line(matters),
        lines.calendar_line(matters, WorkCalendar.of(days.days, days.years), today),
        lines.seal_line(seals.count(session, scope, today)),
        lines.phone_line(marks.get("phone", "")),
        lines.routes_line(matters, {name for one in known for name in (one.key, one.name)}),
        lines.staff_line(matters, staffing.staffed(session), units),
        lines.examples_line(matters, today),
        lines.templates_line(_templates(uow, today)),
    )


def _matters(uow: UnitOfWork, on: date) -> list[CompiledMatter]:
    try:
        offer = published.offer(uow.session, uow.scope.number, on)
    except MissingError:
        return []
    return published.matters(uow.session, [one.digest for one in offer.matters.values()], offer.elements.digest)


def _templates(uow: UnitOfWork, on: date) -> dict[str, Template | str]:
    """The templates that hold here: the system's, and what was published instead of them."""
    found = published.effective(uow.session, "template", uow.scope.number, on)
    bodies = published.bodies(uow.session, [one.digest for one in found.values()])
    wanted = {key: system_template(key) for key in system_template_keys()}
    wanted |= {key: bodies[one.digest] for key, one in found.items()}
    made: dict[str, Template | str] = {}
    for key, body in wanted.items():
        try:
            made[key] = compile_template(body)
        except TemplateError as fault:
            made[key] = "；".join(finding.message for finding in fault.findings)
    return made
