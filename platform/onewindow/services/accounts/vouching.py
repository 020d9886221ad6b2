"""Vouching for one act at somebody else's screen: a person proves himself there, and no session begins."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from onewindow.domain.actor import Actor
from onewindow.services.accounts import factors
from onewindow.services.accounts.reach import Refused
from onewindow.services.accounts.sealing import Seal
from onewindow.services.accounts.signing import sign_in
from onewindow.store.session import UnitOfWork

CODE_ASKED = Refused("该账号已启用两步验证，请填写手机上当前的动态码。")
NOT_READY = Refused("该账号须先自行登录，修改初始密码或设置两步验证后才能核准。")


def vouch(uow: UnitOfWork, account_id: UUID, password: str, code: str, seal: Seal, *, now: datetime) -> Actor | Refused:
    """Who the account is, when its password (and the code of its second factor, where it has one) is right.

    Wrong ones count as at the sign-in page and lock the account for a while; `uow` is the account's own, so that they
    are counted whatever becomes of the act.
    """
    found = sign_in(uow, account_id, password, now=now)
    if isinstance(found, Refused):
        return found
    if found.must_change or found.must_enrol:
        return NOT_READY
    if found.needs_code:
        refused = factors.check(uow, account_id, code, seal, now=now) if code else CODE_ASKED
        if refused:
            return refused
    return found.actor
