"""Keeping accounts: who manages people takes them on, gives and takes roles, closes, unlocks, renews passwords.

Every act is told to the audit with old and new values; passwords and their hashes never are. An account with a role
that the actor may not give is out of his hands: otherwise a new password would lend him that role.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from onewindow.domain.actor import Actor, Binding, grantable
from onewindow.domain.permissions import ROLE_NAMES, Role
from onewindow.services.accounts.passwords import generate, hash_of
from onewindow.services.accounts.signing import Refused
from onewindow.store import audit, doors, people
from onewindow.store.errors import Refusal, RefusedError
from onewindow.store.refusals import attempt
from onewindow.store.session import UnitOfWork

Json = Any
USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,39}")

BAD_NAME = Refused("用户名须以小写字母开头，由 3 至 40 个小写字母、数字、点、横线组成，请修改。")
TAKEN = Refused("该用户名已被使用，请换一个，例如在前面加上单位的拼音。")
OUT_OF_RANGE = Refused("所选单位不在您的管理范围内，请选择本单位或下级单位。")
NO_ROLE = Refused("请至少选择一个角色。")
DOUBLE = Refused("该人员在这个单位、部门、岗位上已有这个角色，不用再加。")
OWN = Refused("不能停用自己的账号或移除自己的角色，请由其他管理员办理。")


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
    people.add(uow.session, account, [_bound(account.id, role) for role in roles])
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
    if refusal := _ungrantable(actor, [role.role for role in roles]) if roles else NO_ROLE:
        return refusal
    password = generate()
    try:
        with attempt(uow.session):
            account_id = create(
                uow, scope=scope, username=username, display_name=display_name, password=password, roles=roles
            )
    except RefusedError as refused:
        return _told(refused, TAKEN)
    new = {"username": username, "name": display_name, "scope": scope, "roles": [_json(role) for role in roles]}
    _note(uow, actor, account_id, "create", now, {"new": new})
    return Hired(account_id, password)


def close(uow: UnitOfWork, actor: Actor, account_id: UUID, *, now: datetime) -> Refused | None:
    """End an account; whoever is signed in with it is out at once. One's own is refused."""
    if str(account_id) == actor.account_id:
        return OWN
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
    _note(uow, actor, account_id, "unlock", now, {"name": account.display_name})
    return None


def renew_password(uow: UnitOfWork, actor: Actor, account_id: UUID, *, now: datetime) -> str | Refused:
    """Replace the password by a generated one, which is returned; sessions opened with the old one are over."""
    account = people.lock(uow.session, account_id)
    if refusal := out_of_hands(uow, actor, account_id):
        return refusal
    password = generate()
    people.set_password(uow.session, account_id, hash_of(password), must_change=True)
    _note(uow, actor, account_id, "renew_password", now, {"name": account.display_name})
    return password


def grant(
    uow: UnitOfWork, actor: Actor, account_id: UUID, roles: Sequence[Binding], *, now: datetime
) -> Refused | None:
    """Give an account more roles: all of them, or none when one is refused."""
    people.lock(uow.session, account_id)
    if not roles:
        return NO_ROLE
    if refusal := out_of_hands(uow, actor, account_id) or _ungrantable(actor, [role.role for role in roles]):
        return refusal
    try:
        with attempt(uow.session):
            for role in roles:
                people.bind(uow.session, _bound(account_id, role))
    except RefusedError as refused:
        return _told(refused, DOUBLE)
    _note(uow, actor, account_id, "grant", now, {"new": [_json(role) for role in roles]})
    return None


def revoke(uow: UnitOfWork, actor: Actor, account_id: UUID, binding_id: UUID, *, now: datetime) -> Refused | None:
    """Take one role from an account; nothing happens when it is gone already. One's own is refused."""
    people.lock(uow.session, account_id)
    if str(account_id) == actor.account_id:
        return OWN
    if refusal := out_of_hands(uow, actor, account_id):
        return refusal
    held = [one for one in people.bindings_of(uow.session, account_id) if one.id == binding_id]
    for one in held:
        people.unbind(uow.session, one.id)
        old = Binding(Role(one.role), one.scope, one.department_key or "", one.post)
        _note(uow, actor, account_id, "revoke", now, {"old": [_json(old)]})
    return None


def out_of_hands(uow: UnitOfWork, actor: Actor, account_id: UUID) -> Refused | None:
    """Why the actor may do nothing with this account, or None when he may."""
    return _ungrantable(actor, [Role(one.role) for one in people.bindings_of(uow.session, account_id)])


def _change_status(
    uow: UnitOfWork, actor: Actor, account_id: UUID, act: str, status: str, now: datetime
) -> Refused | None:
    account = people.lock(uow.session, account_id)
    if refusal := out_of_hands(uow, actor, account_id):
        return refusal
    if account.status != status:
        people.set_status(uow.session, account_id, status)
        _note(uow, actor, account_id, act, now, {"old": {"status": account.status}, "new": {"status": status}})
    return None


def _ungrantable(actor: Actor, roles: Sequence[Role]) -> Refused | None:
    above = [ROLE_NAMES[role] for role in roles if role not in grantable(actor)]
    if not above:
        return None
    return Refused(f"您不能授予或管理「{above[0]}」，请由持有该角色的管理员办理。")


def _told(refused: RefusedError, taken: Refused) -> Refused:
    """What a refusal of the database means here; a surprise stays one."""
    if refused.refusal is Refusal.TAKEN:
        return taken
    if refused.refusal in (Refusal.FORBIDDEN, Refusal.UNKNOWN):
        return OUT_OF_RANGE
    raise refused


def _bound(account_id: UUID, role: Binding) -> people.Binding:
    return people.Binding(
        account_id=account_id,
        scope=role.scope,
        role=role.role,
        department_key=role.department or None,
        post=role.post,
    )


def _note(uow: UnitOfWork, actor: Actor, account_id: UUID, act: str, now: datetime, detail: Json) -> None:
    done = audit.Act(now, UUID(actor.account_id), actor.name, f"account.{act}", f"account:{account_id}", detail)
    audit.append(uow.session, done)


def _json(role: Binding) -> Json:
    return {"role": role.role.value, "scope": role.scope, "department": role.department, "post": role.post}
