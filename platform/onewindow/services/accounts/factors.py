"""Second factors: codes of an authenticator (RFC 6238), each taken once, and recovery codes for when it is lost."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pyotp

from onewindow.domain.actor import Actor
from onewindow.services.accounts.passwords import ALPHABET, stamp
from onewindow.services.accounts.reach import Refused, note, note_own, out_of_hands
from onewindow.services.accounts.sealing import Seal
from onewindow.services.accounts.signing import ATTEMPTS, LOCKED_FOR, SignedIn, vouched
from onewindow.store import factors, people, signed_in
from onewindow.store.session import UnitOfWork

STEP_SECONDS = 30
DRIFT = (0, -1, 1)
"""A code of the half minute before or after counts too: clocks of telephones differ."""
RECOVERY_CODES, RECOVERY_LENGTH = 10, 10
FRESH = timedelta(minutes=10)
ISSUER = "一窗 OneWindow"

WRONG_CODE = Refused("动态码或恢复码不正确，请看手机上最新的 6 位数字重新输入；每个码只能用一次。")
LOCKED_CODE = Refused("连续输错次数过多，请 15 分钟后再试，或请本单位管理员解锁。")
NOT_BEGUN = Refused("两步验证尚未开始设置，请先打开设置页面扫描二维码。")
UNREADABLE = Refused("两步验证的密钥无法读取，请联系本单位管理员重置两步验证。")
REQUIRED = Refused("您的角色按规定必须使用两步验证，不能关闭；更换手机请先请管理员重置。")


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an authenticator has to know: the secret in base32, and the same as an `otpauth:` address for a QR code."""

    secret: str
    uri: str


def begin(uow: UnitOfWork, account_id: UUID, seal: Seal) -> Enrolment | Refused:
    """Begin to set a second factor up; until it is confirmed, the same secret is shown again."""
    account = people.lock(uow.session, account_id)
    known = factors.lock(uow.session, account_id)
    if known is not None and known.confirmed_at is not None:
        return Refused("两步验证已经启用；更换手机请先关闭或请管理员重置。")
    secret = (seal.open(known.secret) if known else None) or pyotp.random_base32()
    sealed = seal.close(secret)
    factors.begin(uow.session, factors.Factor(account_id=account_id, scope=account.scope, secret=sealed))
    return Enrolment(secret, pyotp.TOTP(secret).provisioning_uri(name=account.username, issuer_name=ISSUER))


def confirm(uow: UnitOfWork, account_id: UUID, code: str, seal: Seal, *, now: datetime) -> tuple[str, ...] | Refused:
    """End setting up with a code from the authenticator: the recovery codes, which are known here and never again."""
    account = people.lock(uow.session, account_id)
    factor = factors.lock(uow.session, account_id)
    if factor is None or factor.confirmed_at is not None:
        return NOT_BEGUN
    step = _step_of(factor, code, seal, now)
    if step is None:
        return WRONG_CODE
    codes = _recovery_codes()
    kept = [seal.digest(one) for one in codes]
    factors.note(uow.session, account_id, confirmed_at=now, last_step=step, recovery=kept)
    note_own(uow, account, "second_factor_on", now)
    return codes


def check(uow: UnitOfWork, account_id: UUID, code: str, seal: Seal, *, now: datetime) -> Refused | None:
    """Take a code once; wrong ones count like wrong passwords and lock the account for a while."""
    account = people.lock(uow.session, account_id)
    if account.locked_until is not None and account.locked_until > now:
        return LOCKED_CODE
    factor = factors.lock(uow.session, account_id)
    if factor is None or factor.confirmed_at is None:
        return NOT_BEGUN
    if _used(uow, account, factor, code, seal, now):
        if account.failed_attempts or account.locked_until:
            people.note_attempts(uow.session, account_id, 0, None)
        return None
    attempts = account.failed_attempts + 1
    locked = now + LOCKED_FOR if attempts >= ATTEMPTS else None
    people.note_attempts(uow.session, account_id, 0 if locked else attempts, locked)
    note_own(uow, account, "second_factor_failed", now)
    return LOCKED_CODE if locked else WRONG_CODE


def pass_code(
    uow: UnitOfWork, account_id: UUID, expected_stamp: str, code: str, seal: Seal, *, now: datetime
) -> SignedIn | Refused | None:
    """The second step of signing in; None when the account is not what it was at the first: begin anew."""
    account = people.lock(uow.session, account_id)
    if account.status != "active" or not hmac.compare_digest(stamp(account.password_hash), expected_stamp):
        return None
    if refused := check(uow, account_id, code, seal, now=now):
        return refused
    return vouched(uow, account, on=now.date(), must_change=account.must_change)


def renew_recovery(
    uow: UnitOfWork, account_id: UUID, code: str, seal: Seal, *, now: datetime
) -> tuple[str, ...] | Refused:
    """New recovery codes in exchange for a code; the old ones end."""
    if refused := check(uow, account_id, code, seal, now=now):
        return refused
    codes = _recovery_codes()
    factors.note(uow.session, account_id, recovery=[seal.digest(one) for one in codes])
    note_own(uow, people.get(uow.session, account_id), "recovery_codes", now)
    return codes


def switch_off(uow: UnitOfWork, actor: Actor, code: str, seal: Seal, *, now: datetime) -> Refused | None:
    """Do without a second factor again, in exchange for a code; refused where the tenant requires one."""
    account_id = UUID(actor.account_id)
    if is_required(uow, actor):
        return REQUIRED
    if refused := check(uow, account_id, code, seal, now=now):
        return refused
    factors.drop(uow.session, account_id)
    note_own(uow, people.get(uow.session, account_id), "second_factor_off", now)
    return None


def reset(uow: UnitOfWork, actor: Actor, account_id: UUID, *, now: datetime) -> Refused | None:
    """Take somebody's second factor away (his telephone is lost); he is signed out everywhere. Audited."""
    people.lock(uow.session, account_id)
    if refusal := out_of_hands(uow, actor, account_id):
        return refusal
    if factors.drop(uow.session, account_id):
        signed_in.end(uow.session, account_id)
        note(uow, actor, account_id, "second_factor_reset", now, {})
    return None


def is_on(uow: UnitOfWork, account_id: UUID) -> bool:
    """Whether an account has a second factor that counts."""
    factor = factors.lock(uow.session, account_id)
    return factor is not None and factor.confirmed_at is not None


def is_required(uow: UnitOfWork, actor: Actor) -> bool:
    """Whether the tenant, or one above it, requires a second factor for one of the actor's roles."""
    return bool(factors.required(uow.session, actor.scope).keys() & {str(one.role) for one in actor.bindings})


def require(uow: UnitOfWork, actor: Actor, roles: Sequence[str], *, now: datetime) -> None:
    """Say which roles need a second factor in the actor's tenant and below; it holds from the next sign-in."""
    before = [role for role, at in factors.required(uow.session, actor.scope).items() if at == actor.scope]
    factors.require(uow.session, actor.scope, roles)
    detail = {"old": sorted(before), "new": sorted(roles)}
    note(uow, actor, UUID(actor.account_id), "require_second_factor", now, detail)


def _used(
    uow: UnitOfWork, account: people.Account, factor: factors.Factor, code: str, seal: Seal, now: datetime
) -> bool:
    """Whether the code counts; if so it is used up."""
    step = _step_of(factor, code, seal, now)
    if step is not None and step > factor.last_step:
        factors.note(uow.session, account.id, last_step=step)
        return True
    digest = seal.digest(_tidy(code))
    if digest in factor.recovery:
        left = [one for one in factor.recovery if one != digest]
        factors.note(uow.session, account.id, recovery=left)
        note_own(uow, account, "recovery_code_used", now, {"left": len(left)})
        return True
    return False


def _step_of(factor: factors.Factor, code: str, seal: Seal, now: datetime) -> int | None:
    """The number of the half minute whose code this is, or None."""
    secret = seal.open(factor.secret)
    if secret is None:
        return None
    one_time, present = pyotp.TOTP(secret), int(now.timestamp()) // STEP_SECONDS
    steps = (present + drift for drift in DRIFT)
    given = _tidy(code)
    return next((step for step in steps if pyotp.utils.strings_equal(one_time.generate_otp(step), given)), None)


def _tidy(code: str) -> str:
    return "".join(sign for sign in code.lower() if sign.isalnum())


def _recovery_codes() -> tuple[str, ...]:
    return tuple("".join(secrets.choice(ALPHABET) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES))
