"""What a case keeps as files, and what a person gave before."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from onewindow.store.tables.base import OfCounty


class CaseFile(OfCounty):
    """One file of a case: of a material, or in an answer."""

    __tablename__ = "case_file"

    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    accepting_scope: Mapped[int]
    home_scope: Mapped[int]
    file_scope: Mapped[int]
    file_digest: Mapped[str]
    name: Mapped[str]
    pages: Mapped[int] = mapped_column(default=0)


class EarlierAnswers(OfCounty):
    """An application, found by the keyed hash of its applicant's number."""

    __tablename__ = "earlier_answers"

    application_id: Mapped[UUID] = mapped_column(primary_key=True)
    accepting_scope: Mapped[int]
    subject: Mapped[str]
    title: Mapped[str]
    submitted_at: Mapped[datetime]


class PrefillConsent(OfCounty):
    """The applicant's consent to have earlier answers filled in; insert-only."""

    __tablename__ = "prefill_consent"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[int]
    application_key: Mapped[str]
    source_application: Mapped[UUID]
    fields: Mapped[list[str]] = mapped_column(ARRAY(Text))
    asked_by: Mapped[UUID]
    asked_by_name: Mapped[str]
    asked_at: Mapped[datetime]
