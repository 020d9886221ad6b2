"""Certificates of the county's own authority, and the lists of those that were taken back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.tables import paper as t
from tenants.scope import lineage


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A root (`kind` root, its key is nowhere in the database) or a signer's certificate with its encrypted key."""

    serial: str
    scope: int
    kind: str
    subject: str
    pem: str
    valid_from: datetime
    valid_to: datetime
    issued_at: datetime
    key_pem: str = dataclasses.field(default="", repr=False)
    revoked_at: datetime | None = None
    revoke_reason: str = ""


COLUMNS = rows.columns(t.Certificate, Certificate)


def add(session: Session, certificates: Iterable[Certificate]) -> None:
    """Keep certificates; a serial number given twice is refused by the primary key."""
    rows.add(session, t.Certificate, context.here(session).county, certificates)


def list_(session: Session) -> list[Certificate]:
    """All certificates in sight, in the order they were issued."""
    its = t.Certificate.county_id == context.here(session).county
    return rows.read(session, Certificate, select(*COLUMNS).where(its).order_by(t.Certificate.issued_at))


def signer_of(session: Session, scope: int, at: datetime) -> Certificate | None:
    """The certificate a tenant signs with at a moment: the nearest on its lineage, the newest of those."""
    its = (
        t.Certificate.county_id == context.here(session).county,
        t.Certificate.kind == "signer",
        t.Certificate.scope.in_(lineage(scope)),
        t.Certificate.revoked_at.is_(None),
        t.Certificate.valid_from <= at,
        t.Certificate.valid_to >= at,
    )
    order = (t.Certificate.scope.desc(), t.Certificate.valid_from.desc(), t.Certificate.serial)
    return rows.first(session, Certificate, select(*COLUMNS).where(*its).order_by(*order).limit(1))


def revoke(session: Session, serial: str, *, at: datetime, reason: str) -> bool:
    """Take a certificate of one's own range back; False when there is none that is still good."""
    here = context.here(session)
    its = (t.Certificate.county_id == here.county, t.Certificate.serial == serial, t.Certificate.revoked_at.is_(None))
    own = t.Certificate.scope.between(here.lo, here.hi)
    done = update(t.Certificate).where(*its, own).values(revoked_at=at, revoke_reason=reason)
    return session.scalar(done.returning(t.Certificate.serial)) is not None


def publish_list(session: Session, pem: str, *, number: int, at: datetime) -> None:
    """Keep a new list of certificates taken back."""
    session.add(t.RevocationList(county_id=context.here(session).county, number=number, pem=pem, made_at=at))
    session.flush()


def next_list(session: Session) -> int:
    """The number of the next list."""
    its = t.RevocationList.county_id == context.here(session).county
    return (session.scalar(select(func.max(t.RevocationList.number)).where(its)) or 0) + 1


def trusted(session: Session) -> list[str]:
    """Whom this county believes, as PEM: its roots, and the newest list of each of them."""
    county = context.here(session).county
    roots = select(t.Certificate.pem).where(t.Certificate.county_id == county, t.Certificate.kind == "root")
    newest = (
        select(t.RevocationList.pem)
        .where(t.RevocationList.county_id == county)
        .order_by(t.RevocationList.number.desc())
        .limit(1)
    )
    return [*session.scalars(roots.order_by(t.Certificate.issued_at)), *session.scalars(newest)]
