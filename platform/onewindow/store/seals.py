"""Seals: pictures with days and custody, found along the lineage, every use written down."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.errors import MissingError
from onewindow.store.ids import new_id
from onewindow.store.tables import paper as t
from tenants.scope import lineage


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """One seal. `role`: its place on paper (`domain.sealing.ROLES`); `width_tenths`: real width in tenths of a mm."""

    scope: int
    role: str
    name: str
    image_digest: str
    width_tenths: int
    valid_from: date
    valid_to: date
    registered_at: datetime
    registered_by: UUID | None = None
    registered_by_name: str = ""
    withdrawn_on: date | None = None
    id: UUID = dataclasses.field(default_factory=new_id)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """Who may use a seal: an account, a department, or (neither) everybody of the body. `kinds` empty: all papers."""

    scope: int
    seal_id: UUID
    starts_on: date
    ends_on: date
    given_at: datetime
    account_id: UUID | None = None
    department: str = ""
    kinds: tuple[str, ...] = ()
    given_by: UUID | None = None
    given_by_name: str = ""
    ended_on: date | None = None
    id: UUID = dataclasses.field(default_factory=new_id)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One use of a seal on one paper."""

    seal_id: UUID
    image_digest: str
    notice_id: UUID
    accepting_scope: int
    home_scope: int
    kind: str
    number: str
    used_at: datetime
    used_by: UUID | None = None
    used_by_name: str = ""
    id: UUID = dataclasses.field(default_factory=new_id)


SEAL = rows.columns(t.Seal, Seal)
CUSTODY = rows.columns(t.SealCustody, Custody)


def put_image(session: Session, content: bytes) -> str:
    """Keep a picture and return its digest; the same bytes twice are one row."""
    digest = "sha256:" + hashlib.sha256(content).hexdigest()
    row = {"county_id": context.here(session).county, "digest": digest, "content": content}
    session.execute(insert(t.SealImage).values(row).on_conflict_do_nothing())
    return digest


def images(session: Session, digests: Iterable[str]) -> dict[str, bytes]:
    """The pictures under these digests that are in sight, in one statement."""
    its = (t.SealImage.county_id == context.here(session).county, t.SealImage.digest.in_(set(digests)))
    return dict(session.execute(select(t.SealImage.digest, t.SealImage.content).where(*its)).all())


def add(session: Session, seal: Seal, custody: Iterable[Custody] = ()) -> None:
    """Register a seal, with those who keep it."""
    county = context.here(session).county
    rows.add(session, t.Seal, county, [seal])
    rows.add(session, t.SealCustody, county, custody)


def along(session: Session, scope: int) -> list[Seal]:
    """The seals of a tenant and those above it that were not withdrawn, the nearest first, the newest first."""
    its = (t.Seal.county_id == context.here(session).county, t.Seal.scope.in_(lineage(scope)))
    order = (t.Seal.scope.desc(), t.Seal.valid_from.desc(), t.Seal.registered_at.desc())
    statement = select(*SEAL).where(*its, t.Seal.withdrawn_on.is_(None)).order_by(*order)
    return rows.read(session, Seal, statement)


def of(session: Session, scope: int) -> list[Seal]:
    """The seals of one tenant, withdrawn ones as well, the newest first."""
    its = (t.Seal.county_id == context.here(session).county, t.Seal.scope == scope)
    return rows.read(session, Seal, select(*SEAL).where(*its).order_by(t.Seal.registered_at.desc()))


def count(session: Session, scope: int, on: date) -> int:
    """How many seals a tenant may use on a day, its own and inherited ones."""
    its = (t.Seal.county_id == context.here(session).county, t.Seal.scope.in_(lineage(scope)))
    valid = (t.Seal.withdrawn_on.is_(None), t.Seal.valid_from <= on, t.Seal.valid_to >= on)
    return session.scalar(select(func.count()).select_from(t.Seal).where(*its, *valid)) or 0


def custody_of(session: Session, seal_ids: Iterable[UUID]) -> list[Custody]:
    """Who keeps these seals, in the order it was given."""
    its = (t.SealCustody.county_id == context.here(session).county, t.SealCustody.seal_id.in_(set(seal_ids)))
    return rows.read(session, Custody, select(*CUSTODY).where(*its).order_by(t.SealCustody.given_at))


def entrust(session: Session, custody: Custody) -> None:
    """Let somebody use a seal."""
    rows.add(session, t.SealCustody, context.here(session).county, [custody])


def relieve(session: Session, custody_id: UUID, on: date) -> None:
    """End a custody of one's own range that has not ended; raises MissingError."""
    here = context.here(session)
    its = (t.SealCustody.county_id == here.county, t.SealCustody.id == custody_id)
    mine = (t.SealCustody.scope.between(here.lo, here.hi), t.SealCustody.ended_on.is_(None))
    done = update(t.SealCustody).where(*its, *mine).values(ended_on=on)
    if session.scalar(done.returning(t.SealCustody.id)) is None:
        raise MissingError(f"custody {custody_id}")


def withdraw(session: Session, seal_id: UUID, on: date) -> None:
    """Take a seal of one's own range out of use; raises MissingError."""
    here = context.here(session)
    its = (t.Seal.county_id == here.county, t.Seal.id == seal_id, t.Seal.scope.between(here.lo, here.hi))
    done = update(t.Seal).where(*its, t.Seal.withdrawn_on.is_(None)).values(withdrawn_on=on)
    if session.scalar(done.returning(t.Seal.id)) is None:
        raise MissingError(f"seal {seal_id}")


def note_uses(session: Session, uses: Iterable[Use]) -> None:
    """Write down that seals were used."""
    rows.add(session, t.SealUse, context.here(session).county, uses)


def uses_of(session: Session, seal_id: UUID, *, limit: int = 200) -> list[Use]:
    """The uses of a seal in sight, the newest first."""
    its = (t.SealUse.county_id == context.here(session).county, t.SealUse.seal_id == seal_id)
    statement = select(*rows.columns(t.SealUse, Use)).where(*its).order_by(t.SealUse.used_at.desc()).limit(limit)
    return rows.read(session, Use, statement)
