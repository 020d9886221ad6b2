"""Paper that was handed out: its copies, the seals on it and who keeps them, the certificates it is signed with."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from onewindow.store.tables.base import OfCounty, subtree_end


class PaperCopy(OfCounty):
    """One copy of a paper: 0 is the original. The bytes of a signed copy are kept, of every copy their digest."""

    __tablename__ = "paper_copy"

    notice_id: Mapped[UUID] = mapped_column(primary_key=True)
    copy: Mapped[int] = mapped_column(primary_key=True)
    accepting_scope: Mapped[int]
    home_scope: Mapped[int]
    made_at: Mapped[datetime]
    made_by: Mapped[UUID | None]
    made_by_name: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    digest: Mapped[str]
    signed_with: Mapped[str] = mapped_column(default="")
    content: Mapped[bytes | None]


class SealImage(OfCounty):
    """The picture of a seal, re-encoded, with transparency."""

    __tablename__ = "seal_image"

    digest: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]


class Seal(OfCounty):
    """The seal of one body for one place on paper, with the days between which it may be used."""

    __tablename__ = "seal"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[int]
    scope_hi: Mapped[int] = subtree_end()
    role: Mapped[str]
    name: Mapped[str]
    image_digest: Mapped[str]
    width_tenths: Mapped[int]
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    registered_at: Mapped[datetime]
    registered_by: Mapped[UUID | None]
    registered_by_name: Mapped[str] = mapped_column(default="")
    withdrawn_on: Mapped[date | None]


class SealCustody(OfCounty):
    """Who may use a seal, for which documents, from when to when."""

    __tablename__ = "seal_custody"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[int]
    scope_hi: Mapped[int] = subtree_end()
    seal_id: Mapped[UUID]
    account_id: Mapped[UUID | None]
    department: Mapped[str] = mapped_column(default="")
    kinds: Mapped[tuple[str, ...]] = mapped_column(ARRAY(Text, as_tuple=True))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    given_at: Mapped[datetime]
    given_by: Mapped[UUID | None]
    given_by_name: Mapped[str] = mapped_column(default="")
    ended_on: Mapped[date | None]


class SealUse(OfCounty):
    """One use of a seal: on which paper, when, by whom."""

    __tablename__ = "seal_use"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    seal_id: Mapped[UUID]
    image_digest: Mapped[str]
    notice_id: Mapped[UUID]
    accepting_scope: Mapped[int]
    home_scope: Mapped[int]
    kind: Mapped[str]
    number: Mapped[str]
    used_at: Mapped[datetime]
    used_by: Mapped[UUID | None]
    used_by_name: Mapped[str] = mapped_column(default="")


class Certificate(OfCounty):
    """A root of the county, or the certificate of a body that signs, with its encrypted key."""

    __tablename__ = "certificate"

    serial: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[int]
    scope_hi: Mapped[int] = subtree_end()
    kind: Mapped[str]
    subject: Mapped[str]
    pem: Mapped[str]
    key_pem: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[datetime]
    valid_to: Mapped[datetime]
    issued_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoke_reason: Mapped[str] = mapped_column(default="")


class RevocationList(OfCounty):
    """A list of certificates taken back, signed by the root; the highest number holds."""

    __tablename__ = "revocation_list"

    number: Mapped[int] = mapped_column(primary_key=True)
    pem: Mapped[str]
    made_at: Mapped[datetime]
