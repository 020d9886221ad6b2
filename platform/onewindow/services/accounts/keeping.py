"""Keeping accounts: who manages people takes them on, closes, unlocks, renews passwords.

Every act is told to the audit with old and new values; passwords and their hashes never are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from onewindow.domain.actor import Actor, Binding
from onewindow.domain.duties import role_conflict
from onewindow.services.accounts.granting import NO_ROLE, bound, leaving_refused, register_posts
from onewindow.services.accounts.passwords import generate, hash_of
from onewindow.services.accounts.reach import Refused, note, out_of_hands, told, ungrantable, written
from onewindow.store import doors, people, signed_in
from onewindow.store.errors import RefusedError
from onewindow.store.refusals import attempt
from onewindow.store.session import UnitOfWork

USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,39}")

BAD_NAME = Refused("用户名须以小写字母开头，由 3 至 40 个小写字母、数字、点、横线组成，请修改。")
TAKEN = Refused("该用户名已被使用，请换一个，例如在前面加上单位的拼音。")
OWN = Refused("不能停用自己的账号，请由其他管理员办理。")


@dataclass(frozen=True, slots=True)
class Hired:
    """A new account; the password is known here and never again."""

    account_id: UUID
    password: str


def create(
    uow: UnitOfWork,
    *,
    scope: int,
    username: str,
    display_name: str,
    password: str,
    roles: Sequence[Binding],
    must_change: bool = True,
) -> UUID:
    """Add an account with its roles and its door; a name in use anywhere on the platform is refused by the database."""
    account = people.Account(
        scope=scope,
        username=username,
        display_name=display_name,
        password_hash=hash_of(password),
        must_change=must_change,
    )
    people.add(uow.session, account, [bound(account.id, role) for role in roles])
    register_posts(uow, roles)
    doors.add(
        uow.session, doors.Door(kind="account", scope=scope, object_id=account.id, digest=doors.of_account(username))
    )
    return account.id


def hire(
    uow: UnitOfWork,
    actor: Actor,
    *,
    scope: int,
    username: str,
    display_name: str,
    roles: Sequence[Binding],
    now: datetime,
) -> Hired | Refused:
    """Take somebody on with a generated password, to be changed at the first sign-in."""
    if not USERNAME.fullmatch(username):
        return BAD_NAME
    if refusal := ungrantable(actor, [role.role for role in roles]) if roles else NO_ROLE:
        return refusal
    if conflict := role_conflict(role.role for role in roles):
        return Refused(conflict)
    password = generate()
    try:
        with attempt(uow.session):
            account_id = create(
                uow, scope=scope, username=username, display_name=display_name, password=password, roles=roles
            )
    except RefusedError as refused:
        return told(refused, TAKEN)
    new = {"username": username, "name": display_name, "scope": scope, "roles": [written(role) for role in roles]}
    note(uow, actor, account_id, "create", now, {"new": new})
    return Hired(account_id, password)


def close(uow: UnitOfWork, actor: Actor, account_id: UUID, *, now: datetime) -> Refused | None:
    """End an account; whoever is signed in with it is out at once.

    Refused are one's own, and somebody's for whom tasks wait that nobody else could do: they are handed over first.
    """
    if str(account_id) == actor.account_id:
        return OWN
    if refusal := leaving_refused(uow, account_id, on=now.date()):
        return refusal
    return _change_status(uow, actor, account_id, "close", "closed", now)


def reopen(uow: UnitOfWork, actor: Actor, account_id: UUID, *, now: datetime) -> Refused | None:
    """Let a closed account sign in again, with the roles and the password it had."""
    return _change_status(uow, actor, account_id, "reopen", "active", now)


def unlock(uow: UnitOfWork, actor: Actor, account_id: UUID, *, now: datetime) -> Refused | None:
    """End the pause after too many wrong passwords."""
    account = people.lock(uow.session, account_id)
    if refusal := out_of_hands(uow, actor, account_id):
        return refusal
    people.note_attempts(uow.session, account_id, 0, None)
    note(uow, actor, account_id, "unlock", now, {"name": account.display_name})
    return None


def renew_password(uow: UnitOfWork, actor: Actor, account_id: UUID, *, now: datetime) -> str | Refused:
    """Replace the password by a generated one, which is returned; sessions opened with the old one are over."""
    account = people.lock(uow.session, account_id)
    if refusal := out_of_hands(uow, actor, account_id):
        return refusal
    password = generate()
    people.set_password(uow.session, account_id, hash_of(password), must_change=True)
    signed_in.end(uow.session, account_id)
    note(uow, actor, account_id, "renew_password", now, {"name": account.display_name})
    return password


def _change_status(
    uow: UnitOfWork, actor: Actor, account_id: UUID, act: str, status: str, now: datetime
) -> Refused | None:
    account = people.lock(uow.session, account_id)
    if refusal := out_of_hands(uow, actor, account_id):
        return refusal
    if account.status != status:
        people.set_status(uow.session, account_id, status)
        signed_in.end(uow.session, account_id)
        note(uow, actor, account_id, act, now, {"old": {"status": account.status}, "new": {"status": status}})
    return None
