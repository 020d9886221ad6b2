"""Posts lent to a colleague for some days, and taken back."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session, aliased

from onewindow.store import context, rows
from onewindow.store.ids import new_id
from onewindow.store.tables import people as p
from onewindow.store.tables import signing as t


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """One post lent: the deputy acts in the principal's place from `valid_from` to `valid_to`, both included."""

    scope: int
    role: str
    principal_id: UUID
    deputy_id: UUID
    valid_from: date
    valid_to: date
    made_at: datetime
    department_key: str | None = None
    post: str = ""
    reason: str = ""
    revoked_at: datetime | None = None
    id: UUID = dataclasses.field(default_factory=new_id)


@dataclasses.dataclass(frozen=True, slots=True)
class Named:
    """A delegation with the names of both."""

    delegation: Delegation
    principal: str
    deputy: str


COLUMNS = rows.columns(t.Delegation, Delegation)


def add(session: Session, delegation: Delegation) -> None:
    """Lend a post."""
    rows.add(session, t.Delegation, context.here(session).county, [delegation])


def of_account(session: Session, account_id: UUID, on: date) -> list[Named]:
    """What an account lends or is lent, running or still to come on a day."""
    principal, deputy = aliased(p.Account), aliased(p.Account)
    county = context.here(session).county
    statement = (
        select(*COLUMNS, principal.display_name, deputy.display_name)
        .join(principal, (principal.county_id == county) & (principal.id == t.Delegation.principal_id))
        .join(deputy, (deputy.county_id == county) & (deputy.id == t.Delegation.deputy_id))
        .where(
            t.Delegation.county_id == county,
            or_(t.Delegation.principal_id == account_id, t.Delegation.deputy_id == account_id),
            t.Delegation.revoked_at.is_(None),
            t.Delegation.valid_to >= on,
        )
        .order_by(t.Delegation.valid_from, t.Delegation.id)
    )
    names = [field.name for field in dataclasses.fields(Delegation)]
    return [
        Named(Delegation(**dict(zip(names, row[:-2], strict=True))), row[-2], row[-1])
        for row in session.execute(statement)
    ]


def revoke(session: Session, delegation_id: UUID, *, at: datetime) -> bool:
    """End a delegation now; False when it was ended before."""
    running = (
        t.Delegation.county_id == context.here(session).county,
        t.Delegation.id == delegation_id,
        t.Delegation.revoked_at.is_(None),
    )
    statement = update(t.Delegation).where(*running).values(revoked_at=at)
    return session.scalar(statement.returning(t.Delegation.id)) is not None
