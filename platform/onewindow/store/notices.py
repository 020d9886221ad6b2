"""Printed documents as records: template, values and fonts, from which the same bytes can be painted for ever."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.errors import MissingError
from onewindow.store.ids import new_id
from onewindow.store.tables import cases as t

Json = Any


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One printed document. `case_id` None.

    It speaks for the whole application, then `home_scope` equals `accepting_scope`.

    `fonts`: the digests of the fonts it was first painted with; `images`: the digests of its pictures by the names of
    the template; `verify_code`: what stands under its square code; `printed`: how often.
    """

    application_id: UUID
    accepting_scope: int
    home_scope: int
    kind: str
    number: str
    title: str
    template_digest: str
    values: Json = dataclasses.field(repr=False)
    fonts: Json
    issued_at: datetime
    case_id: UUID | None = None
    issued_by: UUID | None = None
    issued_by_name: str = ""
    printed: int = 0
    voided_at: datetime | None = None
    voided_by: UUID | None = None
    void_reason: str = ""
    images: Json = dataclasses.field(default_factory=dict)
    verify_code: str = ""
    replaced_by: UUID | None = None
    id: UUID = dataclasses.field(default_factory=new_id)


COLUMNS = rows.columns(t.Notice, Notice)


def add(session: Session, notices: Iterable[Notice]) -> None:
    """Store notices; a number given twice is refused by the constraint notice_number_once."""
    rows.add(session, t.Notice, context.here(session).county, notices)


def get(session: Session, notice_id: UUID) -> Notice:
    """One notice; raises MissingError."""
    found = rows.first(session, Notice, select(*COLUMNS).where(*_in_sight(session), t.Notice.id == notice_id))
    if found is None:
        raise MissingError(f"notice {notice_id}")
    return found


def of_application(session: Session, application_id: UUID) -> list[Notice]:
    """The notices in sight of an application, those of its cases among them, oldest first."""
    return _in_order(session, t.Notice.application_id == application_id)


def of_case(session: Session, case_id: UUID) -> list[Notice]:
    """The notices of one case, oldest first."""
    return _in_order(session, t.Notice.case_id == case_id)


def count_print(session: Session, notice_id: UUID) -> int:
    """One more print; returns which one it is (1 = the original). Raises MissingError."""
    it = update(t.Notice).where(*_in_sight(session), t.Notice.id == notice_id).values(printed=t.Notice.printed + 1)
    count: int | None = session.scalar(it.returning(t.Notice.printed))
    if count is None:
        raise MissingError(f"notice {notice_id}")
    return count


def lock(session: Session, notice_id: UUID) -> Notice:
    """One notice, kept from others until the transaction ends; raises MissingError."""
    statement = select(*COLUMNS).where(*_in_sight(session), t.Notice.id == notice_id).with_for_update()
    found = rows.first(session, Notice, statement)
    if found is None:
        raise MissingError(f"notice {notice_id}")
    return found


def void(
    session: Session, notice_id: UUID, *, reason: str, at: datetime, by: UUID | None, replaced_by: UUID | None = None
) -> bool:
    """Take a notice back, for another one in its place or for none; False when it was taken back before."""
    valid = (*_in_sight(session), t.Notice.id == notice_id, t.Notice.voided_at.is_(None))
    done = {"void_reason": reason, "voided_at": at, "voided_by": by, "replaced_by": replaced_by}
    return session.scalar(update(t.Notice).where(*valid).values(**done).returning(t.Notice.id)) is not None


def _in_order(session: Session, condition: ColumnElement[bool]) -> list[Notice]:
    statement = select(*COLUMNS).where(*_in_sight(session), condition).order_by(t.Notice.issued_at, t.Notice.id)
    return rows.read(session, Notice, statement)


def _in_sight(session: Session) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    here = context.here(session)
    ranges = (t.Notice.accepting_scope.between(here.lo, here.hi), t.Notice.home_scope.between(here.lo, here.hi))
    return t.Notice.county_id == here.county, or_(*ranges)
