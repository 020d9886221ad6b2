"""The browsers in which accounts are signed in: a session of the web is good only as long as its row stands."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.ids import new_id
from onewindow.store.tables import signing as t


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """One browser signed in: since when, on what kind of device, last seen when, until when at most."""

    account_id: UUID
    scope: int
    method: str
    device: str
    since: datetime
    last_seen: datetime
    ends_at: datetime
    confirmed_at: datetime | None = None
    id: UUID = dataclasses.field(default_factory=new_id)


COLUMNS = rows.columns(t.SignIn, SignIn)


def add(session: Session, sign_in: SignIn) -> None:
    """Note that somebody signed in; what of this account is long over goes away."""
    county = context.here(session).county
    over = (t.SignIn.county_id == county, t.SignIn.account_id == sign_in.account_id, t.SignIn.ends_at < sign_in.since)
    session.execute(delete(t.SignIn).where(*over))
    rows.add(session, t.SignIn, county, [sign_in])


def get(session: Session, sign_in_id: UUID) -> SignIn | None:
    """The row of a session, or None when it was ended."""
    statement = select(*COLUMNS).where(t.SignIn.county_id == context.here(session).county, t.SignIn.id == sign_in_id)
    return rows.first(session, SignIn, statement)


def of_account(session: Session, account_id: UUID, now: datetime) -> list[SignIn]:
    """Where an account is signed in, the newest first."""
    of_it = (t.SignIn.county_id == context.here(session).county, t.SignIn.account_id == account_id)
    statement = select(*COLUMNS).where(*of_it, t.SignIn.ends_at > now).order_by(t.SignIn.since.desc(), t.SignIn.id)
    return rows.read(session, SignIn, statement)


def see(session: Session, sign_in_id: UUID, now: datetime) -> None:
    """Note that a session was just used."""
    _change(session, sign_in_id, last_seen=now)


def confirm(session: Session, sign_in_id: UUID, now: datetime) -> None:
    """Note that the second factor was just shown in a session."""
    _change(session, sign_in_id, confirmed_at=now)


def end(session: Session, account_id: UUID, *, only: UUID | None = None, but: UUID | None = None) -> int:
    """End sessions of an account: all, `only` one, or all `but` one; tell how many."""
    statement = delete(t.SignIn).where(
        t.SignIn.county_id == context.here(session).county, t.SignIn.account_id == account_id
    )
    if only is not None:
        statement = statement.where(t.SignIn.id == only)
    if but is not None:
        statement = statement.where(t.SignIn.id != but)
    return len(session.scalars(statement.returning(t.SignIn.id)).all())


def _change(session: Session, sign_in_id: UUID, **values: datetime) -> None:
    of_it = (t.SignIn.county_id == context.here(session).county, t.SignIn.id == sign_in_id)
    session.execute(update(t.SignIn).where(*of_it).values(**values))
