"""Accounts and the roles bound to them. Passwords arrive here as argon2 hashes; the store never sees one."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.errors import MissingError
from onewindow.store.ids import new_id
from onewindow.store.tables import people as t


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who signs in. `scope` is the home tenant; `status` active or closed."""

    scope: int
    username: str
    display_name: str
    password_hash: str = dataclasses.field(repr=False)
    status: str = "active"
    failed_attempts: int = 0
    locked_until: datetime | None = None
    must_change: bool = True
    phone_masked: str = ""
    id: UUID = dataclasses.field(default_factory=new_id)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """One role of an account in tenant `scope`; `department_key` None means the whole tenant.

    It holds from `valid_from` to `valid_to`, both days included; None is open.
    """

    account_id: UUID
    scope: int
    role: str
    department_key: str | None = None
    post: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    id: UUID = dataclasses.field(default_factory=new_id)


ACCOUNT = rows.columns(t.Account, Account)
BINDING = rows.columns(t.RoleBinding, Binding)


def add(session: Session, account: Account, bindings: Sequence[Binding] = ()) -> None:
    """Add an account with its roles. Its door (`doors.of_account`) is put up by the caller, in the same transaction."""
    county = context.here(session).county
    rows.add(session, t.Account, county, [account])
    rows.add(session, t.RoleBinding, county, bindings)


def get(session: Session, account_id: UUID) -> Account:
    """The account; raises MissingError when there is none in sight."""
    found = rows.first(session, Account, select(*ACCOUNT).where(*_is(session, account_id)))
    if found is None:
        raise MissingError(f"account {account_id}")
    return found


def lock(session: Session, account_id: UUID) -> Account:
    """The account, its row locked until the end, so that attempts made at once are all counted; raises MissingError."""
    found = rows.first(session, Account, select(*ACCOUNT).where(*_is(session, account_id)).with_for_update())
    if found is None:
        raise MissingError(f"account {account_id}")
    return found


def list_(session: Session) -> list[Account]:
    """The accounts of this tenant and those below, by tenant and name."""
    here = context.here(session)
    statement = (
        select(*ACCOUNT)
        .where(t.Account.county_id == here.county, t.Account.scope.between(here.lo, here.hi))
        .order_by(t.Account.scope, t.Account.display_name, t.Account.id)
    )
    return rows.read(session, Account, statement)


def bindings_of(session: Session, account_id: UUID) -> list[Binding]:
    """The roles of an account, in a stable order."""
    here = context.here(session)
    statement = (
        select(*BINDING)
        .where(t.RoleBinding.county_id == here.county, t.RoleBinding.account_id == account_id)
        .order_by(t.RoleBinding.scope, t.RoleBinding.role, t.RoleBinding.department_key, t.RoleBinding.post)
    )
    return rows.read(session, Binding, statement)


def bind(session: Session, binding: Binding) -> None:
    """Give an account one more role."""
    rows.add(session, t.RoleBinding, context.here(session).county, [binding])


def unbind(session: Session, binding_id: UUID) -> None:
    """Take one role from an account."""
    here = context.here(session)
    session.execute(delete(t.RoleBinding).where(t.RoleBinding.county_id == here.county, t.RoleBinding.id == binding_id))


def unbind_ended(session: Session, account_id: UUID, on: date) -> None:
    """Take away the roles of an account whose last day is past, so that the same can be given anew."""
    of_it = (t.RoleBinding.county_id == context.here(session).county, t.RoleBinding.account_id == account_id)
    session.execute(delete(t.RoleBinding).where(*of_it, t.RoleBinding.valid_to < on))


def colleagues(session: Session, scope: int) -> list[Account]:
    """The active accounts whose home is this very tenant, by name."""
    at_home = (t.Account.county_id == context.here(session).county, t.Account.scope == scope)
    statement = select(*ACCOUNT).where(*at_home, t.Account.status == "active")
    return rows.read(session, Account, statement.order_by(t.Account.display_name, t.Account.id))


def note_attempts(session: Session, account_id: UUID, failed_attempts: int, locked_until: datetime | None) -> None:
    """Remember failed sign-ins; 0 and None after a good one."""
    _change(session, account_id, failed_attempts=failed_attempts, locked_until=locked_until)


def set_password(session: Session, account_id: UUID, password_hash: str, *, must_change: bool) -> None:
    """Replace the hash and forget failed sign-ins."""
    _change(
        session,
        account_id,
        password_hash=password_hash,
        must_change=must_change,
        failed_attempts=0,
        locked_until=None,
    )


def set_status(session: Session, account_id: UUID, status: str) -> None:
    """Close an account or open it again."""
    _change(session, account_id, status=status)


def _is(session: Session, account_id: UUID) -> tuple[Any, ...]:
    return (t.Account.county_id == context.here(session).county, t.Account.id == account_id)


def _change(session: Session, account_id: UUID, **values: Any) -> None:
    statement = update(t.Account).where(*_is(session, account_id)).values(**values)
    if session.scalar(statement.returning(t.Account.id)) is None:
        raise MissingError(f"account {account_id}")
