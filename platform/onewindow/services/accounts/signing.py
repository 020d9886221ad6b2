"""Signing in: passwords by argon2, lock-out, and the actor that a session stands for (R008, R106)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from onewindow.domain.actor import Actor, Binding
from onewindow.domain.permissions import Role
from onewindow.services.accounts.passwords import hash_of, matches, stamp
from onewindow.services.accounts.reach import Refused, note_own
from onewindow.store import factors, people, posts, signed_in
from onewindow.store.session import UnitOfWork
from tenants.scope import Scope

ATTEMPTS = 5
LOCKED_FOR = timedelta(minutes=15)
SHORTEST, LONGEST, KINDS = 10, 128, 2

# Verified for names nobody has, so that the time taken does not tell which names exist.
_NOBODY = hash_of("nobody has this password")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody proved who he is. `stamp` changes with the password: a session that carries an older one is over.

    `needs_code`: he has a second factor and is not in yet. `must_enrol`: he has none, and his roles need one.
    """

    actor: Actor
    stamp: str
    must_change: bool
    needs_code: bool = False
    must_enrol: bool = False


# One sentence for an unknown name, a wrong password and a locked account: it does not tell which names exist.
WRONG = Refused(
    "用户名或密码不正确，或账号正在锁定中；连续输错 5 次锁定 15 分钟。请核对后重新输入，仍不能登录请联系本单位管理员。"
)
CLOSED = Refused("该账号已停用，请联系本单位管理员。")


def refuse_unknown(password: str) -> Refused:
    """Refuse a name that has no door, taking as long as for one that has."""
    matches(_NOBODY, password)
    return WRONG


def sign_in(uow: UnitOfWork, account_id: UUID, password: str, *, now: datetime) -> SignedIn | Refused:
    """Check a password for the account behind a door; failed attempts are counted and lock the account for a while.

    The hash is always computed, and only who knows the password learns that an account is closed. With a second factor
    the count goes on until its code was right: a known password is no fresh start for guessing codes.
    """
    account = people.lock(uow.session, account_id)
    right = matches(account.password_hash, password)
    if account.locked_until is not None and account.locked_until > now:
        return WRONG
    if not right:
        attempts = account.failed_attempts + 1
        locked = now + LOCKED_FOR if attempts >= ATTEMPTS else None
        people.note_attempts(uow.session, account_id, 0 if locked else attempts, locked)
        note_own(uow, account, "sign_in_failed", now)
        return WRONG
    if account.status != "active":
        return CLOSED
    found = vouched(uow, account, on=now.date(), must_change=account.must_change)
    if not found.needs_code and (account.failed_attempts or account.locked_until):
        people.note_attempts(uow.session, account_id, 0, None)
    note_own(uow, account, "sign_in", now)
    return found


def vouched(uow: UnitOfWork, account: people.Account, *, on: date, must_change: bool = False) -> SignedIn:
    """Somebody who proved himself, with what is still asked of him."""
    actor = as_actor(account, posts.held_on(uow.session, account.id, on))
    factor = factors.lock(uow.session, account.id)
    has = factor is not None and factor.confirmed_at is not None
    needed = factors.required(uow.session, account.scope).keys() & {str(one.role) for one in actor.bindings}
    return SignedIn(actor, stamp(account.password_hash), must_change, has, bool(needed) and not has)


def change_password(
    uow: UnitOfWork, account_id: UUID, old: str, new: str, *, now: datetime, here: UUID | None = None
) -> str | Refused:
    """Give oneself another password: the new stamp of the session, or every reason against it in one message.

    All sessions but `here` are over.
    """
    account = people.lock(uow.session, account_id)
    reasons = [] if matches(account.password_hash, old) else ["原密码不正确"]
    reasons += weaknesses(new, old, account.username)
    if reasons:
        return Refused("；".join(reasons) + "。")
    password_hash = hash_of(new)
    people.set_password(uow.session, account_id, password_hash, must_change=False)
    signed_in.end(uow.session, account_id, but=here)
    note_own(uow, account, "own_password", now)
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


def as_actor(account: people.Account, held: Sequence[posts.Held]) -> Actor:
    """The account as the domain knows who acts."""
    sight = Scope.of(account.scope)
    roles = tuple(
        Binding(
            Role(one.role),
            one.scope,
            one.department_key or "",
            one.post,
            str(one.principal_id or ""),
            one.principal_name or "",
        )
        for one in held
    )
    return Actor(str(account.id), account.display_name, sight.county, account.scope, sight.lo, sight.hi, roles)
