"""Sessions: a browser is signed in as long as the server says so, and every change of what somebody is ends it."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from onewindow.domain.actor import Actor
from onewindow.services.accounts.passwords import stamp
from onewindow.services.accounts.reach import Refused, note, note_own, out_of_hands
from onewindow.services.accounts.signing import SignedIn, as_actor
from onewindow.store import people, posts, signed_in
from onewindow.store.errors import MissingError
from onewindow.store.session import UnitOfWork
from onewindow.store.signed_in import SignIn

NOTICED = timedelta(minutes=1)
"""How old `last_seen` may be before it is written anew: not every page writes."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lasts: without use, and at all."""

    idle: timedelta
    whole: timedelta


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the cookie of a session says."""

    account_id: UUID
    sign_in_id: UUID
    stamp: str


@dataclass(frozen=True, slots=True)
class Present:
    """Who a session stands for, and the session."""

    actor: Actor
    sign_in: SignIn


def enter(
    uow: UnitOfWork,
    who: SignedIn,
    *,
    method: str,
    device: str,
    limits: Limits,
    now: datetime,
    confirmed: bool = False,
) -> UUID:
    """Begin a session, with an id of its own whatever the browser brought along."""
    sign_in = SignIn(
        account_id=UUID(who.actor.account_id),
        scope=who.actor.scope,
        method=method,
        device=device,
        since=now,
        last_seen=now,
        ends_at=now + limits.whole,
        confirmed_at=now if confirmed else None,
    )
    signed_in.add(uow.session, sign_in)
    return sign_in.id


def present(uow: UnitOfWork, ticket: Ticket, *, limits: Limits, now: datetime) -> Present | None:
    """Who comes with this ticket; None when the session ended or grew too old, or the account is not what it was."""
    sign_in = signed_in.get(uow.session, ticket.sign_in_id)
    if sign_in is None or sign_in.account_id != ticket.account_id:
        return None
    if now >= sign_in.ends_at or now - sign_in.last_seen > limits.idle:
        return None
    try:
        account = people.get(uow.session, ticket.account_id)
    except MissingError:
        return None
    if account.status != "active" or not hmac.compare_digest(stamp(account.password_hash), ticket.stamp):
        return None
    if now - sign_in.last_seen >= NOTICED:
        signed_in.see(uow.session, sign_in.id, now)
    return Present(as_actor(account, posts.held_on(uow.session, account.id, now.date())), sign_in)


def leave(uow: UnitOfWork, ticket: Ticket) -> None:
    """End this session."""
    signed_in.end(uow.session, ticket.account_id, only=ticket.sign_in_id)


def leave_elsewhere(uow: UnitOfWork, account_id: UUID, here: UUID, *, now: datetime) -> int:
    """End the account's sessions in all other browsers; tell how many."""
    ended = signed_in.end(uow.session, account_id, but=here)
    note_own(uow, people.get(uow.session, account_id), "leave_elsewhere", now, {"sessions": ended})
    return ended


def put_out(uow: UnitOfWork, actor: Actor, account_id: UUID, *, now: datetime) -> Refused | None:
    """End all sessions of somebody whom the actor manages."""
    if refusal := out_of_hands(uow, actor, account_id):
        return refusal
    ended = signed_in.end(uow.session, account_id)
    note(uow, actor, account_id, "put_out", now, {"sessions": ended})
    return None
