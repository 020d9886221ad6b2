"""The list of cases: one statement a page, whatever is on it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, func, literal, select, text, tuple_
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session

from onewindow.store import rows
from onewindow.store.cases import in_sight
from onewindow.store.tables import cases as t


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the list shows; an empty field does not narrow it. `after`.

    The last line of the page before (its time and id).

    `departments` with `tenant`: only cases that have, or had, a task of one of these departments in this tenant (R041).
    """

    statuses: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    number: str = ""
    applicant_name: str = ""
    tenant: int | None = None
    departments: tuple[str, ...] = ()
    accepted_from: date | None = None
    accepted_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    after: tuple[datetime, UUID] | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One line of the list. `open_steps`: `{"step", "department", "scope", "due_on"}` of each open task."""

    id: UUID
    number: str
    matter_key: str
    matter_name: str
    case_type: str
    status: str
    applicant_name: str
    accepting_scope: int
    home_scope: int
    accepted_at: datetime
    due_on: date | None
    due_state: str
    open_steps: list[dict[str, Any]]


LINE = (
    t.Case.id,
    t.Case.number,
    t.Case.matter_key,
    t.Case.matter_name,
    t.Case.case_type,
    t.Case.status,
    t.Case.applicant_name,
    t.Case.accepting_scope,
    t.Case.home_scope,
    t.Case.accepted_at,
    t.Case.due_on,
    t.Case.due_state,
)


def page(session: Session, wanted: Wanted, *, limit: int = 50) -> list[Line]:
    """The newest cases in sight that fit, newest first; ask again with `after` for the next page."""
    statement = (
        select(*LINE, _open_steps())
        .where(*in_sight(session), *_conditions(wanted))
        .order_by(t.Case.accepted_at.desc(), t.Case.id.desc())
        .limit(limit)
    )
    return rows.read(session, Line, statement)


def numbers(session: Session, wanted: Wanted, *, limit: int) -> list[tuple[UUID, str]]:
    """Id and number of the newest cases in sight that fit, newest first."""
    fitting = select(t.Case.id, t.Case.number).where(*in_sight(session), *_conditions(wanted))
    newest = fitting.order_by(t.Case.accepted_at.desc(), t.Case.id.desc()).limit(limit)
    return [(id_, number) for id_, number in session.execute(newest)]


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.statuses:
        yield t.Case.status.in_(wanted.statuses)
    if wanted.matters:
        yield t.Case.matter_key.in_(wanted.matters)
    if wanted.number:
        yield t.Case.number == wanted.number
    if wanted.applicant_name:
        yield t.Case.applicant_name == wanted.applicant_name
    if wanted.tenant is not None:
        yield _touched_by(wanted.tenant, wanted.departments)
    if wanted.accepted_from is not None:
        yield t.Case.accepted_on >= wanted.accepted_from
    if wanted.accepted_to is not None:
        yield t.Case.accepted_on <= wanted.accepted_to
    if wanted.due_from is not None:
        yield t.Case.due_on >= wanted.due_from
    if wanted.due_to is not None:
        yield t.Case.due_on <= wanted.due_to
    if wanted.after is not None:
        yield tuple_(t.Case.accepted_at, t.Case.id) < tuple_(*map(literal, wanted.after))


def _of_this_case() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return t.Task.county_id == t.Case.county_id, t.Task.case_id == t.Case.id


def _touched_by(tenant: int, departments: tuple[str, ...]) -> ColumnElement[bool]:
    task = select(t.Task.id).where(*_of_this_case(), t.Task.scope == tenant)
    return (task.where(t.Task.department_key.in_(departments)) if departments else task).exists()


def _open_steps() -> ScalarSelect[Any]:
    step = func.jsonb_build_object(
        *("step", t.Task.step, "action", t.Task.action, "department", t.Task.department_name),
        *("scope", t.Task.scope, "due_on", t.Task.due_on),
    )
    in_order = func.jsonb_agg(aggregate_order_by(step, t.Task.opened_at, t.Task.id))
    steps = func.coalesce(in_order, text("'[]'::jsonb"))
    return select(steps).where(*_of_this_case(), t.Task.state == "open").scalar_subquery()
