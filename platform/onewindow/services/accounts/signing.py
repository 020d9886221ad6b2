"""Signing in: passwords by argon2, lock-out, and the actor that a session stands for (R008, R106)."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from onewindow.domain.actor import Actor, Binding
from onewindow.domain.permissions import Role
from onewindow.services.accounts.passwords import hash_of, matches, stamp
from onewindow.store import audit, people
from onewindow.store.errors import MissingError
from onewindow.store.session import UnitOfWork
from tenants.scope import Scope

ATTEMPTS = 5
LOCKED_FOR = timedelta(minutes=15)
SHORTEST, LONGEST, KINDS = 10, 128, 2

# Verified for names nobody has, so that the time taken does not tell which names exist.
_NOBODY = hash_of("nobody has this password")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The password was right. `stamp` changes with the password: a session that carries an older one is over."""

    actor: Actor
    stamp: str
    must_change: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """It was refused; `message` says why, in Chinese: the same for an unknown name and a wrong password."""

    message: str


WRONG = Refused("用户名或密码不正确，请重新输入；连续输错 5 次将锁定 15 分钟。")
LOCKED = Refused("连续输错次数过多，账号已临时锁定，请 15 分钟后再试，或请本单位管理员解锁。")
CLOSED = Refused("该账号已停用，请联系本单位管理员。")


def refuse_unknown(password: str) -> Refused:
    """Refuse a name that has no door, taking as long as for one that has."""
    matches(_NOBODY, password)
    return WRONG


def sign_in(uow: UnitOfWork, account_id: UUID, password: str, *, now: datetime) -> SignedIn | Refused:
    """Check a password for the account behind a door; failed attempts are counted and lock the account for a while."""
    account = people.lock(uow.session, account_id)
    if account.status != "active":
        return CLOSED
    if account.locked_until is not None and account.locked_until > now:
        return LOCKED
    if not matches(account.password_hash, password):
        attempts = account.failed_attempts + 1
        locked = now + LOCKED_FOR if attempts >= ATTEMPTS else None
        people.note_attempts(uow.session, account_id, 0 if locked else attempts, locked)
        audit.append(
            uow.session,
            audit.Act(now, account_id, account.display_name, "account.sign_in_failed", f"account:{account_id}"),
        )
        return LOCKED if locked else WRONG
    if account.failed_attempts or account.locked_until:
        people.note_attempts(uow.session, account_id, 0, None)
    audit.append(
        uow.session, audit.Act(now, account_id, account.display_name, "account.sign_in", f"account:{account_id}")
    )
    return SignedIn(
        _actor(account, people.bindings_of(uow.session, account_id)), stamp(account.password_hash), account.must_change
    )


def change_password(uow: UnitOfWork, account_id: UUID, old: str, new: str, *, now: datetime) -> str | Refused:
    """Give oneself another password: the new stamp of the session, or every reason against it in one message."""
    account = people.lock(uow.session, account_id)
    reasons = [] if matches(account.password_hash, old) else ["原密码不正确"]
    reasons += weaknesses(new, old, account.username)
    if reasons:
        return Refused("；".join(reasons) + "。")
    password_hash = hash_of(new)
    people.set_password(uow.session, account_id, password_hash, must_change=False)
    audit.append(
        uow.session, audit.Act(now, account_id, account.display_name, "account.own_password", f"account:{account_id}")
    )
    return stamp(password_hash)


def weaknesses(new: str, old: str, username: str) -> list[str]:
    """What speaks against a new password, in Chinese."""
    kinds = sum(any(test(char) for char in new) for test in (str.isdigit, str.isalpha, lambda char: not char.isalnum()))
    found = [
        (len(new) < SHORTEST, f"新密码至少 {SHORTEST} 个字符"),
        (len(new) > LONGEST, f"新密码最多 {LONGEST} 个字符"),
        (kinds < KINDS, "新密码要同时有字母、数字、符号中的两种"),
        (bool(username) and username.lower() in new.lower(), "新密码不能含有用户名"),
        (new == old, "新密码要与原密码不同"),
    ]
    return [reason for holds, reason in found if holds]


def actor_of(uow: UnitOfWork, account_id: UUID, expected_stamp: str) -> Actor | None:
    """The actor a session stands for, or None when the account was closed, moved away or got another password since."""
    try:
        account = people.get(uow.session, account_id)
    except MissingError:
        return None
    if account.status != "active" or not hmac.compare_digest(stamp(account.password_hash), expected_stamp):
        return None
    return _actor(account, people.bindings_of(uow.session, account_id))


def _actor(account: people.Account, bindings: Sequence[people.Binding]) -> Actor:
    sight = Scope.of(account.scope)
    roles = tuple(Binding(Role(one.role), one.scope, one.department_key or "", one.post) for one in bindings)
    return Actor(str(account.id), account.display_name, sight.county, account.scope, sight.lo, sight.hi, roles)
