"""Applications, cases, and what belongs to a case."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import FetchedValue, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from onewindow.store.tables.base import Json, OfCounty, json_column, json_or_none, subtree_end


class Application(OfCounty):
    """One submission of a merged form."""

    __tablename__ = "application"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    accepting_scope: Mapped[int]
    idempotency_key: Mapped[str]
    channel: Mapped[str]
    theme_key: Mapped[str | None]
    theme_digest: Mapped[str | None]
    members: Mapped[tuple[str, ...]] = mapped_column(ARRAY(Text, as_tuple=True))
    form_digest: Mapped[str]
    elements_digest: Mapped[str]
    answers: Mapped[Json] = json_column()
    applicant_name: Mapped[str]
    applicant_id_masked: Mapped[str] = mapped_column(default="")
    submitted_at: Mapped[datetime]
    submitted_by: Mapped[UUID | None]
    submitted_by_name: Mapped[str] = mapped_column(default="")


class Case(OfCounty):
    """One matter of one application, from acceptance to its end."""

    __tablename__ = "case_"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID]
    number: Mapped[str]
    matter_key: Mapped[str]
    matter_name: Mapped[str]
    matter_digest: Mapped[str]
    elements_digest: Mapped[str]
    case_type: Mapped[str]
    accepting_scope: Mapped[int]
    home_scope: Mapped[int]
    status: Mapped[str]
    accepted_at: Mapped[datetime]
    accepted_on: Mapped[date]
    time_limit: Mapped[Json] = json_column()
    due_on: Mapped[date | None]
    due_state: Mapped[str]
    applicant_name: Mapped[str]
    answers: Mapped[Json] = json_column()
    route: Mapped[Json] = json_column()
    accepted_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    decided_by_name: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str | None]
    decision: Mapped[Json | None] = json_or_none()
    closed_at: Mapped[datetime | None]
    supplied: Mapped[Json] = json_column(server_default=FetchedValue())


class OfCase(OfCounty):
    """A row that repeats the two scopes of its case, so that its policy is the case's range."""

    __abstract__ = True

    case_id: Mapped[UUID]
    accepting_scope: Mapped[int]
    home_scope: Mapped[int]


class Task(OfCase):
    """One step of a case in the hands of one department of one tenant."""

    __tablename__ = "task"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[int]
    scope_hi: Mapped[int] = subtree_end()
    step: Mapped[str]
    department_key: Mapped[str]
    department_name: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    action: Mapped[str]
    state: Mapped[str]
    time_limit: Mapped[Json | None] = json_or_none()
    due_on: Mapped[date | None]
    opened_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by: Mapped[UUID | None]
    done_by_name: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str | None]
    opinion: Mapped[str] = mapped_column(default="")
    moved_from: Mapped[int | None]


class CaseMaterial(OfCase):
    """One material of a case and how it was handed in."""

    __tablename__ = "case_material"

    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    state: Mapped[str]
    medium: Mapped[str] = mapped_column(default="")
    originals: Mapped[int] = mapped_column(default=0)
    photocopies: Mapped[int] = mapped_column(default=0)
    pages: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    checks: Mapped[Json] = json_column(default=list)
    checked_at: Mapped[datetime | None]
    checked_by: Mapped[UUID | None]
    checked_by_name: Mapped[str] = mapped_column(default="")
    until_on: Mapped[date | None]


class CaseClock(OfCase):
    """A pause or an extension of a case's time limit."""

    __tablename__ = "case_clock"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    days: Mapped[Json | None] = json_or_none()
    reason: Mapped[str]
    basis: Mapped[str] = mapped_column(default="")
    approved_by: Mapped[UUID | None]
    recorded_at: Mapped[datetime]


class Notice(OfCounty):
    """A printed document as a record: its PDF is a function of template, values, fonts and images."""

    __tablename__ = "notice"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID]
    case_id: Mapped[UUID | None]
    accepting_scope: Mapped[int]
    home_scope: Mapped[int]
    kind: Mapped[str]
    number: Mapped[str]
    title: Mapped[str]
    template_digest: Mapped[str]
    values: Mapped[Json] = json_column()
    fonts: Mapped[Json] = json_column()
    issued_at: Mapped[datetime]
    issued_by: Mapped[UUID | None]
    issued_by_name: Mapped[str] = mapped_column(default="")
    printed: Mapped[int] = mapped_column(default=0)
    voided_at: Mapped[datetime | None]
    voided_by: Mapped[UUID | None]
    void_reason: Mapped[str] = mapped_column(default="")
    images: Mapped[Json] = json_column()
    verify_code: Mapped[str] = mapped_column(default="")
    replaced_by: Mapped[UUID | None]


class Message(OfCase):
    """A message to the applicant that waits for a gateway; its id is that of the effect that made it."""

    __tablename__ = "message"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    channel: Mapped[str]
    recipient: Mapped[str]
    body: Mapped[str]
    made_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="waiting")
