"""Drafts of documents, their revisions, who is at them, the steps they took, and what publishing leaves behind."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from onewindow.store.tables.base import Json, OfCounty, json_column, subtree_end


class Proposal(OfCounty):
    """A draft of one document."""

    __tablename__ = "proposal"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[int]
    kind: Mapped[str]
    key: Mapped[str]
    title: Mapped[str]
    department: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="change")
    base_digest: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="draft")
    revision: Mapped[int] = mapped_column(default=1)
    author_id: Mapped[UUID]
    author_name: Mapped[str]
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID]
    saved_by_name: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    listing: Mapped[bool] = mapped_column(default=False)
    demands: Mapped[Json] = json_column()
    due_on: Mapped[date | None]
    offline_reason: Mapped[str] = mapped_column(default="")
    publication_id: Mapped[UUID | None]


class Revision(OfCounty):
    """One saved state of a draft; never changed, never taken away."""

    __tablename__ = "proposal_revision"

    proposal_id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[int]
    body: Mapped[Json] = json_column()
    digest: Mapped[str]
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID]
    saved_by_name: Mapped[str]


class Presence(OfCounty):
    """Who has a draft open, and where in it."""

    __tablename__ = "proposal_presence"

    proposal_id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[int]
    name: Mapped[str]
    place: Mapped[str]
    since: Mapped[datetime]
    seen_at: Mapped[datetime]


class Step(OfCounty):
    """One step of the publishing chain, bound to the digest it was taken on."""

    __tablename__ = "proposal_step"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    proposal_id: Mapped[UUID]
    scope: Mapped[int]
    act: Mapped[str]
    state_before: Mapped[str]
    state_after: Mapped[str]
    done_at: Mapped[datetime]
    done_by: Mapped[UUID]
    done_by_name: Mapped[str]
    role_name: Mapped[str]
    unit: Mapped[int]
    department: Mapped[str] = mapped_column(default="")
    opinion: Mapped[str] = mapped_column(default="")
    digest: Mapped[str]
    due_on: Mapped[date | None]


class Release(OfCounty):
    """How a published version came about."""

    __tablename__ = "release"

    publication_id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[int]
    scope_hi: Mapped[int] = subtree_end()
    proposal_id: Mapped[UUID]
    weight: Mapped[str]
    offline_reason: Mapped[str] = mapped_column(default="")


class DocumentReference(OfCounty):
    """A document names something: an element, a matter, a template, a parameter, a table, a department."""

    __tablename__ = "document_reference"

    kind: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
